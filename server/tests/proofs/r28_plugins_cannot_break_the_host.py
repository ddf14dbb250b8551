"""R28: plugins cannot break the host.

Plugins that loop, sleep on the event loop, hold the interpreter in a match without end, eat memory, end the
process or ask it to end are asked beside a polite one, in workers that are replaced when they are gone. At
the end every step of the polite one is settled, every other has failed with its plugin's name, nothing is
left over, and the web application answered all the while; how fast, beside how fast before, is counted in
percent.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import httpx
import psycopg

from leadgen.api.app import create_app
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.service import reserve
from leadgen.platform.plugins import blackbox
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.factories.web import browser
from tests.proofs.ground import Ground, ground
from tests.proofs.hostile.crew import WORKERS, Crew
from tests.proofs.hostile.plugins import ACTS, HARMLESS, STOPPERS
from tests.proofs.hostile.worker import KIND
from tests.proofs.outcome import Outcome, Size

EVERY = [key for key in ACTS if key != HARMLESS]
HOSTILE = {"tiny": ["looping", "ending", "leaving"], "ci": EVERY, "full": EVERY}
EACH = {"tiny": 1, "ci": 2, "full": 40}
POLITE = {"tiny": 20, "ci": 200, "full": 4_000}
WAIT_S = {"tiny": 300.0, "ci": 600.0, "full": 7_200.0}
BEFORE = 40  # requests while nothing else goes on
FAULTS = ("polite_failed", "hostile_settled", "unnamed", "without_end", "requests_failed", "boxes_left")


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        hostile = ["ending"] if planted else HOSTILE[size]
        counts = asyncio.run(_prove(there, size, hostile, *(["planted"] if planted else [])))
        stoppers = len([key for key in hostile if key in STOPPERS]) * EACH[size]
    is_tried = counts["workers_lost"] >= stoppers
    return Outcome(counts, is_tried and not any(counts[name] for name in FAULTS))


async def _prove(there: Ground, size: Size, hostile: Sequence[str], *words: str) -> Mapping[str, int]:
    settings = there.settings
    database = Database.open(settings)
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    workspace = await make_workspace(database, slug="acme", owner=people[0], bob=people[1], charlie=people[2])
    app = create_app(build(), database, settings)
    async with await browser(app, database, workspace.alice) as alice:
        visitor = Visitor(alice)
        for _ in range(BEFORE):
            await visitor.ask()
        before, visitor.took = visitor.p95_ms(), []
        await _reserve(database, workspace, hostile, EACH[size], POLITE[size])
        with Crew.working(settings, *words) as crew:
            deadline = time.monotonic() + WAIT_S[size]
            while _open(there) and time.monotonic() < deadline:
                crew.replace_the_dead()
                await visitor.ask()
                await asyncio.sleep(0.05)
            ends = crew.ends
    await database.close()
    left = list((settings.data_dir / blackbox.FOLDER).iterdir())
    return {
        **_states(there),
        "workers_lost": ends.total(),
        "requests": len(visitor.took),
        "requests_failed": visitor.failed,
        "p95_percent": round(100 * visitor.p95_ms() / before),
        "boxes_left": max(0, len(left) - WORKERS),  # those of the last crew, which nobody read yet
    }


class Visitor:
    """Looks at the workspace again and again."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.took: list[float] = []
        self.failed = 0

    async def ask(self) -> None:
        begun = time.perf_counter()
        answer = await self._client.get("/api/v1/workspaces/acme")
        self.took.append(time.perf_counter() - begun)
        self.failed += answer.status_code != 200

    def p95_ms(self) -> float:
        return 1000 * sorted(self.took)[math.ceil(0.95 * len(self.took)) - 1]


async def _reserve(
    database: Database, workspace: Workspace, hostile: Sequence[str], each: int, polite: int
) -> None:
    """Hostile ones first, so that there is somebody beside each."""
    async with database.workspace(workspace.id) as session:
        for key, number in [*((key, each) for key in hostile), (HARMLESS, polite)]:
            items = [Reserve(f"{key} {one}", {}, lane=key) for one in range(number)]
            await reserve(session, KIND, items)


def _states(there: Ground) -> Mapping[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys(FAULTS[:4], 0))
    with _connection(there) as connection:
        rows = connection.execute("SELECT lane, state, coalesce(problem, '') FROM effect").fetchall()
    for lane, state, problem in rows:
        counts["steps"] += 1
        if state not in ("settled", "failed", "unknown"):
            counts["without_end"] += 1
        elif lane == HARMLESS:
            counts["polite_failed"] += state != "settled"
        else:
            counts["hostile_settled"] += state == "settled"
            counts["unnamed"] += f"The {lane} plugin" not in problem
    return counts


def _open(there: Ground) -> int:
    with _connection(there) as connection:
        row = connection.execute("SELECT count(*) FROM effect WHERE due_at IS NOT NULL").fetchone()
    assert row is not None
    return int(row[0])


def _connection(there: Ground) -> psycopg.Connection:
    return there.server.connect(there.address.database)
