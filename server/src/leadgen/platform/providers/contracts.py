"""What a sign-in by a provider hands from step to step."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Refusal(StrEnum):
    """Why somebody came back without a session; the sign-in page has a sentence for each."""

    CANCELLED = "cancelled"
    UNKNOWN_PERSON = "unknown_person"
    EMAIL_NOT_VERIFIED = "email_not_verified"
    SECOND_FACTOR_REQUIRED = "second_factor_required"
    LINK_EXPIRED = "link_expired"
    PROVIDER_FAILED = "provider_failed"


@dataclass(frozen=True)
class Provider:
    """One that the operator configured; `key` stands in addresses, `label` on the button."""

    key: str
    label: str
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True)
class Attempt:
    """One browser on its way to one provider and back."""

    provider: str
    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
    redirect_uri: str
    expires_at: datetime


@dataclass(frozen=True)
class Returned:
    """What the browser brought back in its address."""

    state: str
    code: str = field(repr=False)
    error: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Vouched:
    """Who it is, by the provider's signed word."""

    issuer: str
    subject: str
    email: str | None
    is_email_verified: bool
    name: str | None
