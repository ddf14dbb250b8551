"""A column of values, each distinct value once: what is computed of a value is computed for it once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from leadgen.stages.cleanup.duplicates.kinds import Kind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Levels = NDArray[np.int8]
Mask = NDArray[np.bool_]
NONE = -1
# Beyond this two long texts are compared by their beginnings; equality is always of the whole.
_CHARS = 120
_Derived = TypeVar("_Derived")


class Texts(list[str]):
    """Distinct values, cut to what is compared; what is derived of all of them is kept."""

    def __init__(self, values: Iterable[str] = ()) -> None:
        super().__init__(value[:_CHARS] for value in values)
        self._derived: dict[object, object] = {}

    def _once(self, key: object, make: Callable[[], _Derived]) -> _Derived:
        if key not in self._derived:
            self._derived[key] = make()
        return cast(_Derived, self._derived[key])

    def derived(self, name: str, make: Callable[["Texts"], _Derived]) -> _Derived:
        return self._once(name, lambda: make(self))

    def lengths(self) -> Ints:
        return self._once("lengths", lambda: np.fromiter(map(len, self), dtype=np.int64, count=len(self)))

    def beginnings(self) -> Ints:
        """The first letter's number."""
        letters = (ord(value[:1] or "\0") for value in self)
        return self._once("beginnings", lambda: np.fromiter(letters, dtype=np.int64, count=len(self)))

    def changed(self, change: Callable[[str], str]) -> "Texts":
        """Not distinct any more."""
        return self._once(("changed", change), lambda: Texts(map(change, self)))

    def where(self, is_such: Callable[[str], bool]) -> Mask:
        return self._once(
            ("where", is_such), lambda: np.fromiter(map(is_such, self), dtype=bool, count=len(self))
        )

    def numbers(self) -> Ints:
        """By text one number, the same for the same text."""
        return self._once("numbers", self._numbered)

    def _numbered(self) -> Ints:
        seen: dict[str, int] = {}
        return np.fromiter((seen.setdefault(text, len(seen)) for text in self), np.int64, count=len(self))

    def places_in(self, other: "Texts") -> Ints:
        """By text its place in `other`, -1 where it is not there."""
        return self._once(("places", id(other)), lambda: self._placed(other))

    def _placed(self, other: "Texts") -> Ints:
        place = {text: number for number, text in enumerate(other)}
        return np.fromiter((place.get(text, NONE) for text in self), np.int64, count=len(self))


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
    _texts: list[Texts] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, name: str, kind: Kind, cells: Iterable[str], *, shared: bool | None = None) -> "Column":
        """From normalised cells, one a row; an empty one is missing."""
        seen: dict[str, int] = {"": NONE}
        codes = np.fromiter((seen.setdefault(cell, len(seen) - 1) for cell in cells), dtype=np.int64)
        return cls(name, kind, codes, list(seen)[1:], kind.shared if shared is None else shared)

    @property
    def texts(self) -> Texts:
        """The values as they are compared; made once for this column and all that are made of it."""
        if not self._texts:
            self._texts.append(Texts(self.values))
        return self._texts[0]

    def at(self, rows: Ints) -> "Column":
        """The same values, of these rows only."""
        return Column(self.name, self.kind, self.codes[rows], self.values, self.shared, self._texts)

    def frequency(self) -> Ints:
        """How many rows hold each value."""
        return np.bincount(self.codes[self.codes >= 0], minlength=len(self.values))
