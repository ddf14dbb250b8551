"""XML as a stream of elements: no entities of its own, no tree, no memory beyond the piece at hand."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NoReturn, Protocol
from xml.parsers import expat

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import damaged

_MOST_NAMES = 10_000
Attributes = Mapping[str, str]
Start = Callable[[str, dict[str, str]], None]


class Handler(Protocol):
    """Takes the elements of one part; `where` names the place reached, for a refusal."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, data: str) -> None: ...

    def where(self) -> str: ...


class LocalNames(dict[str, str]):
    """Element names without their prefix, which every writer chooses as it likes."""

    def __missing__(self, name: str) -> str:
        if len(self) >= _MOST_NAMES:
            self.clear()
        local = self[name] = name.rpartition(":")[2]
        return local


def starts(pieces: Iterable[bytes], where: str, start: Start) -> None:
    """Only the beginnings of the elements: a third of the work where the texts do not matter."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = start
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise damaged(where) from error


def walk(pieces: Iterable[bytes], handler: Handler) -> Iterator[None]:
    """Feeds the handler piece by piece; what it has gathered can be taken at every step.

    Raises FileRefused for what is not XML, declares entities, or makes no sense to the handler.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.text
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except (expat.ExpatError, ValueError, LookupError, OverflowError) as error:
        raise damaged(handler.where()) from error


def walk_all(pieces: Iterable[bytes], handler: Handler) -> None:
    """The same for a part whose handler keeps what it needs."""
    for _ in walk(pieces, handler):
        pass


def attribute(attributes: Attributes, local_name: str) -> str | None:
    """An attribute whatever its prefix."""
    found = attributes.get(local_name)
    if found is None:
        found = next((v for k, v in attributes.items() if k.rpartition(":")[2] == local_name), None)
    return found


def _refuse_declarations(*_: object) -> NoReturn:
    raise FileRefused(
        "xml_entities",
        "The workbook declares XML entities, which no spreadsheet program writes. "
        "Open it, save it anew, and import that one.",
    )
