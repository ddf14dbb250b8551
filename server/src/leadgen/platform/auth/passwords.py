"""Passwords: Argon2id, off the event loop, at most two at a time (64 MB each)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from leadgen.platform.auth.errors import WeakPassword

MIN_LENGTH = 10
MAX_LENGTH = 256

hasher = PasswordHash((Argon2Hasher(),))  # 64 MB and three rounds: RFC 9106's second choice
_room = ThreadPoolExecutor(max_workers=2, thread_name_prefix="argon2")


async def hash_password(password: str) -> str:
    """The text to store. Raises WeakPassword."""
    if len(password) < MIN_LENGTH:
        raise WeakPassword(f"The password needs at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise WeakPassword(f"The password may have at most {MAX_LENGTH} characters.")
    return await asyncio.get_running_loop().run_in_executor(_room, hasher.hash, password)


async def is_right(password: str, password_hash: str | None) -> bool:
    """Takes the same time with no hash at all: then the answer is False."""
    if len(password) > MAX_LENGTH:
        return False
    return await asyncio.get_running_loop().run_in_executor(_room, _verify, password, password_hash)


def _verify(password: str, password_hash: str | None) -> bool:
    # Made before either branch, so that the first unknown e-mail does not take longer than a known one.
    nobody = _hash_of_nobody()
    return hasher.verify(password, password_hash or nobody) and password_hash is not None


@cache
def _hash_of_nobody() -> str:
    return hasher.hash("nobody has this password")
