"""Bytes into physical lines: encodings, line ends, and refusals that name line and byte."""

import codecs
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from leadgen_sdk import FileRefused, Head

_READ_BYTES = 256 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What people upload instead of text, by its first bytes.
_FORMATS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "Open it and save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Open it and save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF document", "Export the table it shows as CSV"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"\x89PNG", "an image", "Choose the file with the contacts"),
    (b"\xff\xd8\xff", "an image", "Choose the file with the contacts"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def encoding_of(head: Head) -> str:
    """The codec name. Raises FileRefused for what is not text in a Unicode encoding."""
    for magic, what, advice in _FORMATS:
        if head.data.startswith(magic):
            raise FileRefused("not_text", f"This is {what}, not a text file. {advice}.")
    for bom, encoding in _BOMS:
        if head.data.startswith(bom):
            return encoding
    return _wide_without_bom(head.data) or "utf-8"


def head_text(head: Head, encoding: str) -> str:
    """The head as text, cut after the last whole line unless it is the whole file."""
    text = "".join(_decoded(io.BytesIO(head.data), encoding, final=head.complete))
    _refuse_binary(text)
    if head.complete:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] if end >= 0 else text


def physical_lines(stream: BinaryIO, encoding: str, longest: int) -> Iterator[str]:
    """Lines with their ends (LF, CR or CRLF) kept. One longer than `longest` comes in pieces,
    all but the last without a line end; memory stays bounded by `longest`."""
    held = ""
    for text in _decoded(stream, encoding, final=True):
        held += text
        # A CR at the very end may be half of a CRLF: it waits for the next piece.
        end = max(held.rfind("\n"), held.rfind("\r", 0, -1)) + 1
        if end:
            yield from io.StringIO(held[:end], newline="")
            held = held[end:]
        while len(held) > longest:
            yield held[:longest]
            held = held[longest:]
    yield from io.StringIO(held, newline="")


def _decoded(stream: BinaryIO, encoding: str, *, final: bool) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    lines_before = 0
    while True:
        piece = stream.read(_READ_BYTES)
        try:
            text = decoder.decode(piece, final and not piece)
        except UnicodeDecodeError as error:
            raise _not_decodable(error, encoding, lines_before) from None
        yield text.replace("\0", "") if "\0" in text else text
        lines_before += text.count("\n") or text.count("\r")
        if not piece:
            return


def _not_decodable(error: UnicodeDecodeError, encoding: str, lines_before: int) -> FileRefused:
    before = error.object[: error.start]
    line_no = lines_before + (before.count(b"\n") or before.count(b"\r")) + 1
    byte = error.object[error.start] if error.start < len(error.object) else 0
    in_line = error.start - (max(before.rfind(b"\n"), before.rfind(b"\r")) + 1) + 1
    name = "UTF-8" if encoding.startswith("utf-8") else encoding.upper()
    return FileRefused(
        "not_unicode",
        f"Line {line_no} is not valid {name}: byte 0x{byte:02X} at position {in_line}. "
        "Save the file as UTF-8 (in Excel: “CSV UTF-8”) and import it again.",
        line_no,
    )


def _wide_without_bom(data: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of mostly Latin text is zero."""
    sample = data[:4096]
    half = len(sample) // 2
    if half < 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.6 and even < half * 0.1:
        return "utf-16-le"
    if even > half * 0.6 and odd < half * 0.1:
        return "utf-16-be"
    return None


def _refuse_binary(text: str) -> None:
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) > len(sample) * 0.05:
        raise FileRefused(
            "not_text", "This is not a text file. Save the table as CSV (UTF-8) and import that."
        )
