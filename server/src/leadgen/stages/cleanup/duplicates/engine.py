"""The way in: rows to pairs and clusters."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from leadgen.stages.cleanup.duplicates import clusters, kinds, model
from leadgen.stages.cleanup.duplicates.blocks import candidates, each_in_block
from leadgen.stages.cleanup.duplicates.columns import NONE, Column, Floats, Ints, Mask
from leadgen.stages.cleanup.duplicates.comparing import levels_of
from leadgen.stages.cleanup.duplicates.model import Model

_RANDOM_PAIRS = 60_000
_PIECE = 1 << 20
_Pairs = tuple[Ints, Ints, Floats, Floats]  # the two rows, what they say themselves, what others add
# As sure as two may be who share nothing of one person alone, and who share nothing but names.
_NAMESAKES, _ONLY_NAMES = 0.99, 0.9
_EQUAL_ROWS_IN_FULL = 500  # more rows that hold the same are paired with the first of them only


@dataclass(frozen=True)
class Settings:
    """Probabilities: from `review` on a pair is shown, from `automatic` on it may be merged unseen."""

    review: float = 0.5
    automatic: float = 0.999


@dataclass(frozen=True)
class Found:
    """The pairs, the surest first, and the clusters they make; a pair is always within a cluster.

    `left < right` are rows. `log_odds` (log2) that they are one are the sum of what they say themselves and
    of `company`, what the other rows of their cluster add: two rows that hardly say anything of each other
    are one where both are like the same third ones. What may be merged unseen is sure by itself.
    """

    left: Ints
    right: Ints
    own_log_odds: Floats
    company: Floats
    clusters: Sequence[Sequence[int]]
    settings: Settings
    columns: Sequence[Column] = field(repr=False, default=())
    model: Model | None = field(repr=False, default=None)

    @property
    def log_odds(self) -> Floats:
        return self.own_log_odds + self.company

    @property
    def probability(self) -> Floats:
        return model.probability(self.log_odds)

    @property
    def automatic(self) -> Mask:
        """Which pairs may be merged unseen: sure by themselves, and by something that is one person's own."""
        sure = model.probability(self.own_log_odds) >= self.settings.automatic
        return np.asarray(sure & self.identified)

    @property
    def identified(self) -> Mask:
        """Which pairs agree on something of one person alone."""
        return identified(self.columns, self.left, self.right)

    @property
    def expected_false(self) -> float:
        """How many of the automatic pairs are expected to be two after all."""
        return float((1.0 - model.probability(self.own_log_odds[self.automatic])).sum())


def find(columns: Sequence[Column], settings: Settings = Settings(), new: Mask | None = None) -> Found:
    """The duplicates among the rows of `columns`; with `new`, only those that a new row has part in."""
    nothing = np.empty(0, dtype=np.int64)
    columns = [column for column in columns if (column.codes >= 0).any()]
    if not columns or len(columns[0].codes) < 2:
        return Found(nothing, nothing, np.empty(0), np.empty(0), [], settings, columns)
    distinct, first, copies = _distinct(columns)
    fresh = np.ones(len(first), dtype=bool) if new is None else np.zeros(len(first), dtype=bool)
    if new is not None:
        np.logical_or.at(fresh, copies, new)
    learnt, left, right, bits = scored(distinct, fresh)
    keep = bits >= log_odds_of(settings.review)
    pairs, homes = _clustered(learnt, left[keep], right[keep], bits[keep], settings)
    pairs, homes = _with_copies(learnt, pairs, homes, first, copies, settings)
    if new is not None:
        fresh = new[pairs[0]] | new[pairs[1]]
        pairs = pairs[0][fresh], pairs[1][fresh], pairs[2][fresh], pairs[3][fresh]
        homes = [home for home in homes if new[home].any()]
    return Found(*_bounded(columns, pairs), homes, settings, columns, learnt)


