"""API keys and permissions on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from leadgen.platform.auth.roles import Role, Scope
from leadgen.platform.keys.contracts import KeyState
from leadgen.platform.web.schema import Schema, example

_TIME = "2026-01-31T09:00:00+00:00"
_KEY: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000d1",
    "name": "Nightly sync",
    "hint": "lgk_x7Qp2a",
    "scopes": ["imports:write", "records:read"],
    "created_by_name": "Ada Example",
    "created_at": _TIME,
    "expires_at": None,
    "last_used_at": _TIME,
    "state": "active",
}


class ApiKey(Schema):
    """A program's access to this workspace, without the key itself."""

    model_config = example(_KEY)

    id: UUID
    name: str
    hint: str = Field(description="How the key begins.")
    scopes: list[Scope]
    created_by_name: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="To ten minutes.")
    state: KeyState


class ApiKeyList(Schema):
    """Keys that count first, then those that are over; the last 500."""

    model_config = example({"items": [_KEY], "next_cursor": None})

    items: list[ApiKey]
    next_cursor: str | None = Field(default=None, description="Always null: the list is whole.")


class ApiKeyRequest(Schema):
    """What the key is for, and how long."""

    model_config = example(
        {"name": "Nightly sync", "scopes": ["imports:write", "records:read"], "expires_in_days": 90}
    )

    name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = Field(
        default=None, description="Null: until it is revoked."
    )


class CreatedApiKey(Schema):
    """The key, shown here only: keep it now."""

    model_config = example({"api_key": _KEY, "secret": "lgk_…"})

    api_key: ApiKey
    secret: str


class RoleWords(Schema):
    """A role in words."""

    key: Role
    label: str
    description: str


class ScopeWords(Schema):
    """A scope in words."""

    key: Scope
    label: str


class Permission(Schema):
    """Who may do one operation."""

    id: str = Field(description="The operation's id in the API's document.")
    label: str
    scope: Scope | None = Field(description="What a key needs; null: no key may, only a person.")
    roles: list[Role]


class Permissions(Schema):
    """The whole table: what each role and each scope opens."""

    model_config = example(
        {
            "roles": [{"key": "viewer", "label": "Viewer", "description": "Reads."}],
            "scopes": [{"key": "records:read", "label": "Read contacts and companies"}],
            "operations": [
                {
                    "id": "list_contacts",
                    "label": "List Contacts",
                    "scope": "records:read",
                    "roles": ["owner", "admin", "editor", "reviewer", "viewer"],
                }
            ],
        }
    )

    roles: list[RoleWords]
    scopes: list[ScopeWords]
    operations: list[Permission]
