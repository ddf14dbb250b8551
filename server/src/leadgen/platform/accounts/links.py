"""Links that one person may follow: to choose a new password, or to prove that an address is theirs."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.accounts import emails
from leadgen.platform.accounts import repository as people
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import OwnLink
from leadgen.platform.auth.tokens import hash_token, new_token
from leadgen.platform.mail import Letter, LetterKind, Link, Writing, page, register

RESET = "reset"
EMAIL = "email"
LINK_AGE = timedelta(hours=1)

RESET_PAGE = "/reset"
EMAIL_PAGE = "/confirm-email"

_NOT_YOU = "If you did not ask for this, do nothing: nothing changes."


async def new_reset_token(session: AsyncSession, user_id: UUID, *, is_mailed: bool = False) -> str:
    """For `/reset#TOKEN`, good once within the hour. Older ones stay good until one of them is used."""
    token, at = new_token(), now()
    link = OwnLink(RESET, user_id, at, is_mailed=is_mailed)
    await proofs.add_own_link(session, hash_token(token), link, at + LINK_AGE)
    return token


async def await_email(session: AsyncSession, user_id: UUID, email: str) -> None:
    """Remember the wish, under a token that nobody has; the letter brings the one that is good."""
    at = now()
    await proofs.forget_own_links(session, user_id, EMAIL)
    link = OwnLink(EMAIL, user_id, at, email)
    await proofs.add_own_link(session, hash_token(new_token()), link, at + LINK_AGE)


async def write_reset(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
    """`password.reset` {user_id}."""
    user_id = UUID(str(arguments["user_id"]))
    async with writing.database.identity(user_id=user_id) as session:
        user = await people.user(session, user_id)
        if user is None:
            return None
        token = await new_reset_token(session, user_id, is_mailed=True)
    return Letter(
        to=user.email,
        subject="Choose a new password for Leadgen Pipeline",
        paragraphs=("Somebody, probably you, asked for a new password for this e-mail address.",),
        link=Link("Choose a new password", page(writing.settings, RESET_PAGE, token)),
        below=("The link works once, within an hour.", _NOT_YOU),
    )


async def write_confirmation(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
    """`email.confirmation` {user_id, email}, to the new address.

    None where the wish was taken back, or somebody else has the address.
    """
    user_id, token, at = UUID(str(arguments["user_id"])), new_token(), now()
    async with writing.database.identity(user_id=user_id) as session:
        await people.hold_user(session, user_id)  # a new wish waits for this letter, or came before it
        wish = await proofs.newest_own_link(session, user_id, EMAIL, at)
        if wish is None or wish.email is None or wish.email != arguments["email"]:
            return None
        other = await people.user_by_email(session, emails.key(wish.email))
        if other is not None and other.id != user_id:
            return None
        await proofs.forget_own_links(session, user_id, EMAIL)
        await proofs.add_own_link(session, hash_token(token), wish, at + LINK_AGE)
    return Letter(
        to=wish.email,
        subject="Confirm your new e-mail address",
        paragraphs=(
            "You asked to sign in to Leadgen Pipeline with this e-mail address. Follow the link to confirm.",
        ),
        link=Link("Confirm the address", page(writing.settings, EMAIL_PAGE, token)),
        below=("The link works once, within an hour.", _NOT_YOU),
    )


async def write_changed(writing: Writing, arguments: Mapping[str, JSON]) -> Letter | None:
    """`email.changed` {to}: tells the old address."""
    return Letter(
        to=str(arguments["to"]),
        subject="Your e-mail address was changed",
        paragraphs=(
            "You now sign in to Leadgen Pipeline with another e-mail address; this one works no more.",
            "If this was not you, tell an owner of your workspace at once, or whoever runs it for you.",
        ),
    )


def register_letters() -> None:
    """Once, when the product is assembled."""
    register(LetterKind("password.reset", "Password reset", write_reset))
    register(LetterKind("email.confirmation", "Confirmation of a new e-mail address", write_confirmation))
    register(LetterKind("email.changed", "Notice of a changed e-mail address", write_changed))
