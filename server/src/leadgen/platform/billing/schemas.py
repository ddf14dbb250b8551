"""Credits on the wire. Every amount is in thousandths of a credit: 1250 is 1.25 credits."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from leadgen.platform.billing.contracts import MOST
from leadgen.platform.web.schema import Schema, example

_CAPS: JsonDict = {"per_run": 100000, "per_day": 500000, "per_month": 2000000}
_OTHER_CAPS: JsonDict = {"per_run": 250000, "per_day": 900000, "per_month": 5000000}
_OWN: JsonDict = {"reserved": 40000, "spent_today": 12500, "spent_month": 480000, "caps": _CAPS}
_ACCOUNT: JsonDict = {"reserved": 40000, "spent_today": 30000, "spent_month": 910000, "caps": _OTHER_CAPS}
_ENTRY: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000c1",
    "at": "2026-01-31T09:00:00+00:00",
    "kind": "grant",
    "amount": 500000,
    "spent": 0,
    "balance": 1250000,
    "run_id": None,
    "note": "Invoice 2026-014",
}

Cap = Annotated[int | None, Field(ge=0, le=MOST)]


class SpendingCaps(Schema):
    """The most that may be spent, in thousandths of a credit; null for no limit but the balance.

    Days and months are those of UTC. What is reserved for runs under way counts as spent already.
    """

    model_config = example(_CAPS)

    per_run: Cap
    per_day: Cap
    per_month: Cap


class AllSpendingCaps(Schema):
    """Both hold: a run takes no more than either leaves."""

    model_config = example({"workspace": _CAPS, "account": _OTHER_CAPS})

    workspace: SpendingCaps
    account: SpendingCaps


class Spending(Schema):
    """Thousandths of a credit, reserved and spent, and how much may be."""

    model_config = example(_OWN)

    reserved: int
    spent_today: int
    spent_month: int
    caps: SpendingCaps


class ExpiringCredits(Schema):
    """The credits whose end is next."""

    amount: int
    at: datetime


class Credits(Schema):
    """How the account of the workspace stands, in thousandths of a credit."""

    model_config = example(
        {
            "balance": 1250000,
            "reserved": 40000,
            "available": 100000,
            "expiring": {"amount": 200000, "at": "2027-01-31T00:00:00+00:00"},
            "workspace": _OWN,
            "account": _ACCOUNT,
        }
    )

    balance: int = Field(description="Neither spent nor reserved.")
    reserved: int = Field(description="Set aside for runs under way, of all workspaces of the account.")
    available: int = Field(description="What a new run could reserve now: the balance, within all caps.")
    expiring: ExpiringCredits | None
    workspace: Spending
    account: Spending


class LedgerEntry(Schema):
    """One line of the ledger, never changed after."""

    model_config = example(_ENTRY)

    id: UUID
    at: datetime
    kind: Literal["grant", "reserve", "settle", "release", "expire"]
    amount: int = Field(description="By how much the balance changed, in thousandths of a credit.")
    spent: int = Field(description="What was charged to the run, out of what was reserved for it.")
    balance: int | None = Field(description="The balance after it; null where a charge left it as it was.")
    run_id: UUID | None
    note: str


class LedgerPage(Schema):
    """Entries, newest first."""

    model_config = example({"items": [_ENTRY], "next_cursor": None})

    items: list[LedgerEntry]
    next_cursor: str | None
