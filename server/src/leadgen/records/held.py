"""A record as it stands: its values, and which operation authored each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from leadgen.records.field import RecordKind
from leadgen.records.normalise.values import Value


@dataclass(frozen=True)
class Held:
    """One record, removed ones included. `authors` names only fields not authored by the origin."""

    id: UUID
    kind: RecordKind
    origin_id: UUID
    origin_line_no: int | None
    created_at: datetime
    updated_at: datetime
    deleted_by: UUID | None
    values: Mapping[str, Value]
    authors: Mapping[str, UUID]

    @property
    def alive(self) -> bool:
        """Whether it was not removed."""
        return self.deleted_by is None

    @property
    def label(self) -> str:
        """What people call it, whatever it has."""
        return label_of(self.kind, self.values)

    def author(self, field: str) -> UUID:
        """The operation that authored the present value, or its absence."""
        return self.authors.get(field, self.origin_id)


_LABELS: Mapping[RecordKind, tuple[str, ...]] = {
    "contact": ("full_name", "email", "linkedin_url", "phone_mobile", "phone_work", "external_id"),
    "company": ("company_name", "company_domain", "company_linkedin_url", "company_external_id"),
}


def label_of(kind: RecordKind, values: Mapping[str, Value]) -> str:
    """The first of the fields that name a record; empty where none is filled."""
    return next((str(values[key]) for key in _LABELS[kind] if key in values), "")
