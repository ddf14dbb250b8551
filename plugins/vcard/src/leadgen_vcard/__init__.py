"""vCard files (.vcf) of version 2.1, 3.0 and 4.0: one card a line, in a table with fixed columns."""

from collections.abc import Iterator
from typing import BinaryIO

from leadgen_sdk import Batch, Head, Line, Plugin, Problem, Recognition, Shape
from leadgen_sdk.delimited.encoding import Guess
from leadgen_vcard.cards import cards
from leadgen_vcard.encoding import encoding_of, narrow
from leadgen_vcard.table import COLUMNS, HEADER

_CONFIDENCE = 0.95
_BATCH_LINES = 200


class VCard:
    key = "vcard"
    label = "vCard file"
    suffixes = (".vcf", ".vcard")

    def recognise(self, head: Head) -> Recognition | None:
        if not _begins_a_card(head.data):
            return None
        guess = encoding_of(head)
        shape: Shape = {
            "encoding": guess.encoding,
            "encodings": list(guess.candidates),
            "header_row": None,
            "columns": len(HEADER),
            "decimal": ".",
            "date_order": "ymd",
        }
        mapping = {index: field for index, field in enumerate(COLUMNS.values()) if field}
        return Recognition(_CONFIDENCE, shape, HEADER, mapping, list(_doubts(guess)))

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        lines: list[Line] = []
        for line in cards(*narrow(stream, str(shape["encoding"]))):
            lines.append(line)
            if len(lines) >= _BATCH_LINES:
                yield Batch(lines)
                lines = []
        if lines:
            yield Batch(lines)


def _begins_a_card(data: bytes) -> bool:
    """The first line, with or without a mark of its encoding; UTF-16 has a zero beside each letter."""
    start = data[:512].lstrip(b"\xef\xbb\xbf\xff\xfe\0").replace(b"\0", b"").lstrip()
    return start[:40].replace(b" ", b"").upper().startswith(b"BEGIN:VCARD")


def _doubts(guess: Guess) -> Iterator[Problem]:
    if guess.candidates:
        yield Problem(
            "encoding_unsure",
            f"The file does not say its encoding, and several would fit: {', '.join(guess.candidates[:4])}. "
            "Choose the one in which the names are right.",
        )


plugin = Plugin(key="vcard", name="vCard files", sources=(VCard(),))
