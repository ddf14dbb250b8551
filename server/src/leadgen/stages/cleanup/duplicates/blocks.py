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

from leadgen.stages.cleanup.duplicates.columns import NONE, Column, Ints, Mask, Texts
from leadgen.stages.cleanup.duplicates.kinds import Compare
from leadgen.stages.cleanup.duplicates.sounds import sound

_BLOCK_ROWS = 100
_NEIGHBOURS = 8
# Of all rules together, before pairs that several bring are counted once, and of one rule. A small table can
# afford more.
_PAIRS_PER_ROW, _PAIRS_AT_LEAST = 12, 120_000
_RULE_PAIRS_PER_ROW, _RULE_PAIRS_AT_LEAST = 3, 30_000
_LETTERS = 4
_GOLDEN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Key:
    """What a row is filed under: `codes` by row, NONE where it has none or no new row is filed there.

    `column` is the number of its column; `loose` where other values than the same are filed together.
    """

    column: int
    codes: Ints
    loose: bool


@dataclass(frozen=True)
class Rule:
    """Rows that agree on all of `keys` meet."""

    keys: tuple[Key, ...]

    @property
    def codes(self) -> Ints:
        """By row; as large as the table, so made when asked for."""
        one, *others = (key.codes for key in self.keys)
        for other in others:
            both = one * (other.max(initial=0) + 2) + other
            one = np.where((one >= 0) & (other >= 0), both, NONE)
        return one

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
    found = [_within(rule.codes, new, columns) for rule in chosen(keys(columns, new), new)]
    joined = np.unique(np.concatenate([*found, np.empty(0, dtype=np.int64)]))
    return joined // rows, joined % rows


def keys(columns: Sequence[Column], new: Mask) -> list[Key]:
    """All that new rows, and others with them, can be filed under."""
    filed = [key for number, column in enumerate(columns) for key in _keys_of(number, column)]
    filed += _names_in_any_order(columns)
    return [Key(key.column, _met(key.codes, new), key.loose) for key in filed]


def _names_in_any_order(columns: Sequence[Column]) -> Iterator[Key]:
    """The sounds of both names, whichever is first."""
    names = [column for column in columns if column.kind.compare in ("given", "family")]
    if len(names) == 2:
        sounds = Texts(text for column in names for text in column.texts.changed(sound)).numbers()
        one, other = (
            np.append(sounds[: len(names[0].values)], NONE),
            np.append(sounds[len(names[0].values) :], NONE),
        )
        one, other = one[names[0].codes], other[names[1].codes]
        low, high = np.minimum(one, other), np.maximum(one, other)
        yield Key(
            len(columns), _dense(np.where(low >= 0, low * (high.max(initial=0) + 1) + high, NONE)), loose=True
        )


def _dense(codes: Ints) -> Ints:
    return np.asarray(np.unique(np.append(codes, NONE), return_inverse=True)[1][:-1] - 1)


def _met(codes: Ints, new: Mask) -> Ints:
    if new.all():
        return codes
    met = np.zeros(codes.max(initial=NONE) + 2, dtype=bool)
    met[codes[new]] = True
    met[NONE] = False
    return np.where(met[codes], codes, NONE)


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
    under = column.texts.changed(filed)
    codes = np.where(under.lengths() > 0, under.numbers(), NONE)
    return np.append(codes, NONE)[column.codes]


def chosen(filed: Sequence[Key], new: Mask) -> list[Rule]:
    """The rules that fit the budget, those that bring the fewest pairs first."""
    rows = int(new.sum())
    most = rows * _RULE_PAIRS_PER_ROW + _RULE_PAIRS_AT_LEAST
    alone = _costs([Rule((key,)) for key in filed], new)
    fit = [(cost, rule) for cost, rule in alone if cost <= most]
    both = [Rule((a, b)) for a, b in combinations(filed, 2) if a.column != b.column]
    both = [rule for rule in both if not any(single.covers(rule) for _, single in fit)]
    fit += [(cost, rule) for cost, rule in _costs(both, new) if cost <= most]
    fit = [(cost, rule) for cost, rule in fit if not any(other.covers(rule) for _, other in fit)]
    fit.sort(key=lambda priced: priced[0])
    spent = np.cumsum([cost for cost, _ in fit])
    room = rows * _PAIRS_PER_ROW + _PAIRS_AT_LEAST
    return [rule for (_, rule), so_far in zip(fit, spent.tolist(), strict=True) if so_far <= room]


def _costs(rules: Sequence[Rule], new: Mask) -> list[tuple[float, Rule]]:
    """How many pairs each brings, roughly; without those that bring none."""
    priced = [(_cost(rule.codes, new), rule) for rule in rules]
    return [(cost, rule) for cost, rule in priced if cost > 0]


