"""The cards of a file: each from its BEGIN to its END, with what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from leadgen_sdk import Line
from leadgen_vcard.lines import ContentLine, content_lines
from leadgen_vcard.properties import LineUnreadable, Property, parsed
from leadgen_vcard.table import row_of

_MOST_PROPERTIES = 5_000
_SHOWN_CHARS = 60
_MARK = b"\xef\xbb\xbf"


@dataclass
class Card:
    """One card while it is read. `problem`: why it cannot be used."""

    line_no: int
    properties: list[Property] = field(default_factory=list)
    problem: str | None = None
    inner: int = 0  # cards within this one, such as an assistant's

    def take(self, line: ContentLine, encoding: str) -> None:
        if self.inner or self.problem:
            return
        if line.cut or len(self.properties) >= _MOST_PROPERTIES:
            self.problem = f"Line {line.line_no} is too long. Shorten its text, or remove it from the card."
            return
        try:
            self.properties.append(parsed(line.data, encoding))
        except LineUnreadable as error:
            shown = line.data[:_SHOWN_CHARS].decode("ascii", "replace")
            self.problem = f"Line {line.line_no} (“{shown}”) {error}. Correct it, or remove it from the card."

    def line(self) -> Line | None:
        """The card as a row; None for one that says nothing."""
        cells = row_of(self.properties)
        if self.problem is None and _is_group(self.properties):
            self.problem = "This card is a list of other cards, not a contact."
        if self.problem is None and not any(cell.strip() for cell in cells):
            return None
        return Line(self.line_no, cells, self.problem)


def cards(stream: BinaryIO, encoding: str) -> Iterator[Line]:
    """All cards in order, in bounded memory."""
    card: Card | None = None
    for line in content_lines(stream):
        word = line.data.removeprefix(_MARK)[:40].replace(b" ", b"").upper()
        if word == b"BEGIN:VCARD":
            if card is not None and _opens_inner(card):
                card.inner += 1
                continue
            if card is not None:
                yield _unfinished(card)
            card = Card(line.line_no)
        elif card is not None and word == b"END:VCARD":
            if card.inner:
                card.inner -= 1
                continue
            if (row := card.line()) is not None:
                yield row
            card = None
        elif card is not None and line.data.strip():
            card.take(line, encoding)
    if card is not None:
        yield _unfinished(card)


def _opens_inner(card: Card) -> bool:
    """The card of an agent stands within the card that names it."""
    last = card.properties[-1] if card.properties else None
    return bool(card.inner) or (last is not None and last.name == "AGENT" and not last.value.strip())


def _is_group(properties: list[Property]) -> bool:
    return any(
        (prop.name in ("KIND", "X-ADDRESSBOOKSERVER-KIND") and prop.text().lower() == "group")
        for prop in properties
    )


def _unfinished(card: Card) -> Line:
    problem = "The card has no END:VCARD: the file is cut off or damaged here. Export it again."
    return Line(card.line_no, row_of(card.properties), card.problem or problem)
