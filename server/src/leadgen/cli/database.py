"""`leadgen database`: an external server made ready, and the schema brought up to date."""

from urllib.parse import unquote, urlsplit, urlunsplit

import click

from leadgen.cli.options import with_settings
from leadgen.config import Settings
from leadgen.db.address import EMBEDDED_DATABASE, Address, address_of, parse
from leadgen.db.migrate import code_head
from leadgen.db.prepare import prepare
from leadgen.db.startup import ready


@click.group()
def database() -> None:
    """The database server."""


@database.command("prepare")
@with_settings
@click.option("--admin-url", required=True, help="postgresql://admin:password@host:port/postgres")
def prepare_command(settings: Settings, admin_url: str) -> None:
    """Make roles, database and grants on an external server; needs an administrator, once.

    The database is the one LEADGEN_DATABASE_URL names, else `leadgen`. The passwords of the roles are
    derived from the secret key, so run it with the key the product runs with.
    """
    parts = urlsplit(admin_url)
    admin = parse(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2])))
    name = EMBEDDED_DATABASE if settings.embedded else address_of(settings).database
    prepare(
        admin,
        unquote(parts.username or "postgres"),
        unquote(parts.password or ""),
        database=name,
        secret=settings.secret(),
    )
    click.echo(f"LEADGEN_DATABASE_URL={Address(admin.host, admin.port, name, admin.options).public_url()}")


@database.command("migrate")
@with_settings
def migrate_command(settings: Settings) -> None:
    """Bring the schema to this release; every other command that uses the database does so too."""
    with ready(settings):
        click.echo(f"schema {code_head()}")
