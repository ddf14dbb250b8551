"""A file in another encoding comes in with its names whole; a question waits for a person."""

from leadgen.stages.ingest.parser import inspect
from leadgen_sdk import Reading
from tests.stages.ingest.base import names
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_child import once

CZECH = "Jméno;E-mail\nJiří Dvořák;j@example.com\nŽofie Němcová;z@example.com\nŠtěpán Kříž;s@example.com\n"
QUESTION = "name;email\nal\x85;al@example.com\n".encode("latin-1")


async def test_names_in_an_encoding_of_windows_come_in_whole(ingest: Ingest) -> None:
    done = await ingest.run(CZECH.encode("cp1250"))
    assert (done.state, done.shape and done.shape["encoding"]) == ("applied", "cp1250")
    assert await names(ingest) == ["Jiří Dvořák", "Štěpán Kříž", "Žofie Němcová"]


async def test_an_uncertain_encoding_waits_for_a_person(ingest: Ingest) -> None:
    asked = await ingest.run(QUESTION, mode="review")
    assert asked.state == "mapping"
    assert "encoding_unsure" in [problem["code"] for problem in asked.problems]
    assert asked.shape is not None
    assert "cp1252" in str(asked.shape["encodings"])


async def test_where_nobody_is_asked_an_uncertain_encoding_ends_the_import(ingest: Ingest) -> None:
    ended = await ingest.run(QUESTION)
    assert ended.state == "failed"
    assert ended.problem is not None
    assert ended.problem["code"] == "encoding_unsure"
    assert await names(ingest) == []


async def test_what_a_person_chose_reaches_the_reader() -> None:
    reading = Reading(encoding="windows-1252", delimiter=";", header_row=1)
    found = await inspect("file.csv", once(QUESTION), reading=reading)
    assert (found.shape["encoding"], found.shape["encodings"], found.problems) == ("cp1252", [], [])
    assert found.rows == [["al…", "al@example.com"]]
