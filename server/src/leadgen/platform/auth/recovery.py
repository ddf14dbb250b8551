"""Recovery codes: what lets a person in without their authenticator, each once. Pure."""

import secrets
from hashlib import sha256
from uuid import UUID

HOW_MANY = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letters that a person reads as another
_GROUPS, _GROUP = 4, 4  # 31^16: 79 bits, too many to guess even from the hash


def new_codes() -> tuple[str, ...]:
    """Ten fresh ones, as a person writes them down: `k7mq-…`."""
    return tuple(_new_code() for _ in range(HOW_MANY))


def hash_code(user_id: UUID, code: str) -> bytes:
    """What the database keeps; written with or without dashes, in capitals or not."""
    plain = "".join(letter for letter in code.casefold() if letter.isalnum())
    return sha256(user_id.bytes + plain.encode()).digest()


def _new_code() -> str:
    letters = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(letters[at : at + _GROUP]) for at in range(0, len(letters), _GROUP))
