"""SQL of credits. Each statement finds the account by the workspace of its session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast
from uuid import UUID

from sqlalchemy import Row, text

from leadgen.db.engine import IdentitySession, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.billing.contracts import Caps, Entry, Expiring, Kind, Meter, Use
from leadgen.platform.billing.lots import Lot

_ACCOUNT = "(SELECT account_id FROM workspace WHERE id = :workspace)"


@dataclass(frozen=True)
class Held:
    """What is held for a run, what it spent, and how much of that is taken from the lots."""

    held: int
    spent: int
    booked: int


async def meter(session: WorkspaceSession, today: date) -> Meter:
    """In one statement, so that a charge is counted as reserved or as spent, and never as neither."""
    given = {"workspace": session.workspace_id, "today": today, "month": today.replace(day=1)}
    row = (await session.execute(_METER, given)).one()
    account_caps = Caps(row.per_run, row.per_day, row.per_month)
    own_caps = Caps(row.own_per_run, row.own_per_day, row.own_per_month)
    return Meter(
        row.balance,
        Use(int(row.held), int(row.spent_today), int(row.spent_month), account_caps),
        Use(int(row.own_held), int(row.own_spent_today), int(row.own_spent_month), own_caps),
        Expiring(row.remaining, row.expires_at) if row.expires_at is not None else None,
    )


_METER = text(
    """
SELECT coalesce(b.balance, 0) AS balance, b.per_run, b.per_day, b.per_month,
  c.per_run AS own_per_run, c.per_day AS own_per_day, c.per_month AS own_per_month,
  h.held, h.own_held, s.spent_today, s.spent_month, s.own_spent_today, s.own_spent_month,
  l.remaining, l.expires_at
FROM workspace w
LEFT JOIN account_balance b ON b.account_id = w.account_id
LEFT JOIN spending_cap c ON c.workspace_id = w.id
CROSS JOIN LATERAL (
  SELECT coalesce(sum(held), 0) AS held, coalesce(sum(held) FILTER (WHERE workspace_id = w.id), 0) AS own_held
  FROM run_reserve WHERE account_id = w.account_id AND held > 0) h
CROSS JOIN LATERAL (
  SELECT coalesce(sum(amount), 0) AS spent_month,
    coalesce(sum(amount) FILTER (WHERE day = :today), 0) AS spent_today,
    coalesce(sum(amount) FILTER (WHERE workspace_id = w.id), 0) AS own_spent_month,
    coalesce(sum(amount) FILTER (WHERE workspace_id = w.id AND day = :today), 0) AS own_spent_today
  FROM spending WHERE account_id = w.account_id AND day >= :month) s
LEFT JOIN LATERAL (
  SELECT remaining, expires_at FROM credit_lot
  WHERE account_id = w.account_id AND remaining > 0 AND expires_at IS NOT NULL
  ORDER BY expires_at, id LIMIT 1) l ON true
WHERE w.id = :workspace
"""
)


async def hold(session: WorkspaceSession, run_id: UUID) -> Held:
    """The run's reserve, made where it is missing, locked to the end of the transaction."""
    row = (await session.execute(_HOLD, {"workspace": session.workspace_id, "run": run_id})).one()
    return Held(*row)


_HOLD = text(
    f"""
INSERT INTO run_reserve (account_id, run_id, workspace_id, held, spent, booked)
VALUES ({_ACCOUNT}, :run, :workspace, 0, 0, 0)
ON CONFLICT (account_id, run_id) DO UPDATE SET held = run_reserve.held
RETURNING held, spent, booked
"""
)


async def held(session: WorkspaceSession, run_id: UUID) -> Held | None:
    """As `hold`, None where nothing was ever reserved."""
    row = (await session.execute(_HELD, {"workspace": session.workspace_id, "run": run_id})).one_or_none()
    return Held(*row) if row is not None else None


_HELD = text(
    f"""
SELECT held, spent, booked FROM run_reserve
WHERE account_id = {_ACCOUNT} AND run_id = :run AND workspace_id = :workspace FOR UPDATE
"""
)


async def lock_balance(session: WorkspaceSession) -> int:
    """What is free, locked to the end of the transaction; 0 where nothing was ever granted."""
    return await session.scalar(_LOCK_BALANCE, {"workspace": session.workspace_id}) or 0


_LOCK_BALANCE = text(f"SELECT balance FROM account_balance WHERE account_id = {_ACCOUNT} FOR UPDATE")


async def take(session: WorkspaceSession, run_id: UUID, amount: int, at: datetime) -> bool:
    """From the balance to the run's reserve; False, and nothing done, where the balance is smaller."""
    given = {"id": uuid7(), "workspace": session.workspace_id, "run": run_id, "amount": amount, "at": at}
    return (await session.execute(_TAKE, given)).one_or_none() is not None


