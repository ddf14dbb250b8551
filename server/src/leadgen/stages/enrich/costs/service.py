"""Costs counted as steps are settled, and told by every side."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.billing.contracts import in_credits
from leadgen.records.formulas import csv_lines, inert
from leadgen.stages.enrich.costs import repository
from leadgen.stages.enrich.costs.contracts import (
    Costs,
    Cut,
    Figures,
    Part,
    RunCost,
    Side,
    Step,
    checked,
    dearest,
)

# As `grouping` tells them: a bit for each column that is not a key of the sum.
_SIDES: Mapping[int, Side] = {15: "day", 23: "stage", 27: "enricher", 29: "model", 30: "member"}
_WHOLE = 31
_HEADER = (
    "day", "run", "what", "stage", "provider", "model", "member", "steps", "found values", "credits",
    "own cost", "unit",
)  # fmt: skip


class _Summed(Protocol):
    @property
    def unit(self) -> str: ...
    @property
    def steps(self) -> int: ...
    @property
    def found(self) -> int: ...
    @property
    def credits(self) -> int: ...
    @property
    def own(self) -> Decimal: ...


async def count(session: WorkspaceSession, run_id: UUID, actor: Actor, steps: Iterable[Step]) -> None:
    """Steps that end now, of a run that this actor started. Whoever calls holds the run's row."""
    rows = _rows(steps)
    if rows:
        await repository.add(session, run_id, actor, clock.now().date(), rows)


def _rows(steps: Iterable[Step]) -> list[JSON]:
    """By stage, enricher, model and unit. A step counts with its first unit; others hold the amount only."""
    found: dict[tuple[str, str, str, str], Figures] = defaultdict(Figures)
    for step in steps:
        own = [(unit, Decimal(amount)) for amount, unit in step.own] or [("", Decimal(0))]
        for place, (unit, amount) in enumerate(own):
            counted = Figures(0 if place else 1, 0 if place else step.found, 0 if place else step.credits)
            key = step.stage, step.enricher, step.model, unit
            found[key] += replace(counted, own={unit: amount})
    return [
        {
            "stage": stage, "enricher": enricher, "model": model, "unit": unit, "steps": sums.steps,
            "found": sums.found, "credits": sums.credits, "own": str(sums.own[unit]),
        }
        for (stage, enricher, model, unit), sums in sorted(found.items())
    ]  # fmt: skip


async def costs(session: WorkspaceSession, cut: Cut) -> Costs:
    """A cut by every side. Raises InvalidSpan."""
    total = Figures()
    sides: dict[Side, dict[str | None, Part]] = {side: {} for side in _SIDES.values()}
    for row in await repository.sums(session, checked(cut)):
        if row.side == _WHOLE:
            total += _figures(row)
            continue
        side = _SIDES[row.side]
        key = _key(row, side)
        before = sides[side].get(key, Part(key, Figures()))
        name = (row.actor_name or "") if side == "member" else ""
        sides[side][key] = Part(key, before.figures + _figures(row), name)
    by_day = sorted(sides["day"].values(), key=lambda part: part.key or "")
    return Costs(total, {side: by_day if side == "day" else dearest(sides[side].values()) for side in sides})


def _key(row: repository.Sum, side: Side) -> str | None:
    match side:
        case "day":
            return str(row.day)
        case "member":
            return None if row.actor_id is None else str(row.actor_id)
        case _:
            return str(getattr(row, side))


def _figures(row: _Summed) -> Figures:
    return Figures(row.steps, row.found, row.credits, {row.unit: row.own} if row.unit else {})


async def runs(session: WorkspaceSession, paging: Paging, cut: Cut) -> Page[RunCost]:
    """The runs behind a cut, the newest first. Raises InvalidSpan, InvalidCursor."""
    checked(cut)

    async def newest(before: UUID | None, limit: int) -> Sequence[RunCost]:
        return _by_run(await repository.runs(session, cut, before, limit))

    return await paging.by_id(f"costs {cut}", newest)


def _by_run(rows: Sequence[repository.RunSum]) -> list[RunCost]:
    found: dict[UUID, RunCost] = {}
    for row in rows:
        one = found.get(row.id, RunCost(row.id, row.summary, row.actor_name, row.created_at, Figures()))
        found[row.id] = replace(one, figures=one.figures + _figures(row))
    return list(found.values())


async def as_csv(
    database: Database, workspace_id: UUID, cut: Cut, days: Sequence[date]
) -> AsyncIterator[bytes]:
    """The rows behind a cut, `days` of it, one day after the other.

    Comma, double quotes, CRLF, UTF-8 with its mark, as spreadsheets expect.
    """
    yield b"\xef\xbb\xbf" + csv_lines([_HEADER])
    for day in days:
        async with database.workspace(workspace_id) as session:
            rows = await repository.lines(session, replace(cut, since=day, until=day))
        yield csv_lines([inert(cell) for cell in _cells(row)] for row in rows)


def _cells(row: repository.LineRow) -> list[str]:
    named = [str(row.day), str(row.run_id), row.summary, row.stage, row.enricher, row.model, row.actor_name]
    numbers = [str(row.steps), str(row.found), in_credits(row.credits).replace(",", "")]
    return [*named, *numbers, f"{row.own.normalize():f}" if row.unit else "", row.unit]