def identified(columns: Sequence[Column], left: Ints, right: Ints) -> Mask:
    """Which pairs agree on an address, an id or a date; in a table without such columns on more than names.

    A name, a firm and a number are also those of a father and his son.
    """
    own = [column for column in columns if column.kind.own or column.kind.compare == "date"]
    return _agree(own or _but_names(columns), left, right)


def _but_names(columns: Sequence[Column]) -> list[Column]:
    names = ("given", "family")
    return [column for column in columns if column.kind.compare not in names and not column.kind.excludes]


def _agree(columns: Sequence[Column], left: Ints, right: Ints) -> Mask:
    """Which pairs hold the same in any of these."""
    found = np.zeros(len(left), dtype=bool)
    for column in columns:
        codes = column.codes[left]
        found |= (codes == column.codes[right]) & (codes >= 0)
    return found


def _bounded(columns: Sequence[Column], pairs: _Pairs) -> _Pairs:
    """Namesakes exist: what agrees on nothing of one person alone is never sure."""
    left, right, own, company = pairs
    more = _but_names(columns)
    alone = [column for column in more if not column.shared and column.kind is not kinds.TITLE]
    most = np.where(_agree(more, left, right), _NAMESAKES, _ONLY_NAMES)
    free = _agree(alone or more, left, right)
    most = np.where(free, np.inf, np.log2(most / (1.0 - most)))
    own = np.minimum(own, most)
    return _sorted([(left, right, own, np.minimum(company, most - own))])


def log_odds_of(chance: float) -> float:
    return float(np.log2(chance / (1.0 - chance))) if chance < 1.0 else float("inf")


def scored(columns: Sequence[Column], new: Mask) -> tuple[Model, Ints, Ints, Floats]:
    """All candidates with their log odds, and the model that was learnt from them."""
    left, right = candidates(columns, new)
    levels = levels_of(columns, left, right)
    strangers = levels_of(columns, *_random_pairs(len(new)))
    count = len(new) * (len(new) - 1) / 2 - (~new).sum() * ((~new).sum() - 1) / 2
    learnt = model.learn(columns, (levels, left), strangers, float(count))
    return learnt, left, right, learnt.log_odds(levels, left)


def _distinct(columns: Sequence[Column]) -> tuple[list[Column], Ints, Ints]:
    """The columns with rows that are equal throughout once; the first of each, and by row which it is."""
    group = np.zeros(len(columns[0].codes), dtype=np.int64)
    for column in columns:
        group = group * (len(column.values) + 1) + column.codes + 1
        group = np.unique(group, return_inverse=True)[1]
    _, first, copies = np.unique(group, return_index=True, return_inverse=True)
    return [column.at(first) for column in columns], first, copies


def _random_pairs(rows: int) -> tuple[Ints, Ints]:
    if rows * (rows - 1) // 2 <= _RANDOM_PAIRS:
        one, other = np.triu_indices(rows, 1)
        return one.astype(np.int64), other.astype(np.int64)
    dice = np.random.default_rng(1)
    one, other = dice.integers(0, rows, (2, _RANDOM_PAIRS))
    return one[one != other], other[one != other]


def _clustered(
    learnt: Model, left: Ints, right: Ints, bits: Floats, settings: Settings
) -> tuple[_Pairs, list[list[int]]]:
    """The pairs of the clusters, and the clusters."""
    rows = len(learnt.columns[0].codes)
    label = clusters.bounded(rows, left, right, bits)
    held, starts = clusters.members(label)
    one, other = clusters.inner_pairs(starts, len(held))
    inner = _log_odds(learnt, held[one], held[other])
    asked = log_odds_of(settings.review)
    homes = [
        start + np.array(places)
        for start, size, own in clusters.each(starts, len(held), one)
        for places in clusters.groups(size, one[own] - start, other[own] - start, inner[own], asked)
        if len(places) > 1
    ]
    home = np.full(len(held), NONE)
    for number, places in enumerate(homes):
        home[places] = number
    own = (home[one] == home[other]) & (home[one] >= 0)
    one, other, inner = one[own], other[own], inner[own]
    whole = clusters.average(home[one], inner)
    pairs = held[one], held[other], inner, np.maximum(whole - inner, 0.0)
    return pairs, [held[places].tolist() for places in homes]


