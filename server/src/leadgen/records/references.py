"""What people see of a field that holds another record: the field it stands for, and that record's name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.records.evidence import Evidence
from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import Value
from leadgen.records.registry import REFERENCES, shown_key
from leadgen.records.repository import reading
from leadgen.records.timeline import Entry, FieldChange


async def in_entries(session: WorkspaceSession, kind: RecordKind, entries: Sequence[Entry]) -> list[Entry]:
    """A timeline in which companies have their names."""
    held = [field for entry in entries for field in entry.fields if field.field in REFERENCES]
    names = await _names(session, [value for one in held for value in (one.before, one.after)])
    return [
        replace(entry, fields=[_named_change(kind, field, names) for field in entry.fields])
        for entry in entries
    ]


async def in_evidence(
    session: WorkspaceSession, kind: RecordKind, found: Sequence[Evidence]
) -> list[Evidence]:
    """Evidence in which companies have their names."""
    names = await _names(session, [one.value for one in found if one.field in REFERENCES])
    return [
        replace(one, field=shown_key(kind, one.field), value=_named(one.field, one.value, names))
        for one in found
    ]


async def _names(session: WorkspaceSession, values: Collection[Value | None]) -> dict[str, str]:
    return await reading.company_names(session, {str(value) for value in values if value is not None})


def _named_change(kind: RecordKind, field: FieldChange, names: Mapping[str, str]) -> FieldChange:
    before, after = (_named(field.field, value, names) for value in (field.before, field.after))
    return FieldChange(shown_key(kind, field.field), before, after)


def _named(key: str, value: Value | None, names: Mapping[str, str]) -> Value | None:
    return names.get(str(value), "") if key in REFERENCES and value is not None else value
