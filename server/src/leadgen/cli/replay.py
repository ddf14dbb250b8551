"""`leadgen replay`: a run of enrichment, asked again from what was kept."""

import asyncio
import json
from uuid import UUID

import click

from leadgen.cli.files import told, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.stages.enrich.replaying import Difference, Replayed
from leadgen.stages.enrich.replaying import replay as again


@click.command("replay")
@with_settings
@click.argument("run", type=click.UUID)
@click.option("--workspace", "slug", required=True, help="The run's workspace.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def replay(settings: Settings, run: UUID, slug: str, as_json: bool) -> None:
    """Ask a run's questions again from the pages it had read: without network, and nothing is written."""
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
        return await again(database, await workspace_id_of(database, slug), run_id)
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
