"""Balance, ledger and what they are made of: rows of an account, under its policy.

That a balance never falls below zero, and that a ledger entry never changes, the database says for itself.
"""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Date, DateTime, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from leadgen.db.base import Base


class AccountBalanceRow(Base):
    """The one row that every reserve goes through. The caps are those of the account."""

    __tablename__ = "account_balance"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    balance: Mapped[int] = mapped_column(BigInteger)
    per_run: Mapped[int | None] = mapped_column(BigInteger)
    per_day: Mapped[int | None] = mapped_column(BigInteger)
    per_month: Mapped[int | None] = mapped_column(BigInteger)


class SpendingCapRow(Base):
    """The caps of a workspace."""

    __tablename__ = "spending_cap"

    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    per_run: Mapped[int | None] = mapped_column(BigInteger)
    per_day: Mapped[int | None] = mapped_column(BigInteger)
    per_month: Mapped[int | None] = mapped_column(BigInteger)


class CreditLotRow(Base):
    """Credits that were granted together."""

    __tablename__ = "credit_lot"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    granted: Mapped[int] = mapped_column(BigInteger)
    remaining: Mapped[int] = mapped_column(BigInteger)
    granted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RunReserveRow(Base):
    """What is held for a run, and what it has spent; `booked` of that is taken from the lots already."""

    __tablename__ = "run_reserve"
    __table_args__ = (Index("run_reserve_open", "account_id", postgresql_where=text("held > 0")),)

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    run_id: Mapped[UUID] = mapped_column(primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"))
    held: Mapped[int] = mapped_column(BigInteger)
    spent: Mapped[int] = mapped_column(BigInteger)
    booked: Mapped[int] = mapped_column(BigInteger)


class SpendingRow(Base):
    """What a workspace spent on a day."""

    __tablename__ = "spending"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    workspace_id: Mapped[UUID] = mapped_column(ForeignKey("workspace.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    amount: Mapped[int] = mapped_column(BigInteger)


class LedgerEntryRow(Base):
    """One line of the ledger, never changed after. Without a workspace it is the account's own."""

    __tablename__ = "ledger_entry"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    kind: Mapped[str] = mapped_column(Text)
    amount: Mapped[int] = mapped_column(BigInteger)
    spent: Mapped[int] = mapped_column(BigInteger)
    balance: Mapped[int | None] = mapped_column(BigInteger)
    workspace_id: Mapped[UUID | None] = mapped_column(ForeignKey("workspace.id"))
    run_id: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(Text)
