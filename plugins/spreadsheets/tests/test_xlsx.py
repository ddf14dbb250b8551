"""What only XLSX and XLSB have: shared texts, formats, two epochs, merged cells, odd but legal XML."""

import pytest

from plugins.spreadsheets.tests.books import Cell, Look, Sheet, xlsx
from plugins.spreadsheets.tests.test_spreadsheets import HEADER, cells, claim

HEAD = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Since</t></is></c></row>'
)


def one(xml: str, look: Look | None = None) -> str:
    """The text of the cell A2 with that XML."""
    head = '<row r="1"><c r="A1" t="str"><v>Since</v></c><c r="B1" t="str"><v>Name</v></c></row>'
    name = '<c r="B2" t="str"><v>Ada</v></c>'
    return cells(xlsx(Sheet("s", xml=f'{head}<row r="2">{xml}{name}</row>'), look=look))[0][0]


@pytest.mark.parametrize(
    ("code", "serial", "text"),
    [
        ("yyyy-mm-dd", "45356", "2024-03-05"),
        ("d.m.yy", "45356.75", "2024-03-05"),
        ("[$-405]d\\. mmmm yyyy;@", "45356", "2024-03-05"),
        ("yyyy-mm-dd hh:mm", "45356.4375", "2024-03-05 10:30:00"),
        ("dd/mm/yyyy hh:mm:ss", "45356", "2024-03-05"),
        ("h:mm AM/PM", "0.4375", "10:30:00"),
        ("[h]:mm", "1.5", "36:00:00"),
        ("yyyy", "1", "1900-01-01"),
        ("yyyy", "59", "1900-02-28"),
        ("yyyy", "60", "1900-02-29"),
        ("yyyy", "61", "1900-03-01"),
        ("yyyy", "-5", "-5"),
        ("yyyy", "99999999", "99999999"),
        ("General", "45356", "45356"),
        ('0.00 "days"', "1.5", "1.5"),
        ("#,##0.00 [$Kč-405]", "1234.5", "1234.5"),
        ("[Red]0", "7", "7"),
        ("00000", "1234", "01234"),
        ("000\\ 00", "11000", "110 00"),
        ('"+420" 000 000 000', "777123456", "+420 777 123 456"),
        ("(000) 000-0000", "2025550100", "(202) 555-0100"),
        ("00000", "123456", "123456"),
        ("0%", "0.15", "0.15"),
    ],
)
def test_a_number_format_makes_dates_and_padded_codes(code: str, serial: str, text: str) -> None:
    assert one(f'<c r="A2" s="1"><v>{serial}</v></c>', Look(formats=[code])) == text


def test_days_may_count_from_1904() -> None:
    look = Look(formats=["yyyy-mm-dd"], since_1904=True)
    assert one('<c r="A2" s="1"><v>43894</v></c>', look) == "2024-03-05"
    assert one('<c r="A2" s="1"><v>0</v></c>', look) == "1904-01-01"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="A2" t="s"><v>1</v></c>', "rich text"),
        ('<c r="A2" t="s"><v>2</v></c>', "東京"),
        ('<c r="A2" t="s"><v>3</v></c>', "two\nlines"),
        ('<c r="A2" t="str"><f>B2&amp;"x"</f><v>Adax</v></c>', "Adax"),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A2" t="b"><v>1</v></c>', "TRUE"),
        ('<c r="A2" t="d"><v>2024-03-05T00:00:00</v></c>', "2024-03-05"),
        ('<c r="A2" t="d"><v>2024-03-05T10:30:00Z</v></c>', "2024-03-05 10:30:00"),
        ('<c r="A2"><v>4.2E+11</v></c>', "420000000000"),
        ('<c r="A2"><v>not a number</v></c>', "not a number"),
        ('<c t="str"><v>no reference</v></c>', "no reference"),
        ('<c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>', "ab"),
        ('<c r="A2" t="str"><v><![CDATA[a<b]]></v></c>', "a<b"),
        ('<c r="A2" t="str"><v>a&#10;b&amp;c</v></c>', "a\nb&c"),
        ('<c r="A2" t="e"><v>#N/A</v></c>', ""),
    ],
)
def test_every_kind_of_cell(xml: str, text: str) -> None:
    strings = [
        "<t>first</t>",
        "<r><t>rich </t></r><r><rPr><b/></rPr><t>text</t></r>",
        '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
        "<t>two_x000D_\nlines</t>",
    ]
    assert one(xml, Look(strings=strings)) == text


def test_prefixes_gaps_and_rows_without_numbers_are_read() -> None:
    xml = (
        f'{HEAD}<x:row xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" r="4">'
        '<x:c r="B4" t="str"><x:v>late</x:v></x:c></x:row><row/>'
        '<row><c t="str"><v>Ada</v></c></row>'
    )
    assert cells(xlsx(Sheet("s", xml=xml))) == [["", "late"], ["Ada", ""]]


def test_cells_merged_downwards_show_their_value_in_each_row() -> None:
    ranges = ("A2:A4", "B6:C6", "C2:C3")
    merged = "".join(["<mergeCells>", *(f'<mergeCell ref="{one}"/>' for one in ranges), "</mergeCells>"])
    rows: list[list[Cell]] = [
        HEADER,
        ["Example Ltd", "a@example.com", "x"],
        ["", "b@example.com"],
        ["", "c@example.com"],
        ["", "d@example.com"],
        ["Wide", "merged"],
    ]
    assert cells(xlsx(Sheet("s", rows, behind=merged))) == [
        ["Example Ltd", "a@example.com", "x"],
        ["Example Ltd", "b@example.com", "x"],
        ["Example Ltd", "c@example.com", ""],
        ["", "d@example.com", ""],
        ["Wide", "merged", ""],
    ]


def test_a_header_of_two_rows_takes_the_names_that_reach_into_the_lower_one() -> None:
    merged = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/></mergeCells>'
    rows = [
        ["Name", "Contact"],
        ["", "E-mail", "Phone"],
        ["Ada", "ada@example.com", "777"],
        ["Bob", "b@x.org", "778"],
    ]
    found = claim(xlsx(Sheet("s", rows, behind=merged)))
    assert (list(found.header), found.shape["header_row"]) == (["Name", "E-mail", "Phone"], 2)
