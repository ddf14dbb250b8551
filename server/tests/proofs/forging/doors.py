"""The whole way of a webhook: registered and tested over the API, then sent by the dispatcher."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from unittest.mock import patch

import httpx
from fastapi import FastAPI
from sqlalchemy import TextClause, text

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.effects import dispatcher
from leadgen.platform.effects.contracts import Effects
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.net import Net
from leadgen.platform.webhooks import service
from leadgen.platform.webhooks.delivering import effects as webhooks
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.factories.web import browser
from tests.proofs.forging.tricks import Trick

QUICK = Pace(round=0.01, poll=0.05, grace=1, away=0.1)
SOON = (timedelta(0),)  # tried twice: the second time a name may lead elsewhere
_OPEN = text("SELECT count(*) FROM effect WHERE due_at IS NOT NULL")
_ATTEMPTS = text("SELECT coalesce(sum(attempts), 0) FROM effect")
_numbers = count()


class Doors:
    """The product as an attacker with an account of their own meets it. `net` is its way out."""

    def __init__(self, database: Database, settings: Settings, net: Net) -> None:
        self._database, self._settings, self._net = database, settings, net
        self._app: FastAPI = create_app(build(), database, settings)

    async def webhooks(self, found: Sequence[Trick]) -> Counter[str]:
        """Every trick as it is, and as an https address; what is taken is sent to."""
        number = next(_numbers)
        people = [
            await make_person(self._database, f"{name}{number}") for name in ("Alice", "Bob", "Charlie")
        ]
        workspace = await make_workspace(
            self._database, slug=f"acme{number}", owner=people[0], bob=people[1], charlie=people[2]
        )
        counts: Counter[str] = Counter(taken=0)
        async with await browser(self._app, self._database, workspace.alice) as alice:
            with patch.object(service, "MOST_WEBHOOKS", 10 * len(found)):
                for url in _addresses(found):
                    counts["taken"] += await self._registered(alice, workspace, url)
            counts["dispatched"] = await self._dispatched(workspace)
        return counts

    async def _registered(self, alice: httpx.AsyncClient, workspace: Workspace, url: str) -> bool:
        base = f"/api/v1/workspaces/{workspace.slug}/webhooks"
        made = await alice.post(base, json={"url": url, "events": ["test.ping"]})
        if made.status_code == 422:
            return False
        webhook = made.raise_for_status().json()["webhook"]["id"]
        (await alice.post(f"{base}/{webhook}/test")).raise_for_status()
        return True

    async def _dispatched(self, workspace: Workspace) -> int:
        """How many attempts were made until nothing was left to do."""
        kinds = Effects()
        for kind in webhooks.kinds.values():
            kinds.kind(replace(kind, retries=SOON))
        stop = asyncio.Event()
        with patch.object(dispatcher, "Net", lambda _: self._net):
            running = asyncio.create_task(
                run_dispatcher([kinds], self._database, self._settings, stop, QUICK)
            )
            while await self._count(workspace, _OPEN):  # noqa: ASYNC110 - what changes is in the database
                await asyncio.sleep(0.05)
            stop.set()
            await running
        return await self._count(workspace, _ATTEMPTS)

    async def _count(self, workspace: Workspace, query: TextClause) -> int:
        async with self._database.workspace(workspace.id) as session:
            found: int = (await session.execute(query)).scalar_one()
        return found


def _addresses(found: Sequence[Trick]) -> Iterator[str]:
    for trick in found:
        yield trick.url
        if trick.url.startswith("http:"):
            yield f"https{trick.url[4:]}"
