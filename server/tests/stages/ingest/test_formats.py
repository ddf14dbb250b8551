"""Workbooks and vCard files become the same records as a CSV would, through the real child."""

from plugins.spreadsheets.tests.books import Look, Sheet, xlsx
from tests.stages.ingest.base import contacts, rows
from tests.stages.ingest.conftest import Ingest

PEOPLE = """
<row r="1"><c t="str"><v>Contacts of May</v></c></row>
<row r="3"><c t="str"><v>Name</v></c><c t="str"><v>E-mail</v></c><c t="str"><v>Birthday</v></c></row>
<row r="4"><c t="s"><v>0</v></c><c t="str"><v>ada@firm.example</v></c><c s="1"><v>29254</v></c></row>
<row r="9"><c t="str"><v>Bob Sample</v></c><c t="str"><v>bob@other.example</v></c></row>
"""
CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Example;Ada;;;\r\nFN:Ada Example\r\nEMAIL;TYPE=pref:ada@firm.example\r\n"
    "EMAIL:ada@private.example\r\nTEL;TYPE=CELL:+420777123456\r\nBDAY:19800203\r\nADR:;;;Brno;;;\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Bob Sample\r\nEMAIL;INTERNET:bob@other.example\r\n"
    "TEL;CELL:+420777123457\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Eve Cut\r\n"
)


async def test_a_workbook_becomes_contacts(ingest: Ingest) -> None:
    look = Look(formats=["d.m.yyyy"], strings=["<t>Ada Example</t>"])
    book = xlsx(Sheet("Cover", [["Hello"]]), Sheet("People", xml=PEOPLE), look=look)
    done = await ingest.run(book, filename="people.xlsx")
    assert (done.state, done.counts.create, done.counts.rejected) == ("applied", 2, 0)
    assert [line.line_no for line in await ingest.lines(done.id)] == [4, 9]
    assert await rows(ingest, "SELECT full_name, email, birthday::text FROM contact ORDER BY 1") == [
        ("Ada Example", "ada@firm.example", "1980-02-03"),
        ("Bob Sample", "bob@other.example", None),
    ]


async def test_a_vcard_file_becomes_contacts_and_a_cut_card_is_rejected(ingest: Ingest) -> None:
    done = await ingest.run(CARDS, filename="people.vcf")
    assert (done.source, done.counts.create, done.counts.rejected) == ("vcard", 2, 1)
    assert [(row[0], row[1], row[3], row[5]) for row in await contacts(ingest)] == [
        ("Ada Example", "ada@firm.example", "+420777123456", "Brno"),
        ("Bob Sample", "bob@other.example", "+420777123457", None),
    ]
    assert await rows(ingest, "SELECT key FROM contact_point WHERE key LIKE '%private%'") == [
        ("ada@private.example",)
    ]
    again = await ingest.run(CARDS, filename="people.vcf")
    assert (again.counts.create, again.counts.duplicate) == (0, 2)
