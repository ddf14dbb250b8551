"""What is known of records, as an enricher may see it: of a contact also what its company is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True)
class Seen:
    """A record as it is asked about: what is known of it; in `stages`, where another run asks the same again,
    what was known to the one before, with its `reads` (question → page).
    """

    known: Known
    stages: Mapping[str, Known] | None = None
    reads: Mapping[str, str] = field(default_factory=dict)

    def known_in(self, stage: str) -> Known:
        """What is told in this stage."""
        return self.known if self.stages is None else self.stages[stage]


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
        one.key: values[one.key]
        for one in fields
        if one.key in values and _is_theirs(one) and len(str(values[one.key])) <= _LONGEST
    }


def _is_theirs(one: Field) -> bool:
    return not one.sensitive and one.type not in _OURS and one.key != _COMPANY
