"""What a level weighs, learnt from the rows themselves (Fellegi and Sunter 1969; EM as in Winkler 1988).

Three explanations of a pair compete: the two rows are one; they are related (one household, one firm),
which explains the columns they may share, but not the given name or the e-mail; or they have nothing to do
with each other. How often strangers agree is counted in random pairs, how often one's own rows do is learnt
from the candidates, and what is known beforehand counts as a few dozen pairs. An equal value weighs by its
own frequency: a rare name says more than a common one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from leadgen.stages.cleanup.duplicates.columns import Column, Floats, Ints, Levels, Mask
from leadgen.stages.cleanup.duplicates.kinds import FIRM, NUMBER

_ROUNDS = 25
_STEADY = 1e-4
_LEARNT_FROM = 200_000  # candidates at most
# What is known beforehand counts as so many pairs.
_KNOWN_SAME, _KNOWN_RELATED, _KNOWN_ROWS = 40.0, 40.0, 100.0
_FIRST_SAME, _FIRST_RELATED = 0.1, 0.5  # pairs per row, before anything is learnt
_MOST_SAME = 3.0  # a large cluster has far more pairs per row, and says nothing of the other rows
_SHARED_BY_RELATED = 0.5
_LEAST = 1e-7
_EXP_MOST = 500.0
EXCLUDED = -1000.0  # bits that nothing outweighs


@dataclass(frozen=True)
class Weights:
    """Of each column by level, in bits: how much more often one's own rows show it than strangers' do.

    `related`: the same for related rows; 0 where a column says nothing of them.
    """

    same: Sequence[Floats]
    related: Sequence[Floats]


@dataclass(frozen=True)
class Model:
    """`prior` and `prior_related`: log2 of the odds that any two rows are one, or related."""

    columns: Sequence[Column]
    weights: Weights
    rarity: Sequence[Floats]  # by column and value: bits added where both rows hold it
    prior: float
    prior_related: float

    def parts(self, levels: Levels, columns: Sequence[Column], left: Ints) -> tuple[Floats, Floats]:
        """By pair and column the bits, and by pair those (not above 0) of being related instead.

        `left` are rows of `columns`, which hold the values of those that were learnt from.
        """
        bits = np.empty(levels.shape)
        related = np.full(len(levels), self.prior_related)
        for number, column in enumerate(columns):
            rarity = np.where(levels[:, number] == 0, self.rarity[number][column.codes[left]], 0.0)
            bits[:, number] = self.weights.same[number][levels[:, number]] + rarity
            related += self.weights.related[number][levels[:, number]]
            if column.shared:
                related += rarity
        return bits, np.where(are_two(columns, levels), EXCLUDED, -_log2_of_one_plus(related))

    def log_odds(self, levels: Levels, left: Ints) -> Floats:
        """log2 of the odds that the two rows of a pair are one."""
        bits, related = self.parts(levels, self.columns, left)
        return np.asarray(self.prior + bits.sum(axis=1) + related, dtype=np.float64)


def probability(log_odds: Floats) -> Floats:
    bounded = np.clip(log_odds, -_EXP_MOST, _EXP_MOST)
    return np.asarray(1.0 / (1.0 + np.exp2(-bounded)), dtype=np.float64)


def are_two(columns: Sequence[Column], levels: Levels) -> Mask:
    """Which pairs have other names, first and last, and neither an own address nor a birthday in common.

    Whatever else they share, a firm, a title, a town, a switchboard, colleagues share. A house number is left
    to what is learnt: there are lists whose names are written worse than their addresses.
    """
    names = [n for n, column in enumerate(columns) if column.kind.compare in ("given", "family")]
    if len(names) < 2:
        return np.zeros(len(levels), dtype=bool)
    lasts = [len(columns[number].kind.levels) - 1 for number in names]
    two = np.asarray((levels[:, names] == lasts).all(axis=1))
    for number, column in enumerate(columns):
        if column.kind.compare == "date":
            two &= ~np.isin(levels[:, number], (0, 1))
        elif column.kind.own or column.kind is NUMBER:
            two &= levels[:, number] != 0
    return two


def _log2_of_one_plus(bits: Floats) -> Floats:
    """log2(1 + 2**bits)."""
    return np.asarray(np.logaddexp2(0.0, bits))


def learn(
    columns: Sequence[Column],
    pairs: tuple[Levels, Ints],
    strangers: Levels,
    pair_count: float,
) -> Model:
    """`pairs`: levels of the candidates and their left rows; `strangers`: levels of random pairs.

    `pair_count`: of how many pairs the candidates are what is worth a look.
    """
    levels, left = pairs
    share = 1.0
    if len(levels) > _LEARNT_FROM:
        some = np.random.default_rng(1).choice(len(levels), _LEARNT_FROM, replace=False)
        share, levels, left = len(levels) / _LEARNT_FROM, levels[some], left[some]
    return _Learning(columns, levels, left, strangers, pair_count / share).model()


class _Learning:
    """The rounds of EM over patterns: pairs with the same levels everywhere are counted together."""

    def __init__(
        self, columns: Sequence[Column], levels: Levels, left: Ints, strangers: Levels, pair_count: float
    ) -> None:
        self.columns, self.pair_count = columns, max(pair_count, 1.0)
        self.rows = max(len(columns[0].codes), 2)
        self.patterns, self.pattern_of = _patterns(levels)
        self.strange, strange_of = _patterns(strangers)
        self.two, self.strange_two = are_two(columns, self.patterns), are_two(columns, self.strange)
        self.strange_counts = np.bincount(strange_of, minlength=len(self.strange)).astype(float)
        self.u = [_counted(self.strange[:, n], self.strange_counts, c) for n, c in enumerate(columns)]
        self.m = [_known(column, "m") for column in columns]
        self.r = [_first_related(column) for column in columns]
        people = _people(columns)
        self.rarity = [rarity(column, self.u[n][0], people) for n, column in enumerate(columns)]
        added = [self._rarity_of(n, levels, left) for n in range(len(columns))]
        self.all_added = sum(added, np.zeros(len(levels)))
        self.shared_added = sum(
            (bits for bits, column in zip(added, columns, strict=True) if column.shared),
            np.zeros(len(levels)),
        )
        self.same = _FIRST_SAME * self.rows / self.pair_count
        self.related = _FIRST_RELATED * self.rows / self.pair_count

    def _rarity_of(self, number: int, levels: Levels, left: Ints) -> Floats:
        of_left = self.rarity[number][self.columns[number].codes[left]]
        return np.where(levels[:, number] == 0, of_left, 0.0)

    def model(self) -> Model:
        for _ in range(_ROUNDS):
            before = self.same
            self._round()
            if abs(self.same - before) < _STEADY * before:
                break
        return Model(self.columns, self._weights(), self.rarity, *self._priors())

    def _priors(self) -> tuple[float, float]:
        nothing = max(1.0 - self.same - self.related, 0.5)
        return float(np.log2(self.same / nothing)), float(np.log2(self.related / nothing))

    def _weights(self) -> Weights:
        pairs = zip(self.m, self.r, self.u, self.columns, strict=True)
        same: list[Floats] = []
        related: list[Floats] = []
        for m, r, u, column in pairs:
            bits = np.append(np.log2(m / u), 0.0)
            if column.kind.excludes:
                bits[-1 - column.kind.excludes : -1] = EXCLUDED
            same.append(bits)
            told = column.kind.related if not column.shared else len(u)
            weighs = np.arange(len(u)) >= len(u) - told
            related.append(np.append(np.where(weighs, np.log2(r / u), 0.0), 0.0))
        return Weights(same, related)

    def _round(self) -> None:
        weights, (prior, prior_related) = self._weights(), self._priors()
        same = np.where(self.two, EXCLUDED, _summed(weights.same, self.patterns))
        same_bits = prior + same[self.pattern_of] + self.all_added
        related_bits = (
            prior_related + _summed(weights.related, self.patterns)[self.pattern_of] + self.shared_added
        )
        either = np.logaddexp2(np.logaddexp2(same_bits, related_bits), 0.0)
        same = self._by_pattern(np.exp2(same_bits - either))
        related = self._by_pattern(np.exp2(related_bits - either))
        strange = self._strangers(weights, prior, prior_related)
        for number, column in enumerate(self.columns):
            self.m[number] = _learnt(self.patterns[:, number], same, _known(column, "m"), _KNOWN_SAME)
            self.u[number] = _counted(self.strange[:, number], strange, column)
            first = _first_related(column)
            self.r[number] = _learnt(self.patterns[:, number], related, first, _KNOWN_RELATED)
        self._count(same.sum(), related.sum())

    def _count(self, same: float, related: float) -> None:
        """How many of all pairs are one, or related; what is known beforehand counts as ten rows' pairs."""
        known = 10.0 / self.rows
        self.same = (same + known * _FIRST_SAME * self.rows) / ((1 + known) * self.pair_count)
        self.related = (related + known * _FIRST_RELATED * self.rows) / ((1 + known) * self.pair_count)
        self.same = min(self.same, _MOST_SAME * self.rows / self.pair_count, 0.4)
        self.related = min(self.related, 0.4)

    def _by_pattern(self, shares: Floats) -> Floats:
        return np.asarray(np.bincount(self.pattern_of, shares, len(self.patterns)), dtype=np.float64)

    def _strangers(self, weights: Weights, prior: float, prior_related: float) -> Floats:
        """How many random pairs of each pattern have nothing to do with each other."""
        same = np.where(self.strange_two, EXCLUDED, prior + _summed(weights.same, self.strange))
        related = prior_related + _summed(weights.related, self.strange)
        return self.strange_counts * np.exp2(-np.logaddexp2(np.logaddexp2(same, related), 0.0))


