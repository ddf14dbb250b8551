"""Another address to sign in with: asked for with the password, confirmed by a letter."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict
from leadgen.platform.accounts import emails, links
from leadgen.platform.accounts import repository as people
from leadgen.platform.accounts.person import Me, me_of
from leadgen.platform.accounts.posting import post_to
from leadgen.platform.audit.service import record_own
from leadgen.platform.auth import proving, throttle
from leadgen.platform.auth import repository as proofs
from leadgen.platform.auth.contracts import Caller, Place, SignedIn
from leadgen.platform.auth.errors import LinkSpent, WrongPassword
from leadgen.platform.auth.tokens import hash_token
from leadgen.platform.mail import is_set_up


class MailNotSetUp(Conflict):
    """The installation sends no mail, so that nobody can prove a new address."""

    def __init__(self) -> None:
        super().__init__(
            "This installation sends no mail. Whoever runs it can change your address: "
            "leadgen user email OLD NEW."
        )


class EmailTaken(Conflict):
    """Somebody else signs in with this e-mail address."""

    def __init__(self) -> None:
        super().__init__("Somebody else signs in with this e-mail address. Ask for another one.")


async def request(
    database: Database, settings: Settings, caller: Caller, place: Place, *, email: str, password: str
) -> Me:
    """Mails the new address, which counts once its link was followed.

    Whether somebody else has the address is not told: the letter is asked for, and then not written.

    Raises InvalidEmail, WrongPassword, MailNotSetUp, TooManyAttempts.
    """
    if not is_set_up(settings):
        raise MailNotSetUp
    email = emails.tidy(email)
    proven = await proving.confirm_password(database, caller.user_id, password, place)
    await throttle.take(database, [throttle.of_reset_person(str(caller.user_id))])
    async with database.identity(user_id=caller.user_id) as session:
        await proving.hold(session, proven, WrongPassword)
        await links.await_email(session, caller.user_id, email)
        me = await me_of(session, caller.user_id)
    wish = {"user_id": str(caller.user_id), "email": email}
    await post_to(database, caller.user_id, "email.confirmation", wish)
    return me


async def confirm(database: Database, settings: Settings, token: str, place: Place) -> None:
    """The address of the link is the person's; the old one is told. Raises LinkSpent, EmailTaken."""
    await throttle.take(database, [throttle.of_token(place.address)])
    async with database.identity() as session:
        link = await proofs.own_link(session, hash_token(token), links.EMAIL, now())
        user = await people.user(session, link.user_id) if link else None
    if link is None or link.email is None or user is None:
        raise LinkSpent
    async with database.identity(user_id=user.id) as session:
        await people.hold_user(session, user.id)
        if not await proofs.spend_link(session, hash_token(token), links.EMAIL, now()):
            raise LinkSpent
        await set_email(session, user.id, link.email)
        person = SignedIn(user.id, user.email, user.name)
        await record_own(session, person, "email_changed", subject=link.email, address=place.address)
    if is_set_up(settings):
        await post_to(database, user.id, "email.changed", {"to": user.email})


async def set_email(session: AsyncSession, user_id: UUID, email: str) -> None:
    """From now on they sign in with it; links that went to the old address are worth nothing.

    Raises EmailTaken.
    """
    if not await people.set_email(session, user_id, email=email, email_key=emails.key(email), at=now()):
        raise EmailTaken
    await proofs.forget_own_links(session, user_id, links.RESET, links.EMAIL)
