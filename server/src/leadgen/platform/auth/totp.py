"""Codes of an authenticator: six digits of every half minute. Pure.

Source: RFC 6238 (TOTP) over RFC 4226 (HOTP), SHA-1 and 30 s, which is what every authenticator reads.
"""

import hmac
import secrets
from base64 import b32encode
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote, urlencode

DIGITS = 6
STEP_S = 30
# A clock that is half a minute off still counts: the code of before and the one that comes.
_DRIFT = (0, -1, 1)
_SECRET_BYTES = 20  # as long as SHA-1's output (RFC 4226, section 4, R6)


def new_secret() -> bytes:
    """What server and authenticator share."""
    return secrets.token_bytes(_SECRET_BYTES)


def spelled(secret: bytes) -> str:
    """The secret as a person types it into an authenticator: base32."""
    return b32encode(secret).decode().rstrip("=")


def uri(secret: bytes, *, issuer: str, email: str) -> str:
    """What the QR code says, in the form that authenticators agree on."""
    said = {"secret": spelled(secret), "issuer": issuer, "digits": DIGITS, "period": STEP_S}
    return f"otpauth://totp/{quote(f'{issuer}:{email}')}?{urlencode(said, quote_via=quote)}"


def code_at(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one half minute, counted from 1970."""
    digest = hmac.digest(secret, step.to_bytes(8), sha1)
    offset = digest[-1] & 0x0F
    number = int.from_bytes(digest[offset : offset + 4]) & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}}"


def step_of(secret: bytes, code: str, at: datetime) -> int | None:
    """The half minute whose code this is, of those that count at this instant; None for a wrong code."""
    now = int(at.timestamp()) // STEP_S
    for drift in _DRIFT:
        if hmac.compare_digest(code_at(secret, now + drift).encode(), code.encode()):
            return now + drift
    return None
