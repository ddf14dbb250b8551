"""The records of a scan as columns, on their way to the process that compares them: each value once.

Plain bytes, never pickle: numbers as arrays, texts as JSON.
"""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import BinaryIO, cast

import numpy as np

from leadgen.kernel.json import JSON, decode, encode
from leadgen.records.field import RecordKind
from leadgen.records.normalise.own_words import NONE, OwnWords
from leadgen.stages.cleanup.duplicates.columns import Ints, Mask

_LENGTH = 8


@dataclass
class Cells:
    """One column while it is read: `codes` has by row the place of its value in `values`."""

    codes: "array[int]" = field(default_factory=lambda: array("i"))
    values: dict[str, int] = field(default_factory=dict)

    def add(self, cell: str) -> None:
        self.codes.append(self.values.setdefault(cell, len(self.values)))

    def texts(self) -> list[str]:
        """By row its text."""
        values = list(self.values)
        return [values[code] for code in self.codes]


@dataclass
class Table:
    """What is asked: rows in columns by key, which of them are `new` (None: all), which stand together.

    `home`: by row the number of the cluster it stands in, -1 for none. `barred`: pairs of rows that are two.
    `words`: those that values are read by.
    """

    kind: RecordKind
    review: float
    columns: dict[str, Cells]
    new: Sequence[bool] | None = None
    home: Sequence[int] = ()
    barred: Sequence[tuple[int, int]] = ()
    words: OwnWords = NONE

    @property
    def rows(self) -> int:
        """How many there are."""
        return len(next(iter(self.columns.values())).codes)

    def written(self) -> Iterator[bytes]:
        """In pieces, each with its length before it; a column is let go once it is written."""
        head: JSON = {
            "kind": self.kind,
            "review": self.review,
            "columns": list(self.columns),
            "whole": self.new is None,
            "words": cast(JSON, asdict(self.words)),
        }
        yield from _sized(encode(head))
        yield from _sized(np.array(self.new or (), dtype=np.int8).tobytes())
        yield from _sized(np.array(self.home, dtype=np.int32).tobytes())
        yield from _sized(np.array(self.barred, dtype=np.int32).tobytes())
        for key in list(self.columns):
            column = self.columns.pop(key)
            yield from _sized(encode(list(column.values)))
            yield from _sized(column.codes.tobytes())

    @classmethod
    def read(cls, stream: BinaryIO) -> "Table":
        """What `written` wrote."""
        head = cast(dict[str, JSON], decode(_piece(stream)))
        new = np.frombuffer(_piece(stream), dtype=np.int8).astype(bool).tolist()
        home = np.frombuffer(_piece(stream), dtype=np.int32).tolist()
        barred = np.frombuffer(_piece(stream), dtype=np.int32).reshape(-1, 2).tolist()
        columns = {str(key): _cells(stream) for key in cast(list[JSON], head["columns"])}
        return cls(
            kind=cast(RecordKind, head["kind"]),
            review=float(cast(float, head["review"])),
            columns=columns,
            new=None if head["whole"] else new,
            home=home,
            barred=[(one, other) for one, other in barred],
            words=OwnWords.of(cast(Mapping[str, Sequence[Sequence[str]]], head["words"])),
        )

    def new_rows(self) -> Mask | None:
        """As the engine takes them."""
        return None if self.new is None else np.array(self.new, dtype=bool)

    def homes(self) -> Ints:
        """By row, as above."""
        return np.array(self.home, dtype=np.int64) if self.home else np.full(self.rows, -1)


def _sized(piece: bytes) -> tuple[bytes, bytes]:
    return len(piece).to_bytes(_LENGTH), piece


def _piece(stream: BinaryIO) -> bytes:
    length = int.from_bytes(stream.read(_LENGTH))
    piece = stream.read(length)
    if len(piece) < length:
        raise EOFError("the table stopped in the middle")
    return piece


def _cells(stream: BinaryIO) -> Cells:
    values = cast(list[str], decode(_piece(stream)))
    codes = array("i")
    codes.frombytes(_piece(stream))
    return Cells(codes, {value: place for place, value in enumerate(values)})
