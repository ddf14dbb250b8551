"""What is there before any command is loaded: where the data is, and how an error ends the program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from leadgen.kernel.errors import LeadgenError

data_option = click.option(
    "--data",
    "data_dir",
    type=click.Path(path_type=Path),
    help="Folder of the embedded database and the secret key. Same as LEADGEN_DATA_DIR.",
)


@contextmanager
def report_errors() -> Iterator[None]:
    """A known error ends the program with its sentence on stderr."""
    try:
        yield
    except LeadgenError as error:
        click.echo(f"error: {error.detail}", err=True)
        sys.exit(1)
