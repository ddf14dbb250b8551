"""What the commands about files share: how an error is told, the file and its reading, the workspace."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, NoReturn, ParamSpec, TypeVar, cast
from uuid import UUID

import click

from leadgen.db.engine import Database
from leadgen.kernel.errors import LeadgenError, NotFound, Refused, Unavailable
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.workspaces import service as workspaces
from leadgen_sdk import Reading

P = ParamSpec("P")
T = TypeVar("T")

OPERATOR = Actor("system", None, "Command line")
FILE = click.Path(path_type=Path)
# Nothing is wrong, but somebody has to say something first; 2 is a wrong use of the command.
EXIT_QUESTION = 3
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


class Question(Refused):
    """The command goes on once it is told more; the sentence says what, and by which option."""


class DatabaseLost(Unavailable):
    """The database went away in the middle."""

    def __init__(self, kept: str) -> None:
        super().__init__(f"The database went away. {kept}")


@contextmanager
def told(as_json: bool, *, kept: str = "Run the command again when it is back.") -> Iterator[None]:
    """A known error is one sentence on stderr, and with --json one line on stdout.

    The exit code is 1, and 3 for a Question.
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
    sys.exit(EXIT_QUESTION if isinstance(error, Question) else 1)


def with_reading(command: Callable[Concatenate[Reading, P], T]) -> Callable[P, T]:
    """Give a command as first argument how the file is read, as far as somebody says so."""

    @click.option("--encoding", help="Of a text file, such as cp1250; default: it is recognised.")
    @click.option("--delimiter", help="Between the cells of a text file, such as ';'.")
    @click.option("--header-row", type=click.IntRange(min=0), help="Line of the header; 0: there is none.")
    @click.option("--sheet", help="Of a workbook; default: the one with the table.")
    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        said = {field.name: kwargs.pop(field.name) for field in fields(Reading)}
        return command(Reading(**cast(dict[str, Any], said)), *args, **kwargs)

    return run


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
