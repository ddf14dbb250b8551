"""Bytes into physical lines: encodings, line ends, and bytes that do not belong there."""

import codecs
import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import BinaryIO

from leadgen_sdk import FileRefused, Head
from leadgen_sdk.delimited.encoding import Guess, codec_of, detect_encoding
from leadgen_sdk.delimited.encoding.detect import words_of
from leadgen_sdk.delimited.encoding.form import marked

_READ_BYTES = 256 * 1024
_EVIDENCE_BYTES = 16 << 20  # so far into the file we look for letters that tell its encoding
_ENOUGH_WORDS = 40
_BREAK = "leadgen_sdk.broken"
_BROKEN_BASE = 0xDC00  # half of a surrogate pair: JSON could carry it alone, a text never does
_BROKEN = re.compile("[\udc00-\udcff]")
# What people upload instead of text, by its first bytes.
_FORMATS = (
    (b"PK\x03\x04", "a zip archive or an Excel workbook", "Open it and save the sheet as CSV (UTF-8)"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "Open it and save the sheet as CSV (UTF-8)"),
    (b"%PDF", "a PDF document", "Export the table it shows as CSV"),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first"),
    (b"\x89PNG", "an image", "Choose the file with the contacts"),
    (b"\xff\xd8\xff", "an image", "Choose the file with the contacts"),
)
_WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", re.IGNORECASE)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")


def encoding_of(head: Head) -> Guess:
    """What a person chose, or the likeliest; `utf-8-sig` where a mark must be left out.

    Raises FileRefused for what is not text.
    """
    for magic, what, advice in _FORMATS:
        if head.data.startswith(magic):
            raise FileRefused("not_text", f"This is {what}, not a text file. {advice}.")
    if _WEB_PAGE.match(head.data):
        raise FileRefused(
            "not_text", "This is a web page, not a table; perhaps a sign-in page. Download the file again."
        )
    if head.reading.encoding is not None:
        return Guess(_chosen(head.reading.encoding, marked(head.data)))
    return _guessed(_evidence(head), head.complete)


def _chosen(name: str, mark: str | None) -> str:
    codec = codec_of(name)
    if codec is None:
        raise FileRefused("unknown_encoding", f"There is no encoding “{name}”. Choose one of the list.")
    return mark if mark is not None and mark[:6] == codec[:6] else codec


# Every source of delimited text asks about the same file.
@lru_cache(maxsize=2)
def _guessed(evidence: bytes, complete: bool) -> Guess:
    return detect_encoding(evidence, complete=complete)


def _evidence(head: Head) -> bytes:
    """The head, and where its letters are too few to tell: further lines that are not ASCII."""
    if head.complete or b"\0" in head.data[:4096] or len(words_of(head.data)) >= _ENOUGH_WORDS:
        return head.data
    whole = head.data[: head.data.rfind(b"\n") + 1]
    with head.open() as file:
        file.seek(len(whole))
        further = file.read(_EVIDENCE_BYTES)
    lines = [line for line in further.splitlines(keepends=True)[:-1] if not line.isascii()]
    return whole + b"".join(lines[: _ENOUGH_WORDS * 10])


def head_text(head: Head, encoding: str) -> str:
    """The head as text, cut after the last whole line unless it is the whole file."""
    text = "".join(_Decoded(io.BytesIO(head.data), encoding, final=head.complete))
    _refuse_binary(text)
    if head.complete:
        return text
    end = max(text.rfind("\n"), text.rfind("\r"))
    return text[: end + 1] if end >= 0 else text


class PhysicalLines:
    """Lines with their ends (LF, CR or CRLF) kept. One longer than `longest` comes in pieces,
    all but the last without a line end; memory stays bounded by `longest`."""

    def __init__(self, stream: BinaryIO, encoding: str, longest: int) -> None:
        self._decoded = _Decoded(stream, encoding, final=True)
        self._longest = longest

    @property
    def has_broken(self) -> bool:
        """Is there any byte so far that the encoding does not have? `broken_byte` finds it in its line."""
        return self._decoded.has_broken

    def __iter__(self) -> Iterator[str]:
        held = ""
        for text in self._decoded:
            held += text
            # A CR at the very end may be half of a CRLF: it waits for the next piece.
            end = max(held.rfind("\n"), held.rfind("\r", 0, -1)) + 1
            if end:
                yield from io.StringIO(held[:end], newline="")
                held = held[end:]
            while len(held) > self._longest:
                yield held[: self._longest]
                held = held[self._longest :]
        yield from io.StringIO(held, newline="")


def broken_byte(text: str) -> int | None:
    """The first byte in it that its encoding does not have."""
    found = _BROKEN.search(text)
    return ord(found[0]) - _BROKEN_BASE if found else None


def mended(text: str) -> str:
    """The text with a sign in place of each broken byte."""
    return _BROKEN.sub("\ufffd", text)


class _Decoded:
    """Pieces of text. A byte that the encoding does not have becomes a character that no text can hold."""

    def __init__(self, stream: BinaryIO, encoding: str, *, final: bool) -> None:
        self._stream = stream
        self._encoding = encoding
        self._final = final
        self.has_broken = False

    def __iter__(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._encoding)()
        while True:
            piece = self._stream.read(_READ_BYTES)
            state = decoder.getstate()
            try:
                text = decoder.decode(piece, self._final and not piece)
            except UnicodeDecodeError:
                self.has_broken = True
                decoder = codecs.getincrementaldecoder(self._encoding)(_BREAK)
                decoder.setstate(state)
                text = decoder.decode(piece, self._final and not piece)
            yield text.replace("\0", "") if "\0" in text else text
            if not piece:
                return


def _break(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError), "only used to decode"
    broken = error.object[error.start : max(error.end, error.start + 1)] or b"\xff"
    return "".join(chr(_BROKEN_BASE + byte) for byte in broken), error.start + len(broken)


codecs.register_error(_BREAK, _break)


def _refuse_binary(text: str) -> None:
    sample = text[:20_000]
    if len(_CONTROL.findall(sample)) > len(sample) * 0.05:
        raise FileRefused(
            "not_text", "This is not a text file. Save the table as CSV (UTF-8) and import that."
        )
