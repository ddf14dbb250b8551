"""`leadgen user`: the way back in for people, by whoever runs the installation."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.platform.accounts import links, rescue
from leadgen.platform.mail import page

T = TypeVar("T")


@click.group()
def user() -> None:
    """People, where mail cannot help them."""


@user.command("reset-link")
@with_settings
@click.argument("email")
def reset_link(settings: Settings, email: str) -> None:
    """Print a link by which EMAIL chooses a new password, once within the hour.

    Hand it to nobody else. Where the second factor is on, its code is still asked for.
    """
    token = _run(settings, lambda database: rescue.reset_token(database, email))
    click.echo(page(settings, links.RESET_PAGE, token))


@user.command("email")
@with_settings
@click.argument("old")
@click.argument("new")
def email_command(settings: Settings, old: str, new: str) -> None:
    """Let the person of OLD sign in with NEW from now on. Nobody is asked: be sure that NEW is theirs."""
    _run(settings, lambda database: rescue.change_email(database, old, new))
    click.echo(f"{old} signs in as {new}")


@user.command("totp-off")
@with_settings
@click.argument("email")
def totp_off(settings: Settings, email: str) -> None:
    """Switch the second factor of EMAIL off: for somebody who lost authenticator and recovery codes.

    Their sessions end. Be sure whom you do it for: from now on the password alone opens the account.
    """
    _run(settings, lambda database: rescue.stop_second_factor(database, email))
    click.echo(f"{email} signs in with the password alone")


def _run(settings: Settings, act: Callable[[Database], Awaitable[T]]) -> T:
    async def run() -> T:
        database = Database.open(settings)
        try:
            return await act(database)
        finally:
            await database.close()

    with ready(settings):
        return asyncio.run(run())
