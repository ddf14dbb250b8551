"""Set-up and sign-in on the wire."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field
from pydantic.config import JsonDict

from leadgen.platform.auth.roles import Role
from leadgen.platform.web.schema import Schema, example
from leadgen.platform.workspaces.schemas import Country

Email = Annotated[str, Field(max_length=254)]
Password = Annotated[str, Field(max_length=1024)]
Code = Annotated[str, Field(max_length=64)]
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
            "country": "CZ",
        }
    )

    token: str = Field(min_length=1, max_length=200)
    email: Email
    password: Password
    name: Name | None = None
    workspace_name: Name
    country: Country | None = Field(None, description="How phone numbers without a country are read.")


class SignInRequest(Schema):
    """E-mail and password, and the code where the second factor is on."""

    model_config = example(
        {"email": "ada@example.com", "password": "correct horse battery", "code": "492039"}
    )

    email: Email
    password: Password
    code: Code | None = None


class SignInProvider(Schema):
    """A provider that people may sign in with: send the browser to `/api/v1/sign-in/{key}`."""

    key: str
    label: str


class SignInOptions(Schema):
    """What the sign-in page can offer."""

    model_config = example({"providers": [{"key": "google", "label": "Google"}], "mail": True})

    providers: list[SignInProvider]
    mail: bool = Field(description="Whether the installation sends mail, so that a password can be reset.")


class SignedInSession(Schema):
    """One place where you are signed in."""

    id: UUID
    current: bool = Field(description="The session of this very request.")
    device: str = Field(description="The browser in words, as it names itself.")
    address: str = Field(description="The network address the session began from.")
    method: Literal["password", "provider", "invitation", "set_up", "reset"]
    created_at: AwareDatetime
    last_seen_at: AwareDatetime = Field(description="Written at most every ten minutes.")


class SessionList(Schema):
    """Where you are signed in, the last used first."""

    model_config = example(
        {
            "items": [
                {
                    "id": "01936f0e-0000-7000-8000-000000000003",
                    "current": True,
                    "device": "Firefox on Linux",
                    "address": "203.0.113.7",
                    "method": "password",
                    "created_at": "2026-11-02T08:30:00Z",
                    "last_seen_at": "2026-11-22T19:40:00Z",
                }
            ]
        }
    )

    items: list[SignedInSession]


class PasswordAgain(Schema):
    """Your password, asked again before something that matters."""

    model_config = example({"password": "correct horse battery"})

    password: Password


class TotpSetup(Schema):
    """A new secret for your authenticator; it is shown only here."""

    model_config = example(
        {
            "secret": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            "uri": "otpauth://totp/Leadgen%20Pipeline%3Aada%40example.com?secret=JBSWY3DPEHPK3PXP"
            "JBSWY3DPEHPK3PXP&issuer=Leadgen%20Pipeline&digits=6&period=30",
            "qr": "data:image/svg+xml;charset=utf-8,%3Csvg%20...",
        }
    )

    secret: str = Field(description="To type in by hand.")
    uri: str
    qr: str = Field(description="The URI as a picture: a data URI of an SVG.")


class TotpConfirmation(Schema):
    """A code that the authenticator shows."""

    model_config = example({"code": "492039"})

    code: Code


class RecoveryCodes(Schema):
    """Ten codes, each good once instead of the authenticator's; they are shown only here."""

    model_config = example({"codes": ["k7mq-x2dp-9fhr-ttw3", "b4nz-83vj-cyae-6kqs"]})

    codes: list[str]


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
