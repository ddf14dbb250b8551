"""From the columns of a base to its clusters, as they are kept: the engine's answer, made small. Pure.

A link that may be merged unseen shares something of one person alone: an address, a profile, an id, a day
of birth. In a base no two records share most of those, for they would be one, so there is a second way: the
whole name and the mobile number (of a company: the name, and its number or its street), with nothing that
speaks against it. A cluster may be merged unseen as far as such links hold it together, where no two of its
records are rather two.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.deciding.parts import COMPANY, NAMESAKES, PRIOR, RELATED, SIDE_BY_SIDE, apart
from leadgen.stages.cleanup.deciding.probability import MILLI
from leadgen.stages.cleanup.deciding.table import Table
from leadgen.stages.cleanup.duplicates import Column, Found, Settings, find
from leadgen.stages.cleanup.duplicates.columns import Floats, Ints, Levels, Mask
from leadgen.stages.cleanup.duplicates.comparing import levels_of
from leadgen.stages.cleanup.duplicates.engine import log_odds_of
from leadgen.stages.cleanup.duplicates.model import probability
from leadgen.stages.cleanup.duplicates.reading import columns_of

_PIECE = 1 << 18
_MOST_BITS = 1e6
# What an import calls the fields whose role its reader knows under another name.
_READ_AS: Mapping[str, str] = {
    "phone_company": "company_phone", "company_street": "street", "company_city": "city",
    "company_country": "country",
}  # fmt: skip
_SMALL = 50
# A number at work or at home may be several people's, this one is not.
_OWN = frozenset({"phone_mobile"})
# All of one of these the same, and no own address or id different.
_SURE: Mapping[RecordKind, Sequence[Sequence[str]]] = {
    "contact": (("first_name", "last_name", "phone_mobile"),),
    "company": (
        ("company_name", "phone_company"),
        ("company_name", "company_street", "company_postal_code"),
    ),
}

# Of a pair: field or part → its level (-1: a part) and thousandths of bits.
Why = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Pair:
    """Two rows, and why they are thought to be one; `bits` of all together, in thousandths."""

    left: int
    right: int
    bits: int
    why: Why


@dataclass(frozen=True)
class Cluster:
    """Rows, those of the surest pairs first. `sure_bits`: up to where it may be merged unseen, if at all.

    `expected_false`: of the merges it takes, how many are expected to be mistakes.
    """

    rows: Sequence[int]
    bits: int
    sure_bits: int | None
    expected_false: float | None
    pairs: Sequence[Pair]


@dataclass(frozen=True)
class _Link:
    """A pair within a cluster: its place among the engine's, its bits by itself and with its company."""

    place: int
    left: int
    right: int
    own: float
    bits: float
    sure: bool


def clusters(table: Table) -> Iterator[Cluster]:
    """Of the new rows and of whatever stands with them; of all rows where none is said to be new."""
    columns = _columns(table)
    settings = Settings(review=table.review)
    found = _found(columns, settings, table)
    told = _Told(found, _sure(table.kind, found))
    barred = _barred(table)
    for links in told.by_cluster():
        yield from _parts(links, barred, told, log_odds_of(table.review))


def _columns(table: Table) -> list[Column]:
    header = list(table.columns)
    fields = [_READ_AS.get(key, key) for key in header]
    made = columns_of(header, [cells.texts() for cells in table.columns.values()], fields, table.kind)
    return [_owned(column) if column.name in _OWN else column for column in made]


def _owned(column: Column) -> Column:
    return replace(column, kind=replace(column.kind, shared=False, own=True), shared=False)


def _found(columns: Sequence[Column], settings: Settings, table: Table) -> Found:
    """A cluster that gets a new row is looked at anew, with all of its rows."""
    new = table.new_rows()
    found = find(columns, settings, new)
    if new is None:
        return found
    homes = table.homes()
    touched = {row for home in found.clusters for row in home} | set(np.flatnonzero(new).tolist())
    standing = {home for home in homes[list(touched)].tolist() if home >= 0}
    if not standing:
        return found
    return find(columns, settings, new | np.isin(homes, list(standing)))


def _barred(table: Table) -> set[tuple[int, int]]:
    return {(min(pair), max(pair)) for pair in table.barred}


def _sure(kind: RecordKind, found: Found) -> Mask:
    """By pair whether it may be merged unseen, if it is sure enough."""
    by_name = {column.name: column for column in found.columns}
    own = [
        column
        for column in found.columns
        if (column.kind.own or column.kind.compare == "date") and column.name not in _OWN
    ]
    agreed, against = _none(found), _none(found)
    for column in own:
        agreed |= _same(found, column)
        if column.kind.own:
            against |= _differ(found, column)
    known = _none(found)
    for names in _SURE[kind]:
        if all(name in by_name for name in names):
            known |= np.logical_and.reduce([_same(found, by_name[name]) for name in names])
    return np.asarray(agreed | (known & ~against))


def _none(found: Found) -> Mask:
    return np.zeros(len(found.left), dtype=bool)


def _same(found: Found, column: Column) -> Mask:
    codes = column.codes[found.left]
    return np.asarray((codes == column.codes[found.right]) & (codes >= 0))


def _differ(found: Found, column: Column) -> Mask:
    left, right = column.codes[found.left], column.codes[found.right]
    return np.asarray((left != right) & (left >= 0) & (right >= 0))


