"""What every command shares: its settings, and how an error is told."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from types import FrameType
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

import click

from leadgen.cli import logs
from leadgen.config import Settings, load_settings
from leadgen.kernel.errors import LeadgenError

P = ParamSpec("P")
T = TypeVar("T")

DATA_OPTION = "--data"
DATA_OPTION_HELP = "Folder of the embedded database and the secret key. Same as LEADGEN_DATA_DIR."


def with_settings(command: Callable[Concatenate[Settings, P], T]) -> Callable[P, T]:
    """Give a command its Settings as first argument, and `--data` after its name as well as before.

    Options named like a setting (`--port`) go above the environment.
    """

    @click.option(DATA_OPTION, "data_dir", type=click.Path(path_type=Path), help=DATA_OPTION_HELP)
    @click.pass_context
    @wraps(command)
    def run(context: click.Context, /, *args: P.args, **kwargs: P.kwargs) -> T:
        given = kwargs.pop("data_dir") or context.find_root().obj
        logs.configure()
        signal.signal(signal.SIGTERM, _end)
        return command(load_settings({"data_dir": given}), *args, **kwargs)

    return run


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Leave in order: a process that just dies leaves the embedded server running."""
    raise SystemExit(128 + number)


@contextmanager
def report_errors() -> Iterator[None]:
    """A known error ends the program with its sentence on stderr."""
    try:
        yield
    except LeadgenError as error:
        click.echo(f"error: {error.detail}", err=True)
        sys.exit(1)
