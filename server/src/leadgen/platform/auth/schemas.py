"""Set-up and sign-in on the wire."""

from typing import Annotated
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from leadgen.platform.auth.roles import Role
from leadgen.platform.web.schema import Schema, example

Email = Annotated[str, Field(max_length=254)]
Password = Annotated[str, Field(max_length=1024)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]

_SESSION: JsonDict = {
    "user": {"id": "01936f0e-0000-7000-8000-000000000001", "email": "ada@example.com", "name": "Ada Example"},
    "workspaces": [
        {"id": "01936f0e-0000-7000-8000-000000000002", "slug": "acme", "name": "Acme", "role": "owner"}
    ],
}


class Setup(Schema):
    """Whether the installation waits for its first owner."""

    model_config = example({"needed": True})

    needed: bool


class SetupRequest(Schema):
    """The first owner, by the one-time link that the start of the product prints."""

    model_config = example(
        {
            "token": "the part of the link after #",
            "email": "ada@example.com",
            "password": "correct horse battery",
            "name": "Ada Example",
            "workspace_name": "Acme",
        }
    )

    token: str = Field(min_length=1, max_length=200)
    email: Email
    password: Password
    name: Name | None = None
    workspace_name: Name


class SignInRequest(Schema):
    """E-mail and password."""

    model_config = example({"email": "ada@example.com", "password": "correct horse battery"})

    email: Email
    password: Password


class User(Schema):
    """A person."""

    id: UUID
    email: str
    name: str


class Membership(Schema):
    """One of a person's workspaces, with their role there."""

    id: UUID
    slug: str
    name: str
    role: Role


class Session(Schema):
    """Who is signed in, and where they may go."""

    model_config = example(_SESSION)

    user: User
    workspaces: list[Membership]
