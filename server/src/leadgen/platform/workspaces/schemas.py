"""A workspace on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from leadgen.platform.auth.roles import Role
from leadgen.platform.web.schema import Schema, example

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2, such as CZ.")]


class Workspace(Schema):
    """A workspace and the caller's role in it."""

    model_config = example(
        {
            "id": "01936f0e-0000-7000-8000-000000000002",
            "slug": "acme",
            "name": "Acme",
            "country": "CZ",
            "role": "owner",
        }
    )

    id: UUID
    slug: str
    name: str
    country: str | None = Field(description="How phone numbers without a country are read.")
    role: Role


class WorkspaceChange(Schema):
    """What to change; members left out stay as they are."""

    model_config = example({"name": "Acme Europe", "country": "DE"})

    name: Name | None = None
    country: Country | None = None
