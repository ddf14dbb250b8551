"""The values of a list's fields with how many records have each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.members import service as members
from leadgen.records.errors import NoFacet
from leadgen.records.facets.classes import SIZES, label
from leadgen.records.facets.own import chosen, without_own
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.service import Filter
from leadgen.records.filters.tree import Node
from leadgen.records.normalise import country
from leadgen.records.normalise import text as plain
from leadgen.records.registry import registered
from leadgen.records.repository import faceting, lists
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository.faceting import Counted, Listed, Wanted

SHOWN = 50
_OPS: Mapping[str, str] = {"range": "overlaps", "boolean": "equals"}  # others: in
# Lists up to so many records are counted, of larger ones a sample of about so many.
MOST_COUNTED = 150_000
SAMPLE = 25_000
COUNTING_MS = 180
SAMPLING_MS = 100
LAST_MS = 1_000  # on a machine that is busy
_MOST_READ = 10 * SAMPLE


@dataclass(frozen=True)
class FacetValue:
    """A value as a filter takes it, and as people read it."""

    value: JSON
    label: str
    count: int


@dataclass(frozen=True)
class Facet:
    """A field's values, the most frequent first. `op` is the operator that finds the records of one.

    `empty` have nothing in the field; `others` have a value that is not among these.
    """

    field: Field
    op: str
    values: list[FacetValue]
    empty: int
    others: int
    exact: bool


@dataclass(frozen=True)
class Asked:
    """A list, and what its facets are asked for. `keys` None: what the registry offers.

    `groups`: of the list as it is. Else a field's own tests are left out for it.
    """

    kind: RecordKind
    filtered: Filter | None
    operation_id: UUID | None = None
    keys: Sequence[str] | None = None
    needle: str | None = None
    groups: bool = False


async def facets(session: WorkspaceSession, asked: Asked) -> list[Facet]:
    """In the order asked for. Raises NoFacet. Fields under the same filter are counted in one query."""
    fields = await _fields(session, asked)
    node = asked.filtered.node if asked.filtered else None
    groups: dict[int, tuple[Node | None, list[Field]]] = {}
    for one in fields:
        # The filter itself where the facet has no part in it.
        left = node if asked.groups else without_own(node, asked.kind, one)
        groups.setdefault(id(left), (left, []))[1].append(one)
    found: dict[str, Facet] = {}
    names = await _names(session, fields)
    for left, own in groups.values():
        found |= await _counted(session, asked, left, own, names)
    return [found[one.key] for one in fields]


async def group_keys(session: WorkspaceSession, kind: RecordKind) -> set[str]:
    """The fields by whose values a list can be shown in groups."""
    return {one.key for one in await _offered(session, kind)}


async def _offered(session: WorkspaceSession, kind: RecordKind) -> list[Field]:
    """A contact is narrowed by its company's fields, too, but by no list of companies."""
    known = [one for one in (*registered(), *await custom_fields.custom(session)) if _fits(one, kind)]
    own = [one for one in known if one.kind == kind]
    return [*own, *(one for one in known if one.kind != kind)]


async def _fields(session: WorkspaceSession, asked: Asked) -> list[Field]:
    offered = await _offered(session, asked.kind)
    if asked.keys is None:
        return [one for one in offered if one.faceted or one.type in ("choice", "boolean")]
    by_key = {one.key: one for one in reversed(offered)}
    for key in asked.keys:
        if key not in by_key:
            raise NoFacet(key, sorted(by_key))
    return [by_key[key] for key in dict.fromkeys(asked.keys)]


def _fits(field: Field, kind: RecordKind) -> bool:
    if field.kind != kind and (kind == "company" or field.storage not in ("column", "custom")):
        return False
    return field.groupable


async def _counted(
    session: WorkspaceSession,
    asked: Asked,
    node: Node | None,
    fields: Sequence[Field],
    names: Mapping[str, str],
) -> dict[str, Facet]:
    whole = asked.filtered.node if asked.filtered else None
    filtered = None if node is None or asked.filtered is None else replace(asked.filtered, node=node)
    listed = Listed(asked.kind, asked.operation_id, filters.where(filtered))
    needle = plain.key(asked.needle) if asked.needle else None
    given = {one.key: [] if asked.groups else chosen(whole, asked.kind, one) for one in fields}
    wanted = [Wanted(one, [_stored(one, value) for value in given[one.key]], needle) for one in fields]
    rows, scale = await _rows(session, listed, wanted)
    return {
        one.key: _Making(
            one,
            asked.kind,
            given[one.key],
            names,
            scale,
            is_whole=needle is None and not one.many and one.type != "range",
            is_of_list=asked.groups,
        ).of(place, rows)
        for place, one in enumerate(fields)
    }


