"""The command `leadgen`."""

from importlib import import_module
from pathlib import Path

import click

import leadgen
from leadgen.cli.options import DATA_OPTION, DATA_OPTION_HELP, report_errors

# Command and its module, which holds a click command of that name, or of the name after the colon.
# Loaded when asked for: `up` starts in half the time without the web framework.
COMMANDS = {
    "up": "leadgen.cli.up",
    "web": "leadgen.cli.web",
    "worker": "leadgen.cli.worker",
    "doctor": "leadgen.cli.doctor",
    "database": "leadgen.cli.database",
    "init": "leadgen.cli.accounts",
    "user": "leadgen.cli.people",
    "import": "leadgen.cli.imports:import_file",
    "inspect": "leadgen.cli.inspection",
    "undo": "leadgen.cli.undoing",
    "backup": "leadgen.cli.backups",
    "restore": "leadgen.cli.backups",
    "secrets": "leadgen.cli.secrets",
}


class _Commands(click.Group):
    """Loads a command's module at its first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name or cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leadgen.__version__)
@click.option(DATA_OPTION, "data_dir", type=click.Path(path_type=Path), help=DATA_OPTION_HELP)
@click.pass_context
def app(context: click.Context, data_dir: Path | None) -> None:
    """Leadgen Pipeline: contacts in, clean records, approved outreach out."""
    context.obj = data_dir


def main() -> None:
    """Run the command line; a known error is one sentence and exit code 1."""
    with report_errors():
        app()
