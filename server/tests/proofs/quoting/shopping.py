"""A workspace whose people ask for prices, start runs and meddle with them; and what they were charged."""

import asyncio
import itertools
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from leadgen.db.engine import Database
from tests.factories.enrichers import granted
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.proofs.quoting.market import PEOPLE, STAGES, WORDS, Market

BAD = (
    "over_the_quote", "over_their_wish", "unlike_the_ledger", "left_reserved", "without_end", "errors",
    "deadlocks",
)  # fmt: skip
PATIENCE_S = 600.0  # for one run, on whatever machine
LOOK_S = 0.3
GRANT = 200_000
_NO_CAPS = {"per_run": None, "per_day": None, "per_month": None}
_OVER = ("done", "cancelled", "failed")
STANDS = text("""
SELECT id::text, state, finished_at FROM enrichment_run WHERE id = ANY(CAST(:runs AS uuid[]))
""")
CHARGED = text("""
SELECT (SELECT coalesce(sum(cost), 0) FROM effect WHERE run_id = :run) AS steps,
  (SELECT coalesce(sum(cost), 0) FROM finding WHERE run_id = :run) AS findings,
  (SELECT coalesce(sum(spent), 0) FROM run_reserve WHERE run_id = :run) AS charged,
  (SELECT coalesce(sum(held), 0) FROM run_reserve WHERE run_id = :run) AS held
""")


