"""What is known of records, as an enricher may see it: of a contact also what its company is."""

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records import service as records
from leadgen.records.contracts import Value
from leadgen.records.field import Field, RecordKind
from leadgen.records.registry import registered

Known = Mapping[str, Value]

_COMPANY = "company"
# What people note for themselves is no enricher's business.
_OURS = ("tags", "lists", "member")
_LONGEST = 2_000


async def known(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, Known]:
    """The records that were not removed, each with its values."""
    own = await records.current_values(session, kind, list(ids))
    if kind == "company":
        return {one: _shown(values, registered("company")) for one, values in own.items()}
    employers = {one: UUID(str(values[_COMPANY])) for one, values in own.items() if values.get(_COMPANY)}
    companies = await records.current_values(session, "company", sorted(set(employers.values())))
    return {
        one: {
            **_shown(companies.get(employers[one], {}) if one in employers else {}, registered("company")),
            **_shown(values, registered("contact")),
        }
        for one, values in own.items()
    }


def _shown(values: Known, fields: Iterable[Field]) -> Known:
    return {
        field.key: values[field.key]
        for field in fields
        if field.key in values and _is_theirs(field) and len(str(values[field.key])) <= _LONGEST
    }


def _is_theirs(field: Field) -> bool:
    return not field.sensitive and field.type not in _OURS and field.key != _COMPANY
