"""`leadgen backup` and `leadgen restore`: everything in one file, and an installation made from it."""

import json
import time
from pathlib import Path

import click

from leadgen.cli.files import FILE, told
from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.startup import ready
from leadgen.kernel.clock import now
from leadgen.platform.backup import service
from leadgen.platform.backup.contracts import Manifest, Progress

_TELL_EVERY_S = 1.0
_SEALED = (
    "The secret key here is another than the one the backup was made with. Passwords and API keys work; "
    "webhooks and second factors cannot be opened: put the key of then into the file secret.key.old beside "
    "secret.key and run `leadgen secrets rotate`, or set those secrets anew."
)
_DISARMED = (
    "Nothing leaves any workspace (no mail, no webhook) until one of its owners signs in and confirms it. "
    "Everybody has to sign in again."
)


@click.command("backup")
@with_settings
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def backup(settings: Settings, file: Path, as_json: bool) -> None:
    """Write everything into one new file, while everybody works on. Progress goes to standard error.

    The file holds all contacts of all workspaces, and not the secret key: keep both, apart from each other.
    """
    with told(as_json), ready(settings):
        manifest = service.take(settings, file, now(), _progress())
        size = file.stat().st_size
        click.echo(
            json.dumps(_summary(manifest, file, bytes=size)) if as_json else _text(manifest, file, size)
        )


@click.command("restore")
@with_settings
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print the result, or the error, as one line of JSON.")
def restore(settings: Settings, file: Path, as_json: bool) -> None:
    """Make an empty installation what a backup holds: whole, or not at all.

    The file is checked before anything is touched. An installation that has people or workspaces is refused.
    """
    with told(as_json):
        restored = service.restore(settings, file, now(), _progress())
        if as_json:
            open_ = restored.secrets_open
            click.echo(json.dumps(_summary(restored.manifest, file, secrets_open=open_, disarmed=True)))
            return
        click.echo(
            f"restored {_rows(restored.manifest)}, as of {restored.manifest.created_at:%Y-%m-%d %H:%M} UTC"
        )
        click.echo(_DISARMED)
        if not restored.secrets_open:
            click.echo(_SEALED)


def _summary(manifest: Manifest, file: Path, **more: int | bool) -> dict[str, object]:
    return {
        "file": str(file),
        "created_at": manifest.created_at.isoformat(),
        "product": manifest.product,
        "revision": manifest.revision,
        "workspaces": manifest.workspaces,
        "rows": sum(table.rows for table in manifest.tables.values()),
        "secret_key_included": manifest.secret_key_included,
        **more,
        "tables": {name: {"rows": of.rows, "sha256": of.sha256} for name, of in manifest.tables.items()},
    }


def _text(manifest: Manifest, file: Path, size: int) -> str:
    return f"{file}: {_rows(manifest)}, {size / 1e6:,.1f} MB\n{manifest.note}"


def _rows(manifest: Manifest) -> str:
    rows = sum(table.rows for table in manifest.tables.values())
    return f"{rows:,} rows of {manifest.workspaces:,} workspaces"


def _progress() -> Progress:
    """At most a line a second."""
    last = time.monotonic()

    def tell(what: str) -> None:
        nonlocal last
        if time.monotonic() - last >= _TELL_EVERY_S:
            last = time.monotonic()
            click.echo(what, err=True)

    return tell
