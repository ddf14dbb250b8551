"""Is this ID token the provider's word about the person of this very attempt? Pure.

Source: OpenID Connect Core 1.0, 3.1.3.7.
"""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from leadgen.kernel.json import JSON
from leadgen.platform.providers.contracts import Attempt, Provider
from leadgen.platform.providers.errors import failed

# Signatures with a key pair only. `none` proves nothing, and with HS256 a public key would be the password.
ALGORITHMS = (
    "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
)  # fmt: skip
CLOCK_SKEW_S = 60
MOST_CHARACTERS = 20_000

Claims = Mapping[str, JSON]
Key = Mapping[str, JSON]


class KeyUnknown(Exception):
    """The token names a key that is not among these; a provider that changes its keys has newer ones."""


def claims_of(token: str, keys: Sequence[Key]) -> tuple[Mapping[str, JSON], Claims]:
    """Header and claims, signed by one of the keys. Raises KeyUnknown, SignInRefused."""
    header = _header(token)
    if header.get("alg") not in ALGORITHMS:
        raise failed("the ID token is not signed in a way that is accepted")
    fitting = [key for key in keys if _fits(key, header)]
    if not fitting:
        raise KeyUnknown
    for key in fitting:
        claims = _verified(token, key)
        if claims is not None:
            return header, claims
    raise failed("the ID token's signature is wrong")


def check_claims(
    header: Mapping[str, JSON],
    claims: Claims,
    provider: Provider,
    attempt: Attempt,
    access_token: str,
    at: datetime,
) -> None:
    """Issuer, audience, authorised party, times and nonce. Raises SignInRefused."""
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "nonce": {"essential": True, "value": attempt.nonce},
    }
    params = {"client_id": provider.client_id, "nonce": attempt.nonce, "access_token": access_token}
    token = CodeIDToken(dict(claims), dict(header), options, params)
    try:
        token.validate(now=int(at.timestamp()), leeway=CLOCK_SKEW_S)
    except (JoseError, ValueError, TypeError) as error:
        raise failed(f"the ID token does not fit: {error}") from error
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise failed("the ID token names nobody")


def _header(token: str) -> Mapping[str, JSON]:
    if len(token) > MOST_CHARACTERS:
        raise failed("the ID token is too long")
    try:
        first = token.split(".")[0].encode()
        found = json.loads(urlsafe_b64decode(first + b"=" * (-len(first) % 4)))
    except ValueError as error:
        raise failed("the ID token cannot be read") from error
    if not isinstance(found, dict):
        raise failed("the ID token cannot be read")
    return found


def _fits(key: Key, header: Mapping[str, JSON]) -> bool:
    """Of the kind the token says, for signatures, and of its name where it says one."""
    is_for_signing = key.get("use", "sig") == "sig" and key.get("kty") in ("RSA", "EC", "OKP")
    is_for_this = key.get("alg", header["alg"]) == header["alg"]
    return is_for_signing and is_for_this and ("kid" not in header or key.get("kid") == header["kid"])


def _verified(token: str, key: Key) -> Claims | None:
    try:
        public = import_key(cast(dict[str, str | list[str]], dict(key)))
        return jwt.decode(token, public, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError):
        return None