@dataclass
class Shop:
    """One workspace. `ratios`: expected over charged, of runs that had enough history behind them."""

    database: Database
    workspace: Workspace
    client: httpx.AsyncClient
    market: Market
    dice: Random
    history: int  # records enriched, before what is expected is held against what was charged
    seen: Counter[str] = field(default_factory=Counter)
    ratios: list[float] = field(default_factory=list)
    charged: int = 0
    granted: int = 0
    _looked_at: float = 0
    _under_way: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _rows: Counter[str] = field(default_factory=Counter)
    _known: dict[str, list[UUID]] = field(default_factory=lambda: {"company": [], "contact": []})
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    async def buy(self) -> None:
        """One run, from its price to its charge."""
        kind = self.dice.choice(["company", "company", "contact"])
        ids = await self._records(kind)
        quote = await self._quote(kind, ids)
        if quote is None:
            return
        is_old = self._rows[kind] >= self.history
        await self._meddle_before(kind, ids)
        order = self._order(quote)
        told = await self._ceiling(quote, order)
        run = await self._start(order)
        if run is None:
            return
        run = await self._until_over(run)
        await self._look(quote, order, told, run)
        if run["state"] == "done" and run["ceiling"]:
            self._rows[kind] += run["records"]
            if is_old and "ceiling" not in order:
                self._compare(quote, order, run)

    async def _records(self, kind: str) -> list[UUID]:
        """New ones, now and then with some that were enriched before."""
        number = self.dice.choice((1, 2, 2, 3, 5, 8, 12))
        made = await (self._companies(number) if kind == "company" else self._contacts(number))
        known = self._known[kind]
        again = self.dice.sample(known, min(len(known), self.dice.choice((0, 0, 1, 5))))
        known += made
        return [*made, *again]

    async def _companies(self, number: int) -> list[UUID]:
        lines = [_firm(f"{self.workspace.slug} {next(self._numbers)}") for _ in range(number)]
        _, placed = await place(self.database, self.workspace, lines, kind="company")
        return [the(one.record_id) for one in placed]

    async def _contacts(self, number: int) -> list[UUID]:
        """Up to three of one firm."""
        firms = [f"{self.workspace.slug} {next(self._numbers)}" for _ in range(1 + number // len(PEOPLE))]
        people = [(_firm(firm), person) for firm in firms for person in PEOPLE][:number]
        lines = [
            {
                **firm,
                "first_name": person.split()[0],
                "last_name": person.split()[1],
                "email": f"{person.split()[0].lower()}@{firm['company_domain']}",
            }
            for firm, person in people
        ]
        _, placed = await place(self.database, self.workspace, lines)
        return [the(one.record_id) for one in placed]

    async def _quote(self, kind: str, ids: list[UUID]) -> dict[str, Any] | None:
        fields = [one for stage in STAGES.values() for one in stage]
        if kind == "company":
            fields = [one for one in fields if one not in STAGES["contact_role"]]
        draft = {
            "kind": kind,
            "selection": {"ids": [str(one) for one in ids]},
            "fields": self.dice.sample(fields, self.dice.randint(1, len(fields))),
            "refresh": self.dice.random() < 0.3,
        }
        return await self._said("POST", "/enrichment/quotes", draft)

    async def _meddle_before(self, kind: str, ids: list[UUID]) -> None:
        """Between the price and the start."""
        if self.dice.random() < 0.1:
            self.market.reprice()
        if self.dice.random() < 0.1:
            caps = {name: self.dice.choice((None, self.dice.randint(1, 60_000))) for name in _NO_CAPS}
            await self._said("PUT", self.dice.choice(("/credits/caps", "/credits/caps/account")), caps)
        if kind == "company" and self.dice.random() < 0.1:
            change = {"values": {"industry": self.dice.choice(WORDS)}, "seen": None}
            await self._said("PATCH", f"/companies/{self.dice.choice(ids)}", change)

    def _order(self, quote: dict[str, Any]) -> dict[str, Any]:
        """All of it, a part of it, or for less than it may cost."""
        order = {"quote_id": quote["id"]}
        if quote["first"] and self.dice.random() < 0.3:
            order["first"] = quote["first"]["records"]
        elif quote["records"] > 1 and self.dice.random() < 0.2:
            order["first"] = self.dice.randint(1, quote["records"])
        if self.dice.random() < 0.15:
            order["ceiling"] = self.dice.randint(0, quote["ceiling"] + 1)
        return order

    async def _ceiling(self, quote: dict[str, Any], order: dict[str, Any]) -> int:
        """What the person was told that it costs at most."""
        first = quote["first"]
        if first and order.get("first") == first["records"]:
            return int(first["ceiling"])
        return int(quote["ceiling"])

    async def _start(self, order: dict[str, Any]) -> dict[str, Any] | None:
        for _ in range(3):
            answer = await self.client.post(self._url("/enrichment/runs"), json=order)
            if answer.status_code == 202:
                self.seen["runs"] += 1
                return dict(answer.json())
            if answer.status_code != 402:
                self.seen["errors"] += answer.status_code >= 500
                return None
            self.seen["without_credits"] += 1
            await self._help()
        return None

    async def _until_over(self, run: dict[str, Any]) -> dict[str, Any]:
        """Paused, helped and stopped on the way."""
        url, fate = f"/enrichment/runs/{run['id']}", self.dice.random()
        deadline = time.monotonic() + PATIENCE_S
        while run["finished_at"] is None:
            if time.monotonic() > deadline:
                self.seen["without_end"] += 1
                break
            if run["state"] == "waiting_for_credits":
                self.seen["waited"] += 1
                await self._help()
                if self.dice.random() < 0.2:
                    await self._said("POST", f"{url}/cancel")
            elif run["state"] == "paused":
                await self._said("POST", f"{url}/resume")
            elif fate < 0.08:
                await self._said("POST", f"{url}/{'pause' if fate < 0.04 else 'cancel'}")
                fate += 0.04 if fate < 0.04 else 1
            await asyncio.sleep(LOOK_S)
            run |= await self._stands(run["id"])
        return await self._said("GET", url) or run

    async def _stands(self, run_id: str) -> Mapping[str, Any]:
        """Below the API, which has more to do than to be asked this; for all runs under way at once."""
        self._under_way.setdefault(run_id, {})
        if time.monotonic() - self._looked_at > LOOK_S:
            self._looked_at = time.monotonic()
            async with self.database.workspace(self.workspace.id) as session:
                rows = await session.execute(STANDS, {"runs": list(self._under_way)})
                self._under_way |= {row.id: dict(row._mapping) for row in rows}
        found = self._under_way[run_id]
        if found.get("finished_at"):
            del self._under_way[run_id]
        return {key: value for key, value in found.items() if key != "id"}

    async def _help(self) -> None:
        """More credits, or fewer limits."""
        self.granted += GRANT
        await granted(self.database, self.workspace, GRANT)
        for path in ("/credits/caps", "/credits/caps/account"):
            await self._said("PUT", path, _NO_CAPS)

    async def _look(
        self, quote: dict[str, Any], order: dict[str, Any], told: int, run: dict[str, Any]
    ) -> None:
        async with self.database.workspace(self.workspace.id) as session:
            found = (await session.execute(CHARGED, {"run": run["id"]})).one()
        most = max(run["spent"], found.steps, found.findings, found.charged)
        self.charged += found.charged
        self.seen[run["state"]] += 1
        self.seen["over_the_quote"] += most > told
        self.seen["over_their_wish"] += most > order.get("ceiling", most)
        self.seen["unlike_the_ledger"] += len({run["spent"], *found[:3]}) > 1
        self.seen["left_reserved"] += found.held != 0
        if most > told:
            print(f"{most} charged of {told} at most: {order} {quote} {run}", file=sys.stderr)

    def _compare(self, quote: dict[str, Any], order: dict[str, Any], run: dict[str, Any]) -> None:
        if run["expected"] or run["spent"]:
            self.ratios.append(run["expected"] / run["spent"] if run["spent"] else float("inf"))

    async def _said(self, method: str, path: str, body: object = None) -> dict[str, Any] | None:
        """The answer; None where it is refused, as it may be by then."""
        answer = await self.client.request(method, self._url(path), json=body)
        self.seen["errors"] += answer.status_code >= 500
        return dict(answer.json()) if answer.status_code < 300 else None

    def _url(self, path: str) -> str:
        return f"/api/v1/workspaces/{self.workspace.slug}{path}"


def _firm(number: str) -> dict[str, str]:
    name = f"Firm {number}"
    return {"company_name": name, "company_domain": f"{name.lower().replace(' ', '')}.example"}