def _cost(codes: Ints, new: Mask) -> float:
    total, fresh = _sizes(codes, new)
    each = np.where(total <= _BLOCK_ROWS, total - 1 - (fresh - 1) / 2, _NEIGHBOURS * (2 - fresh / total))
    return float(each.sum())


def _sizes(codes: Ints, new: Mask) -> tuple[Ints, Ints]:
    """By new row that is filed how many rows its block has, and how many new ones, up to few collisions."""
    held = codes >= 0
    place = _places(codes)
    of_new = place[held & new]
    size = _hashed(len(codes))
    total = np.bincount(place[held], minlength=size)[of_new]
    return total, (total if new.all() else np.bincount(of_new, minlength=size)[of_new])


def _hashed(rows: int) -> int:
    """So many places that two blocks rarely share one."""
    return 1 << (8 * rows).bit_length()


def _places(codes: Ints) -> Ints:
    """By row the place of its block, by multiplication with the golden ratio."""
    shift = np.uint64(64 - (_hashed(len(codes)).bit_length() - 1))
    return ((codes.astype(np.uint64) * _GOLDEN) >> shift).astype(np.int64)


def _order(columns: Sequence[Column], rows: Ints) -> Ints:
    """The places of `rows` when they are sorted by their values, names first."""
    first = sorted(columns, key=lambda column: column.kind.compare not in ("family", "given"))
    ranks = [_ranks(column, rows) for column in first]
    place = np.empty(len(rows), dtype=np.int64)
    place[np.lexsort(ranks[::-1])] = np.arange(len(rows))
    return place


def _ranks(column: Column, rows: Ints) -> Ints:
    """By row the place of its value in the alphabet, no value first."""
    used, where = np.unique(column.codes[rows], return_inverse=True)
    texts = ["" if code < 0 else column.values[code] for code in used.tolist()]
    ranks = np.empty(len(used), dtype=np.int64)
    ranks[sorted(range(len(used)), key=texts.__getitem__)] = np.arange(len(used))
    return ranks[where]


def _within(codes: Ints, new: Mask, columns: Sequence[Column]) -> Ints:
    """The pairs of the blocks of one rule, each as one number."""
    rows = _filed_with_new(codes, new)
    held, sizes = np.unique(codes[rows], return_inverse=True, return_counts=True)[1:]
    large = sizes[held] > _BLOCK_ROWS
    small = rows[~large]
    small = small[np.lexsort((~new[small], codes[small]))]
    one, other = each_in_block(codes[small], new[small])
    pairs = [(small[one], small[other])]
    if large.any():
        pairs.append(_neighbours(rows[large], codes, new, columns))
    low = np.concatenate([np.minimum(*pair) for pair in pairs])
    high = np.concatenate([np.maximum(*pair) for pair in pairs])
    return np.asarray(low * len(new) + high)


def _filed_with_new(codes: Ints, new: Mask) -> Ints:
    """Rows that are not alone in their block, and some new row is there."""
    held = np.flatnonzero(codes >= 0)
    place, size = _places(codes)[held], _hashed(len(codes))
    total = np.bincount(place, minlength=size)
    fresh = np.bincount(place[new[held]], minlength=size)
    return np.asarray(held[(total[place] > 1) & (fresh[place] > 0)])


def each_in_block(held: Ints, fresh: Mask) -> tuple[Ints, Ints]:
    """Places of pairs: each new row with all behind it in its block, where the new ones are first."""
    starts = np.flatnonzero(np.diff(held, prepend=held[:1] - 1))
    sizes = np.diff(starts, append=len(held))
    ends = np.repeat(starts + sizes, sizes)
    one, step = spread(np.where(fresh, ends - np.arange(len(held)) - 1, 0))
    return one, one + 1 + step


def _neighbours(rows: Ints, codes: Ints, new: Mask, columns: Sequence[Column]) -> tuple[Ints, Ints]:
    """Each row with those next to it in its block."""
    rows = rows[np.lexsort((_order(columns, rows), codes[rows]))]
    ahead = [(rows[:-step], rows[step:]) for step in range(1, _NEIGHBOURS + 1)]
    one, other = (np.concatenate(part) for part in zip(*ahead, strict=True))
    kept = (codes[one] == codes[other]) & (new[one] | new[other])
    return one[kept], other[kept]


def spread(counts: Ints) -> tuple[Ints, Ints]:
    """Each index as often as `counts` says, and beside it 0, 1, 2 …"""
    index = np.repeat(np.arange(len(counts)), counts)
    return index, np.arange(len(index)) - np.repeat(np.cumsum(counts) - counts, counts)
