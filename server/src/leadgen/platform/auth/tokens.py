"""Random tokens: given out once, kept only as a hash."""

import secrets
from hashlib import sha256

API_KEY_PREFIX = "lgk_"


def new_token() -> str:
    """32 random bytes for a cookie or a link."""
    return secrets.token_urlsafe(32)


def new_api_key() -> str:
    """As `new_token`, with a prefix that secret scanners and people recognise."""
    return API_KEY_PREFIX + secrets.token_urlsafe(32)


def hint_of(api_key: str) -> str:
    """Its beginning, by which a person tells their keys apart."""
    return api_key[: len(API_KEY_PREFIX) + 6]


def hash_token(token: str) -> bytes:
    """What the database keeps. No salt: 32 random bytes cannot be guessed or looked up."""
    return sha256(token.encode()).digest()
