"""`leadgen replay`: a run of enrichment asked again, from what was kept or of another provider."""

import asyncio
import json
from uuid import UUID

import click

from leadgen.cli import comparing
from leadgen.cli.files import told, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.stages.enrich.contracts import Comparison
from leadgen.stages.enrich.replaying import Difference, Replayed
from leadgen.stages.enrich.replaying import replay as asked_again


@click.command("replay")
@with_settings
@click.argument("run", type=click.UUID)
@click.option("--workspace", "slug", required=True, help="The run's workspace.")
@click.option("--with", "other", metavar="PROVIDER[:MODEL]", help="Ask this provider instead, to compare.")
@click.option("--ceiling", type=click.IntRange(0), help="Spend no more than so many thousandths of a credit.")
@click.option("--yes", is_flag=True, help="With --with: ask; without it only the price is told.")
@click.option("--again", is_flag=True, help="With --with: ask anew although it was asked before.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def replay(
    settings: Settings,
    run: UUID,
    slug: str,
    other: str | None,
    ceiling: int | None,
    yes: bool,
    again: bool,
    as_json: bool,
) -> None:
    """Ask a run's questions again from the pages it had read: without network, and nothing is written.

    With --with another provider, or another model, is asked the same over the same pages, and both answers
    stand side by side. That is paid as a run is, under a ceiling that is told first, and needs a worker that
    runs; records stay as they are. What was asked is kept: the same command shows it again for nothing.
    """
    if other is not None:
        provider, _, model = other.partition(":")
        order = comparing.Order(Comparison(run, provider, model), ceiling, yes, again)
        with told(as_json, kept=comparing.KEPT), ready(settings):
            done = asyncio.run(comparing.carried_out(settings, slug, order))
            click.echo(json.dumps(done.written) if as_json else done.text)
        return
    if ceiling is not None or yes or again:
        raise click.UsageError("--ceiling, --yes and --again go with --with: a replay by itself is free.")
    with told(as_json, kept="Nothing was changed."), ready(settings):
        found = asyncio.run(_replay(settings, run, slug))
        if as_json:
            click.echo(json.dumps(_written(found)))
            return
        for one in found.different:
            click.echo(f"{one.record_id} {one.enricher} {one.field}: {one.before!r} is now {one.after!r}")
        click.echo(
            f"{found.steps} steps asked again, {found.values} values, {len(found.different)} of them others;"
            f" {found.missing} steps are not kept any more"
        )


async def _replay(settings: Settings, run_id: UUID, slug: str) -> Replayed:
    build()
    database = Database.open(settings)
    try:
        return await asked_again(database, await workspace_id_of(database, slug), run_id)
    finally:
        await database.close()


def _written(found: Replayed) -> dict[str, JSON]:
    return {
        "steps": found.steps,
        "values": found.values,
        "missing": found.missing,
        "different": [_difference(one) for one in found.different],
    }


def _difference(one: Difference) -> JSON:
    return {
        "record_id": str(one.record_id),
        "enricher": one.enricher,
        "field": one.field,
        "before": one.before,
        "after": one.after,
    }
