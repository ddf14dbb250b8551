"""Which pairs of rows are worth a look: those that agree on something rare enough.

Every column gives keys: its value, and for names also their sound and their first letters. A rule is one key
or two of different columns together; rules are taken by the number of pairs they bring, the rarest agreement
first, until the budget is spent, so that any set of columns gets rules that fit it. A block that is too large
to be looked at pair by pair is sorted, and each row meets its next neighbours.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from leadgen.stages.cleanup.duplicates.columns import NONE, Column, Ints, Mask
from leadgen.stages.cleanup.duplicates.kinds import Compare
from leadgen.stages.cleanup.duplicates.sounds import sound

_BLOCK_ROWS = 100
_NEIGHBOURS = 8
# Of all rules together, before pairs that several bring are counted once, and of one rule. A small table can
# afford more.
_PAIRS_PER_ROW, _PAIRS_AT_LEAST = 12, 120_000
_RULE_PAIRS_PER_ROW, _RULE_PAIRS_AT_LEAST = 3, 30_000
_LETTERS = 4


@dataclass(frozen=True)
class Key:
    """What a row is filed under: `codes` by row, NONE where it has none.

    `column` is the number of its column; `loose` where other values than the same are filed together.
    """

    column: int
    codes: Ints
    loose: bool


@dataclass(frozen=True)
class Rule:
    """Rows that agree on all of `keys` meet."""

    keys: tuple[Key, ...]
    codes: Ints

    def covers(self, other: "Rule") -> bool:
        """Does whoever meets by the other rule meet by this one, too?"""
        return self is not other and all(
            any(_implies(theirs, own) for theirs in other.keys) for own in self.keys
        )


def _implies(strict: Key, loose: Key) -> bool:
    return strict is loose or (strict.column == loose.column and not strict.loose)


def candidates(columns: Sequence[Column], new: Mask) -> tuple[Ints, Ints]:
    """Pairs of rows, the lower first, each once; at least one of a pair is `new`."""
    rows = len(new)
    if rows < 2:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    order = _order(columns)
    found = [_within(codes, new, order) for codes in chosen(keys(columns), new)]
    joined = np.unique(np.concatenate([*found, np.empty(0, dtype=np.int64)]))
    return joined // rows, joined % rows


def keys(columns: Sequence[Column]) -> list[Key]:
    """All that rows can be filed under."""
    return [key for number, column in enumerate(columns) for key in _keys_of(number, column)]


def _keys_of(number: int, column: Column) -> Iterator[Key]:
    yield Key(number, column.codes, loose=False)
    for filed in _LOOSE.get(column.kind.compare, ()):
        yield Key(number, _filed(column, filed), loose=True)


def _beginning(value: str) -> str:
    return value[:_LETTERS]


def _mailbox(value: str) -> str:
    return value.rpartition("@")[0]


def _mailbox_beginning(value: str) -> str:
    return _mailbox(value)[:_LETTERS]


def _month(value: str) -> str:
    return value[:6]


def _day(value: str) -> str:
    return value[4:]


_LOOSE: Mapping[Compare, Sequence[Callable[[str], str]]] = {
    "given": (sound, _beginning),
    "family": (sound, _beginning),
    "text": (_beginning,),
    "email": (_mailbox, _mailbox_beginning),
    "date": (_month, _day),
}


def _filed(column: Column, filed: Callable[[str], str]) -> Ints:
    """By row the number of what its value is filed under."""
    seen: dict[str, int] = {"": NONE}
    codes = [seen.setdefault(filed(value), len(seen)) for value in column.values]
    return np.array([*codes, NONE], dtype=np.int64)[column.codes]


def chosen(filed: Sequence[Key], new: Mask) -> list[Ints]:
    """The keys of the rules that fit the budget, those that bring the fewest pairs first."""
    rows = int(new.sum())
    most = rows * _RULE_PAIRS_PER_ROW + _RULE_PAIRS_AT_LEAST
    rules = [Rule((key,), key.codes) for key in filed]
    rules += [
        Rule((a, b), _both(a.codes, b.codes)) for a, b in combinations(filed, 2) if a.column != b.column
    ]
    costs = {number: _cost(rule.codes, new) for number, rule in enumerate(rules)}
    fit = [number for number in sorted(costs, key=costs.__getitem__) if 0 < costs[number] <= most]
    fit = [one for one in fit if not any(rules[other].covers(rules[one]) for other in fit)]
    spent = np.cumsum([costs[number] for number in fit])
    room = rows * _PAIRS_PER_ROW + _PAIRS_AT_LEAST
    return [rules[number].codes for number, so_far in zip(fit, spent.tolist(), strict=True) if so_far <= room]


def _both(one: Ints, other: Ints) -> Ints:
    both = one * (other.max(initial=0) + 2) + other
    return np.where((one >= 0) & (other >= 0), both, NONE)


def _cost(codes: Ints, new: Mask) -> int:
    """How many pairs its blocks bring."""
    held = codes[codes >= 0]
    if not len(held):
        return 0
    sizes = np.unique(held, return_counts=True)[1]
    small = sizes[sizes <= _BLOCK_ROWS]
    large = sizes[sizes > _BLOCK_ROWS]
    share = new.mean()
    return int((small * (small - 1) // 2).sum() * share + large.sum() * _NEIGHBOURS * share)


def _order(columns: Sequence[Column]) -> Ints:
    """By row its place when all rows are sorted by their values, names first."""
    first = sorted(columns, key=lambda column: column.kind.compare not in ("family", "given"))
    ranks = [np.array(_ranks(column.values), dtype=np.int64)[column.codes] for column in first]
    place = np.empty(len(columns[0].codes), dtype=np.int64)
    place[np.lexsort(ranks[::-1])] = np.arange(len(place))
    return place


def _ranks(values: Sequence[str]) -> list[int]:
    """By value its place in the alphabet, and last that of no value."""
    ranks = [0] * (len(values) + 1)
    for rank, code in enumerate(sorted(range(len(values)), key=values.__getitem__)):
        ranks[code] = rank + 1
    return ranks


def _within(codes: Ints, new: Mask, order: Ints) -> Ints:
    """The pairs of the blocks of one key, each as one number."""
    rows = np.flatnonzero(codes >= 0)
    rows = rows[np.lexsort((order[rows], ~new[rows], codes[rows]))]
    held = codes[rows]
    starts = np.flatnonzero(np.diff(held, prepend=held[:1] - 1))
    sizes = np.diff(starts, append=len(held))
    ends = np.repeat(starts + sizes, sizes)
    last = np.where(np.repeat(sizes, sizes) > _BLOCK_ROWS, np.arange(len(held)) + _NEIGHBOURS + 1, ends)
    counts = np.where(new[rows], np.minimum(last, ends) - np.arange(len(held)) - 1, 0)
    one, other = spread(counts)
    other += one + 1
    low, high = np.minimum(rows[one], rows[other]), np.maximum(rows[one], rows[other])
    return low * len(new) + high


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Each index as often as `counts` says, and beside it 0, 1, 2 …"""
    index = np.repeat(np.arange(len(counts)), counts)
    return index, np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
