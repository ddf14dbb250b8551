"""A crowd that spends at once what is there: a credit each, as a run of one record does."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.billing import service
from leadgen.platform.billing.contracts import CREDIT, Caps
from tests.factories.billing import OPERATOR, granted, look
from tests.proofs.outcome import Size

ROUNDS = {"tiny": 2, "ci": 10, "full": 200}
SPENDERS = {"tiny": 16, "ci": 64, "full": 64}
THERE = 10  # credits a round
BAD = ("overspent", "left_lying", "errors")


async def spend_all(databases: Sequence[Database], places: Sequence[UUID], size: Size) -> Counter[str]:
    """Rounds in turn bounded by the balance and by a cap. The places are workspaces of one account."""
    seen: Counter[str] = Counter(dict.fromkeys(("tried", "spent", *BAD), 0))
    with clock.fix(datetime(2026, 1, 15, tzinfo=UTC)):  # no month ends in the middle
        for number in range(ROUNDS[size]):
            prepare = _cap if number % 2 else _uncapped
            await prepare(databases[0], places[0])
            seen.update(await _round(databases, places, SPENDERS[size]))
    return seen


async def _uncapped(database: Database, place: UUID) -> None:
    """Exactly as much as is there goes."""
    await _have(database, place, THERE)
    async with database.workspace(place) as session:
        await service.set_caps(session, Caps(), OPERATOR, of_account=True)


async def _cap(database: Database, place: UUID) -> None:
    """More is there than the account may spend this month."""
    await _have(database, place, 2 * THERE)
    spent = (await look(database, place)).account.spent_month
    async with database.workspace(place) as session:
        await service.set_caps(session, Caps(per_month=spent + THERE * CREDIT), OPERATOR, of_account=True)


async def _have(database: Database, place: UUID, wanted: int) -> None:
    missing = wanted - (await look(database, place)).balance // CREDIT
    if missing > 0:
        await granted(database, place, missing)


async def _round(databases: Sequence[Database], places: Sequence[UUID], spenders: int) -> Counter[str]:
    done = await asyncio.gather(
        *(_spend(databases[one % len(databases)], places[one % len(places)]) for one in range(spenders)),
        return_exceptions=True,
    )
    errors = [one for one in done if isinstance(one, BaseException)]
    spent = sum(one for one in done if isinstance(one, int)) // CREDIT
    return Counter(
        tried=spenders,
        spent=spent,
        overspent=max(0, spent - THERE),
        left_lying=max(0, THERE - spent),
        errors=len(errors),
    )


async def _spend(database: Database, place: UUID) -> int:
    run = uuid7()
    async with database.workspace(place) as session:
        found = await service.reserve(session, run, CREDIT, least=CREDIT)
    if found:
        async with database.workspace(place) as session:
            await service.settle(session, run, found)
            await service.release(session, run)
    return found
