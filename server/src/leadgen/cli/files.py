"""What the commands about files share: how an error is told, the file, the workspace."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import click

from leadgen.db.engine import Database
from leadgen.kernel.errors import LeadgenError, NotFound, Refused, Unavailable
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.workspaces import service as workspaces

OPERATOR = Actor("system", None, "Command line")
FILE = click.Path(path_type=Path)
_PIECE_BYTES = 1 << 20


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


class DatabaseLost(Unavailable):
    """The database went away in the middle."""

    def __init__(self, kept: str) -> None:
        super().__init__(f"The database went away. {kept}")


@contextmanager
def told(as_json: bool, *, kept: str = "Run the command again when it is back.") -> Iterator[None]:
    """A known error is one sentence on stderr, and with --json one line on stdout; the exit code is 1.

    `kept` is what is told where the database goes away: what is kept, and how to go on.
    """
    try:
        yield
    except LeadgenError as error:
        _tell(error, as_json)
    except Exception as error:
        if not is_passing(error):
            raise
        _tell(DatabaseLost(kept), as_json)


def _tell(error: LeadgenError, as_json: bool) -> NoReturn:
    if as_json:
        problem = {"code": error.code, "detail": error.detail}
        click.echo(json.dumps({"error": problem}, ensure_ascii=False))
    click.echo(f"error: {error.detail}", err=True)
    sys.exit(1)


async def workspace_id_of(database: Database, slug: str) -> UUID:
    found = await workspaces.by_slug(database, slug, "command line: find the workspace by its name")
    if found is None:
        raise WorkspaceUnknown(slug)
    return found.id


async def pieces_of(file: Path) -> AsyncIterator[bytes]:
    """Raises FileMissing."""
    try:
        with file.open("rb") as stream:
            while piece := await asyncio.to_thread(stream.read, _PIECE_BYTES):
                yield piece
    except OSError as error:
        raise FileMissing(file, (error.strerror or str(error)).lower()) from error