_TAKE = text(
    f"""
WITH taken AS (
  UPDATE account_balance SET balance = balance - :amount
  WHERE account_id = {_ACCOUNT} AND balance >= :amount RETURNING account_id, balance),
reserved AS (
  UPDATE run_reserve r SET held = r.held + :amount FROM taken
  WHERE r.account_id = taken.account_id AND r.run_id = :run)
INSERT INTO ledger_entry (account_id, id, at, kind, amount, spent, balance, workspace_id, run_id, note)
SELECT account_id, :id, :at, 'reserve', -:amount, 0, balance, :workspace, :run, '' FROM taken RETURNING id
"""
)


async def charge(session: WorkspaceSession, run_id: UUID, amount: int, at: datetime) -> bool:
    """Out of the run's reserve; False, and nothing done, where it holds less."""
    given = {
        "id": uuid7(), "workspace": session.workspace_id, "run": run_id, "amount": amount, "at": at,
        "day": at.date(),
    }  # fmt: skip
    return (await session.execute(_CHARGE, given)).one_or_none() is not None


_CHARGE = text(
    f"""
WITH charged AS (
  UPDATE run_reserve SET held = held - :amount, spent = spent + :amount
  WHERE account_id = {_ACCOUNT} AND run_id = :run AND held >= :amount RETURNING account_id),
counted AS (
  INSERT INTO spending (account_id, workspace_id, day, amount)
  SELECT account_id, :workspace, :day, :amount FROM charged
  ON CONFLICT (account_id, workspace_id, day) DO UPDATE SET amount = spending.amount + excluded.amount)
INSERT INTO ledger_entry (account_id, id, at, kind, amount, spent, balance, workspace_id, run_id, note)
SELECT account_id, :id, :at, 'settle', 0, :amount, NULL, :workspace, :run, '' FROM charged RETURNING id
"""
)


async def give_back(session: WorkspaceSession, run_id: UUID, at: datetime) -> None:
    """All that is held for the run goes to the balance, and its spending counts as booked."""
    given = {"id": uuid7(), "workspace": session.workspace_id, "run": run_id, "at": at}
    await session.execute(_GIVE_BACK, given)


_GIVE_BACK = text(
    f"""
WITH before AS (
  SELECT account_id, held FROM run_reserve WHERE account_id = {_ACCOUNT} AND run_id = :run),
closed AS (
  UPDATE run_reserve r SET held = 0, booked = r.spent FROM before
  WHERE r.account_id = before.account_id AND r.run_id = :run),
free AS (
  UPDATE account_balance b SET balance = b.balance + before.held FROM before
  WHERE b.account_id = before.account_id RETURNING b.account_id, b.balance, before.held)
INSERT INTO ledger_entry (account_id, id, at, kind, amount, spent, balance, workspace_id, run_id, note)
SELECT account_id, :id, :at, 'release', held, 0, balance, :workspace, :run, '' FROM free WHERE held > 0
"""
)


async def grant(
    session: WorkspaceSession, amount: int, note: str, at: datetime, expires_at: datetime | None
) -> None:
    """A new lot, on top of the balance."""
    given = {
        "lot": uuid7(), "id": uuid7(), "workspace": session.workspace_id, "amount": amount, "note": note,
        "at": at, "expires": expires_at,
    }  # fmt: skip
    await session.execute(_GRANT, given)


_GRANT = text(
    f"""
WITH grown AS (
  INSERT INTO account_balance (account_id, balance) VALUES ({_ACCOUNT}, :amount)
  ON CONFLICT (account_id) DO UPDATE SET balance = account_balance.balance + :amount
  RETURNING account_id, balance),
added AS (
  INSERT INTO credit_lot (account_id, id, granted, remaining, granted_at, expires_at)
  SELECT account_id, :lot, :amount, :amount, :at, cast(:expires AS timestamptz) FROM grown)
INSERT INTO ledger_entry (account_id, id, at, kind, amount, spent, balance, note)
SELECT account_id, :id, :at, 'grant', :amount, 0, balance, cast(:note AS text) FROM grown
"""
)


async def has_overdue(session: WorkspaceSession, at: datetime) -> bool:
    """Whether a lot that is over still holds something. Takes no lock."""
    return bool(await session.scalar(_HAS_OVERDUE, {"workspace": session.workspace_id, "at": at}))


_HAS_OVERDUE = text(
    f"""
SELECT EXISTS (SELECT FROM credit_lot
  WHERE account_id = {_ACCOUNT} AND remaining > 0 AND expires_at <= :at)
"""
)


