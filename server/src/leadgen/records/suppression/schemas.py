"""Suppressions on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from leadgen.platform.web import Schema, example
from leadgen.records.suppression import contracts

_ID = "01936f0e-0000-7000-8000-000000000201"


class Suppression(Schema):
    """An address that is never written to."""

    model_config = example(
        {
            "id": _ID,
            "kind": "email",
            "value": "ada@example.com",
            "reason": "opt_out",
            "note": "Newsletter of May",
            "operation_id": None,
            "created_by_name": "Alice",
            "created_at": "2026-01-31T09:30:00Z",
        }
    )

    id: UUID
    kind: Literal["email", "domain", "phone", "linkedin"]
    value: str | None = Field(description="Null once the person was erased: only its digest is kept then.")
    reason: Literal["by_hand", "opt_out"]
    note: str
    operation_id: UUID | None = Field(description="The import that brought it; its undo takes it back.")
    created_by_name: str
    created_at: datetime

    @classmethod
    def of(cls, found: contracts.Suppression) -> "Suppression":
        facts = {name: value for name, value in vars(found).items() if name != "actor"}
        return cls.model_validate({**facts, "created_by_name": found.actor.name})


class SuppressionPage(Schema):
    """Entries, newest first."""

    model_config = example({"items": [], "next_cursor": None})

    items: list[Suppression]
    next_cursor: str | None


class SuppressionDraft(Schema):
    """An address to keep out."""

    model_config = example({"kind": "domain", "value": "example.com", "note": "Asked by phone"})

    kind: Literal["email", "domain", "phone", "linkedin"] = Field(
        description="A domain keeps out every mailbox of it."
    )
    value: str = Field(min_length=1, max_length=500, pattern=r"\S")
    note: str = Field(default="", max_length=2_000)
