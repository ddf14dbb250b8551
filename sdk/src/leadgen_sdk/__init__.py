"""The whole plugin contract of Leadgen Pipeline: what a package must offer to bring records in, and more.

A plugin is a package with an entry point in the group `leadgen.plugins` that names a `Plugin`.
It imports this module and nothing else of ours: no database, no web framework, no network.
The host runs a source in a child process with limits on memory, time and CPU.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple, Protocol, runtime_checkable

from leadgen_sdk.enriching import Enricher
from leadgen_sdk.spool import spooled

JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]

# How a source reads one particular file: what `recognise` found and `read` needs. It is stored
# with the import and handed back later, so it holds JSON only. Shown to people where present:
# "encoding", "encodings" (candidates, best first, where it is not sure), "delimiter", "quote",
# "header_row" (line of the header, null when there is none), "sheet" and
# "sheets" ([{"name": str, "rows": int or null, "hidden": bool}]).
Shape = Mapping[str, JSON]


@dataclass(frozen=True)
class Reading:
    """What a person chose about how a file is read. None: the source finds it out."""

    encoding: str | None = None
    delimiter: str | None = None
    header_row: int | None = None  # physical line, or row of a sheet, from 1; 0: there is no header
    sheet: str | None = None


def _no_header_is_known(cells: Sequence[str]) -> bool:
    return False


@dataclass(frozen=True)
class Head:
    """The start of a file, and a door to the rest of it for a format that needs more to be told."""

    data: bytes  # the first bytes
    complete: bool  # is this the whole file?
    filename: str
    reading: Reading = Reading()  # binding: a choice that does not fit the file is refused, not ignored
    is_header: Callable[[Sequence[str]], bool] = _no_header_is_known  # is this row the header of a layout?
    whole: Callable[[], BinaryIO] | None = None  # given by the host; a source calls `open`

    def open(self) -> BinaryIO:
        """The whole file from its first byte, seekable and read only.

        It is fetched as far as it is read: the first megabytes of a large file come at once.
        """
        return self.whole() if self.whole is not None else io.BytesIO(self.data)


@dataclass(frozen=True)
class Problem:
    """Something a person should know about a file that can still be read."""

    code: str
    message: str  # one sentence, ending with what to do
    line_no: int | None = None


@dataclass(frozen=True)
class Recognition:
    """A source's claim on a file. The claim with the highest confidence reads it."""

    confidence: float  # 0 to 1; a signature of known headers is 0.9 and more, a bare format 0.5
    shape: Shape
    header: Sequence[str]  # one name per column, in the order of the cells
    mapping: Mapping[int, str] = field(default_factory=dict)  # column → field key, where known for sure
    problems: Sequence[Problem] = ()


class Line(NamedTuple):
    """One record of the file as text."""

    line_no: int  # the physical line where it starts, from 1, strictly rising
    cells: Sequence[str]
    problem: str | None = None  # why this line cannot be used: it is rejected with this sentence


@dataclass(frozen=True)
class Batch:
    """Some consecutive lines; a few hundred is a good size."""

    lines: Sequence[Line]

    @property
    def first_line_no(self) -> int:
        return self.lines[0].line_no


class FileRefused(Exception):
    """This file cannot be read at all. The message says where, why, and what to do."""

    def __init__(self, code: str, message: str, line_no: int | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line_no = line_no


@runtime_checkable
class Source(Protocol):
    """Reads one kind of file. The first three are plain class attributes of your source."""

    @property
    def key(self) -> str: ...  # stable, stored with every import

    @property
    def label(self) -> str: ...  # for people: "LinkedIn connections"

    @property
    def suffixes(self) -> Sequence[str]: ...  # usual file name endings: (".csv",)

    def recognise(self, head: Head) -> Recognition | None:
        """Claim the file, or None. Raises FileRefused when it is this source's file but broken."""
        ...

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        """All records, header and preamble left out, in file order.

        The stream may be unable to seek (`spooled` gives a copy that can) and is read in bounded memory.
        Lines whose cells are all blank are left out. Raises FileRefused with the line where reading stops.
        """
        ...


@dataclass(frozen=True)
class Layout:
    """The columns of one vendor's export, whatever the format of the file."""

    key: str  # stable, distinct in its plugin
    label: str  # for people: "HubSpot contacts"
    kind: Literal["contact", "company"]
    needs: Sequence[Sequence[str]]  # a header fits when it has one name of each group
    columns: Mapping[str, str]  # name in the header → field key; "": left out

    def fits(self, header: Sequence[str]) -> bool:
        """Is this the header of such an export? Case and blanks do not count."""
        names = {_plain(name) for name in header}
        return bool(self.needs) and all(any(_plain(name) in names for name in group) for group in self.needs)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


@dataclass(frozen=True)
class Plugin:
    """What the entry point names."""

    key: str
    name: str
    sources: Sequence[Source] = ()
    layouts: Sequence[Layout] = ()
    enrichers: Sequence[Enricher] = ()


__all__ = [
    "JSON",
    "Batch",
    "Enricher",
    "FileRefused",
    "Head",
    "Layout",
    "Line",
    "Plugin",
    "Problem",
    "Reading",
    "Recognition",
    "Shape",
    "Source",
    "spooled",
]
