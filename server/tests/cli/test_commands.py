"""The list of commands, told without loading any of them."""

import subprocess
import sys

import click
import pytest

from leadgen.cli.app import COMMANDS, app

LOADED = """
import sys
from leadgen.cli.app import app
app(["--help"], standalone_mode=False)
print(*sorted(sys.modules))
"""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_the_command_says_of_itself(name: str) -> None:
    command = app.get_command(click.Context(app), name)
    assert command is not None
    assert COMMANDS[name].says == command.get_short_help_str(limit=200)


def test_help_loads_no_command_no_setting_and_no_library_but_its_own() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, text=True, check=True, timeout=60
    )
    listed, loaded = run.stdout.splitlines()[:-1], run.stdout.splitlines()[-1]
    assert [name for name in COMMANDS if not any(line.startswith(f"  {name} ") for line in listed)] == []
    modules = [name for name in loaded.split() if name.startswith("leadgen.")]
    assert modules == [
        "leadgen.cli",
        "leadgen.cli.app",
        "leadgen.cli.entry",
        "leadgen.kernel",
        "leadgen.kernel.errors",
        "leadgen.kernel.json",
    ]
    assert not [name for name in ("pydantic", "fastapi", "sqlalchemy", "asyncio") if name in loaded.split()]
