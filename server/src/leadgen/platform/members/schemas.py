"""Members and invitations on the wire."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic.config import JsonDict

from leadgen.kernel.languages import LANGUAGES
from leadgen.platform.auth.roles import Role
from leadgen.platform.auth.schemas import Email, Name, Password
from leadgen.platform.members.contracts import Addressing, Delivery, InvitationState
from leadgen.platform.web.schema import Schema, example

_PERSON = "01936f0e-0000-7000-8000-000000000001"
_TIME = "2026-01-31T09:00:00+00:00"
_WEEK_LATER = "2026-02-07T09:00:00+00:00"
_URL = "https://leads.example.com/invitation#a-token-that-works-once"

_MEMBER: JsonDict = {
    "user_id": _PERSON,
    "name": "Ada Example",
    "email": "ada@example.com",
    "role": "owner",
    "joined_at": _TIME,
    "last_seen_at": _TIME,
    "totp": True,
    "language": "de",
    "addressing": "formal",
}
_INVITATION: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000c1",
    "email": "bob@example.com",
    "role": "editor",
    "invited_by_name": "Ada Example",
    "created_at": _TIME,
    "expires_at": _WEEK_LATER,
    "state": "open",
    "delivery": "sent",
}


class Member(Schema):
    """A person in the workspace."""

    model_config = example(_MEMBER)

    user_id: UUID
    name: str
    email: str
    role: Role
    joined_at: datetime
    last_seen_at: datetime | None = Field(description="Their last use of the product, to ten minutes.")
    totp: bool = Field(description="Whether they give a code of an authenticator at sign-in.")
    language: str | None = Field(description="The language they write in, by ISO 639-1; null: not said.")
    addressing: Addressing | None = Field(description="How they address people; null: not said.")


class FormerMember(Schema):
    """Somebody who belonged to the workspace once."""

    user_id: UUID
    name: str


class MemberList(Schema):
    """Everybody in the workspace, by name; and who went, to name the owner of what was theirs."""

    model_config = example({"items": [_MEMBER], "former": [], "next_cursor": None})

    items: list[Member]
    former: list[FormerMember]
    next_cursor: str | None = Field(default=None, description="Always null: the list is whole.")


class MemberChange(Schema):
    """The role to give."""

    model_config = example({"role": "editor"})

    role: Role


def _known(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError("this is not the two-letter code of a language")
    return code


class Writing(Schema):
    """How you write: the language, by ISO 639-1, and the form of address; null where you do not say."""

    model_config = example({"language": "de", "addressing": "formal"})

    language: Annotated[str, Field(max_length=2), AfterValidator(_known)] | None
    addressing: Addressing | None


class Removed(Schema):
    """What a removed member lost besides the membership."""

    model_config = example({"keys_revoked": 1, "invitations_revoked": 0})

    keys_revoked: int
    invitations_revoked: int


class OwnershipTransfer(Schema):
    """Who becomes owner, and the caller's own password again."""

    model_config = example({"user_id": _PERSON, "password": "correct horse battery"})

    user_id: UUID
    password: Password


class ResetLink(Schema):
    """A link to hand to the member, shown here only."""

    model_config = example(
        {"url": "https://leads.example.com/reset#a-token-that-works-once", "expires_at": _TIME}
    )

    url: str
    expires_at: datetime


class Invitation(Schema):
    """A place kept for somebody."""

    model_config = example(_INVITATION)

    id: UUID
    email: str
    role: Role
    invited_by_name: str
    created_at: datetime
    expires_at: datetime
    state: InvitationState
    delivery: Delivery = Field(description="How it got there; `link` was handed over by a person.")


class InvitationList(Schema):
    """Invitations, newest first; the last 500."""

    model_config = example({"items": [_INVITATION], "next_cursor": None})

    items: list[Invitation]
    next_cursor: str | None = Field(default=None, description="Always null: the list is whole.")


class InvitationRequest(Schema):
    """Whom to invite, as what."""

    model_config = example({"email": "bob@example.com", "role": "editor"})

    email: Email
    role: Role


class CreatedInvitation(Schema):
    """The invitation; with its link where the installation sends no mail."""

    model_config = example({"invitation": {**_INVITATION, "delivery": "link"}, "url": _URL})

    invitation: Invitation
    url: str | None = Field(description="Hand it to the person. Shown here only; null where it is mailed.")


class InvitationLink(Schema):
    """A new link, shown here only; the one before works no more."""

    model_config = example({"url": _URL, "expires_at": _WEEK_LATER})

    url: str
    expires_at: datetime


class InvitationToken(Schema):
    """The token of an invitation's link."""

    model_config = example({"token": "the part of the link after #"})

    token: str = Field(min_length=1, max_length=200)


class InvitationOffer(Schema):
    """What an invitation is for."""

    model_config = example(
        {
            "workspace_name": "Acme",
            "email": "bob@example.com",
            "role": "editor",
            "invited_by_name": "Ada Example",
            "has_account": False,
        }
    )

    workspace_name: str
    email: str
    role: Role
    invited_by_name: str
    has_account: bool = Field(description="Whether the invited person exists: then they sign in.")


class InvitationAcceptance(Schema):
    """The token, and what the invited person gives.

    A new person: a password, and a name if they like. A known one: the password (and code) unless signed in.
    """

    model_config = example(
        {"token": "the part of the link after #", "name": "Bob Example", "password": "correct horse battery"}
    )

    token: str = Field(min_length=1, max_length=200)
    name: Name | None = None
    password: Password | None = None
    code: str | None = Field(default=None, max_length=64)
