"""Each rule of the house is seen failing on a planted violation, and holding on the real tree."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.checks import borders, clock, outbound, settings, sql_home, traces
from tools.checks.source import Violation

ROOT = Path(__file__).resolve().parents[3]
LEADGEN = "server/src/leadgen"
Check = Callable[[Path], list[Violation]]

PLANTED: list[tuple[Check, str, str, str]] = [
    (
        sql_home.violations,
        f"{LEADGEN}/records/service.py",
        "from sqlalchemy import select",
        "imports sqlalchemy",
    ),
    (
        sql_home.violations,
        f"{LEADGEN}/records/models.py",
        "from sqlalchemy import delete",
        "sqlalchemy.delete",
    ),
    (sql_home.violations, f"{LEADGEN}/api/a.py", "import sqlalchemy as sa\nsa.text('x')", "uses sa.text"),
    (sql_home.violations, f"{LEADGEN}/cli/a.py", "q = 'SELECT 1 FROM contact'", "holds an SQL statement"),
    (
        sql_home.violations,
        f"{LEADGEN}/cli/a.py",
        "t = 1\nq = f'UPDATE {t} SET x = 1'",
        "holds an SQL statement",
    ),
    (
        sql_home.violations,
        f"{LEADGEN}/cli/a.py",
        "q = 'COPY contact (id) FROM STDIN'",
        "holds an SQL statement",
    ),
    (
        clock.violations,
        f"{LEADGEN}/records/a.py",
        "import datetime\ndatetime.datetime.now()",
        "datetime.now()",
    ),
    (clock.violations, f"{LEADGEN}/records/a.py", "from datetime import date\ndate.today()", "date.today()"),
    (clock.violations, f"{LEADGEN}/records/a.py", "import time\ntime.time()", "time.time()"),
    (clock.violations, f"{LEADGEN}/records/repository.py", "q = 'WHERE at < now()'", "asks PostgreSQL"),
    (clock.violations, f"{LEADGEN}/records/repository.py", "func.now()", "func.now()"),
    (clock.violations, "plugins/acme/src/leadgen_acme/a.py", "import time\ntime.time()", "time.time()"),
    (outbound.violations, f"{LEADGEN}/stages/enrich/jobs.py", "import httpx", "imports httpx"),
    *(
        (outbound.violations, f"{LEADGEN}/platform/webhooks/a.py", f"import {client}", f"imports {client}")
        for client in outbound.CLIENTS
    ),
    (
        outbound.violations,
        f"{LEADGEN}/platform/providers/a.py",
        "from authlib.integrations.httpx_client import AsyncOAuth2Client",
        "imports authlib.integrations",
    ),
    (outbound.violations, f"{LEADGEN}/cli/a.py", "import urllib\nurllib.request.urlopen('x')", "urlopen"),
    (outbound.violations, "plugins/acme/src/leadgen_acme/a.py", "import httpx", "imports httpx"),
    (
        outbound.violations,
        f"{LEADGEN}/cli/a.py",
        "from urllib.request import urlopen",
        "imports urllib.request",
    ),
    (
        outbound.violations,
        f"{LEADGEN}/cli/a.py",
        "import socket\ns = socket.socket()\ns.connect(())",
        "s.connect",
    ),
    (
        outbound.violations,
        f"{LEADGEN}/cli/a.py",
        "import asyncio\nasyncio.open_connection()",
        "open_connection",
    ),
    (borders.violations, "sdk/src/leadgen_sdk/a.py", "from leadgen.kernel import ids", "only leadgen_sdk"),
    (borders.violations, "plugins/acme/src/leadgen_acme/a.py", "import leadgen.kernel", "only leadgen_sdk"),
    (borders.violations, f"{LEADGEN}/cli/a.py", "import leadgen_csv", "only leadgen_sdk"),
    (
        borders.violations,
        f"{LEADGEN}/stages/enrich/service.py",
        "from leadgen.stages.ingest.repository import lines",
        "of another stage only contracts and service",
    ),
    (
        borders.violations,
        f"{LEADGEN}/stages/enrich/service.py",
        "from leadgen.stages import ingest",
        "of another stage only contracts and service",
    ),
    (
        settings.violations,
        f"{LEADGEN}/config.py",
        "class Settings(BaseSettings):\n    colour: str = 'red'",
        "LEADGEN_COLOUR is not explained",
    ),
    (settings.violations, "docs/operations.md", "`LEADGEN_COLOUR` paints.", "which is not a setting"),
    (settings.violations, f"{LEADGEN}/cli/a.py", "import os\nos.environ['X']", "settings stand in config.py"),
]

ALLOWED: list[tuple[Check, str, str]] = [
    (sql_home.violations, f"{LEADGEN}/records/repository.py", "from sqlalchemy import select"),
    (sql_home.violations, f"{LEADGEN}/records/repository/grid.py", "q = 'SELECT 1 FROM contact'"),
    (sql_home.violations, f"{LEADGEN}/records/models.py", "from sqlalchemy import text"),
    (sql_home.violations, f"{LEADGEN}/db/engine.py", "q = 'SET LOCAL ROLE x'"),
    (
        sql_home.violations,
        f"{LEADGEN}/api/a.py",
        "def f():\n    'Select the lines.'\n    return 'Update your key'",
    ),
    (clock.violations, f"{LEADGEN}/records/a.py", "import time\ntime.monotonic()"),
    (outbound.violations, f"{LEADGEN}/platform/net/client.py", "import httpx"),
    (outbound.violations, f"{LEADGEN}/cli/a.py", "import socket\nsocket.socket().listen()"),
    (outbound.violations, f"{LEADGEN}/db/a.py", "import psycopg\npsycopg.connect()"),
    (borders.violations, "plugins/acme/src/leadgen_acme/a.py", "import leadgen_sdk\nimport leadgen_acme.x"),
    (
        borders.violations,
        f"{LEADGEN}/stages/enrich/service.py",
        "from leadgen.stages.ingest.contracts import Line\nfrom leadgen.stages.ingest import service",
    ),
]


def plant(root: Path, path: str, source: str) -> None:
    (root / path).parent.mkdir(parents=True)
    (root / path).write_text(source + "\n")


@pytest.mark.parametrize(("check", "path", "source", "says"), PLANTED)
def test_a_planted_violation_is_seen(tmp_path: Path, check: Check, path: str, source: str, says: str) -> None:
    plant(tmp_path, path, source)

    found = check(tmp_path)

    assert any(says in violation.sentence and violation.place.startswith(path) for violation in found), found


@pytest.mark.parametrize(("check", "path", "source"), ALLOWED)
def test_what_is_allowed_passes(tmp_path: Path, check: Check, path: str, source: str) -> None:
    plant(tmp_path, path, source)

    assert check(tmp_path) == []


@pytest.mark.parametrize(
    "check",
    [sql_home.violations, clock.violations, outbound.violations, borders.violations, settings.violations],
)
def test_the_real_tree_keeps_the_rule(check: Check) -> None:
    assert [str(found) for found in check(ROOT)] == []


def test_an_exception_that_nothing_needs_is_reported(tmp_path: Path) -> None:
    plant(tmp_path, f"{LEADGEN}/kernel/clock.py", "nothing = 1")

    assert "does not need it" in str(clock.violations(tmp_path)[0])


@pytest.mark.parametrize("path", [*clock.EXCEPTIONS, *outbound.EXCEPTIONS, *settings.EXCEPTIONS])
def test_an_exception_names_a_file_that_is_there(path: str) -> None:
    assert (ROOT / path).is_file()


def test_a_path_or_an_index_of_this_machine_is_seen(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Look into /home/ada/leadgen/ first.\n")
    (tmp_path / "some.lock").write_text('source = { registry = "x" }\n')

    found = [str(violation) for violation in traces.violations(tmp_path, frozenset({"/home/ada/"}))]

    assert found == [
        "README.md:1: names /home/ada/, which is a thing of one machine",
        "some.lock: holds addresses of a package index",
    ]


def test_no_file_of_the_project_names_this_machine() -> None:
    assert [str(found) for found in traces.violations(ROOT)] == []