def rarity(column: Column, u_same: float, people: Ints) -> Floats:
    """By value, and last for none: the bits that agreeing on it weighs more than agreeing on any does.

    What most people of a list have says nothing of any two of them, however short the list is.
    """
    rows = max(int((column.codes >= 0).sum()), 2)
    known = _KNOWN_ROWS * column.kind.levels[0].u
    others = np.zeros(len(column.values)) if column.kind.own else np.maximum(column.frequency() - 1, 0)
    share = (others + known) / (rows - 1 + _KNOWN_ROWS)
    if not column.kind.own:
        share = np.maximum(share, _share_of_people(column, people))
    return np.append(np.log2(u_same / np.maximum(share, _LEAST)), 0.0)


def _people(columns: Sequence[Column]) -> Ints:
    """By row a number that rows of one name share; a row without a name is its own."""
    named = [column for column in columns if column.kind.compare in ("given", "family")]
    named = named or [column for column in columns if column.kind is FIRM and not column.shared]
    found = np.zeros(len(columns[0].codes), dtype=np.int64)
    for column in named:
        found = found * (len(column.values) + 1) + column.codes + 1
    nameless = np.flatnonzero(found == 0)
    found[nameless] = -1 - nameless
    return np.asarray(np.unique(found, return_inverse=True)[1], dtype=np.int64)


