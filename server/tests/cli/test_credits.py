"""`leadgen credits` as an operator runs it."""

import json
import signal

import pytest
from click.testing import CliRunner, Result

from leadgen.cli import logs
from leadgen.cli.credits import credits_
from leadgen.config import Settings
from tests.factories.server import SECRET
from tests.factories.tenancy import Workspace


@pytest.fixture(autouse=True)
def installed(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command finds the installation as in a terminal, leaving log and signals alone."""
    monkeypatch.setattr(logs, "configure", lambda: None)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    monkeypatch.setenv("LEADGEN_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("LEADGEN_DATABASE_URL", str(settings.database_url))
    monkeypatch.setenv("LEADGEN_SECRET_KEY", SECRET)


def run(*words: str) -> Result:
    return CliRunner().invoke(credits_, list(words))


def test_credits_are_granted_and_shown(workspace: Workspace) -> None:
    granted = run("grant", "12.5", "--workspace", "alice", "--expires", "2999-01-31", "--note", "Invoice 7")
    assert granted.exit_code == 0, granted.output
    assert granted.stdout.splitlines()[:2] == [
        "12.5 credits left, 0 reserved",
        "12.5 of them go on 2999-01-31",
    ]
    shown = json.loads(run("show", "--workspace", "alice", "--json").stdout)
    assert (shown["balance"], shown["account"]["caps"]["per_day"]) == (12_500, None)


def test_what_cannot_be_granted_is_refused(workspace: Workspace) -> None:
    for words, code, says in (
        (("grant", "0", "--workspace", "alice"), 1, "Grant more than 0"),
        (("grant", "1.0005", "--workspace", "alice"), 2, "at most three decimals"),
        (("grant", "many", "--workspace", "alice"), 2, "many is no number"),
        (("show", "--workspace", "nowhere"), 1, "nowhere"),
    ):
        done = run(*words)
        assert (done.exit_code, says in done.output) == (code, True), done.output