def _log_odds(learnt: Model, left: Ints, right: Ints) -> Floats:
    """In pieces, for memory."""
    pieces = [slice(start, start + _PIECE) for start in range(0, len(left), _PIECE)]
    found = [
        learnt.log_odds(levels_of(learnt.columns, left[piece], right[piece]), left[piece]) for piece in pieces
    ]
    return np.concatenate([*found, np.empty(0)])


def _with_copies(
    learnt: Model,
    pairs: _Pairs,
    homes: list[list[int]],
    first: Ints,
    copies: Ints,
    settings: Settings,
) -> tuple[_Pairs, list[list[int]]]:
    """From distinct rows back to all: equal rows are one where a row and its copy would be."""
    counts = np.bincount(copies)
    repeated = np.flatnonzero(counts > 1)
    if not len(repeated):
        one, other, *rest = pairs
        return _sorted([(first[one], first[other], rest[0], rest[1])]), [
            first[home].tolist() for home in homes
        ]
    rows = _rows_of(copies, counts)
    own = _log_odds(learnt, repeated, repeated)
    sure = own >= log_odds_of(settings.review)
    many = (counts[pairs[0]] > 1) | (counts[pairs[1]] > 1)
    left, right, own_bits, company_bits = pairs
    found: list[_Pairs] = [(first[left[~many]], first[right[~many]], own_bits[~many], company_bits[~many])]
    for one, other, bits, company in zip(*(part[many].tolist() for part in pairs), strict=True):
        found.append(_weighed(*_each_with_each(rows(one), rows(other)), bits, company))
    found += _among_equals(copies, counts, repeated[sure], own[sure])
    within = {code for home in homes for code in home}
    alone = [rows(code).tolist() for code in repeated[sure].tolist() if code not in within]
    return _sorted(found), [np.concatenate([rows(code) for code in home]).tolist() for home in homes] + alone


def _rows_of(copies: Ints, counts: Ints) -> Callable[[int], Ints]:
    """From a distinct row to the rows that hold the same."""
    order = np.argsort(copies, kind="stable")
    ends = np.cumsum(counts)
    return lambda code: order[ends[code] - counts[code] : ends[code]]


def _sorted(found: Sequence[_Pairs]) -> _Pairs:
    one, other, bits, company = (np.concatenate(part) for part in zip(*found, strict=True))
    left, right = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((right, left, -(bits + company)))
    return left[order], right[order], bits[order], company[order]


def _weighed(left: Ints, right: Ints, bits: float, company: float) -> _Pairs:
    return left, right, np.full(len(left), bits), np.full(len(left), company)


def _each_with_each(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    """Or with the first of the others, where they are too many."""
    if len(one) * len(other) <= _EQUAL_ROWS_IN_FULL**2:
        return np.repeat(one, len(other)), np.tile(other, len(one))
    left = np.concatenate([np.repeat(one[0], len(other)), one[1:]])
    return left, np.concatenate([other, np.repeat(other[0], len(one) - 1)])


def _among_equals(copies: Ints, counts: Ints, repeated: Ints, bits: Floats) -> Iterator[_Pairs]:
    """Each copy with each other, or with the first one where they are too many."""
    few = counts[repeated] <= _EQUAL_ROWS_IN_FULL
    for is_full, codes in ((True, repeated[few]), (False, repeated[~few])):
        weights = np.zeros(len(counts))
        weights[codes] = bits[few == is_full]
        asked = np.zeros(len(counts), dtype=bool)
        asked[codes] = True
        rows = np.flatnonzero(asked[copies])
        rows = rows[np.argsort(copies[rows], kind="stable")]
        held = copies[rows]
        is_one = np.ones(len(rows), dtype=bool) if is_full else np.diff(held, prepend=NONE) > 0
        one, other = each_in_block(held, is_one)
        yield rows[one], rows[other], weights[held[one]], np.zeros(len(one))