class _Told:
    """The engine's pairs, cluster by cluster, each with why."""

    def __init__(self, found: Found, sure: Mask) -> None:
        self.found, self.sure = found, sure
        self.own, self.bits = found.own_log_odds, found.log_odds
        self.prior = round(found.model.prior * MILLI) if found.model else 0
        self.company = _milli(found.company)
        self.levels, self.weights, self.related = _weighed(found)

    def by_cluster(self) -> Iterator[list[_Link]]:
        """The surest first."""
        found = self.found
        if not len(found.left):
            return
        home = np.full(len(found.columns[0].codes), -1)
        for number, rows in enumerate(found.clusters):
            home[list(rows)] = number
        order = np.lexsort((np.arange(len(found.left)), home[found.left]))
        starts = np.flatnonzero(np.diff(home[found.left][order], prepend=-2))
        for places in np.split(order, starts[1:]):
            yield self._links(places)

    def _links(self, places: Ints) -> list[_Link]:
        parts = (self.found.left, self.found.right, self.own, self.bits, self.sure)
        return [
            _Link(*link)
            for link in zip(places.tolist(), *(part[places].tolist() for part in parts), strict=True)
        ]

    def pairs(self, links: Sequence[_Link]) -> list[Pair]:
        """With what every field says."""
        return [
            Pair(link.left, link.right, round(link.bits * MILLI), self._why(link.place)) for link in links
        ]

    def _why(self, place: int) -> Why:
        levels, bits = self.levels[place].tolist(), self.weights[place].tolist()
        own, related = round(self.own[place] * MILLI), int(self.related[place])
        namesakes = own - self.prior - related - sum(bits)
        parts = {
            PRIOR: self.prior,
            RELATED: related,
            NAMESAKES: namesakes if namesakes < -_SMALL else 0,
            COMPANY: int(self.company[place]),
        }
        why = {name: (-1, weight) for name, weight in parts.items() if weight}
        for column, level, weight in zip(self.found.columns, levels, bits, strict=True):
            if level >= 0:
                why[column.name] = (level, weight)
        return why


def _weighed(found: Found) -> tuple[Levels, NDArray[np.int32], NDArray[np.int32]]:
    """By pair and column the level and its weight, and by pair what being related takes off; in pieces."""
    shape = len(found.left), len(found.columns)
    levels, weights = np.empty(shape, dtype=np.int8), np.empty(shape, dtype=np.int32)
    related = np.empty(shape[0], dtype=np.int32)
    for start in range(0, shape[0], _PIECE):
        piece = slice(start, start + _PIECE)
        assert found.model is not None, "there are no pairs without a model"
        levels[piece] = levels_of(found.columns, found.left[piece], found.right[piece])
        bits, apart_ = found.model.parts(levels[piece], found.columns, found.left[piece])
        weights[piece], related[piece] = _milli(bits), _milli(apart_)
    return levels, weights, related


def _milli(bits: Floats) -> NDArray[np.int32]:
    return np.rint(np.clip(bits, -_MOST_BITS, _MOST_BITS) * MILLI).astype(np.int32)


def _parts(
    links: Sequence[_Link], barred: set[tuple[int, int]], told: _Told, asked: float
) -> Iterator[Cluster]:
    """One cluster; several, or none, where somebody said that two of its rows are two."""
    rows = list(dict.fromkeys(row for link in links for row in (link.left, link.right)))
    if not _holds_barred(rows, barred):
        yield _cluster(rows, links, told, asked)
        return
    home = apart(rows, [(link.left, link.right) for link in links], barred)
    for part in dict.fromkeys(home.values()):
        inside = [link for link in links if home[link.left] == home[link.right] == part]
        members = [row for row in rows if home[row] == part]
        if len(members) > 1:
            yield _cluster(members, inside, told, asked)


def _holds_barred(rows: Sequence[int], barred: set[tuple[int, int]]) -> bool:
    if not barred:
        return False
    if len(rows) > SIDE_BY_SIDE:
        held = set(rows)
        return any(one in held and other in held for one, other in barred)
    return any((min(pair), max(pair)) in barred for pair in combinations(rows, 2))


def _cluster(rows: Sequence[int], links: Sequence[_Link], told: _Told, asked: float) -> Cluster:
    shown = set(rows[:SIDE_BY_SIDE])
    weakest = _tree(rows, sorted(links, key=lambda link: -link.bits))
    sure = [link for link in links if link.sure]
    rather_two = any(link.own < asked for link in links)
    tree = None if rather_two else _tree(rows, sorted(sure, key=lambda link: -link.own))
    return Cluster(
        rows,
        round(min(link.bits for link in weakest or links) * MILLI),
        round(min(link.own for link in tree) * MILLI) if tree else None,
        float((1.0 - probability(np.array([link.own for link in tree]))).sum()) if tree else None,
        told.pairs([link for link in links if link.left in shown and link.right in shown]),
    )


def _tree(rows: Sequence[int], links: Sequence[_Link]) -> list[_Link] | None:
    """The surest links that hold all rows together; None where they do not."""
    home = {row: row for row in rows}

    def root(row: int) -> int:
        while home[row] != row:
            home[row] = home[home[row]]
            row = home[row]
        return row

    tree = []
    for link in links:
        one, other = root(link.left), root(link.right)
        if one != other:
            home[other] = one
            tree.append(link)
    return tree if len(tree) == len(rows) - 1 else None