async def lots(session: WorkspaceSession) -> Sequence[Lot]:
    """What is left of each, soonest end first. The caller holds the balance."""
    rows = await session.execute(_LOTS, {"workspace": session.workspace_id})
    return [Lot(*row) for row in rows]


_LOTS = text(
    f"""
SELECT id, remaining, expires_at FROM credit_lot WHERE account_id = {_ACCOUNT} AND remaining > 0
ORDER BY expires_at NULLS LAST, granted_at, id
"""
)


async def draw(session: WorkspaceSession, amounts: Mapping[UUID, int]) -> None:
    """Take so much from these lots. The caller holds the balance."""
    given = {"workspace": session.workspace_id, "ids": list(amounts), "amounts": list(amounts.values())}
    await session.execute(_DRAW, given)


_DRAW = text(
    f"""
UPDATE credit_lot l SET remaining = l.remaining - d.amount
FROM unnest(cast(:ids AS uuid[]), cast(:amounts AS bigint[])) AS d (id, amount)
WHERE l.account_id = {_ACCOUNT} AND l.id = d.id
"""
)


async def expire(session: WorkspaceSession, amount: int, at: datetime) -> None:
    """Off the balance; the lots are drawn beside it."""
    given = {"id": uuid7(), "workspace": session.workspace_id, "amount": amount, "at": at}
    await session.execute(_EXPIRE, given)


_EXPIRE = text(
    f"""
WITH less AS (
  UPDATE account_balance SET balance = balance - :amount WHERE account_id = {_ACCOUNT}
  RETURNING account_id, balance)
INSERT INTO ledger_entry (account_id, id, at, kind, amount, spent, balance, note)
SELECT account_id, :id, :at, 'expire', -:amount, 0, balance, '' FROM less
"""
)


async def set_caps(session: WorkspaceSession, caps: Caps, *, of_account: bool) -> None:
    statement = _SET_ACCOUNT_CAPS if of_account else _SET_CAPS
    given = {
        "workspace": session.workspace_id,
        "run": caps.per_run,
        "day": caps.per_day,
        "month": caps.per_month,
    }
    await session.execute(statement, given)


_SET_CAPS = text(
    """
INSERT INTO spending_cap (workspace_id, per_run, per_day, per_month) VALUES (:workspace, :run, :day, :month)
ON CONFLICT (workspace_id) DO UPDATE
SET per_run = excluded.per_run, per_day = excluded.per_day, per_month = excluded.per_month
"""
)
_SET_ACCOUNT_CAPS = text(
    f"""
INSERT INTO account_balance (account_id, balance, per_run, per_day, per_month)
VALUES ({_ACCOUNT}, 0, :run, :day, :month)
ON CONFLICT (account_id) DO UPDATE
SET per_run = excluded.per_run, per_day = excluded.per_day, per_month = excluded.per_month
"""
)


async def entries(session: WorkspaceSession, before: UUID | None, limit: int) -> Sequence[Entry]:
    """Newest first: those of this workspace, and of the account itself; not what its other workspaces did."""
    given = {"workspace": session.workspace_id, "before": before, "limit": limit}
    rows = await session.execute(_ENTRIES, given)
    return [_entry(row) for row in rows]


def _entry(row: Row[UUID, datetime, str, int, int, int | None, UUID | None, str]) -> Entry:
    return Entry(
        row.id, row.at, cast(Kind, row.kind), row.amount, row.spent, row.balance, row.run_id, row.note
    )


_ENTRIES = text(
    f"""
SELECT id, at, kind, amount, spent, balance, run_id, note FROM ledger_entry
WHERE account_id = {_ACCOUNT} AND (workspace_id IS NULL OR workspace_id = :workspace)
  AND (cast(:before AS uuid) IS NULL OR id < :before)
ORDER BY id DESC LIMIT :limit
"""
)


async def account_of(session: WorkspaceSession) -> UUID:
    """Who pays for the workspace of the session."""
    statement = text("SELECT account_id FROM workspace WHERE id = :workspace")
    return cast(UUID, await session.scalar(statement, {"workspace": session.workspace_id}))


async def has_spending_siblings(session: WorkspaceSession) -> bool:
    """Has another workspace of the account ever set something aside?"""
    statement = text(
        f"""SELECT EXISTS (SELECT FROM run_reserve
              WHERE account_id = {_ACCOUNT} AND workspace_id <> :workspace)"""
    )
    return bool(await session.scalar(statement, {"workspace": session.workspace_id}))


async def workspaces_of(session: IdentitySession, account_id: UUID) -> Sequence[UUID]:
    """All of an account, which the session sees as (`database.identity(account_id=…)`)."""
    statement = text("SELECT id FROM workspace WHERE account_id = :account ORDER BY id")
    return [row.id for row in await session.execute(statement, {"account": account_id})]
