"""Reserving, charging and giving back the credits of a run; granting, expiring, and what is told of it."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict, Invalid
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.audit.service import record
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.billing import lots, repository, room
from leadgen.platform.billing.contracts import MOST, Caps, Entry, Meter, in_credits
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer

TELL_ACCOUNT = "billing.tell_account"

Listener = Callable[[WorkspaceSession], Awaitable[None]]

_listeners: list[Listener] = []


class ReserveExceeded(Conflict):
    """A run was to be charged more than is reserved for it."""

    def __init__(self, amount: int) -> None:
        super().__init__(
            f"{in_credits(amount)} credits were to be charged, and less is reserved for the run. Nothing was."
        )


class InvalidGrant(Invalid):
    """No amount of credits that can be granted."""

    def __init__(self) -> None:
        super().__init__(f"Grant more than 0 and at most {in_credits(MOST)} credits.")


async def meter(session: WorkspaceSession) -> Meter:
    """How the account stands, seen from this workspace."""
    return await repository.meter(session, now().date())


async def reserve(session: WorkspaceSession, run_id: UUID, wanted: int, *, least: int) -> int:
    """Set aside up to `wanted` for the run, on top of what is reserved for it: how much that was.

    No more than the balance and all caps allow; 0, and nothing is set aside, where not even `least` is there.
    Everybody else of the account waits with theirs until the end of this transaction: be short.
    """
    found = await repository.hold(session, run_id)
    await repository.lock_balance(session)
    amount = room.granted(await meter(session), found.held + found.spent, wanted, least)
    if amount == 0:
        return 0
    is_taken = await repository.take(session, run_id, amount, now())
    assert is_taken, "the balance is locked, and was larger a moment ago"
    await _tell(session)
    return amount


async def settle(session: WorkspaceSession, run_id: UUID, amount: int) -> None:
    """Charge the run out of its reserve: one entry of the ledger for a whole batch. Raises ReserveExceeded.

    Where one transaction settles several runs: in the order of their ids, late, so that others need not wait.
    """
    if amount and not await repository.charge(session, run_id, amount, now()):
        raise ReserveExceeded(amount)


async def release(session: WorkspaceSession, run_id: UUID) -> int:
    """Give back what is still reserved for the run: how much that was. Again, it is nothing."""
    found = await repository.held(session, run_id)
    if found is None or (found.held == 0 and found.spent == found.booked):
        return 0
    await repository.lock_balance(session)
    if spent := found.spent - found.booked:
        await repository.draw(session, lots.taken(await repository.lots(session), spent))
    await repository.give_back(session, run_id, now())
    await _tell(session)
    await _look_again(session)
    await _tell_siblings(session)
    return found.held


async def grant(
    database: Database,
    workspace_id: UUID,
    amount: int,
    actor: Actor,
    *,
    note: str = "",
    expires_at: datetime | None = None,
) -> Meter:
    """Credits for the account of this workspace, on top of what it has. Raises InvalidGrant.

    Then every workspace of the account hears of it, so that what waits for credits goes on.
    """
    if not 0 < amount <= MOST:
        raise InvalidGrant
    async with database.workspace(workspace_id) as session:
        await repository.grant(session, amount, note, now(), expires_at)
        await record(session, "credits_granted", actor, note, {"credits": in_credits(amount)})
        after = await meter(session)
    await tell_account(database, workspace_id)
    return after


async def tell_account(database: Database, workspace_id: UUID) -> None:
    """Every workspace of the account of this one hears that there may be more room. Again changes nothing."""
    async with database.workspace(workspace_id) as session:
        account_id = await repository.account_of(session)
    async with database.identity(account_id=account_id) as identity:
        workspaces = await repository.workspaces_of(identity, account_id)
    for one in workspaces:
        async with database.workspace(one) as inside:
            await _tell(inside)
            await _look_again(inside)


def on_granted(listener: Listener) -> None:
    """Ask for a call whenever there may be more room than before, in a session of a workspace concerned.

    That is after a grant, after a run of the account gave something back, after caps were changed, and once
    an hour, as days and months end. It is called often for nothing, so it looks first, and defers a job for
    what takes long.
    """
    _listeners.append(listener)


async def set_caps(session: WorkspaceSession, caps: Caps, actor: Actor, *, of_account: bool = False) -> Meter:
    """Of the workspace or its account. What is reserved already stays reserved: a quote binds."""
    await repository.set_caps(session, caps, of_account=of_account)
    subject = "account" if of_account else "workspace"
    told = {"per_run": caps.per_run, "per_day": caps.per_day, "per_month": caps.per_month}
    await record(session, "caps_changed", actor, subject, told)
    await _tell(session)
    await _look_again(session)
    if of_account:
        await _tell_siblings(session)
    return await meter(session)


async def statement(session: WorkspaceSession, paging: Paging) -> Page[Entry]:
    """The ledger, newest first: what this workspace did, and the account's grants. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> list[Entry]:
        return list(await repository.entries(session, before, limit))

    return await paging.by_id("credit ledger", newest)


async def tidy(session: WorkspaceSession, at: datetime) -> None:
    """Once an hour: lots that are over expire, and what waits for room is told to look."""
    if await repository.has_overdue(session, at):
        await _expire(session, at)
    await _look_again(session)


async def _expire(session: WorkspaceSession, at: datetime) -> None:
    balance = await repository.lock_balance(session)
    if over := lots.expired(await repository.lots(session), balance, at):
        await repository.draw(session, over)
        await repository.expire(session, sum(over.values()), at)
        await _tell(session)


async def _tell_siblings(session: WorkspaceSession) -> None:
    """The account's other workspaces cannot be reached from here: a job does it, where any has ever spent."""
    if await repository.has_spending_siblings(session):
        await defer(session, TELL_ACCOUNT, lock=TELL_ACCOUNT)


async def _look_again(session: WorkspaceSession) -> None:
    for listener in _listeners:
        await listener(session)


async def _tell(session: WorkspaceSession) -> None:
    await publish(session, topic="credits", ref_id=session.workspace_id)
