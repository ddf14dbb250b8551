"""Levels of likeness for many pairs at once: two distinct values are judged once, in compiled code."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from leadgen.stages.cleanup.duplicates.columns import NONE, Column, Ints, Levels, Mask
from leadgen.stages.cleanup.duplicates.kinds import Compare
from leadgen.stages.cleanup.duplicates.nicknames import FORMS
from leadgen.stages.cleanup.duplicates.spellings import Pairs

# Beyond this two long texts are compared by their beginnings; equality is always of the whole.
_CHARS = 120
_PIECE = 1 << 18


def levels_of(columns: Sequence[Column], left: Ints, right: Ints) -> Levels:
    """A row for each pair of rows, a column for each column: the level, or NONE where one has no value."""
    found = np.empty((len(left), len(columns)), dtype=np.int8, order="F")
    for number, column in enumerate(columns):
        found[:, number] = _levels(column, column.codes[left], column.codes[right])
    _cross_names(columns, left, right, found)
    return found


def _levels(column: Column, one: Ints, other: Ints) -> Levels:
    last = len(column.kind.levels) - 1
    found = np.full(len(one), last, dtype=np.int8)
    found[one == other] = 0
    found[(one < 0) | (other < 0)] = NONE
    if last > 1:
        open_ = np.flatnonzero(found == last)
        found[open_] = _judged(column, one[open_], other[open_])
    return found


def _judged(column: Column, one: Ints, other: Ints) -> Levels:
    low, high = np.minimum(one, other), np.maximum(one, other)
    distinct, where = np.unique(low * len(column.values) + high, return_inverse=True)
    texts = [text[:_CHARS] for text in column.values]
    judged = np.empty(len(distinct), dtype=np.int8)
    for start in range(0, len(distinct), _PIECE):
        piece = distinct[start : start + _PIECE]
        pairs = Pairs(texts, piece // len(texts), piece % len(texts))
        judged[start : start + _PIECE] = _JUDGES[column.kind.compare](pairs)
    return judged[where]


def _cross_names(columns: Sequence[Column], left: Ints, right: Ints, found: Levels) -> None:
    """A given name that stands in the other's family name, and the other way round."""
    by_compare = {column.kind.compare: number for number, column in enumerate(columns)}
    if "given" not in by_compare or "family" not in by_compare:
        return
    given, family = columns[by_compare["given"]], columns[by_compare["family"]]
    as_family = _translated(given, family)
    one = _crossed(as_family, given.codes[left], family.codes[right])
    other = _crossed(as_family, given.codes[right], family.codes[left])
    for number in (by_compare["given"], by_compare["family"]):
        last = len(columns[number].kind.levels) - 1
        worse = found[:, number] >= last - 2
        found[worse & (one | other), number] = last - 1


def _translated(given: Column, family: Column) -> Ints:
    codes = {value: code for code, value in enumerate(family.values)}
    return np.array([codes.get(value, NONE) for value in given.values], dtype=np.int64)


def _crossed(as_family: Ints, given: Ints, family: Ints) -> Mask:
    if not len(as_family):
        return np.zeros(len(given), dtype=bool)
    return np.asarray((given >= 0) & (family >= 0) & (as_family[given] == family))


def _given(pairs: Pairs) -> Levels:
    return _name(pairs, is_short_form, pairs.where(lambda text: _first_word(text) in FORMS))


def _family(pairs: Pairs) -> Levels:
    return _name(pairs, _is_part, pairs.where(_is_several))


def _name(pairs: Pairs, is_form: Callable[[str, str], bool], known: Mask) -> Levels:
    """`known`: pairs that may be forms of one name though they begin with another letter."""
    like, slips, shorter = pairs.likeness(), pairs.slips(), pairs.shorter()
    found = np.full(len(pairs), 5, dtype=np.int8)
    found[like >= 0.82] = 3
    found[(like >= 0.92) | ((slips == 1) & (shorter >= 3)) | ((slips == 2) & (shorter >= 6))] = 2
    maybe = np.flatnonzero(known | pairs.begin_alike())
    for place, one, other in zip(maybe.tolist(), *pairs.at(maybe).texts(), strict=True):
        if is_form(one, other):
            found[place] = 1
    return found


def is_short_form(one: str, other: str) -> bool:
    """Is one an initial, a beginning or a pet form of the other ("J.", "Rob", "Bill")?"""
    short, long = sorted((one, other), key=len)
    bare = short.rstrip(".")
    if long.startswith(bare):
        return True
    first, second = FORMS.get(_first_word(one)), FORMS.get(_first_word(other))
    if first and second and not first.isdisjoint(second):
        return True
    return " " in long and bare in long.split(" ")


def _first_word(text: str) -> str:
    return text.partition(" ")[0]


def _is_several(name: str) -> bool:
    return " " in name or "-" in name


def _is_part(one: str, other: str) -> bool:
    """Is one of the two names of "Smith-Jones" the other's only one, or but its first letter there?"""
    short, long = sorted((one, other), key=len)
    if len(short.rstrip(".")) == 1:
        return long.startswith(short[0])
    return _is_several(long) and short in long.replace("-", " ").split(" ")


def _email(pairs: Pairs) -> Levels:
    names = pairs.changed(lambda text: text.rpartition("@")[0] or text)
    found = np.full(len(pairs), 4, dtype=np.int8)
    found[names.likeness() >= 0.85] = 3
    found[pairs.slips() <= 2] = 2
    found[names.are_equal()] = 1
    return found


def _digits(pairs: Pairs) -> Levels:
    return np.where((pairs.slips() == 1) & (pairs.shorter() >= 2), 1, 2).astype(np.int8)


def _date(pairs: Pairs) -> Levels:
    slips = pairs.slips()
    return np.where((slips == 1) | pairs.turned(), 1, np.where(slips == 2, 2, 3)).astype(np.int8)


def _text(pairs: Pairs) -> Levels:
    like, slips, shorter = pairs.likeness(), pairs.slips(), pairs.shorter()
    words, parts = pairs.words()
    found = np.full(len(pairs), 3, dtype=np.int8)
    found[(like >= 0.85) | (words >= 75) | ((parts >= 95) & (shorter >= 4))] = 2
    found[(like >= 0.94) | (words >= 90) | ((slips == 1) & (shorter >= 4))] = 1
    return found


_JUDGES: Mapping[Compare, Callable[[Pairs], Levels]] = {
    "given": _given,
    "family": _family,
    "email": _email,
    "digits": _digits,
    "date": _date,
    "text": _text,
}
