"""AES-256-GCM, one key per purpose; which value belongs where is authenticated with it.

A sealed value: version (1 byte), id of the secret (8), nonce (12), ciphertext with its tag (16).
Source: NIST SP 800-38D; 96-bit random nonces hold for 2^32 values of one purpose.
"""

import secrets
from collections.abc import Iterator
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from leadgen.config import Settings
from leadgen.kernel.keys import derive
from leadgen.platform.secrets.errors import SealBroken, SealKeyMissing

_VERSION = b"\x01"
_ID_BYTES = 8
_NONCE_BYTES = 12
_HEAD_BYTES = len(_VERSION) + _ID_BYTES


def seal(settings: Settings, plaintext: bytes, purpose: str, *, workspace_id: UUID | None = None) -> bytes:
    """Opens again only with the same purpose and workspace. Two seals of the same bytes differ."""
    secret, nonce = settings.secret(), secrets.token_bytes(_NONCE_BYTES)
    sealed = _cipher(secret, purpose).encrypt(nonce, plaintext, _place(purpose, workspace_id))
    return _VERSION + _key_id(secret) + nonce + sealed


def unseal(settings: Settings, sealed: bytes, purpose: str, *, workspace_id: UUID | None = None) -> bytes:
    """The bytes, also where one of the old secrets sealed them. Raises SealKeyMissing, SealBroken."""
    if sealed[:1] != _VERSION or len(sealed) < _HEAD_BYTES + _NONCE_BYTES:
        raise SealBroken
    secret = _named(settings, sealed[1:_HEAD_BYTES])
    nonce, body = sealed[_HEAD_BYTES:][:_NONCE_BYTES], sealed[_HEAD_BYTES + _NONCE_BYTES :]
    try:
        return _cipher(secret, purpose).decrypt(nonce, body, _place(purpose, workspace_id))
    except InvalidTag as error:
        raise SealBroken from error


def is_current(settings: Settings, sealed: bytes) -> bool:
    """Whether the present secret sealed it; False: `leadgen secrets rotate` has yet to come by."""
    return sealed[:_HEAD_BYTES] == current_head(settings)


def current_head(settings: Settings) -> bytes:
    """How every value begins that the present secret sealed."""
    return _VERSION + _key_id(settings.secret())


def known_heads(settings: Settings) -> frozenset[bytes]:
    """How every value begins that can be opened here."""
    return frozenset(_VERSION + _key_id(secret) for secret in _known(settings))


def key_id(settings: Settings) -> str:
    """The name of the present secret, which tells nothing of it."""
    return _key_id(settings.secret()).hex()


def known_key_ids(settings: Settings) -> frozenset[str]:
    """The names of the secrets that open something here: the present one and the old ones."""
    return frozenset(_key_id(secret).hex() for secret in _known(settings))


def _named(settings: Settings, key_id: bytes) -> bytes:
    for secret in _known(settings):
        if _key_id(secret) == key_id:
            return secret
    raise SealKeyMissing


def _known(settings: Settings) -> Iterator[bytes]:
    yield settings.secret()
    yield from settings.old_secrets()


def _key_id(secret: bytes) -> bytes:
    return derive(secret, "sealing key id")[:_ID_BYTES]


def _cipher(secret: bytes, purpose: str) -> AESGCM:
    return AESGCM(derive(secret, f"seal {purpose}"))


def _place(purpose: str, workspace_id: UUID | None) -> bytes:
    return f"{purpose}\n{workspace_id or ''}".encode()
