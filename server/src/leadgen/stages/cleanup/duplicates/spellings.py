"""How two texts are spelt, for many pairs at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from leadgen.stages.cleanup.duplicates.columns import Floats, Ints, Mask, Texts

_FEW = 2
_DATE = re.compile(r"[0-9]{8}")


@dataclass(frozen=True)
class Pairs:
    """`one` and `other` are indices into the `values`."""

    values: Texts
    one: Ints
    other: Ints

    def __len__(self) -> int:
        return len(self.one)

    def texts(self) -> tuple[list[str], list[str]]:
        values = self.values
        return [values[code] for code in self.one.tolist()], [values[code] for code in self.other.tolist()]

    def at(self, places: Ints) -> "Pairs":
        return Pairs(self.values, self.one[places], self.other[places])

    def changed(self, change: Callable[[str], str]) -> "Pairs":
        return Pairs(self.values.changed(change), self.one, self.other)

    def likeness(self) -> Floats:
        """Jaro-Winkler, 0 to 1."""
        return cpdist(*self.texts(), scorer=JaroWinkler.similarity, dtype=np.float32, workers=-1)

    def slips(self) -> Floats:
        """How many slips of a finger lie between; more than two are three."""
        found = np.full(len(self), _FEW + 1.0)
        lengths = self.values.lengths()
        near = np.flatnonzero(np.abs(lengths[self.one] - lengths[self.other]) <= _FEW)
        found[near] = cpdist(
            *self.at(near).texts(), scorer=OSA.distance, score_cutoff=_FEW, dtype=np.float32, workers=-1
        )
        return found

    def ratio(self) -> Floats:
        """How much of both is the same in the same order, 0 to 100."""
        return cpdist(*self.texts(), scorer=fuzz.ratio, score_cutoff=50, dtype=np.float32, workers=-1)

    def words(self) -> tuple[Floats, Floats]:
        """How alike the words are in any order, and how far one's are all the other's; 0 to 100."""
        alike, within = np.zeros(len(self)), np.zeros(len(self))
        several = np.flatnonzero(self.where(_is_several_words))
        texts = self.at(several).texts()
        alike[several] = cpdist(
            *texts, scorer=fuzz.token_sort_ratio, score_cutoff=75, dtype=np.float32, workers=-1
        )
        within[several] = cpdist(
            *texts, scorer=fuzz.token_set_ratio, score_cutoff=95, dtype=np.float32, workers=-1
        )
        return alike, within

    def shorter(self) -> Ints:
        """The length of the shorter one."""
        lengths = self.values.lengths()
        return np.minimum(lengths[self.one], lengths[self.other])

    def where(self, is_such: Callable[[str], bool]) -> Mask:
        """Which pairs have at least one such text."""
        such = self.values.where(is_such)
        return np.asarray(such[self.one] | such[self.other])

    def both(self, is_such: Callable[[str], bool]) -> Mask:
        """Which pairs have two such texts."""
        such = self.values.where(is_such)
        return np.asarray(such[self.one] & such[self.other])

    def begin_alike(self) -> Mask:
        letters = self.values.beginnings()
        return np.asarray(letters[self.one] == letters[self.other])

    def are_equal(self) -> Mask:
        """Where the values were changed two of them may be one."""
        codes = self.values.numbers()
        return np.asarray(codes[self.one] == codes[self.other])

    def turned(self) -> Mask:
        """Which dates (YYYYMMDD) are the same with day and month in each other's place."""
        places = self.values.changed(_turned).places_in(self.values)
        return np.asarray(places[self.one] == self.other)

    def days(self) -> Floats:
        """How many days lie between two dates (YYYYMMDD), roughly; without end where one is none."""
        days = self.values.derived("days", _days_of)
        return np.nan_to_num(np.abs(days[self.one] - days[self.other]), nan=np.inf)


def _days_of(dates: Texts) -> Floats:
    return np.array([_day_number(date) if _DATE.fullmatch(date) else np.nan for date in dates], dtype=float)


def _day_number(date: str) -> float:
    return int(date[:4]) * 365.25 + int(date[4:6]) * 30.44 + int(date[6:])


def _turned(date: str) -> str:
    return date[:4] + date[6:] + date[4:6]


def _is_several_words(text: str) -> bool:
    return " " in text
