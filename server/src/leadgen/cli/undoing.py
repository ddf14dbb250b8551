"""`leadgen undo`: take an operation back."""

import asyncio
import json
from uuid import UUID

import click

from leadgen.cli.files import OPERATOR, told, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.records.undo import run_here

_KEPT = (
    "What was put back so far stays so. When it is back a worker finishes the undo by itself; start one with "
    "`leadgen worker` where none runs."
)


@click.command("undo")
@with_settings
@click.argument("operation", type=click.UUID)
@click.option("--workspace", "slug", help="The operation's workspace; needed only to be sure.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def undo(settings: Settings, operation: UUID, slug: str | None, as_json: bool) -> None:
    """Undo an operation: what later operations changed or confirmed stays and is listed."""
    with told(as_json, kept=_KEPT), ready(settings):
        done = asyncio.run(_undo(settings, operation, slug))
        click.echo(
            json.dumps(done) if as_json else f"undone by operation {done['operation']}: {done['counts']}"
        )


async def _undo(settings: Settings, operation_id: UUID, slug: str | None) -> dict[str, JSON]:
    build()
    database = Database.open(settings)
    try:
        workspace_id = await workspace_id_of(database, slug) if slug else None
        done = await run_here(database, operation_id, OPERATOR, workspace_id)
        return {
            "operation": str(done.id),
            "undoes": str(operation_id),
            "state": done.state,
            "counts": dict(done.counts),
        }
    finally:
        await database.close()
