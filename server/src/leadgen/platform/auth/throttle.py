"""Slows guessing, in the counts that all web processes share. Decisions first, then the counting.

Nobody can lock a person out: a browser that has signed in as them before has a door of its own, and a reset
link opens whatever was guessed. Counted is what was wrong, and before it is looked at, which takes a while:
else any number of guesses that are sent at once would all find the limit not reached yet.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from math import ceil
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.errors import LeadgenError
from leadgen.platform import limits
from leadgen.platform.auth.errors import GuessWrong, TooManyAttempts
from leadgen.platform.limits import Limit

# Ten at once and ten more in a quarter of an hour.
FEW = Limit(10, timedelta(seconds=90))
MANY = Limit(100, timedelta(seconds=9))
# Whoever knows the password needs 13 years for an even chance at the six digits.
CODES = Limit(10, timedelta(minutes=30))
RESETS = Limit(5, timedelta(minutes=12))
RESETS_OF_AN_ADDRESS = Limit(20, timedelta(minutes=3))


@dataclass(frozen=True)
class Counted:
    """One name that is counted; the database sees its hash only."""

    key: str
    limit: Limit


def of_sign_in(email_key: str, address: str, browser: str | None) -> tuple[Counted, ...]:
    """Person and address, person, address: the narrowest first. `browser` is one this person has used."""
    if browser is not None:
        return (_counted(FEW, "browser", email_key, browser),)
    network = network_of(address)
    return (
        _counted(FEW, "person at address", email_key, network),
        _counted(MANY, "person", email_key),
        _counted(MANY, "address", network),
    )


def of_code(user_id: UUID, browser: str | None) -> tuple[Counted, ...]:
    """Whoever is asked for a code has given the password: from anywhere it counts as one."""
    return (_counted(CODES, "code", str(user_id), browser or ""),)


def of_recovery(address: str) -> tuple[Counted, ...]:
    """Recovery codes that one address tries: nobody guesses 79 bits, but each try costs us."""
    return (_counted(MANY, "recovery of", network_of(address)),)


def of_password_again(user_id: UUID, address: str) -> tuple[Counted, ...]:
    """Somebody at an open session who does not know the password."""
    return (_counted(FEW, "password again", str(user_id), network_of(address)),)


def of_reset_person(email_key: str) -> Counted:
    """Letters that one person gets."""
    return _counted(RESETS, "reset", email_key)


def of_reset_address(address: str) -> Counted:
    """Letters that one address asks for, for whomever."""
    return _counted(RESETS_OF_AN_ADDRESS, "resets of", network_of(address))


def of_token(address: str) -> Counted:
    """Tokens that one address tries: nobody guesses 32 bytes, but each try costs us."""
    return _counted(MANY, "tokens of", network_of(address))


def network_of(address: str) -> str:
    """What one customer of a provider has: an IPv4 address, or the /64 around an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if not isinstance(parsed, IPv6Address):
        return address
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64"


@asynccontextmanager
async def counting(database: Database, counted: Sequence[Counted]) -> AsyncIterator[None]:
    """Around one guess. Raises TooManyAttempts; whatever ends otherwise than in a GuessWrong is not counted.

    A right guess also forgives the earlier wrong ones under the narrowest name, the first.
    """
    await take(database, counted)
    try:
        yield
    except GuessWrong:
        raise
    except LeadgenError:
        await _give_back(database, counted)
        raise
    await _give_back(database, counted)
    async with database.identity() as session:
        await limits.forget(session, counted[0].key)


async def take(database: Database, counted: Sequence[Counted]) -> None:
    """Count once under each name, or under none. Raises TooManyAttempts."""
    async with database.identity() as session:
        for each in sorted(counted, key=lambda one: one.key):  # one order, so that no two wait for each other
            taken = await limits.take(session, each.key, each.limit, now())
            if not taken.is_allowed:
                raise TooManyAttempts(max(1, ceil(taken.retry_after.total_seconds())))


async def _give_back(database: Database, counted: Sequence[Counted]) -> None:
    async with database.identity() as session:
        for each in sorted(counted, key=lambda one: one.key):
            await limits.give_back(session, each.key, each.limit)


def _counted(limit: Limit, kind: str, *parts: str) -> Counted:
    digest = sha256("\n".join((kind, *parts)).encode()).hexdigest()
    return Counted(f"sign-in {digest}", limit)
