"""The encoding of the lines that name none of their own."""

import codecs
import io
from collections.abc import Sequence
from typing import BinaryIO, cast

from leadgen_sdk import FileRefused, Head
from leadgen_sdk.delimited.encoding import Guess, codec_of, detect_encoding
from leadgen_vcard.lines import content_lines

_WIDE = ("utf-16", "utf-32")


def encoding_of(head: Head) -> Guess:
    """What a person chose, else the form of the bytes, else a judgement of the lines without a CHARSET.

    Raises FileRefused for a choice that nobody knows.
    """
    if head.reading.encoding is not None:
        chosen = codec_of(head.reading.encoding)
        if chosen is None:
            raise FileRefused(
                "unknown_encoding",
                f"There is no encoding called “{head.reading.encoding[:40]}”. Choose one of the list.",
            )
        return Guess(chosen)
    told = detect_encoding(head.data[:4096], complete=head.complete)
    if told.encoding.startswith(_WIDE):
        return told
    return detect_encoding(b"\n".join(_undeclared(head)), complete=True)


def narrow(stream: BinaryIO, encoding: str) -> tuple[BinaryIO, str]:
    """The same text with one byte for a colon: UTF-16 and UTF-32 become UTF-8."""
    if not encoding.startswith(_WIDE):
        return stream, encoding
    return cast(BinaryIO, io.BufferedReader(_Utf8(stream, encoding))), "utf-8"


def _undeclared(head: Head) -> Sequence[bytes]:
    lines = [line.data for line in content_lines(io.BytesIO(head.data))]
    whole = lines if head.complete else lines[:-1]
    return [line for line in whole if b"CHARSET=" not in line.partition(b":")[0].upper()]


class _Utf8(io.RawIOBase):
    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        super().__init__()
        self._stream = stream
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]  # what a reader gives
        view = memoryview(buffer)
        while not self._held:
            piece = self._stream.read(len(view))
            try:
                self._held = self._decoder.decode(piece, not piece).encode("utf-8", "replace")
            except UnicodeDecodeError:
                raise FileRefused(
                    "not_text", f"The file is not valid {self._encoding.upper()}. Export it again as UTF-8."
                ) from None
            if not piece:
                break
        given = self._held[: len(view)]
        self._held = self._held[len(given) :]
        view[: len(given)] = given
        return len(given)
