"""A file becomes records: the right ones, once, with a verdict for every line."""

import pytest

from leadgen.records import service as records
from tests.stages.ingest.base import contacts, names, rows, whole
from tests.stages.ingest.conftest import Ingest

NOTE = 'Notes:\n"When exporting, some e-mail addresses may be missing."\n\n'
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LINKEDIN = (
    f"{NOTE}{HEADER}"
    "Ada,Example,https://www.linkedin.com/in/ada-example,ada@firm.example,Firm Ltd,"
    '"Co-founder, CEO",27 Mar 2026\n'
    "Bob,Sample,https://www.linkedin.com/in/bob-sample,,Other GmbH,CTO,05 Jan 2024\n"
    "Zoë,Test,https://www.linkedin.com/in/zoe-test,,Freelance,Designer,01 Feb 2023\n"
    "Ada,Example,https://www.linkedin.com/in/ada-example,,,,\n"
    ",,,,,,\n,,,,,,\n"
)


async def test_a_linkedin_file_becomes_contacts(ingest: Ingest) -> None:
    done = await ingest.run(LINKEDIN, filename="Connections.csv")
    assert (done.state, done.source, done.problem) == ("applied", "linkedin", None)
    assert (done.counts.create, done.counts.duplicate, done.counts.lines) == (3, 1, 4)
    assert await names(ingest) == ["Ada Example", "Bob Sample", "Zoë Test"]


async def test_the_same_file_again_adds_nothing(ingest: Ingest) -> None:
    await ingest.run(LINKEDIN)
    before = await whole(ingest)
    again = await ingest.run(LINKEDIN)
    assert (again.counts.create, again.counts.update, again.counts.duplicate) == (0, 0, 4)
    assert await whole(ingest) == before


async def test_lines_without_any_key_are_known_by_their_content(ingest: Ingest) -> None:
    content = (
        "name,company,city\nAda Example,Firm Ltd,Brno\nBob Sample,Firm Ltd,Brno\nAda Example,Firm Ltd,Brno\n"
    )
    first = await ingest.run(content)
    again = await ingest.run(content)
    assert (first.counts.create, first.counts.duplicate) == (2, 1)
    assert (again.counts.create, again.counts.duplicate) == (0, 3)


async def test_undo_leaves_the_base_as_before(ingest: Ingest) -> None:
    await ingest.run("name,email,city\nAda Example,ada@firm.example,\n")
    before = await whole(ingest)
    done = await ingest.run(
        "name,email,linkedin,city,phone\n"
        "Ada Example,ada@firm.example,https://www.linkedin.com/in/ada-example,Brno,+420 777 123 456\n"
        "Bob Sample,bob@other.example,,Praha,\n"
    )
    assert (done.counts.create, done.counts.update) == (1, 1)
    undo = await ingest.undo(done.operation_id)
    assert await whole(ingest) == before
    assert (await ingest.get(done.id)).state == "undone"
    await ingest.undo(undo)
    assert (await ingest.get(done.id)).state == "applied"
    assert await names(ingest) == ["Ada Example", "Bob Sample"]


async def test_a_line_with_an_unreadable_cell_is_rejected_with_its_reason(ingest: Ingest) -> None:
    done = await ingest.run("name,email\nAda Example,ada@\nBob Sample,bob@other.example\n")
    (line,) = await ingest.lines(done.id, "rejected")
    assert (line.line_no, list(line.cells)) == (2, ["Ada Example", "ada@"])
    assert line.problems[0]["field"] == "email"
    assert str(line.problems[0]["message"])
    assert await names(ingest) == ["Bob Sample"]


async def test_a_line_that_says_nothing_about_a_person_is_rejected(ingest: Ingest) -> None:
    done = await ingest.run("name,email,city\n,,Brno\nBob Sample,bob@other.example,\n")
    (line,) = await ingest.lines(done.id, "rejected")
    assert line.problems[0]["message"] == "Has no name, e-mail, phone or profile. Fill one of them in."


async def test_a_line_that_leads_to_two_records_is_written_nowhere(ingest: Ingest) -> None:
    await ingest.run(
        "name,email,linkedin\nAda Example,ada@firm.example,\nAda E.,,https://www.linkedin.com/in/ada-example\n"
    )
    before = await whole(ingest)
    done = await ingest.run(
        "name,email,linkedin,city\nAda Example,ada@firm.example,https://www.linkedin.com/in/ada-example,Brno\n"
    )
    assert done.counts.ambiguous == done.counts.lines == 1
    assert await whole(ingest) == before


