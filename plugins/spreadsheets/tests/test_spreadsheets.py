"""The workbook sources: the right sheet, exact cells, rows of the sheet as line numbers, in every format."""

import io
from collections.abc import Sequence

import pytest

from leadgen_sdk import FileRefused, Head, Line, Reading, Recognition
from leadgen_sdk.contract import check_plugin, check_source
from leadgen_spreadsheets import plugin
from plugins.spreadsheets.tests.books import Cell, Look, Sheet, html, ods, xls, xlsb, xlsx, xml2003

HEADER: list[Cell] = ["Name", "E-mail", "Phone"]
ADA: list[Cell] = ["Ada Example", "ada@example.com", 420777123456]
BOB: list[Cell] = ["Bob Example", "bob@example.com", 420777123457]
PEOPLE = Sheet("People", [HEADER, ADA, BOB])
AS_TEXT = [
    ["Ada Example", "ada@example.com", "420777123456"],
    ["Bob Example", "bob@example.com", "420777123457"],
]


def claim(content: bytes, reading: Reading | None = None, known: Sequence[Cell] = ()) -> Recognition:
    head = Head(
        content[: 256 * 1024],
        len(content) <= 256 * 1024,
        "people.any",
        reading or Reading(),
        lambda cells: list(cells) == list(known),
        lambda: io.BytesIO(content),
    )
    (found,) = [one for source in plugin.sources if (one := source.recognise(head)) is not None]
    return found


def lines(content: bytes, reading: Reading | None = None) -> list[Line]:
    shape = claim(content, reading).shape
    head = Head(content[:4096], True, "", whole=lambda: io.BytesIO(content))
    source = next(source for source in plugin.sources if source.recognise(head) is not None)
    return [line for batch in source.read(io.BytesIO(content), shape) for line in batch.lines]


def cells(content: bytes, reading: Reading | None = None) -> list[list[str]]:
    return [list(line.cells) for line in lines(content, reading)]


def refusal(content: bytes, reading: Reading | None = None) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        claim(content, reading)
    assert refused.value.message.endswith(".")
    return refused.value


BOOKS = {
    "xlsx": xlsx(PEOPLE),
    "xlsb": xlsb(PEOPLE),
    "ods": ods(PEOPLE),
    "xls": xls([HEADER, ADA, BOB]),
    "xml2003": xml2003(PEOPLE),
    "html": html(PEOPLE),
}


@pytest.mark.parametrize("source", plugin.sources, ids=lambda source: source.key)
def test_it_keeps_the_contract(source: object) -> None:
    check_plugin(plugin)
    chosen = next(one for one in plugin.sources if one is source)
    check_source(chosen, [(f"people.{chosen.key}", BOOKS[chosen.key])])


@pytest.mark.parametrize("key", list(BOOKS))
def test_every_format_gives_the_same_cells(key: str) -> None:
    found = claim(BOOKS[key])
    assert list(found.header) == HEADER
    assert found.shape["header_row"] == 1
    assert cells(BOOKS[key]) == AS_TEXT
    assert [line.line_no for line in lines(BOOKS[key])] == [2, 3]


@pytest.mark.parametrize("make", [xlsx, xlsb, ods, xml2003], ids=["xlsx", "xlsb", "ods", "xml2003"])
def test_the_first_visible_sheet_with_a_table_is_read_and_all_are_listed(make: object) -> None:
    assert callable(make)
    book = make(
        Sheet("Old", [HEADER, BOB], "hidden"),
        Sheet("Cover", [["Contacts of May"], [], ["By Ada"]]),
        Sheet("Empty"),
        PEOPLE,
        Sheet("More", [HEADER, BOB]),
    )
    found = claim(book)
    assert found.shape["sheet"] == "People"
    listed = found.shape["sheets"]
    assert isinstance(listed, list)
    assert [(one["name"], one["hidden"]) for one in listed] == [
        ("Old", True), ("Cover", False), ("Empty", False), ("People", False), ("More", False),
    ]  # fmt: skip
    assert [problem.code for problem in found.problems] == ["more_sheets"]
    assert cells(book) == AS_TEXT
    assert cells(book, Reading(sheet="Old")) == AS_TEXT[1:]


def test_a_sheet_with_a_known_header_goes_before_the_first_table() -> None:
    book = xlsx(Sheet("Settings", [["Key", "Value"], ["a", "b"]]), PEOPLE)
    assert claim(book).shape["sheet"] == "Settings"
    assert claim(book, known=HEADER).shape["sheet"] == "People"


def test_a_hidden_sheet_is_read_only_where_no_other_has_rows_and_says_so() -> None:
    found = claim(xlsx(Sheet("Empty"), Sheet("People", [HEADER, ADA], "veryHidden")))
    assert found.shape["sheet"] == "People"
    assert [problem.code for problem in found.problems] == ["hidden_sheet"]


