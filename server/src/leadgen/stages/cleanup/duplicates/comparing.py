"""Levels of likeness for many pairs at once: two distinct values are judged once, in compiled code."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from leadgen.stages.cleanup.duplicates import addresses
from leadgen.stages.cleanup.duplicates.addresses import (
    DIFFERENT,
    INITIALS,
    SAME_HOST,
    SAME_NAME,
    SIMILAR,
    SLIP,
    digits,
    host,
    mailbox,
)
from leadgen.stages.cleanup.duplicates.columns import NONE, Column, Floats, Ints, Levels, Mask, Texts
from leadgen.stages.cleanup.duplicates.kinds import Compare
from leadgen.stages.cleanup.duplicates.nicknames import FORMS
from leadgen.stages.cleanup.duplicates.spellings import Pairs

_PIECE = 1 << 18
_NEARLY = 0.85
_NAMES_AGREE = 4  # the worst level at which two names may be one
_CUT = 8  # of a long name its beginning will do
_MONTH, _YEAR = 32, 400


def levels_of(columns: Sequence[Column], left: Ints, right: Ints) -> Levels:
    """A row for each pair of rows, a column for each column: the level, or NONE where one has no value."""
    found = np.empty((len(left), len(columns)), dtype=np.int8, order="F")
    for number, column in enumerate(columns):
        found[:, number] = _levels(column, column.codes[left], column.codes[right])
    _cross_names(columns, left, right, found)
    _judge_named_addresses(columns, left, right, found)
    _judge_neighbours(columns, found)
    _judge_generations(columns, left, right, found)
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
    texts = column.texts
    judged = np.empty(len(distinct), dtype=np.int8)
    for start in range(0, len(distinct), _PIECE):
        piece = distinct[start : start + _PIECE]
        pairs = Pairs(texts, piece // len(texts), piece % len(texts))
        judged[start : start + _PIECE] = _JUDGES[column.kind.compare](pairs)
    return judged[where]


def _cross_names(columns: Sequence[Column], left: Ints, right: Ints, found: Levels) -> None:
    """A given name that stands in the other's family name, and the other way round; or one of them alone,
    which leaves the other one different."""
    by_compare = {column.kind.compare: number for number, column in enumerate(columns)}
    if "given" not in by_compare or "family" not in by_compare:
        return
    numbers = by_compare["given"], by_compare["family"]
    given, family = (columns[number] for number in numbers)
    worse = np.flatnonzero((found[:, numbers[0]] >= 3) & (found[:, numbers[1]] >= 3))
    both = Texts([*given.texts, *family.texts])
    one = _crossed(both, given, family, left[worse], right[worse])
    other = _crossed(both, given, family, right[worse], left[worse])
    swapped = worse[((one == 1.0) | (other == 1.0)) & (np.minimum(one, other) >= _NEARLY)]
    for number in numbers:
        found[swapped, number] = len(columns[number].kind.levels) - 2
    half = worse[np.maximum(one, other) >= _NEARLY]
    half = half[(found[half][:, numbers] == _lasts(columns, numbers)).all(axis=1)]
    found[half, numbers[0]] = len(columns[numbers[0]].kind.levels) - 2


def _lasts(columns: Sequence[Column], numbers: Sequence[int]) -> list[int]:
    return [len(columns[number].kind.levels) - 1 for number in numbers]


def _crossed(values: Texts, given: Column, family: Column, left: Ints, right: Ints) -> Floats:
    """How like the given name of the one is to the family name of the other; 0 where one has none."""
    one, other = given.codes[left], family.codes[right]
    like = np.zeros(len(left))
    held = np.flatnonzero((one >= 0) & (other >= 0))
    pairs = Pairs(values, one[held], other[held] + len(given.values))
    like[held] = pairs.likeness()
    short = held[(pairs.shorter() == 1) & pairs.begin_alike()]
    like[short] = np.maximum(like[short], _NEARLY)
    return like


def _judge_named_addresses(columns: Sequence[Column], left: Ints, right: Ints, found: Levels) -> None:
    """An address that is made of a name says no more than the name: what namesakes and colleagues with like
    names have in common is not counted twice."""
    names = [n for n, column in enumerate(columns) if column.kind.compare in ("given", "family")]
    if len(names) < 2:
        return
    agree = ((found[:, names] >= 0) & (found[:, names] <= _NAMES_AGREE)).all(axis=1)
    differ = (found[:, names] > 0).any(axis=1)
    for number, column in enumerate(columns):
        if column.kind.compare != "email":
            continue
        hosts = np.append(column.texts.changed(host).numbers(), NONE)
        same_host = hosts[column.codes[left]] == hosts[column.codes[right]]
        level = found[:, number]
        named = [columns[name] for name in names]
        made_of_names = ~addresses.judge_beside_names(column, named, (left, right), level)
        level[made_of_names & agree & ~same_host & ((level == SAME_NAME) | (level == SIMILAR))] = NONE
        alike = np.flatnonzero(made_of_names & ~same_host & (level == SAME_NAME))
        level[alike[_told_by_a_name(columns, column, left[alike], found[alike][:, names], names)]] = NONE
        level[made_of_names & differ & same_host & (level == SLIP)] = NONE
        level[made_of_names & same_host & (level == SIMILAR)] = SAME_HOST
        level[made_of_names & ~same_host & (level == SIMILAR)] = DIFFERENT


def _judge_neighbours(columns: Sequence[Column], found: Levels) -> None:
    """Numbers and profiles of colleagues follow one another: nearly the same is a slip of the pen only where
    the names do not say that they are two."""
    names = [n for n, column in enumerate(columns) if column.kind.compare in ("given", "family")]
    if not names:
        return
    untold = found[:, names] == NONE
    two = (untold | (found[:, names] == _lasts(columns, names))).all(axis=1) & ~untold.all(axis=1)
    for number, column in enumerate(columns):
        level = found[:, number]
        if column.kind.compare == "digits":
            level[two & (level == 1)] = 2
        elif column.kind.compare == "email":
            level[two & ((level == SLIP) | (level == SIMILAR))] = DIFFERENT


def _judge_generations(columns: Sequence[Column], left: Ints, right: Ints, found: Levels) -> None:
    """Of father and son often one alone is told as such: they are two where their own addresses differ."""
    own = [n for n, column in enumerate(columns) if column.kind.own]
    differ = (found[:, own] > 0).any(axis=1) & ~(found[:, own] == 0).any(axis=1)
    for number, column in enumerate(columns):
        if column.kind.excludes:
            of_one = (column.codes[left] >= 0) != (column.codes[right] >= 0)
            found[of_one & differ, number] = len(column.kind.levels) - 2


def _told_by_a_name(
    columns: Sequence[Column], addresses: Column, rows: Ints, agreed: Levels, names: Sequence[int]
) -> Mask:
    """Which mailboxes consist of the name that both rows have, up to an initial and what is between."""
    rest = [mailbox(addresses.texts[code]) for code in addresses.codes[rows].tolist()]
    for number, levels in zip(names, agreed.T.tolist(), strict=True):
        texts, codes = columns[number].texts, columns[number].codes[rows].tolist()
        rest = [
            mailbox.replace(_letters(texts[code])[:_CUT], "", 1) if 0 <= level <= _NAMES_AGREE else mailbox
            for mailbox, code, level in zip(rest, codes, levels, strict=True)
        ]
    ends = np.fromiter((len(_letters(mailbox)) for mailbox in rest), dtype=np.int64, count=len(rest))
    return np.asarray((ends <= INITIALS) & (agreed >= 0).any(axis=1))


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def _given(pairs: Pairs) -> Levels:
    return _name(pairs, is_short_form, pairs.where(_has_forms))


def _family(pairs: Pairs) -> Levels:
    return _name(pairs, _is_part, pairs.where(_is_several))


def _name(pairs: Pairs, is_form: Callable[[str, str], bool], known: Mask) -> Levels:
    """`known`: pairs that may be forms of one name though they begin with another letter."""
    like, slips, shorter = pairs.likeness(), pairs.slips(), pairs.shorter()
    found = np.full(len(pairs), 6, dtype=np.int8)
    found[(like >= 0.82) | ((shorter >= 5) & ((slips == 2) | pairs.changed(_sorted).are_equal()))] = 4
    found[(like >= 0.92) | ((slips == 1) & (shorter >= 3)) | ((slips == 2) & (shorter >= 6))] = 2
    maybe = np.flatnonzero(known | pairs.begin_alike())
    for place, one, other in zip(maybe.tolist(), *pairs.at(maybe).texts(), strict=True):
        if is_form(one, other):
            found[place] = 1
    found[(shorter == 1) & pairs.begin_alike()] = 3
    found[pairs.both(_has_digits) & ~pairs.changed(digits).are_equal()] = 6  # "Guest 1" is not "Guest 2"
    return found


def _has_digits(text: str) -> bool:
    return bool(digits(text))


def _sorted(text: str) -> str:
    return "".join(sorted(text))


def is_short_form(one: str, other: str) -> bool:
    """Is one an initial, a beginning or a pet form of the other ("J.", "Rob", "Bill")?"""
    short, long = sorted((one, other), key=len)
    bare = short.rstrip(".")
    if long.startswith(bare) and len(long) - len(bare) > 1:  # Jana is no form of Jan
        return True
    first, second = FORMS.get(_first_word(one)), FORMS.get(_first_word(other))
    if first and second and not first.isdisjoint(second):
        return True
    return " " in long and bare in long.split(" ")


def _first_word(text: str) -> str:
    return text.partition(" ")[0]


def _has_forms(name: str) -> bool:
    return _first_word(name) in FORMS


def _is_several(name: str) -> bool:
    return " " in name or "-" in name


def _is_part(one: str, other: str) -> bool:
    """Is one of the two names of "Smith-Jones" the other's only one, or but its first letter there?"""
    short, long = sorted((one, other), key=len)
    if len(short.rstrip(".")) == 1:
        return long.startswith(short[0])
    return _is_several(long) and short in long.replace("-", " ").split(" ")


