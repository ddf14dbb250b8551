"""A column of values, each distinct value once: what is computed of a value is computed for it once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from leadgen.stages.cleanup.duplicates.kinds import Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]
NONE = -1


@dataclass(frozen=True)
class Column:
    """`codes` has the index into `values` of each row, NONE where the row has no value.

    `shared`: two people of one household or firm may well have it in common.
    """

    name: str
    kind: Kind
    codes: Ints
    values: Sequence[str]
    shared: bool

    @classmethod
    def of(cls, name: str, kind: Kind, cells: Iterable[str], *, shared: bool | None = None) -> "Column":
        """From normalised cells, one a row; an empty one is missing."""
        seen: dict[str, int] = {"": NONE}
        codes = np.fromiter((seen.setdefault(cell, len(seen) - 1) for cell in cells), dtype=np.int64)
        return cls(name, kind, codes, list(seen)[1:], kind.shared if shared is None else shared)

    def at(self, rows: Ints) -> "Column":
        """The same values, of these rows only."""
        return Column(self.name, self.kind, self.codes[rows], self.values, self.shared)

    def frequency(self) -> Ints:
        """How many rows hold each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))