async def _rows(
    session: WorkspaceSession, listed: Listed, wanted: Sequence[Wanted]
) -> tuple[Sequence[Counted], float]:
    """What was met, and of how many each stands for; 1 where all were counted."""
    size = await faceting.believed(session, listed)
    if size <= MOST_COUNTED:
        found = await faceting.counted(session, listed, wanted, percent=None, within_ms=COUNTING_MS)
        if found is not None:
            return found, 1
    whole = await faceting.table_rows(session, listed.kind)
    # A sample is of the pages of all workspaces: of a small one among large ones it is a smaller part.
    percent = 100 * min(1.0, SAMPLE / max(size, 1), _MOST_READ / whole)
    for share, within_ms in ((percent, SAMPLING_MS), (percent / 5, LAST_MS)):
        found = await faceting.counted(session, listed, wanted, percent=share, within_ms=within_ms)
        if found is not None:
            return found, 100 / share
    return [], 0


def _stored(field: Field, value: JSON) -> str:
    """A value of a filter as the field has it."""
    text = _text(value)
    return plain.key(text) if field.key_column else text


def _text(value: JSON) -> str:
    """Of a value as people read it, or of a truth value as it is stored."""
    return str(value).lower() if isinstance(value, bool) else str(value)


async def _names(session: WorkspaceSession, fields: Sequence[Field]) -> Mapping[str, str]:
    """What people call members and lists."""
    types = {one.type for one in fields}
    named: dict[str, str] = {}
    if "member" in types:
        named |= {str(member.user_id): member.name for member in await members.listed(session)}
    if "lists" in types:
        named |= {str(one.id): one.name for one in await lists.every(session)}
    return named


@dataclass
class _Making:
    """One field's facet in the making. `is_whole`: each record has one value at most, and all were met.
    `is_of_list`: what has no company has nothing in its company's fields.
    """

    field: Field
    kind: RecordKind
    given: Sequence[JSON]
    names: Mapping[str, str]
    scale: float
    is_whole: bool
    is_of_list: bool

    def __post_init__(self) -> None:
        self.merged: dict[str, FacetValue] = {}

    def of(self, place: int, rows: Sequence[Counted]) -> Facet:
        everything = sum(row.count for row in rows if row.place == -1)
        placed = sum(row.count for row in rows if row.place == -2)
        total = everything if self.field.kind == self.kind else placed
        empty = 0
        for row in rows:
            if row.place == place and row.value is None:
                empty = row.count
            elif row.place == place and row.value is not None:
                self._add(row.value, row.count)
        for value in self.given:
            self._add_chosen(value)
        values = self._sorted()
        rest = total - empty - sum(one.count for one in values)
        if self.is_of_list:
            empty += everything - total
        return Facet(
            field=self.field,
            op=_OPS.get(self.field.type, "in"),
            values=[replace(one, count=self._scaled(one.count)) for one in values],
            empty=self._scaled(empty),
            others=self._scaled(max(rest, 0)) if self.is_whole else 0,
            exact=self.scale == 1,
        )

    def _scaled(self, count: int) -> int:
        return round(count * self.scale)

    def _sorted(self) -> list[FacetValue]:
        """Classes in their order; what was chosen is never cut off."""
        if self.field.type == "range":
            return [one for _, one in sorted(self.merged.items())]
        values = sorted(self.merged.values(), key=lambda one: -one.count)
        kept = {plain.key(_text(value)) for value in self.given}
        return [
            one for place, one in enumerate(values) if place < SHOWN or plain.key(_text(one.value)) in kept
        ]

    def _add(self, stored: str, count: int) -> None:
        """Spellings that a filter takes for the same are one value."""
        value = self._value(stored)
        key = stored if self.field.type == "range" else plain.key(stored)
        held = self.merged.get(key)
        self.merged[key] = (
            replace(held, count=held.count + count)
            if held is not None
            else FacetValue(value, self._label(stored), count)
        )

    def _add_chosen(self, value: JSON) -> None:
        is_range = self.field.type == "range"
        known = [one.value for one in self.merged.values()] if is_range else []
        if is_range and value not in known and isinstance(value, list):
            self.merged[f"z{value}"] = FacetValue(value, f"{value[0]}–{value[1]}", 0)
        elif not is_range and plain.key(_text(value)) not in self.merged:
            self.merged[plain.key(_text(value))] = FacetValue(value, self._label(_text(value)), 0)

    def _value(self, stored: str) -> JSON:
        """As a filter takes it."""
        match self.field.type:
            case "range":
                return list(SIZES[int(stored)])
            case "boolean":
                return stored == "true"
            case _:
                return stored

    def _label(self, stored: str) -> str:
        match self.field.type:
            case "range":
                return label(SIZES[int(stored)])
            case "member" | "lists":
                return self.names.get(stored, stored)
            case "boolean":
                return "Yes" if stored == "true" else "No"
            case "country":
                return country.name(stored) or stored
            case "choice":
                return {one.value: one.label for one in self.field.options or ()}.get(stored, stored)
            case _:
                return stored