async def test_a_second_line_about_a_person_fills_what_the_first_left_open(ingest: Ingest) -> None:
    done = await ingest.run(
        "name,email,city,mobile\n"
        "Ada Example,ada@firm.example,,\n"
        "Ada Other,ada@firm.example,Brno,+420 777 123 456\n"
    )
    assert (done.counts.create, done.counts.duplicate) == (1, 1)
    (row,) = await contacts(ingest)
    assert (row[0], row[5], row[3]) == ("Ada Example", "Brno", "+420777123456")


async def test_several_addresses_in_a_cell_become_contact_points(ingest: Ingest) -> None:
    await ingest.run("name,email\nAda Example,ada@firm.example; ada@home.example\n")
    points = await rows(
        ingest, "SELECT value, is_primary FROM contact_point WHERE kind = 'email' ORDER BY 2 DESC"
    )
    assert points == [("ada@firm.example", True), ("ada@home.example", False)]


async def test_a_file_about_companies_brings_companies(ingest: Ingest) -> None:
    content = (
        "company_name,company_domain,industry\n"
        "Firm Ltd,firm.example,Food\nFirm,FIRM.example,Food\nOther,,Fish\n"
    )
    done = await ingest.run(content)
    assert (done.kind, done.counts.create, done.counts.duplicate) == ("company", 2, 1)
    again = await ingest.run(content)
    assert (again.counts.create, again.counts.duplicate) == (0, 3)
    found = await rows(
        ingest, "SELECT company_name, industry FROM company WHERE deleted_at IS NULL ORDER BY 1"
    )
    assert found == [("Firm Ltd", "Food"), ("Other", "Fish")]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"name,email\n", "no line below"),
        (b"name,email\n,\n ,\n", "no line below"),
        (b"PK\x03\x04", "workbook is damaged"),
        (b"name\nJos\xe9\n", "encoding of the file is not certain"),
        (b"colour,size\nred,12\nblue,13\n", "no line can become a record"),
    ],
    ids=["nothing", "blank", "header", "blank rows", "workbook", "latin-1", "no identity"],
)
async def test_a_file_that_cannot_be_used_fails_with_a_sentence_and_writes_nothing(
    ingest: Ingest, content: bytes, says: str
) -> None:
    done = await ingest.run(content)
    assert done.state == "failed"
    assert done.problem is not None
    assert says in str(done.problem["detail"])
    assert await rows(ingest, "SELECT 1 FROM contact UNION ALL SELECT 1 FROM company") == []


async def test_a_byte_that_is_no_letter_rejects_its_own_line(ingest: Ingest) -> None:
    done = await ingest.run(
        b"name,email\n" + b"Ada,ada@firm.example\n" * 20_000 + b"Jos\xe9,x@firm.example\n"
    )
    assert (done.counts.create, done.counts.duplicate, done.counts.rejected) == (1, 19_999, 1)
    (line,) = await rows(ingest, "SELECT line_no FROM import_line WHERE verdict = 'rejected'")
    assert line == (20_002,)


async def test_a_megabyte_in_a_line_is_taken_or_rejected_and_the_rest_comes_in(ingest: Ingest) -> None:
    done = await ingest.run(
        "name,email,notes\n"
        f"Ada Example,ada@firm.example,{'x' * 1_000_000}\n"
        f"Bob Sample,bob@other.example,{'y' * 1_100_000}\n"
        "Zoë Test,zoe@third.example,z\n"
    )
    assert (done.counts.create, done.counts.rejected) == (2, 1)
    assert [line.line_no for line in await ingest.lines(done.id, "rejected")] == [3]


async def test_every_value_knows_its_cell(ingest: Ingest) -> None:
    done = await ingest.run(LINKEDIN, filename="Connections.csv")
    assert done.operation_id is not None
    from_line = await rows(
        ingest, "SELECT origin_operation_id, origin_line_no FROM contact ORDER BY full_name"
    )
    assert from_line[0] == (done.operation_id, 5)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        assert len(await records.fields_of(session)) > 0
