"""Broken, locked and malicious workbooks: refused in words, in bounded memory, before anything unpacks."""

import io
import random
import struct
import tracemalloc
import zipfile

import pytest

from leadgen_sdk import FileRefused, Head
from leadgen_spreadsheets import plugin
from leadgen_spreadsheets.strings import SharedStrings
from plugins.spreadsheets.tests.books import MAIN, Sheet, ods, ole_with, record, wide, xls, xlsb, xlsx, zipped
from plugins.spreadsheets.tests.test_spreadsheets import BOOKS, HEADER, PEOPLE, cells, lines, refusal


def _read(content: bytes) -> FileRefused | int:
    """How many lines the file has, or why it has none; any other end fails the test."""
    count = 0
    for source in plugin.sources:
        try:
            claim = source.recognise(Head(content[:65536], False, "x", whole=lambda: io.BytesIO(content)))
            if claim is not None:
                count = sum(len(batch.lines) for batch in source.read(io.BytesIO(content), claim.shape))
        except FileRefused as refused:
            return refused
    return count


def _changed(content: bytes, name: str, part: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return zipped({one: package.read(one) for one in package.namelist()} | {name: part})


def test_a_password_is_named_as_the_reason() -> None:
    manifest = b'<m:manifest xmlns:m="x"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    locked = [
        xls([HEADER], password=True),
        ole_with("EncryptedPackage"),
        ods(PEOPLE, parts={"META-INF/manifest.xml": manifest}),
    ]
    for content in locked:
        refused = refusal(content)
        assert refused.code == "encrypted"
        assert "password" in refused.message


def test_an_ole_file_of_another_program_is_left_to_others() -> None:
    assert _read(ole_with("WordDocument")) == 0


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_part_that_would_burst_is_refused_by_the_directory(part: str) -> None:
    bomb = _changed(BOOKS["xlsx"], part, b" " * (80 << 20))
    tracemalloc.start()
    refused = refusal(bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.code == "zip_bomb"
    assert "83,886,080" in refused.message
    assert peak < 4 << 20


def test_a_part_that_lies_about_its_size_ends_where_it_said() -> None:
    content = bytearray(_changed(BOOKS["xlsx"], "xl/worksheets/sheet1.xml", b" " * (40 << 20)))
    at = 0
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.find(mark)
        while at >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] == 40 << 20:
                struct.pack_into("<I", content, at + offset, 1000)
            at = content.find(mark, at + 4)
    assert refusal(bytes(content)).code == "damaged"


def test_too_many_parts_are_refused_before_their_list_is_read() -> None:
    refused = refusal(zipped({**{f"x{number}": b"" for number in range(10_001)}}, zipfile.ZIP_STORED))
    assert refused.code == "too_many_parts"


def test_a_path_that_leaves_the_workbook_is_refused() -> None:
    assert refusal(_changed(BOOKS["xlsx"], "xl/../../x.xml", b"<x/>")).code == "unsafe_zip"


