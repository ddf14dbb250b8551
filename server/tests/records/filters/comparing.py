"""Many random filters through PostgreSQL and through the oracle: what differs, as small as it gets."""

import asyncio
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

from psycopg.sql import SQL, Identifier

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.records.field import RecordKind
from leadgen.records.filters import service
from leadgen.records.filters.catalogue import Catalogue, catalogue
from leadgen.records.filters.settling import settled
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.ground import ground
from tests.records.filters import bases
from tests.records.filters.drawing import Draw
from tests.records.filters.evaluator import World, matching

Json = Any
KINDS: tuple[RecordKind, RecordKind] = ("contact", "company")


async def differences(
    database: Database, workspace: Workspace, random: Random, *, filters: int, contacts: int
) -> list[str]:
    """One sentence for each filter whose answer is not the oracle's."""
    await bases.make(database, workspace, random, contacts=contacts)
    world = await bases.read(database, workspace)
    draw = Draw(world, random)
    found: list[str] = []
    async with database.workspace(workspace.id) as session:
        known = await catalogue(session)
        for number in range(filters):
            kind = KINDS[number % 3 == 2]
            given = draw.filter(kind)
            if await _differs(session, known, world, kind, given):
                found.append(
                    await _told(
                        session, known, world, kind, await _smallest(session, known, world, kind, given)
                    )
                )
    return found


async def asked(session: WorkspaceSession, known: Catalogue, kind: RecordKind, given: Json) -> set[UUID]:
    """The ids that PostgreSQL finds, as the product's own role."""
    found = service.understood(kind, given, known)
    found = replace(found, node=await settled(session, kind, found.node))
    with clock.fix(bases.NOW):
        where = service.where(found)
    assert where is not None
    query = SQL("SELECT id FROM {} r WHERE workspace_id = %(ws)s AND deleted_at IS NULL AND {}")
    connection = await session.driver()
    cursor = await connection.execute(
        query.format(Identifier(kind), where.condition), {"ws": session.workspace_id, **where.params}
    )
    return {row[0] for row in await cursor.fetchall()}


async def _differs(
    session: WorkspaceSession, known: Catalogue, world: World, kind: RecordKind, given: Json
) -> bool:
    return await asked(session, known, kind, given) != matching(world, kind, given)


async def _smallest(
    session: WorkspaceSession, known: Catalogue, world: World, kind: RecordKind, given: Json
) -> Json:
    """A part of it that differs by itself."""
    for part in _parts(given):
        if await _differs(session, known, world, kind, part):
            return await _smallest(session, known, world, kind, part)
    return given


def _parts(given: Json) -> Iterator[Json]:
    yield from given.get("all", ())
    yield from given.get("any", ())
    if "not" in given:
        yield given["not"]
    for hop in ("company", "contact"):
        if hop in given:
            yield from ({hop: part} for part in _parts(given[hop]))


async def _told(
    session: WorkspaceSession, known: Catalogue, world: World, kind: RecordKind, given: Json
) -> str:
    ours, expected = await asked(session, known, kind, given), matching(world, kind, given)
    records = {record.id: record for record in world.of(kind)}
    name = given.get("field", "")
    shown = {side: [records[one].values.get(name) for one in ids][:3] for side, ids in (
        ("too many", ours - expected), ("missing", expected - ours))}  # fmt: skip
    return f"{kind} {json.dumps(given, ensure_ascii=False)}: {shown}"


async def _run(filters: int, seed: int) -> list[str]:
    """Bases of 100 contacts with 1,000 filters each."""
    build()
    found: list[str] = []
    with ground() as place:
        database = Database.open(place.settings)
        for number in range(max(1, filters // 1_000)):
            people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
            workspace = await make_workspace(
                database, slug=f"w{number}", owner=people[0], bob=people[1], charlie=people[2]
            )
            random = Random(f"{seed}-{number}")
            many = min(1_000, filters)
            differing = await differences(database, workspace, random, filters=many, contacts=100)
            sys.stderr.writelines(f"{one}\n" for one in differing[:20])
            found += differing
            sys.stderr.write(f"{(number + 1) * 1_000} filters, {len(found)} differences\n")
        await database.close()
    return found


def main() -> int:
    """python -m tests.records.filters.comparing --filters 100000"""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--filters", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=20_261_123)
    chosen = parser.parse_args()
    found = asyncio.run(_run(chosen.filters, chosen.seed))
    said = {"filters": chosen.filters, "seed": chosen.seed, "differences": len(found), "held": not found}
    sys.stdout.write(json.dumps(said) + "\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
