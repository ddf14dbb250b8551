"""What whoever runs the installation does for a person who cannot help themselves. Told in the audit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from leadgen.db.engine import Database, IdentitySession
from leadgen.kernel.errors import NotFound
from leadgen.platform.accounts import emails, links
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.new_email import set_email
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth import second_factor
from leadgen.platform.auth.contracts import SignedIn

# Stands in the audit where a person's network address would.
_OPERATOR = "command line"


class PersonNotFound(NotFound):
    """Nobody has this e-mail address."""

    def __init__(self, email: str) -> None:
        super().__init__(f"Nobody signs in with {email}. Check the address.")


async def reset_token(database: Database, email: str) -> str:
    """For `/reset#TOKEN`. Raises PersonNotFound."""
    async with _as_person(database, email) as (session, person):
        await record_own(session, person, "reset_link_made", person.email, address=_OPERATOR)
        return await links.new_reset_token(session, person.user_id)


async def change_email(database: Database, old: str, new: str) -> None:
    """They sign in with `new` from now on. Raises PersonNotFound, InvalidEmail, EmailTaken."""
    email = emails.tidy(new)
    async with _as_person(database, old) as (session, person):
        await set_email(session, person.user_id, email)
        await record_own(session, person, "email_changed", email, address=_OPERATOR)


async def stop_second_factor(database: Database, email: str) -> None:
    """Off, and every session ended: one of them may be the reason. Raises PersonNotFound."""
    async with _as_person(database, email) as (session, person):
        await second_factor.stop(session, person, _OPERATOR)
        await proofs.end_sessions_of(session, person.user_id)


@asynccontextmanager
async def _as_person(database: Database, email: str) -> AsyncIterator[tuple[IdentitySession, SignedIn]]:
    """A transaction in which they stay as they are but for what is done here."""
    async with database.identity() as session:
        found = await people.user_by_email(session, emails.key(email))
    if found is None:
        raise PersonNotFound(email)
    async with database.identity(user_id=found.id) as session:
        user = await people.hold_user(session, found.id)
        if user is None or user.email_key != emails.key(email):
            raise PersonNotFound(email)
        yield session, SignedIn(user.id, user.email, user.name)
