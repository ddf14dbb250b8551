"""The LinkedIn source: preambles of any length, localised headers, nothing that only looks similar."""

import io

import pytest

from leadgen_linkedin import Connections, plugin
from leadgen_sdk import Head, Recognition
from leadgen_sdk.contract import check_plugin, check_source

NOTE = 'Notes:\n"When exporting your connection data, you may notice that some are missing, ""why""…"\n\n'
ENGLISH = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
ROW = 'Ada,Example,https://www.linkedin.com/in/ada-example,,Example Ltd,"Co-founder, CEO",27 Mar 2026'
ALL = {"first_name", "last_name", "linkedin_url", "email", "company_name", "job_title", "connected_on"}


def recognise(text: str, encoding: str = "utf-8") -> Recognition | None:
    return Connections().recognise(Head(text.encode(encoding), True, "Connections.csv"))


def test_it_keeps_the_contract() -> None:
    check_plugin(plugin)
    check_source(Connections(), [("Connections.csv", f"{NOTE}{ENGLISH}\n{ROW}\n,,,,,,\n".encode())])


@pytest.mark.parametrize("preamble", ["", NOTE, "Notes:\nOne line.\nAnother line.\n\n", f"{NOTE}\n\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_preamble_of_any_length_or_none(preamble: str, encoding: str, end: str) -> None:
    text = f"{preamble}{ENGLISH}\n{ROW}\n,,,,,,\n,,,,,,\n".replace("\n", end)
    found = recognise(text, encoding)
    assert found is not None
    assert found.confidence > 0.9
    assert set(found.mapping.values()) == ALL
    lines = [
        line
        for batch in Connections().read(io.BytesIO(text.encode(encoding)), found.shape)
        for line in batch.lines
    ]
    assert [line.cells[0] for line in lines] == ["Ada"]
    assert lines[0].line_no == text.split("Ada,Example")[0].count("\n") + 1


@pytest.mark.parametrize(
    ("header", "missing"),
    [
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", set()),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", set()),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", {"linkedin_url"}),
        ("FIRST NAME,last name,Url,Email address,Company,Position,Connected on", set()),
    ],
)
def test_localised_and_older_headers(header: str, missing: set[str]) -> None:
    cells = ROW if not missing else "Ada,Example,,Example Ltd,CEO,27 Mar 2018"
    found = recognise(f"{NOTE}{header}\n{cells}\n")
    assert found is not None
    assert set(found.mapping.values()) == ALL - missing


@pytest.mark.parametrize(
    "text",
    [
        "First Name,Last Name,Email\nAda,Example,ada@example.com\n",
        "FROM,TO,DATE,SUBJECT,CONTENT\nAda,Bob,2026-01-01,Hi,Text\n",
        "First Name,Last Name,Company,Position\nAda,Example,Example Ltd,CEO\n",
    ],
)
def test_other_lists_are_left_to_others(text: str) -> None:
    assert recognise(text) is None
