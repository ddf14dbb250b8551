"""`leadgen init`: a workspace and its API key, by the operator's word."""

import asyncio
import json
import sys

import click

from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.db.startup import ready
from leadgen.platform.accounts.service import NewWorkspace, init_workspace


@click.command("init")
@with_settings
@click.option("--email", required=True, help="Of the owner, who is made where missing.")
@click.option("--workspace", "slug", required=True, help="The workspace's name in addresses.")
@click.option("--password-stdin", is_flag=True, help="Read the owner's password from standard input.")
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON.")
def init(settings: Settings, email: str, slug: str, password_stdin: bool, as_json: bool) -> None:
    """Make a workspace with an owner, and print an API key, which is shown only once.

    Without --password-stdin a new owner has no password and works with the API key alone, until the
    command gives one. A person who is known already gets another workspace and keeps their password.
    """
    password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
    with ready(settings):
        made = asyncio.run(_init(settings, email, slug, password))
    click.echo(json.dumps(_as_json(made)) if as_json else _as_text(made))


async def _init(settings: Settings, email: str, slug: str, password: str | None) -> NewWorkspace:
    database = Database.open(settings)
    try:
        return await init_workspace(database, email, slug, password)
    finally:
        await database.close()


def _as_json(made: NewWorkspace) -> dict[str, object]:
    return {
        "workspace": {"id": str(made.workspace.id), "slug": made.workspace.slug},
        "user": {"id": str(made.user.user_id), "email": made.user.email, "name": made.user.name},
        "api_key": made.api_key,
    }


def _as_text(made: NewWorkspace) -> str:
    return (
        f"workspace {made.workspace.slug}, owned by {made.user.email}\n"
        f"API key, shown only now: {made.api_key}"
    )