def test_entities_are_refused_unread() -> None:
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    sheet = f'{laughs}<worksheet xmlns="{MAIN}"><sheetData/></worksheet>'.encode()
    assert refusal(_changed(BOOKS["xlsx"], "xl/worksheets/sheet1.xml", sheet)).code == "xml_entities"
    assert refusal(ods(PEOPLE, head=laughs)).code == "xml_entities"


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="1"><c r="A1" t="str"><v>' + "x" * (2 << 20) + "</v></c></row>",
        '<row r="1">' + "<x>" * 1_500_000,
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="99999999999"><c><v>1</v></c></row>',
        '<row r="1"><c t="s"><v>7</v></c></row>',
        '<row r="1"><c t="s"><v>-1</v></c></row>',
        '<row r="1"><c></row>',
        '<row r="1"><c><v>1</v></c></row>&nosuch;',
    ],
)
def test_a_sheet_that_breaks_the_rules_is_refused_with_its_row(xml: str) -> None:
    parts = {"xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{xml}'.encode()}
    with zipfile.ZipFile(io.BytesIO(BOOKS["xlsx"])) as package:
        content = zipped({one: package.read(one) for one in package.namelist()} | parts, zipfile.ZIP_STORED)
    refused = refusal(content)
    assert refused.code in ("damaged", "row_too_long")
    assert "Row" in refused.message


def test_a_filled_row_that_repeats_to_the_end_of_the_sheet_is_refused() -> None:
    cell = "<table:table-cell><text:p>x</text:p></table:table-cell>"
    row = '<table:table-row table:number-rows-repeated="{}">' + cell + "</table:table-row>"
    blank = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell/></table:table-row>'
    assert len(lines(ods(Sheet("s", xml=row.format(3) + blank)))) == 2
    assert refusal(ods(Sheet("s", xml=row.format(1_048_576)))).code == "repeated_row"


def test_a_cell_that_repeats_without_end_is_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="999999"><text:p>x</text:p></table:table-cell>'
    assert refusal(ods(Sheet("s", xml=f"<table:table-row>{cell}</table:table-row>"))).code == "damaged"


def test_notes_deleted_cells_and_covered_cells_of_opendocument_are_no_text() -> None:
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    ada = f'<t-cell table:number-rows-spanned="2">{note}<text:p>Ada<text:s text:c="2"/>E</text:p>'
    xml = (
        "<table:tracked-changes><t-row><t-cell><text:p>gone</text:p></t-cell></t-row></table:tracked-changes>"
        "<t-row><t-cell><text:p>Name</text:p></t-cell><t-cell><text:p>Mail</text:p></t-cell></t-row>"
        f"<t-row>{ada}<text:p>two</text:p></t-cell><t-cell><text:p>a</text:p></t-cell></t-row>"
        "<t-row><t-under><text:p>under</text:p></t-under>"
        "<t-cell><text:p>b</text:p></t-cell></t-row>"
    )
    for short, name in (("t-row", "table-row"), ("t-cell", "table-cell"), ("t-under", "covered-table-cell")):
        xml = xml.replace(short, f"table:{name}")
    assert cells(ods(Sheet("s", xml=xml))) == [["Ada  E\ntwo", "a"], ["Ada  E\ntwo", "b"]]


def test_a_column_too_many_is_refused() -> None:
    assert refusal(xlsx(Sheet("s", [[f"c{number}" for number in range(1_001)]]))).code == "too_many_columns"


def test_records_that_end_in_the_middle_are_refused() -> None:
    cut = (
        record(145, b"")
        + record(0, struct.pack("<I", 0))
        + record(6, struct.pack("<II", 0, 0) + wide("Ada"))[:-3]
    )
    assert refusal(_changed(xlsb(PEOPLE), "xl/worksheets/sheet1.bin", cut)).code == "damaged"


@pytest.mark.parametrize("key", list(BOOKS))
def test_whatever_is_cut_or_changed_is_read_or_refused(key: str) -> None:
    chance, content = random.Random(key), BOOKS[key]
    for _ in range(120):
        broken = bytearray(content)
        for _ in range(chance.choice([1, 3, 20])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        _read(bytes(broken[: chance.randrange(len(broken))] if chance.random() < 0.3 else broken))


@pytest.mark.parametrize("key", ["xlsx", "xlsb", "ods"])
def test_whatever_is_changed_within_a_part_is_read_or_refused(key: str) -> None:
    chance = random.Random(key)
    with zipfile.ZipFile(io.BytesIO(BOOKS[key])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(120):
        name = chance.choice(list(parts))
        broken = bytearray(parts[name] or b"\0")
        for _ in range(chance.choice([1, 2, 8])):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        _read(zipped(parts | {name: bytes(broken)}, zipfile.ZIP_STORED))


def test_shared_strings_beyond_memory_come_from_a_file() -> None:
    texts = [f"text {number} " + "x" * 990 for number in range(70_000)]
    strings = SharedStrings(iter([texts[at : at + 1000] for at in range(0, len(texts), 1000)]))
    assert all(strings.text(at) == texts[at] for at in [69_999, 0, 48_000, 50_000, 51_000, 12_345, 69_999])
    with pytest.raises(IndexError):
        strings.text(70_000)


def test_a_large_sheet_is_read_in_bounded_memory() -> None:
    row = '<row><c t="str"><v>{}</v></c><c t="str"><v>ada@example.com</v></c><c><v>1.5</v></c></row>'
    book = xlsx(Sheet("s", xml=row.format("x" * 500) * 8_000))
    tracemalloc.start()
    count = _read(book)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    assert peak < 3 << 20
