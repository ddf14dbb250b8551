"""A person's own account on the wire."""

from uuid import UUID

from pydantic import AwareDatetime, Field
from pydantic.config import JsonDict

from leadgen.platform.auth.schemas import Code, Email, Name, Password
from leadgen.platform.web.schema import Schema, example

Token = Field(min_length=1, max_length=200, description="The part of the link after #.")

_ME: JsonDict = {
    "id": "01936f0e-0000-7000-8000-000000000001",
    "email": "ada@example.com",
    "name": "Ada Example",
    "has_password": True,
    "totp": True,
    "recovery_codes_left": 10,
    "identities": [
        {
            "issuer": "https://accounts.example.com",
            "provider": "example",
            "label": "Example",
            "email": "ada@example.com",
            "created_at": "2026-11-02T08:30:00Z",
        }
    ],
    "pending_email": None,
}


class ProviderIdentity(Schema):
    """An account at a provider that you sign in with."""

    issuer: str
    provider: str
    label: str
    email: str | None
    created_at: AwareDatetime


class Me(Schema):
    """You."""

    model_config = example(_ME)

    id: UUID
    email: str
    name: str
    has_password: bool = Field(description="False for somebody who signs in by a provider only.")
    totp: bool = Field(description="Whether sign-in asks for a code.")
    recovery_codes_left: int
    identities: list[ProviderIdentity]
    pending_email: str | None = Field(description="A new address that waits for its link to be followed.")


class MeChange(Schema):
    """What you change of yourself."""

    model_config = example({"name": "Ada Example"})

    name: Name


class PasswordChange(Schema):
    """The password of now, and the one from now on."""

    model_config = example(
        {"current_password": "correct horse battery", "new_password": "staple correct horse"}
    )

    current_password: Password
    new_password: Password


class EmailChange(Schema):
    """The address to sign in with from now on."""

    model_config = example({"email": "ada@example.org", "password": "correct horse battery"})

    email: Email
    password: Password


class EmailConfirmation(Schema):
    """What the link in the letter carries."""

    model_config = example({"token": "the part of the link after #"})

    token: str = Token


class ResetRequest(Schema):
    """Whose password is to be reset."""

    model_config = example({"email": "ada@example.com"})

    email: Email


class Accepted(Schema):
    """It was heard; what comes of it is not told here."""

    model_config = example({})


class PasswordReset(Schema):
    """A link and the new password, and the code where the second factor is on."""

    model_config = example(
        {"token": "the part of the link after #", "password": "staple correct horse", "code": "492039"}
    )

    token: str = Token
    password: Password
    code: Code | None = None
