"""`leadgen import`: a file becomes records, without a browser and without a worker."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import click

from leadgen.cli.files import FILE, OPERATOR, Question, pieces_of, told, with_reading, workspace_id_of
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.errors import Refused
from leadgen.pipeline.assembly import build
from leadgen.platform.blobs.spool import spool
from leadgen.stages.ingest import running, service
from leadgen.stages.ingest.contracts import EncodingUnsure, Import
from leadgen_sdk import Reading

_LOOK_S = 0.3
_KEPT = (
    "What was imported so far is kept. When it is back a worker goes on by itself; without one run the same "
    "command again, which adds nothing twice."
)


class ImportStopped(Refused):
    """The import ended without being applied; the sentence is its problem's."""


class EncodingAsked(Question):
    """Several encodings fit the file, and nobody sees its names before they are in."""

    def __init__(self, doubt: str) -> None:
        super().__init__(f"{doubt} Say which one it is with --encoding; nothing was imported.")


@click.command("import")
@with_settings
@with_reading
@click.argument("file", type=FILE)
@click.option("--workspace", "slug", required=True, help="The workspace's name in addresses.")
@click.option(
    "--source", help="Read it by this source only, such as csv or linkedin; default: whoever knows it best."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def import_file(
    reading: Reading, settings: Settings, file: Path, slug: str, source: str | None, as_json: bool
) -> None:
    """Import a file with the proposed mapping, without a browser. Progress goes to standard error.

    Needs no worker: the work is done here, and by a worker if this command is killed. Where the encoding is
    not certain nothing is imported, and the exit code is 3: run it again with --encoding.
    """
    with told(as_json, kept=_KEPT), ready(settings):
        counts = asyncio.run(_import(settings, file, reading, slug, source))
        click.echo(json.dumps(counts) if as_json else _counts_text(counts))


async def _import(
    settings: Settings, file: Path, reading: Reading, slug: str, source: str | None
) -> dict[str, object]:
    build()
    database = Database.open(settings)
    try:
        workspace_id = await workspace_id_of(database, slug)
        async with spool(pieces_of(file)) as content, database.workspace(workspace_id) as session:
            made = await service.create(
                session,
                OPERATOR,
                filename=file.name,
                content=content,
                mode="auto",
                source=source,
                reading=reading,
            )
        telling = asyncio.create_task(_tell(database, workspace_id, made.id))
        try:
            await running.advance(database, workspace_id, made.id, lambda: False)
        finally:
            telling.cancel()
            # Where the database went away it failed too, and the import itself says so.
            await asyncio.gather(telling, return_exceptions=True)
        return _outcome(await _get(database, workspace_id, made.id))
    finally:
        await database.close()


def _outcome(found: Import) -> dict[str, object]:
    if found.state != "applied":
        problem = found.problem or {"code": found.state, "detail": f"The import is {found.state}."}
        if problem["code"] == EncodingUnsure.wire_code():
            raise EncodingAsked(str(problem["detail"]))
        raise ImportStopped(str(problem["detail"]), reason=problem["code"])
    counts = found.counts
    return {
        "lines": counts.lines,
        "created": counts.create,
        "updated": counts.update,
        "duplicates": counts.duplicate,
        "rejected": counts.rejected,
        "ambiguous": counts.ambiguous,
        "operation": str(found.operation_id),
    }


async def _tell(database: Database, workspace_id: UUID, import_id: UUID) -> None:
    """A line on standard error whenever the import has moved."""
    said = ""
    while True:
        await asyncio.sleep(_LOOK_S)
        found = await _get(database, workspace_id, import_id)
        done = found.applied if found.state == "applying" else found.counts.lines
        now = f"{found.state} {done:,} lines"
        if now != said:
            click.echo(now, err=True)
        said = now


async def _get(database: Database, workspace_id: UUID, import_id: UUID) -> Import:
    async with database.workspace(workspace_id) as session:
        return await service.get(session, import_id)


def _counts_text(counts: Mapping[str, object]) -> str:
    return ", ".join(f"{value} {name}" for name, value in counts.items() if name != "operation") + (
        f"\noperation {counts['operation']} (undo it with `leadgen undo {counts['operation']}`)"
    )
