"""What every command shares: its settings."""

import signal
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

import click

from leadgen.cli import logs
from leadgen.cli.entry import data_option
from leadgen.config import Settings, load_settings

P = ParamSpec("P")
T = TypeVar("T")


def with_settings(command: Callable[Concatenate[Settings, P], T]) -> Callable[P, T]:
    """Give a command its Settings as first argument, and `--data` after its name as well as before.

    Options named like a setting (`--port`) go above the environment.
    """

    @data_option
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
