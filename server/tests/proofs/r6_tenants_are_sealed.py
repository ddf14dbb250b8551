"""R6: tenants are sealed.

At rest: every table has the workspace key and forced row-level security, or a reason. In motion: random calls
of one tenant about another, by every operation of the API's document, every role and every place an id can
stand, show no canary, change nothing and are answered as if nothing were there; a session straight at the
tables and the queue does no better, a stream tells nothing, and pooled connections carry nothing over.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractContextManager, asynccontextmanager
from dataclasses import dataclass
from itertools import permutations

import httpx
import psycopg
from fastapi import FastAPI

from leadgen.api.app import create_app
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from leadgen.platform.events.stream import Pace
from tests.factories.web import client
from tests.proofs import sealing
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size
from tests.proofs.sealed import attacks, calls, plants, pool, rows, streams
from tests.proofs.sealed.operations import Operation, operations
from tests.proofs.sealed.tenants import Tenant, make_tenants

TENANTS = {"tiny": 2, "ci": 3, "full": 3}
CALLS = {"tiny": 260, "ci": 600, "full": 10_000}
INTERLEAVED = {"tiny": 100, "ci": 5_000, "full": 100_000}
PLANTED_CALLS = 60
QUICK = Pace(frame_s=0.01, heartbeat_s=15, recheck_s=60)

Counts = Mapping[str, int]
BAD = (*sealing.BAD, *rows.BAD, *pool.BAD, *streams.BAD, *calls.BAD)


@dataclass(frozen=True)
class Scene:
    """The product with its tenants, and the administrator who sees through everything."""

    settings: Settings
    database: Database
    administrator: psycopg.Connection
    app: FastAPI
    web: httpx.AsyncClient
    operations: Sequence[Operation]
    tenants: Sequence[Tenant]
    rng: random.Random

    async def rows(self) -> Counts:
        found: Counter[str] = Counter()
        for attacker, victim in permutations(self.tenants, 2):
            found.update(await rows.touch_rows(self.database, self.administrator, attacker, victim))
        return found

    async def jobs(self) -> Counts:
        pair = self.tenants[:2]
        return await rows.touch_jobs(self.settings, self.database, self.administrator, *pair)

    async def pool(self, requests: int) -> Counts:
        return await pool.interleave(self.web, self.tenants, self.rng, requests)

    async def streams(self) -> Counts:
        return await streams.overhear(self.app, self.web, *self.tenants[:2])

    async def calls(self, count: int, kinds: Sequence[attacks.Kind] = attacks.KINDS) -> Counts:
        return await calls.attack_all(
            self.web, self.administrator, self.operations, self.tenants, self.rng, count, kinds
        )

    async def reach(self) -> Counts:
        return await calls.reach(self.web, self.operations, self.tenants[0])


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there, there.server.connect(there.address.database) as administrator:
        return asyncio.run(_main(there, administrator, size, seed, planted))


async def _main(
    there: Ground, administrator: psycopg.Connection, size: Size, seed: int, planted: bool
) -> Outcome:
    async with _scene(there, administrator, size, seed) as scene:
        if planted:
            return await _find_what_is_planted(scene)
        counts: Counter[str] = Counter(sealing.count(administrator))
        for part in (
            scene.rows(), scene.jobs(), scene.pool(INTERLEAVED[size]), scene.streams(),
            scene.calls(CALLS[size]), scene.reach(),
        ):  # fmt: skip
            counts.update(await part)
    reads = sum(not operation.is_unsafe for operation in scene.operations)
    is_real = counts["tables"] > 0 and 2 * counts["shown_to_their_owner"] > reads
    return Outcome(counts, is_real and not any(counts[name] for name in BAD))


@asynccontextmanager
async def _scene(
    there: Ground, administrator: psycopg.Connection, size: Size, seed: int
) -> AsyncIterator[Scene]:
    database = Database.open(there.settings)
    app = create_app(build(), database, there.settings, QUICK)
    found = list(operations(app.openapi()))
    try:
        tenants = await make_tenants(app, database, found, TENANTS[size])
        async with client(app) as web:
            rng = random.Random(seed)
            yield Scene(there.settings, database, administrator, app, web, found, tenants, rng)
    finally:
        await database.close()


async def _find_what_is_planted(scene: Scene) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    found: dict[str, int] = {}
    for name, bug, look in _bugs(scene):
        with bug:
            counts = await look()
        found[f"found_{name}"] = sum(counts[what] for what in BAD if what in counts and what != "never_tried")
    missed = [name for name, complaints in found.items() if complaints == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(found, held=bool(missed))


Look = Callable[[], Awaitable[Counts]]


def _bugs(scene: Scene) -> list[tuple[str, AbstractContextManager[object], Look]]:
    admin, app, victim = scene.administrator, scene.app, scene.tenants[1]

    async def at_rest() -> Counts:
        return sealing.count(admin)

    def by(kind: attacks.Kind) -> Look:
        return lambda: scene.calls(PLANTED_CALLS, [kind])

    return [
        ("forgotten_table", plants.forgotten_table(admin), at_rest),
        ("lifted_policies", plants.unforced(admin), at_rest),
        ("permissive_policy_at_rest", plants.permissive(admin), at_rest),
        ("permissive_policy", plants.permissive(admin), scene.rows),
        ("unchecked_queue", plants.unchecked_queue(admin), scene.jobs),
        ("scope_of_the_connection", plants.scope_of_the_connection(), lambda: scene.pool(PLANTED_CALLS)),
        ("one_stream_for_all", plants.one_stream_for_all(app), scene.streams),
        ("open_door", plants.open_door(app, victim), by(attacks.outside)),
        ("role_of_elsewhere", plants.role_of_elsewhere(app), by(attacks.with_another_hat)),
        ("unsigned_cursor", plants.unsigned_cursor(), by(attacks.by_cursor)),
    ]
