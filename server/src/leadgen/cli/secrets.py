"""`leadgen secrets`: the installation's secret key and what it protects."""

import json
from contextlib import AbstractContextManager, nullcontext

import click

from leadgen.cli.files import told
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.postgres.server import running
from leadgen.pipeline.assembly import build
from leadgen.platform.secrets.rotation import Rotated, rotate


@click.group()
def secrets() -> None:
    """The secret key and what it protects."""


@secrets.command("rotate")
@with_settings
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def rotate_command(settings: Settings, as_json: bool) -> None:
    """Change the secret key: the database's passwords and everything sealed change over to a new one.

    Where the key is a file, a new one is made and running programs follow. Where it is LEADGEN_SECRET_KEY,
    stop them, set that to the new key and LEADGEN_OLD_SECRET_KEYS to the old one, and run this. A run that
    was broken off is finished by the next.
    """
    with told(as_json), _server(settings):
        done = rotate(settings, build().sealed)
        click.echo(json.dumps(_as_json(done)) if as_json else _as_text(done, settings))


def _server(settings: Settings) -> AbstractContextManager[object]:
    return running(settings.data_dir) if settings.embedded else nullcontext()


def _as_json(done: Rotated) -> dict[str, int | bool]:
    return {
        "new_key": done.fresh,
        "passwords": done.passwords,
        "resealed": done.resealed,
        "unreadable": done.unreadable,
    }


def _as_text(done: Rotated, settings: Settings) -> str:
    began = "A new secret key is in place" if done.fresh else "The change of the secret key is finished"
    lines = [
        f"{began}: {done.passwords} database passwords and {done.resealed:,} sealed secrets changed over."
    ]
    if done.unreadable:
        lines.append(f"{done.unreadable:,} cannot be opened with any known key and stayed as they are.")
    old = "LEADGEN_OLD_SECRET_KEYS" if settings.secret_key is not None else "secret.key.old"
    lines.append(f"Backups made before need the old key: keep {old} with them, else remove it.")
    return "\n".join(lines)
