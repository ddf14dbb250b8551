"""`leadgen import`, `inspect` and `undo` as an operator runs them."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from leadgen.cli.files import told
from leadgen.config import Settings
from tests.factories.server import SECRET
from tests.stages.ingest.base import names
from tests.stages.ingest.conftest import Ingest

PROGRAM = "from leadgen.cli import main; main()"
LIST = (
    "\ufeffReport\n\nName;E-mail;Town\nAda Example;ada@firm.example;Brno\nBob Sample;bob@other.example;\n;;\n"
)


_COMMAND = [sys.executable, "-c", PROGRAM]


def leadgen(settings: Settings | None, *words: str) -> subprocess.CompletedProcess[str]:
    """Without settings: an environment that has no database at all."""
    return subprocess.run(
        [*_COMMAND, *words],
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def environment(settings: Settings | None) -> dict[str, str]:
    if settings is None:
        return {**os.environ, "LEADGEN_DATA_DIR": "/nonexistent"}
    return {
        **os.environ,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
        "LEADGEN_DATABASE_URL": str(settings.database_url),
        "LEADGEN_SECRET_KEY": SECRET,
    }


def last_line(run: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    return path


async def test_a_file_is_imported_without_a_worker_and_undone(
    ingest: Ingest, settings: Settings, file: Path
) -> None:
    run = leadgen(settings, "import", str(file), "--workspace", "alice", "--json")
    assert run.returncode == 0, run.stderr
    told = last_line(run)
    assert list(told) == ["lines", "created", "updated", "duplicates", "rejected", "ambiguous", "operation"]
    assert (told["lines"], told["created"]) == (2, 2)
    assert await names(ingest) == ["Ada Example", "Bob Sample"]

    again = last_line(leadgen(settings, "import", str(file), "--workspace", "alice", "--json"))
    assert (again["created"], again["updated"], again["duplicates"]) == (0, 0, 2)
    for operation in (again["operation"], told["operation"]):
        undone = leadgen(settings, "undo", operation, "--json")
        assert undone.returncode == 0, undone.stderr
        assert (last_line(undone)["undoes"], last_line(undone)["state"]) == (operation, "done")
    assert await names(ingest) == []
    twice = leadgen(settings, "undo", told["operation"], "--workspace", "alice", "--json")
    assert (twice.returncode, last_line(twice)["error"]["code"]) == (1, "not_undoable")


def test_inspection_needs_no_database(file: Path) -> None:
    run = leadgen(None, "inspect", str(file), "--json")
    assert run.returncode == 0, run.stderr
    seen = last_line(run)
    assert (seen["encoding"], seen["header_row"], seen["source"]) == ("utf-8", 3, "csv")
    assert (seen["dialect"]["delimiter"], seen["dialect"]["quote"]) == (";", '"')
    assert {header: column["field"] for header, column in seen["mapping"].items()} == {
        "Name": "full_name",
        "E-mail": "email",
        "Town": "city",
    }
    assert all(0 < column["confidence"] <= 1 for column in seen["mapping"].values())
    assert seen["rows"][0] == ["Ada Example", "ada@firm.example", "Brno"]
    assert [problem["code"] for problem in seen["problems"]] == ["preamble"]


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("content", "words", "code", "says"),
    [
        (b"", ("--workspace", "alice"), "import_stopped", "empty"),
        (b"colour\nred\n", ("--workspace", "alice"), "import_stopped", "no line can become a record"),
        (b"name\nAda\n", ("--workspace", "nowhere"), "workspace_unknown", "no workspace “nowhere”"),
        (
            b"name\nAda\n",
            ("--workspace", "alice", "--source", "fax"),
            "import_stopped",
            "Installed are: csv, ",
        ),
        (None, ("--workspace", "alice"), "file_missing", "no such file"),
    ],
)
def test_what_is_refused_is_one_sentence_and_exit_code_1(
    settings: Settings, tmp_path: Path, content: bytes | None, words: tuple[str, ...], code: str, says: str
) -> None:
    path = tmp_path / "file.csv"
    if content is not None:
        path.write_bytes(content)
    run = leadgen(settings, "import", str(path), *words, "--json")
    assert run.returncode == 1
    error = last_line(run)["error"]
    assert (error["code"], says in error["detail"]) == (code, True), error
    assert f"error: {error['detail']}" in run.stderr


async def test_a_doubtful_encoding_is_a_question_and_its_answer_imports(
    ingest: Ingest, settings: Settings, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("name;email\nal\x85;al@example.com\n".encode("latin-1"))
    asked = leadgen(settings, "import", str(path), "--workspace", "alice", "--json")
    assert asked.returncode == 3, asked.stderr
    error = last_line(asked)["error"]
    assert error["code"] == "encoding_asked"
    assert [word in error["detail"] for word in ("cp1252", "--encoding", "nothing was imported")] == [
        True
    ] * 3
    assert await names(ingest) == []

    said = ("--encoding", "windows-1252", "--delimiter", ";", "--header-row", "1")
    run = leadgen(settings, "import", str(path), "--workspace", "alice", "--json", *said)
    assert (run.returncode, last_line(run)["created"]) == (0, 1), run.stderr
    assert await names(ingest) == ["Al…"]
    wrong = leadgen(None, "inspect", str(path), "--encoding", "klingon", "--json")
    assert (wrong.returncode, "klingon" in last_line(wrong)["error"]["detail"]) == (1, True)


def test_inspecting_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"PK\x03\x04")
    run = leadgen(None, "inspect", str(path), "--json")
    assert (run.returncode, last_line(run)["error"]["code"]) == (1, "file_unreadable")
    assert "workbook is damaged" in run.stderr


_AWAY = "SELECT pg_terminate_backend(pg_backend_pid())"


@pytest.mark.parametrize("by_driver", [True, False])
async def test_a_database_that_goes_away_is_one_sentence_that_says_what_was_kept(
    ingest: Ingest, capsys: pytest.CaptureFixture[str], *, by_driver: bool
) -> None:
    with pytest.raises(SystemExit) as ended, told(as_json=True, kept="Nothing was."):  # noqa: PT012  one act
        async with ingest.database.workspace(ingest.workspace_id) as session:
            if by_driver:
                await (await session.driver()).execute(_AWAY)
            else:
                await session.execute(text(_AWAY))
    assert ended.value.code == 1
    said = capsys.readouterr()
    problem = {"code": "database_lost", "detail": "The database went away. Nothing was."}
    assert json.loads(said.out) == {"error": problem}
    assert said.err == "error: The database went away. Nothing was.\n"


def test_any_other_failure_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), told(as_json=False):
        raise ZeroDivisionError