def _share_of_people(column: Column, people: Ints) -> Floats:
    """By value how many of the others have it, beside two people who do."""
    held = column.codes >= 0
    there = np.count_nonzero(np.bincount(people[held]))
    often = held & (column.frequency()[column.codes] > 2)
    most = int(people.max()) + 1
    having = np.bincount(np.unique(column.codes[often] * most + people[often]) // most)
    having = np.append(having, np.zeros(len(column.values) - len(having), dtype=np.int64))
    return np.asarray(np.maximum(having - 2, 0) / max(there - 2, 1))


def _patterns(levels: Levels) -> tuple[Levels, Ints]:
    """The distinct rows, and by row which of them it is."""
    packed = np.zeros(len(levels), dtype=np.int64)
    for number in range(levels.shape[1]):
        packed = packed * 8 + (levels[:, number] + 1)
        if number % 20 == 19:
            packed = np.unique(packed, return_inverse=True)[1]
    _, first, where = np.unique(packed, return_index=True, return_inverse=True)
    return levels[first], where


def _summed(weights: Sequence[Floats], patterns: Levels) -> Floats:
    return sum((bits[patterns[:, n]] for n, bits in enumerate(weights)), np.zeros(len(patterns)))


def _known(column: Column, which: str) -> Floats:
    return np.array([getattr(level, which) for level in column.kind.levels])


def _first_related(column: Column) -> Floats:
    """Half of the related share a value; else they are strangers."""
    if column.kind.related:
        first = _known(column, "u")
        first[-column.kind.related :] = 1 / column.kind.related
        return np.asarray(first / first.sum())
    if not column.shared:
        return _known(column, "u")
    first = _known(column, "u") * (1 - _SHARED_BY_RELATED)
    first[0] += _SHARED_BY_RELATED
    return np.asarray(first / first.sum())


def _learnt(levels: Levels, counts: Floats, known: Floats, weight: float) -> Floats:
    """Shares of the levels among the pairs that have one."""
    held = levels >= 0
    seen = np.bincount(levels[held], weights=counts[held], minlength=len(known))
    shares = (seen + weight * known) / (seen.sum() + weight)
    return np.asarray(np.maximum(shares, _LEAST))


def _counted(levels: Levels, counts: Floats, column: Column) -> Floats:
    """Shares of the levels among strangers."""
    held = levels >= 0
    weight = max(200.0, counts[held].sum() / 20)
    return _learnt(levels, counts, _known(column, "u"), weight)
