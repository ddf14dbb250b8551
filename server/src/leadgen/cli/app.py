"""The command `leadgen`."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import click

import leadgen
from leadgen.cli.entry import data_option, report_errors


@dataclass(frozen=True)
class Listed:
    """A command by the module that holds it, under its own name or that after the colon, and its first line.

    Loaded when asked for: the list of commands, and `up`, do without the web framework.
    """

    module: str
    says: str


COMMANDS = {
    "up": Listed(
        "leadgen.cli.up", "Start database, web server and worker, and keep them running until Ctrl-C."
    ),
    "web": Listed("leadgen.cli.web", "Run the web server alone; more of them may share one database."),
    "worker": Listed(
        "leadgen.cli.worker", "Run jobs and effects; any number of workers may share one database."
    ),
    "doctor": Listed("leadgen.cli.doctor", "Check the installation; exit code 1 where something needs you."),
    "database": Listed("leadgen.cli.database", "The database server."),
    "init": Listed(
        "leadgen.cli.accounts",
        "Make a workspace with an owner, and print an API key, which is shown only once.",
    ),
    "user": Listed("leadgen.cli.people", "People, where mail cannot help them."),
    "import": Listed(
        "leadgen.cli.imports:import_file", "Import a file with the proposed mapping, without a browser."
    ),
    "enrich": Listed(
        "leadgen.cli.enriching", "What enrichment would cost at most, and with --yes the run itself."
    ),
    "inspect": Listed(
        "leadgen.cli.inspection",
        "What an import would make of a file: its dialect, source, header and mapping.",
    ),
    "duplicates": Listed(
        "leadgen.cli.duplicates",
        "Who is in a file more than once, how sure that is, and why.",
    ),
    "normalise": Listed(
        "leadgen.cli.normalise", "Values in their standard form, a line each from standard input."
    ),
    "undo": Listed(
        "leadgen.cli.undoing",
        "Undo an operation: what later operations changed or confirmed stays and is listed.",
    ),
    "credits": Listed("leadgen.cli.credits:credits_", "The credits of accounts."),
    "replay": Listed(
        "leadgen.cli.replay",
        "Ask a run's questions again from the pages it had read: without network, and nothing is written.",
    ),
    "backup": Listed("leadgen.cli.backups", "Write everything into one new file, while everybody works on."),
    "restore": Listed(
        "leadgen.cli.backups", "Make an empty installation what a backup holds: whole, or not at all."
    ),
    "secrets": Listed("leadgen.cli.secrets", "The secret key and what it protects."),
}


class _Commands(click.Group):
    """Loads a command's module at its first use, and lists them all without."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].module.partition(":")
        command = getattr(import_module(module), name or cmd_name.replace("-", "_"))
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, listed.says) for name, listed in COMMANDS.items()])


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(leadgen.__version__)
@data_option
@click.pass_context
def app(context: click.Context, data_dir: Path | None) -> None:
    """Leadgen Pipeline: contacts in, clean records, approved outreach out."""
    context.obj = data_dir


def main() -> None:
    """Run the command line; a known error is one sentence and exit code 1."""
    with report_errors():
        app()
