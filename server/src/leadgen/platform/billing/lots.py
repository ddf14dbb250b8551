"""Which credits are spent first, and which expire. Pure.

Credits roll over: they stay until the end of their own lot, and one without an end stays for ever. Those that
end soonest are spent first. What is reserved for a run is kept for it: it counts as taken from the lots that
end soonest, and expires only once it has been given back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Lot:
    """Credits that were granted together; `left` of them are not booked as spent or expired."""

    id: UUID
    left: int
    expires_at: datetime | None


def taken(lots: Sequence[Lot], amount: int) -> dict[UUID, int]:
    """How much to take from each of the lots, soonest end first. `amount` is no more than they hold."""
    found: dict[UUID, int] = {}
    for lot in lots:
        part = min(lot.left, amount)
        if part:
            found[lot.id] = part
            amount -= part
    assert amount == 0, "more was spent than was ever granted"
    return found


def expired(lots: Sequence[Lot], balance: int, at: datetime) -> dict[UUID, int]:
    """How much of each lot has expired by `at`; of the lots, soonest end first, `balance` is free."""
    found: dict[UUID, int] = {}
    kept = sum(lot.left for lot in lots) - balance
    for lot in lots:
        is_over = lot.expires_at is not None and lot.expires_at <= at
        if is_over and lot.left > kept:
            found[lot.id] = lot.left - kept
        kept = max(0, kept - lot.left)
    return found
