"""The whole plugin contract of Leadgen Pipeline: what a package must offer to bring records in.

A plugin is a package with an entry point in the group `leadgen.plugins` that names a `Plugin`.
It imports this module and nothing else of ours: no database, no web framework, no network.
The host runs a source in a child process with limits on memory, time and CPU.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, Protocol, runtime_checkable

JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]

# How a source reads one particular file: what `recognise` found and `read` needs. It is stored
# with the import and handed back later, so it holds JSON only. Shown to people where present:
# "encoding", "delimiter", "quote", "header_row" (line of the header, null when there is none).
Shape = Mapping[str, JSON]


@dataclass(frozen=True)
class Head:
    """The first bytes of a file, all a source sees before it claims the file."""

    data: bytes
    complete: bool  # is this the whole file?
    filename: str


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

        The stream cannot seek and is read in bounded memory. Lines whose cells are all blank are
        left out. Raises FileRefused with the line where reading stops.
        """
        ...


@dataclass(frozen=True)
class Plugin:
    """What the entry point names."""

    key: str
    name: str
    sources: Sequence[Source] = ()


__all__ = [
    "JSON",
    "Batch",
    "FileRefused",
    "Head",
    "Line",
    "Plugin",
    "Problem",
    "Recognition",
    "Shape",
    "Source",
]
