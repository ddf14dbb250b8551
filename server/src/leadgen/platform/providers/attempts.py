"""The cookie that binds an attempt to the browser that began it: sealed and short-lived."""

import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict
from datetime import datetime, timedelta

from leadgen.config import Settings
from leadgen.platform.providers.contracts import Attempt, Provider, Refusal, Returned
from leadgen.platform.providers.errors import SignInRefused, failed
from leadgen.platform.secrets import SealUnreadable, seal, unseal

ATTEMPT_AGE = timedelta(minutes=10)
_PURPOSE = "provider sign-in"


def begin(provider: Provider, redirect_uri: str, at: datetime) -> Attempt:
    """Fresh secrets: against forged returns (state), replayed tokens (nonce) and stolen codes (verifier)."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(provider.key, state, nonce, verifier, redirect_uri, at + ATTEMPT_AGE)


def sealed(settings: Settings, attempt: Attempt) -> str:
    """The cookie's value."""
    said = asdict(attempt) | {"expires_at": attempt.expires_at.isoformat()}
    return urlsafe_b64encode(seal(settings, json.dumps(said).encode(), _PURPOSE)).decode()


def opened(settings: Settings, cookie: str | None) -> Attempt:
    """Raises SignInRefused for a cookie that is not ours."""
    try:
        said = json.loads(unseal(settings, urlsafe_b64decode((cookie or "").encode()), _PURPOSE))
    except (SealUnreadable, ValueError) as error:
        raise SignInRefused(Refusal.LINK_EXPIRED, "no attempt was begun in this browser") from error
    return Attempt(**{**said, "expires_at": datetime.fromisoformat(said["expires_at"])})


def check(attempt: Attempt, provider: Provider, returned: Returned, at: datetime) -> None:
    """This browser comes back from where it was sent, in time. Raises SignInRefused."""
    if attempt.provider != provider.key or at >= attempt.expires_at:
        raise SignInRefused(Refusal.LINK_EXPIRED, "the attempt is over, or was for another provider")
    if not hmac.compare_digest(attempt.state.encode(), returned.state.encode()):
        raise SignInRefused(Refusal.LINK_EXPIRED, "the state is not that of this browser")
    if returned.issuer and returned.issuer != provider.issuer:
        raise failed("the answer names another issuer")
    if returned.error == "access_denied":
        raise SignInRefused(Refusal.CANCELLED, "the person declined")
    if returned.error or not returned.code:
        raise failed("the provider answered with an error in place of a code")
