"""One installation with everything that waits to go out, and what is brought up from its data."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.pipeline.assembly import build
from leadgen.platform.accounts.service import NewWorkspace, init_workspace
from leadgen.platform.effects.contracts import (
    Claimed,
    Done,
    EffectContext,
    EffectKind,
    Effects,
    Outcome,
    Reserve,
    Settled,
)
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.effects.service import reserve
from tests.factories.mail import Mailbox
from tests.factories.outside import Outside
from tests.factories.web import client

PASSWORD = "correct horse battery staple"
QUICK = Pace(round=0.01, poll=0.05, grace=1, away=0.1)


@dataclass
class World:
    """Everybody the product could reach."""

    mailbox: Mailbox
    receiver: Outside
    calls: list[tuple[str, str]] = field(default_factory=list)
    effects: Effects = field(default_factory=Effects)

    def __post_init__(self) -> None:
        for name, is_idempotent in (("test.paid", True), ("test.message", False)):
            self.effects.kind(
                EffectKind(name, self._call, _written, is_idempotent, retries=(timedelta(0),) * 3)
            )

    async def _call(self, context: EffectContext, effect: Claimed) -> Outcome:
        self.calls.append((effect.kind, effect.natural_key))
        return Done()

    def reached(self) -> int:
        """Letters, requests and calls that have arrived anywhere."""
        return len(self.mailbox.letters) + len(self.receiver.asked) + len(self.calls)


async def _written(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    return None


@dataclass(frozen=True)
class Place:
    """The product on one database."""

    world: World
    settings: Settings
    database: Database

    def browser(self) -> httpx.AsyncClient:
        app = create_app(build(), self.database, self.settings)
        return client(app, {"sec-fetch-site": "same-origin"})

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """A worker calls what is due, of every kind there is."""
        stop = asyncio.Event()
        kinds = [*build().effects, self.world.effects]
        running = asyncio.create_task(run_dispatcher(kinds, self.database, self.settings, stop, QUICK))
        try:
            yield
        finally:
            stop.set()
            await asyncio.wait_for(running, 30)

    async def signed_in(self, email: str) -> httpx.AsyncClient:
        browser = self.browser()
        answer = await browser.post("/api/v1/session", json={"email": email, "password": PASSWORD})
        answer.raise_for_status()
        return browser


@asynccontextmanager
async def place(world: World, settings: Settings) -> AsyncIterator[Place]:
    database = Database.open(settings)
    try:
        yield Place(world, settings, database)
    finally:
        await database.close()


async def populate(here: Place, workspaces: int, acts: int) -> list[NewWorkspace]:
    """Workspaces in each of which `acts` of every kind wait, as people make them over the API."""
    made = []
    for number in range(workspaces):
        made.append(
            await init_workspace(here.database, f"owner{number}@example.com", f"team{number}", PASSWORD)
        )
        browser = await here.signed_in(f"owner{number}@example.com")
        answer = await browser.post(
            f"/api/v1/workspaces/team{number}/webhooks",
            json={"url": here.world.receiver.url("/hook"), "events": ["test.ping"]},
        )
        answer.raise_for_status()
        await act(here, browser, made[-1], answer.json()["webhook"]["id"], "before", acts)
    return made


async def act(
    here: Place, browser: httpx.AsyncClient, team: NewWorkspace, webhook: str, when: str, acts: int
) -> None:
    """Letters, webhooks and acts of two more kinds, `acts` of each."""
    base = f"/api/v1/workspaces/{team.workspace.slug}"
    for number in range(acts):
        guest = {"email": f"guest-{when}-{number}@people.example", "role": "viewer"}
        (await browser.post(f"{base}/invitations", json=guest)).raise_for_status()
        (await browser.post(f"{base}/webhooks/{webhook}/test")).raise_for_status()
    async with here.database.workspace(team.workspace.id) as session:
        for kind in here.world.effects.kinds:
            await reserve(session, kind, [Reserve(f"{when} {n}", {}) for n in range(acts)])


async def until(come_true: Callable[[], Awaitable[bool]], seconds: float = 60) -> bool:
    """Whether it came true in time."""
    try:
        async with asyncio.timeout(seconds):
            while not await come_true():  # noqa: ASYNC110 - what changes is in the database
                await asyncio.sleep(0.05)
    except TimeoutError:
        return False
    return True
