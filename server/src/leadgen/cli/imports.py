"""`leadgen import`, `inspect` and `undo`: files without a browser."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from uuid import UUID

import click

from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.kernel.errors import LeadgenError, NotFound, Refused
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.blobs.spool import spool
from leadgen.platform.workspaces import service as workspaces
from leadgen.records.registry import registered
from leadgen.records.undo import run_here
from leadgen.stages.ingest import columns, parser, running, service
from leadgen.stages.ingest.contracts import Import
from leadgen.stages.ingest.mapping import propose

OPERATOR = Actor("system", None, "Command line")
_PIECE_BYTES = 1 << 20
_SHOWN_ROWS = 5
_LOOK_S = 0.3

_FILE = click.Path(path_type=Path)


class WorkspaceUnknown(NotFound):
    """There is no workspace of this name."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"There is no workspace “{slug}”. Make it with `leadgen init --workspace {slug} --email …`."
        )


class FileMissing(Refused):
    """The file is not there or cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be read ({why}). Check the path.")


class ImportStopped(Refused):
    """The import ended without being applied; the sentence is its problem's."""


@click.command("import")
@with_settings
@click.argument("file", type=_FILE)
@click.option("--workspace", "slug", required=True, help="The workspace's name in addresses.")
@click.option(
    "--source", help="Read it by this source only, such as csv or linkedin; default: whoever knows it best."
)
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def import_file(settings: Settings, file: Path, slug: str, source: str | None, as_json: bool) -> None:
    """Import a file with the proposed mapping, without a browser. Progress goes to standard error.

    Needs no worker: the work is done here, and by a worker if this command is killed.
    """
    with _Told(as_json), ready(settings):
        counts = asyncio.run(_import(settings, file, slug, source))
        click.echo(json.dumps(counts) if as_json else _counts_text(counts))


@click.command("inspect")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def inspect(file: Path, as_json: bool) -> None:
    """What an import would make of a file: its dialect, source, header and mapping. Needs no database."""
    with _Told(as_json):
        seen = asyncio.run(_inspect(file))
        click.echo(json.dumps(seen, ensure_ascii=False) if as_json else _inspection_text(seen))


@click.command("undo")
@with_settings
@click.argument("operation", type=click.UUID)
@click.option("--workspace", "slug", help="The operation's workspace; needed only to be sure.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def undo(settings: Settings, operation: UUID, slug: str | None, as_json: bool) -> None:
    """Undo an operation: what later operations changed or confirmed stays and is listed."""
    with _Told(as_json), ready(settings):
        done = asyncio.run(_undo(settings, operation, slug))
        click.echo(
            json.dumps(done) if as_json else f"undone by operation {done['operation']}: {done['counts']}"
        )


class _Told:
    """A known error is one sentence on stderr, and with --json one line on stdout; the exit code is 1."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, LeadgenError):
            if self._as_json:
                click.echo(
                    json.dumps({"error": {"code": error.code, "detail": error.detail}}, ensure_ascii=False)
                )
            click.echo(f"error: {error.detail}", err=True)
            sys.exit(1)


async def _import(settings: Settings, file: Path, slug: str, source: str | None) -> dict[str, object]:
    build()
    database = Database.open(settings)
    try:
        workspace_id = await _workspace(database, slug)
        async with spool(_pieces(file)) as content, database.workspace(workspace_id) as session:
            made = await service.create(
                session, OPERATOR, filename=file.name, content=content, mode="auto", source=source
            )
        telling = asyncio.create_task(_tell(database, workspace_id, made.id))
        try:
            await running.advance(database, workspace_id, made.id, lambda: False)
        finally:
            telling.cancel()
        return _outcome(await _get(database, workspace_id, made.id))
    finally:
        await database.close()


def _outcome(found: Import) -> dict[str, object]:
    if found.state != "applied":
        detail = found.problem["detail"] if found.problem else f"The import is {found.state}."
        raise ImportStopped(str(detail), reason=found.problem["code"] if found.problem else found.state)
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


async def _inspect(file: Path) -> dict[str, JSON]:
    found = await parser.inspect(file.name, _pieces(file))
    fields = registered()
    proposals = propose(found.header, found.rows, fields)
    decided = columns.proposed(found, proposals, None, {field.key for field in fields})
    names = ("delimiter", "quote", "escape", "skip_space")
    return {
        "encoding": found.shape.get("encoding"),
        "dialect": {name: found.shape.get(name) for name in names},
        "header_row": found.shape.get("header_row"),
        "header": list(found.header),
        "source": found.source,
        "mapping": {
            column.header: {"field": column.field, "confidence": column.confidence, "reason": column.reason}
            for column in decided
        },
        "rows": [list(row) for row in found.rows[:_SHOWN_ROWS]],
        "problems": [dict(problem) for problem in found.problems],
    }


async def _undo(settings: Settings, operation_id: UUID, slug: str | None) -> dict[str, JSON]:
    build()
    database = Database.open(settings)
    try:
        workspace_id = await _workspace(database, slug) if slug else None
        done = await run_here(database, operation_id, OPERATOR, workspace_id)
        return {
            "operation": str(done.id),
            "undoes": str(operation_id),
            "state": done.state,
            "counts": dict(done.counts),
        }
    finally:
        await database.close()


async def _workspace(database: Database, slug: str) -> UUID:
    found = await workspaces.by_slug(database, slug, "command line: find the workspace by its name")
    if found is None:
        raise WorkspaceUnknown(slug)
    return found.id


async def _pieces(file: Path) -> AsyncIterator[bytes]:
    """Raises FileMissing."""
    try:
        with file.open("rb") as stream:
            while piece := await asyncio.to_thread(stream.read, _PIECE_BYTES):
                yield piece
    except OSError as error:
        raise FileMissing(file, (error.strerror or str(error)).lower()) from error


def _counts_text(counts: Mapping[str, object]) -> str:
    return ", ".join(f"{value} {name}" for name, value in counts.items() if name != "operation") + (
        f"\noperation {counts['operation']} (undo it with `leadgen undo {counts['operation']}`)"
    )


def _inspection_text(seen: Mapping[str, JSON]) -> str:
    return json.dumps(seen, ensure_ascii=False, indent=2)
