"""`leadgen enrich`: what a run would cost, then the run, without a browser."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import click

from leadgen.cli.files import OPERATOR, told, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.errors import Refused
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.billing.contracts import in_credits
from leadgen.records.filters import service as filters
from leadgen.records.repository.bulk import Pool
from leadgen.stages.enrich import running
from leadgen.stages.enrich.contracts import Run
from leadgen.stages.enrich.planning import service, starting
from leadgen.stages.enrich.planning.contracts import Quote, Wish
from leadgen.stages.enrich.planning.stages import PRESETS

_LOOK_S = 0.5
_WAITING = ("paused", "waiting_for_credits")
_KEPT = "The run goes on by itself where a worker runs. `GET /enrichment/runs` shows how far it is."


@dataclass(frozen=True)
class Order:
    """What to find for which records, and how far to go: `is_agreed`, or only the price is told."""

    wish: Wish
    filter: str | None = None
    first: int | None = None
    ceiling: int | None = None
    is_agreed: bool = False


class RunStopped(Refused):
    """The run ended, or waits, before its end; the sentence is the run's."""


@click.command("enrich")
@with_settings
@click.option("--workspace", "slug", required=True, help="The workspace's name in addresses.")
@click.option("--kind", type=click.Choice(["company", "contact"]), default="company", show_default=True)
@click.option("--preset", type=click.Choice([one.key for one in PRESETS]), help="How deep to look.")
@click.option("--field", "fields", multiple=True, help="Find this field only; may be given several times.")
@click.option("--filter", "given", help="Only records that match this filter, as JSON; default: all.")
@click.option("--first", type=click.IntRange(1), help="Only so many of them.")
@click.option("--refresh", is_flag=True, help="Also where there is a value that is over its time.")
@click.option("--ceiling", type=click.IntRange(0), help="Spend no more than so many thousandths of a credit.")
@click.option("--yes", is_flag=True, help="Start the run; without it only its price is told.")
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def enrich(
    settings: Settings,
    slug: str,
    kind: Literal["company", "contact"],
    preset: str | None,
    fields: tuple[str, ...],
    given: str | None,
    first: int | None,
    refresh: bool,
    ceiling: int | None,
    yes: bool,
    as_json: bool,
) -> None:
    """What enrichment would cost at most, and with --yes the run itself. Needs a worker that runs.

    Nothing is spent beyond the ceiling that is told first, and nothing for what is not found.
    """
    wish = Wish(kind, None if fields else preset or "quick", fields, refresh)
    with told(as_json, kept=_KEPT), ready(settings):
        done = asyncio.run(carried_out(settings, slug, Order(wish, given, first, ceiling, yes)))
        click.echo(json.dumps(done) if as_json else _text(done))


async def carried_out(settings: Settings, slug: str, order: Order) -> Mapping[str, JSON]:
    """The price, or what came of the run."""
    build()
    database = Database.open(settings)
    try:
        workspace_id = await workspace_id_of(database, slug)
        async with database.workspace(workspace_id) as session:
            chosen = await filters.read_text(session, order.wish.kind, order.filter)
            pool = Pool(order.wish.kind, matching=filters.where(chosen))
            quote = await service.quote(session, OPERATOR, order.wish, pool)
            if not order.is_agreed:
                return _quoted(quote)
            run_id = await starting.start(session, OPERATOR, quote.id, order.first, order.ceiling)
        return _outcome(await ended(database, workspace_id, run_id))
    finally:
        await database.close()


async def ended(database: Database, workspace_id: UUID, run_id: UUID) -> Run:
    """The run when it has ended, or waits for a person; a line on standard error whenever it has moved."""
    said = ""
    while True:
        async with database.workspace(workspace_id) as session:
            found = await running.get(session, run_id)
        now = f"{found.state} {found.done:,} of {found.items:,}, {in_credits(found.spent)} credits"
        if now != said:
            click.echo(now, err=True)
        if found.finished_at is not None or found.state in _WAITING:
            return found
        said = now
        await asyncio.sleep(_LOOK_S)


def _quoted(quote: Quote) -> Mapping[str, JSON]:
    return {
        "records": quote.count.records,
        "values": quote.count.cells,
        "expected": quote.count.expected,
        "ceiling": quote.count.ceiling,
        "basis": quote.basis,
        "left_out": list(quote.left_out),
    }


def _outcome(found: Run) -> Mapping[str, JSON]:
    if found.state != "done":
        raise RunStopped(found.reason or f"The run is {found.state}.", run=str(found.id))
    counts = found.counts
    return {
        "run": str(found.id),
        "records": found.records,
        "found": counts.found,
        "unknown": counts.unknown,
        "failed": counts.failed,
        "skipped": counts.skipped,
        "spent": found.spent,
        "operation": str(found.operation_id),
    }


def _text(done: Mapping[str, JSON]) -> str:
    if "operation" not in done:
        return (
            f"{done['values']:,} values of {done['records']:,} records would be looked for, "
            f"for at most {_credits(done['ceiling'])} credits, {_credits(done['expected'])} expected.\n"
            f"{done['basis']}\nStart it with --yes."
        )
    return (
        f"{done['found']} found, {done['unknown']} unknown, {done['failed']} failed, "
        f"{_credits(done['spent'])} credits\n"
        f"operation {done['operation']} (undo it with `leadgen undo {done['operation']}`)"
    )


def _credits(amount: JSON) -> str:
    assert isinstance(amount, int)
    return in_credits(amount)
