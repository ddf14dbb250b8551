"""Credits as others see them. Every amount is in thousandths of a credit."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

CREDIT = 1_000  # thousandths
MOST = 10**15  # of any amount: sums stay exact in JSON numbers

Kind = Literal["grant", "reserve", "settle", "release", "expire"]


def in_credits(amount: int) -> str:
    """1250 → "1.25": for people and the command line."""
    return f"{(Decimal(amount) / CREDIT).normalize():,f}"


@dataclass(frozen=True)
class Caps:
    """The most that may be spent; None: no limit but the balance. Days and months are those of UTC."""

    per_run: int | None = None
    per_day: int | None = None
    per_month: int | None = None


@dataclass(frozen=True)
class Use:
    """What an account or one workspace of it has reserved and spent, and how much it may."""

    reserved: int = 0
    spent_today: int = 0
    spent_month: int = 0
    caps: Caps = Caps()


@dataclass(frozen=True)
class Expiring:
    """So much goes at this time unless it is spent before."""

    amount: int
    at: datetime


@dataclass(frozen=True)
class Meter:
    """How an account stands, seen from one of its workspaces; `balance` is neither spent nor reserved."""

    balance: int
    account: Use
    workspace: Use
    expiring: Expiring | None = None

    @property
    def reserved(self) -> int:
        """For runs under way, of the whole account."""
        return self.account.reserved

    @property
    def caps(self) -> Caps:
        """Those of the workspace."""
        return self.workspace.caps

    @property
    def spent_today(self) -> int:
        """By the workspace."""
        return self.workspace.spent_today

    @property
    def spent_month(self) -> int:
        """By the workspace."""
        return self.workspace.spent_month


@dataclass(frozen=True)
class Entry:
    """One line of the ledger.

    `amount` changed the balance, which then was `balance`; `spent` was charged to a run, out of what was
    reserved for it: that changes no balance, so None.
    """

    id: UUID
    at: datetime
    kind: Kind
    amount: int
    spent: int
    balance: int | None
    run_id: UUID | None
    note: str
