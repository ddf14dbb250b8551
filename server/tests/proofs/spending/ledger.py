"""Random acts on one account, the same on an oracle, and whether both say the same after each of them."""

import copy
import itertools
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.billing import repository, service
from leadgen.platform.billing.contracts import Caps
from leadgen.platform.billing.service import ReserveExceeded
from tests.factories.billing import OPERATOR
from tests.proofs.spending.oracle import ACCOUNT, FREE, Limits, Oracle

BAD = ("differences", "unbalanced")
ACTS = ("settle", "reserve", "release", "grant", "expire", "limit")
WEIGHTS = (50, 22, 13, 4, 6, 5)
MOST_RUNS = 8
MOST_IN_ONE = 40
TAKEN_BACK = 0.05  # of the transactions


class _TakenBack(Exception):
    """Ends a transaction that is to leave nothing."""


@dataclass
class Walk:
    """One account with its workspaces, walked through at random."""

    database: Database
    places: dict[str, UUID]
    dice: random.Random
    oracle: Oracle = field(default_factory=Oracle)
    runs: dict[int, UUID] = field(default_factory=dict)
    at: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    seen: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(("acts", *BAD), 0)))

    async def go(self, acts: int) -> None:
        while self.seen["acts"] < acts:
            self.at += timedelta(minutes=self.dice.randint(0, 4_000) if self.dice.random() < 0.3 else 1)
            self.oracle.turn(self.at)
            before = copy.deepcopy((self.oracle, self.runs))
            try:
                await self._together(self.dice.randint(1, MOST_IN_ONE))
            except _TakenBack:
                self.oracle, self.runs = before
                self.seen["taken_back"] += 1

    async def _together(self, number: int) -> None:
        """Some acts of one workspace in one transaction, which may be taken back."""
        place = self.dice.choice(list(self.places))
        with clock.fix(self.at):
            async with self.database.workspace(self.places[place]) as session:
                for _ in range(number):
                    await self._act(session, place)
                    self.seen["acts"] += 1
                await self._compare(session, place)
                if self.dice.random() < TAKEN_BACK:
                    raise _TakenBack

    async def _act(self, session: WorkspaceSession, place: str) -> None:
        act = self.dice.choices(ACTS, WEIGHTS)[0]
        own = [run for run in self.runs if self.oracle.runs[run].place == place]
        if act in ("settle", "release") and not own:
            act = "reserve"
        match act:
            case "grant":
                await self._grant(session)
            case "reserve":
                await self._reserve(session, place, own)
            case "settle":
                await self._settle(session, self.dice.choice(own))
            case "release":
                await self._release(session, self.dice.choice(own))
            case "expire":
                self.oracle.expire(self.at)
                await service.tidy(session, self.at)
            case _:
                await self._limit(session, place)

    async def _grant(self, session: WorkspaceSession) -> None:
        amount = self.dice.randint(1, 60_000)
        end = self.at + timedelta(days=self.dice.randint(1, 90)) if self.dice.random() < 0.7 else None
        self.oracle.grant(amount, end)
        await repository.grant(session, amount, "", self.at, end)

    async def _reserve(self, session: WorkspaceSession, place: str, own: list[int]) -> None:
        is_new = not own or (len(self.runs) < MOST_RUNS and self.dice.random() < 0.6)
        run = next(self._numbers) if is_new else self.dice.choice(own)
        run_id = self.runs.setdefault(run, uuid7())
        wanted, least = self.dice.randint(0, 20_000), self.dice.choice((0, 1, 1_000, 10_000))
        expected = self.oracle.reserve(run, place, wanted, least)
        self._same("reserve", await service.reserve(session, run_id, wanted, least=least), expected)

    async def _settle(self, session: WorkspaceSession, run: int) -> None:
        amount = self.dice.randint(0, 2_000)
        expected = self.oracle.settle(run, amount)
        try:
            await service.settle(session, self.runs[run], amount)
        except ReserveExceeded:
            self._same("settle", False, expected)
        else:
            self._same("settle", True, expected)

    async def _release(self, session: WorkspaceSession, run: int) -> None:
        expected = self.oracle.release(run)
        self._same("release", await service.release(session, self.runs[run]), expected)
        if self.dice.random() < 0.7:
            del self.runs[run], self.oracle.runs[run]

    async def _limit(self, session: WorkspaceSession, place: str) -> None:
        of_account = self.dice.random() < 0.5
        limits: Limits = FREE
        if self.dice.random() < 0.6:
            limits = (self._bound(30_000), self._bound(60_000), self._bound(400_000))
        self.oracle.limits[ACCOUNT if of_account else place] = limits
        await service.set_caps(session, Caps(*limits), OPERATOR, of_account=of_account)

    def _bound(self, most: int) -> int | None:
        return self.dice.randint(0, most) if self.dice.random() < 0.6 else None

    async def _compare(self, session: WorkspaceSession, place: str) -> None:
        meter, oracle = await service.meter(session), self.oracle
        self._same("balance", meter.balance, oracle.balance)
        for of, use in ((ACCOUNT, meter.account), (place, meter.workspace)):
            said = (use.reserved, use.spent_today, use.spent_month)
            self._same("use", said, (oracle.reserved(of), oracle.today[of], oracle.month[of]))
        left: Counter[datetime | None] = Counter()
        for lot in await repository.lots(session):
            left[lot.expires_at] += lot.left
        self._same("lots", left, oracle.remains())

    def _same(self, what: str, found: object, expected: object) -> None:
        if found != expected:
            self.seen["differences"] += 1
            print(f"{what}: {found}, and the oracle says {expected}", file=sys.stderr)


SUMS = """
SELECT b.balance - sum(e.amount),
  sum(e.spent) - (SELECT coalesce(sum(spent), 0) FROM run_reserve r WHERE r.account_id = b.account_id),
  sum(e.spent) - (SELECT coalesce(sum(amount), 0) FROM spending s WHERE s.account_id = b.account_id)
FROM account_balance b JOIN ledger_entry e USING (account_id) GROUP BY b.account_id, b.balance
"""


def unbalanced(administrator: psycopg.Connection) -> int:
    """Accounts whose ledger sums up to another balance or another spending than is written beside it."""
    return sum(any(row) for row in administrator.execute(SUMS).fetchall())
