"""A workspace on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from leadgen.platform.auth.roles import Role
from leadgen.platform.web.schema import Schema, example

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2, such as CZ.")]


class Disarmed(Schema):
    """Nothing leaves the workspace until an owner confirms it: no mail, no webhook, no paid call."""

    model_config = example(
        {
            "since": "2026-11-22T20:00:00Z",
            "reason": "Restored from a backup made on 22 November 2026 at 19:30 UTC.",
        }
    )

    since: datetime
    reason: str


class ArmRequest(Schema):
    """The owner's confirmation."""

    model_config = example({"password": "correct horse battery staple"})

    password: Annotated[str, Field(max_length=1000)]


class Workspace(Schema):
    """A workspace and the caller's role in it."""

    model_config = example(
        {
            "id": "01936f0e-0000-7000-8000-000000000002",
            "slug": "acme",
            "name": "Acme",
            "country": "CZ",
            "verify_imports": False,
            "role": "owner",
            "disarmed": None,
        }
    )

    id: UUID
    slug: str
    name: str
    country: str | None = Field(description="How phone numbers without a country are read.")
    verify_imports: bool = Field(description="Whether the e-mail addresses of every import are verified.")
    role: Role | None = Field(description="The caller's role here; null for an API key.")
    disarmed: Disarmed | None = Field(
        description="Set while nothing of the workspace leaves the installation, such as after a restore."
    )


class WorkspaceChange(Schema):
    """What to change; members left out stay as they are."""

    model_config = example({"name": "Acme Europe", "country": "DE"})

    name: Name | None = None
    country: Country | None = None
    verify_imports: bool | None = None


class WorkspaceRequest(Schema):
    """The workspace to add."""

    model_config = example({"name": "Acme Nordic", "country": "SE"})

    name: Name
    country: Country | None = None
    account_id: UUID | None = Field(
        default=None, description="One in which you own a workspace; without it, the first such one."
    )


class Count(Schema):
    """How many; an estimate where `exact` is false."""

    value: int
    exact: bool


class WorkspaceOverview(Schema):
    """One of your workspaces at a glance."""

    id: UUID
    slug: str
    name: str
    role: Role
    contacts: Count
    companies: Count
    members: int
    imports_running: int
    last_operation_at: datetime | None


class AccountOverview(Schema):
    """An account with those of its workspaces that you belong to."""

    id: UUID
    name: str
    can_add: bool = Field(description="Whether you may add a workspace: you own one here.")
    workspaces: list[WorkspaceOverview]


class Overview(Schema):
    """All your workspaces, by account."""

    model_config = example(
        {
            "accounts": [
                {
                    "id": "01936f0e-0000-7000-8000-000000000009",
                    "name": "Acme",
                    "can_add": True,
                    "workspaces": [
                        {
                            "id": "01936f0e-0000-7000-8000-000000000002",
                            "slug": "acme",
                            "name": "Acme",
                            "role": "owner",
                            "contacts": {"value": 1280, "exact": True},
                            "companies": {"value": 310, "exact": True},
                            "members": 4,
                            "imports_running": 0,
                            "last_operation_at": "2026-01-31T09:00:00+00:00",
                        }
                    ],
                }
            ]
        }
    )

    accounts: list[AccountOverview]