def _digits(pairs: Pairs) -> Levels:
    return np.where((pairs.slips() == 1) & (pairs.shorter() >= 2), 1, 2).astype(np.int8)


def _date(pairs: Pairs) -> Levels:
    slips, days = pairs.slips(), pairs.days()
    found = np.full(len(pairs), 4, dtype=np.int8)
    found[days < _YEAR] = 3
    found[(slips == 2) | (days < _MONTH)] = 2
    found[(slips == 1) | pairs.turned()] = 1
    return found


def _text(pairs: Pairs) -> Levels:
    like, slips, shorter = pairs.likeness(), pairs.slips(), pairs.shorter()
    words, parts = pairs.words()
    found = np.full(len(pairs), 3, dtype=np.int8)
    found[(like >= 0.85) | (words >= 75) | ((parts >= 95) & (shorter >= 4))] = 2
    found[(like >= 0.94) | (words >= 90) | ((slips == 1) & (shorter >= 4))] = 1
    return found


def _exact(pairs: Pairs) -> Levels:
    return np.full(len(pairs), 2, dtype=np.int8)


_JUDGES: Mapping[Compare, Callable[[Pairs], Levels]] = {
    "given": _given,
    "family": _family,
    "email": addresses.judge,
    "digits": _digits,
    "date": _date,
    "text": _text,
    "exact": _exact,
}