def test_the_header_is_found_behind_titles_blank_rows_and_a_margin() -> None:
    rows: list[list[Cell]] = [
        ["", "Contacts of May"],
        [],
        ["", "exported by Ada"],
        [],
        ["", *HEADER],
        [],
        ["", *ADA],
    ]
    found = claim(xlsx(Sheet("s", rows)))
    assert list(found.header) == HEADER
    assert (found.shape["header_row"], found.shape["first_column"]) == (5, 1)
    assert [problem.code for problem in found.problems] == ["preamble"]
    assert [(line.line_no, list(line.cells)) for line in lines(xlsx(Sheet("s", rows)))] == [(7, AS_TEXT[0])]


def test_a_person_chooses_the_header_row_or_that_there_is_none() -> None:
    book = xlsx(Sheet("s", [HEADER, ADA, BOB, [], ["n", "m", "p"], ADA]))
    assert cells(book, Reading(header_row=5)) == AS_TEXT[:1]
    assert list(claim(book, Reading(header_row=5)).header) == ["n", "m", "p"]
    none = claim(book, Reading(header_row=0))
    assert (none.shape["header_row"], list(none.header)) == (None, ["column 1", "column 2", "column 3"])
    assert cells(book, Reading(header_row=0))[0] == HEADER
    assert "ends before row 99" in refusal(book, Reading(header_row=99)).message
    assert refusal(book, Reading(header_row=4)).code == "no_such_row"


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    refused = refusal(BOOKS["xlsx"], Reading(sheet="Peple"))
    assert refused.code == "no_such_sheet"
    assert "“People”" in refused.message


def test_a_cell_beside_the_table_is_never_lost_in_silence() -> None:
    wide = xlsx(Sheet("s", [HEADER, ADA, [*BOB, "call back"]]))
    assert list(claim(wide).header) == [*HEADER, "column 4"]
    late = xlsx(Sheet("s", [HEADER, *[ADA] * 400, [*BOB, "", "call back"]]))
    last = lines(late)[-1]
    assert last.line_no == 402
    assert last.problem is not None
    assert "Column E holds “call back”" in last.problem


def test_formulas_that_found_nothing_leave_their_cell_blank_and_are_named() -> None:
    book = xlsx(Sheet("s", [HEADER, ["Ada", "#N/A", "#REF!"], ["#1 Example", "b@example.com", "Error"]]))
    found = claim(book)
    assert [problem.code for problem in found.problems] == ["formula_errors"]
    assert "B2 shows #N/A" in found.problems[0].message
    assert cells(book) == [["Ada", "", ""], ["#1 Example", "b@example.com", "Error"]]


@pytest.mark.parametrize("make", [xlsx, xlsb, ods, xml2003], ids=["xlsx", "xlsb", "ods", "xml2003"])
def test_numbers_and_booleans_come_as_a_person_would_type_them(make: object) -> None:
    assert callable(make)
    numbers: list[Cell] = [420777123456, 4.2e11, 0.1 + 0.2, 1.5, 1e15, 12345678901234567, -7.0]
    book = make(Sheet("s", [["a", "b", "c", "d", "e", "f", "g", "h", "i"], [*numbers, True, False]]))
    assert cells(book) == [
        ["420777123456", "420000000000", "0.3", "1.5", "1000000000000000", "12345678901234600", "-7",
         "TRUE", "FALSE"],
    ]  # fmt: skip


def test_text_keeps_what_it_holds() -> None:
    row: list[Cell] = ["  two  blanks ", "a\nb", "x & <y>"]
    assert cells(xlsx(Sheet("s", [HEADER, row]))) == [row]
    assert cells(xlsb(Sheet("s", [HEADER, row]))) == [row]
    assert cells(xlsb(Sheet("s", [HEADER, ["a\r\nb", "c\rd", "N\0UL"]]))) == [["a\nb", "c\nd", "NUL"]]


def test_a_row_of_blanks_is_no_row() -> None:
    book = xlsx(Sheet("s", [[" ", "\u00a0"], HEADER, ["  "], ADA]))
    assert claim(book).shape["header_row"] == 2
    assert [line.line_no for line in lines(book)] == [4]
    assert refusal(xlsx(Sheet("s", [[" "]]))).code == "empty_file"


def test_an_empty_workbook_is_refused() -> None:
    for book in (xlsx(Sheet("s")), xlsb(Sheet("s")), ods(Sheet("s")), xlsx(), xls([])):
        assert refusal(book).code == "empty_file"


def test_a_file_is_what_its_bytes_say() -> None:
    look = Look(parts={"[Content_Types].xml": b"<Types/>"})
    assert cells(xlsx(PEOPLE, look=look)) == AS_TEXT
    for content in (b"name,email\n", b"%PDF-1.7", b"", b"PK", b"<html><p>Log in"):
        head = Head(content, True, "people.xlsx")
        assert [source.recognise(head) for source in plugin.sources] == [None] * 6
