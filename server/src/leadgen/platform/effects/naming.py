"""The id of an act, made of what it is: pure."""

from hashlib import sha256
from uuid import UUID

_VERSION = 0x8 << 76
_VARIANT = 0b10 << 62
_OPEN_BITS = ~((0xF << 76) | (0b11 << 62))


def effect_id(workspace_id: UUID, kind: str, natural_key: str) -> UUID:
    """The same intent has the same id for ever, on any machine: so it is also its idempotency key.

    Source: RFC 9562, section 5.8 (version 8), over SHA-256.
    """
    name = f"{workspace_id}\n{kind}\n{natural_key}".encode()
    number = int.from_bytes(sha256(name).digest()[:16])
    return UUID(int=number & _OPEN_BITS | _VERSION | _VARIANT)
