"""The audit on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field, JsonValue
from pydantic.config import JsonDict

from leadgen.platform.web.schema import Schema, example

_ENTRY: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000e1",
    "at": "2026-01-31T09:00:00+00:00",
    "kind": "member_role_changed",
    "actor": {"kind": "user", "id": "01936f0e-0000-7000-8000-000000000001", "name": "Ada Example"},
    "subject": "Bob Example",
    "detail": {"before": "viewer", "after": "editor"},
    "address": "192.0.2.7",
    "operation_id": None,
}


class AuditActor(Schema):
    """Who did it, with the name as it was then."""

    kind: Literal["user", "api_key", "system"]
    id: UUID | None
    name: str


class AuditEntry(Schema):
    """One act in the workspace."""

    model_config = example(_ENTRY)

    id: UUID
    at: datetime
    kind: str = Field(description="Of an act about access, such as member_removed; or of an operation.")
    actor: AuditActor
    subject: str = Field(description="Whom or what it was done to, in words.")
    detail: dict[str, JsonValue]
    address: str = Field(description="The network address it came from, where it is known.")
    operation_id: UUID | None = Field(description="The operation, where the act changed records.")


class AuditPage(Schema):
    """Acts, newest first."""

    model_config = example({"items": [_ENTRY], "next_cursor": None})

    items: list[AuditEntry]
    next_cursor: str | None
