"""`leadgen duplicates` on files, without a database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from leadgen.cli.duplicates import duplicates

HEADER = "id;Vorname;Nachname;E-Mail;Telefon"
LINES = [
    "k1;Ada;Müller;ada.mueller@firma.example;+49 171 1234567",
    "k2;Béla;Rossi;bela@rossi.example;+39 333 1112223",
    "k3;Ada;Mueller;ada.mueller@firma.example;",
    "k4;Greta;Larsen;greta@larsen.example;+47 912 34 567",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_bytes("\n".join([HEADER, *LINES]).encode("cp1252"))
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(duplicates, [str(word) for word in words])


def test_a_line_per_pair_then_one_per_cluster(file: Path) -> None:
    result = run(file, "--id", "id", "--json")
    pair, cluster = map(json.loads, result.stdout.splitlines())
    assert {pair["a"], pair["b"]} == {"k1", "k3"}
    assert pair["probability"] > 0.9
    assert {"field": "E-Mail", "words": "E-Mail is the same"}.items() <= pair["why"][3].items()
    assert sorted(cluster["cluster"]) == ["k1", "k3"]


def test_a_person_reads_the_same(file: Path) -> None:
    said = run(file).stdout
    assert said.startswith("1 and 3: ")
    assert "E-Mail is the same" in said
    assert "in 1 groups of 2 rows" in said


def test_a_column_that_is_not_there_is_said(file: Path) -> None:
    result = run(file, "--id", "nummer", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["error"] == {
        "code": "column_missing",
        "detail": "The file has no column “nummer”. Its columns are: id, Vorname, Nachname, E-Mail, Telefon.",
    }


def test_an_id_that_names_two_rows_is_said_and_the_search_goes_on(file: Path) -> None:
    file.write_bytes("\n".join([HEADER, *LINES, LINES[1]]).encode("cp1252"))
    result = run(file, "--id", "id", "--json")
    assert "1 values of “id” name more than one row" in result.stderr
    assert '{"cluster": ["k2", "k2"]}' in result.stdout.splitlines()


def test_a_single_row_has_no_duplicate(file: Path) -> None:
    file.write_text(f"{HEADER}\n{LINES[1]}\n")
    result = run(file, "--id", "id", "--json")
    assert (result.exit_code, result.stdout) == (0, "")
