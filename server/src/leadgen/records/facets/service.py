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
    """A list, and what its facets are asked for. `keys` None: what the registry offers."""

    kind: RecordKind
    filtered: Filter | None
    operation_id: UUID | None = None
    keys: Sequence[str] | None = None
    needle: str | None = None


async def facets(session: WorkspaceSession, asked: Asked) -> list[Facet]:
    """In the order asked for. Raises NoFacet. Fields under the same filter are counted in one query."""
    fields = await _fields(session, asked)
    node = asked.filtered.node if asked.filtered else None
    groups: dict[int, tuple[Node | None, list[Field]]] = {}
    for one in fields:
        left = without_own(node, asked.kind, one)  # the filter itself where the facet has no part in it
        groups.setdefault(id(left), (left, []))[1].append(one)
    found: dict[str, Facet] = {}
    names = await _names(session, fields)
    for left, own in groups.values():
        found |= await _counted(session, asked, left, own, names)
    return [found[one.key] for one in fields]


async def _fields(session: WorkspaceSession, asked: Asked) -> list[Field]:
    """A contact is narrowed by its company's fields, too, but by no list of companies."""
    known = [one for one in (*registered(), *await custom_fields.custom(session)) if _fits(one, asked.kind)]
    own = [one for one in known if one.kind == asked.kind]
    offered = [*own, *(one for one in known if one.kind != asked.kind)]
    if asked.keys is None:
        return [one for one in offered if one.faceted or one.type == "choice"]
    by_key = {one.key: one for one in reversed(offered)}
    for key in asked.keys:
        if key not in by_key:
            raise NoFacet(key, sorted(by_key))
    return [by_key[key] for key in dict.fromkeys(asked.keys)]


def _fits(field: Field, kind: RecordKind) -> bool:
    if field.kind != kind and (kind == "company" or field.storage not in ("column", "custom")):
        return False
    if field.type == "range":
        return field.unit == "people"
    if field.type in ("choice", "country", "member", "tags", "lists"):
        return True
    return field.type == "text" and field.storage == "column" and not field.derived


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
    given = {one.key: chosen(whole, asked.kind, one) for one in fields}
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
    return plain.key(str(value)) if field.key_column else str(value)


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
    """One field's facet in the making. `is_whole`: each record has one value at most, and all were met."""

    field: Field
    kind: RecordKind
    given: Sequence[JSON]
    names: Mapping[str, str]
    scale: float
    is_whole: bool

    def __post_init__(self) -> None:
        self.merged: dict[str, FacetValue] = {}

    def of(self, place: int, rows: Sequence[Counted]) -> Facet:
        population = -1 if self.field.kind == self.kind else -2
        total = sum(row.count for row in rows if row.place == population)
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
        return Facet(
            field=self.field,
            op="overlaps" if self.field.type == "range" else "in",
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
        kept = {plain.key(str(value)) for value in self.given}
        return [one for place, one in enumerate(values) if place < SHOWN or plain.key(str(one.value)) in kept]

    def _add(self, stored: str, count: int) -> None:
        """Spellings that a filter takes for the same are one value."""
        value: JSON = list(SIZES[int(stored)]) if self.field.type == "range" else stored
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
        elif not is_range and plain.key(str(value)) not in self.merged:
            self.merged[plain.key(str(value))] = FacetValue(value, self._label(str(value)), 0)

    def _label(self, stored: str) -> str:
        match self.field.type:
            case "range":
                return label(SIZES[int(stored)])
            case "member" | "lists":
                return self.names.get(stored, stored)
            case "country":
                return country.name(stored) or stored
            case "choice":
                return {one.value: one.label for one in self.field.options or ()}.get(stored, stored)
            case _:
                return stored
