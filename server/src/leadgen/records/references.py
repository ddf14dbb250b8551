"""What people see of a field that holds ids: the field it stands for, and the names behind them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.records.evidence import Evidence
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.registry import LISTS, REFERENCES, shown_key
from leadgen.records.repository import lists, reading
from leadgen.records.timeline import Entry, FieldChange


async def in_entries(session: WorkspaceSession, kind: RecordKind, entries: Sequence[Entry]) -> list[Entry]:
    """A timeline in which companies and lists have their names."""
    held = [field for entry in entries for field in entry.fields]
    names = await _names(session, [(one.field, value) for one in held for value in (one.before, one.after)])
    return [
        replace(entry, fields=[_named_change(kind, field, names) for field in entry.fields])
        for entry in entries
    ]


async def in_evidence(
    session: WorkspaceSession, kind: RecordKind, found: Sequence[Evidence]
) -> list[Evidence]:
    """Evidence in which companies and lists have their names."""
    names = await _names(session, [(one.field, one.value) for one in found])
    return [
        replace(one, field=shown_key(kind, one.field), value=_named(one.field, one.value, names))
        for one in found
    ]


async def _names(session: WorkspaceSession, values: Collection[tuple[str, Value | None]]) -> dict[str, str]:
    """Id → name of the companies and lists among the values of fields; two queries at most."""
    companies = {str(value) for key, value in values if key in REFERENCES and value is not None}
    names = await reading.company_names(session, companies)
    if any(key == LISTS and value for key, value in values):
        names |= {str(one.id): one.name for one in await lists.every(session)}
    return names


def _named_change(kind: RecordKind, field: FieldChange, names: Mapping[str, str]) -> FieldChange:
    before, after = (_named(field.field, value, names) for value in (field.before, field.after))
    return FieldChange(shown_key(kind, field.field), before, after)


def _named(key: str, value: Value | None, names: Mapping[str, str]) -> Value | None:
    if key == LISTS and isinstance(value, Sequence) and not isinstance(value, str):
        return sorted(names[one] for one in value if one in names)
    return names.get(str(value), "") if key in REFERENCES and value is not None else value
