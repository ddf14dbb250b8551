"""What other programs write and call .xls: tables of web pages, and XML Spreadsheet 2003."""

import pytest

from leadgen_sdk import Reading
from plugins.spreadsheets.tests.books import Sheet, html, xml2003
from plugins.spreadsheets.tests.test_spreadsheets import AS_TEXT, HEADER, PEOPLE, cells, claim, refusal


def test_the_first_table_with_rows_is_read_and_a_person_may_choose_another() -> None:
    layout = Sheet("layout", [["Report of May"]])
    page = html(layout, PEOPLE, Sheet("more", [HEADER, ["Eve", "eve@example.com", 1]]))
    assert claim(page).shape["sheet"] == "Table 2"
    assert cells(page) == AS_TEXT
    assert cells(page, Reading(sheet="Table 3")) == [["Eve", "eve@example.com", "1"]]


def test_open_tags_spans_line_ends_and_entities() -> None:
    body = (
        "<thead><tr><th>Firm<th>Name<th>Mail</thead>"
        "<tr><td rowspan=2>Example&nbsp;&amp;  Co<td>Ada<br>Example<td>a@example.com"
        "<tr><td>Bob<td><b>b</b>@example.com<script>x()</script>"
        "<tr><td colspan=2>both<td>c@example.com"
    )
    assert cells(html(Sheet("s", xml=body))) == [
        ["Example & Co", "Ada\nExample", "a@example.com"],
        ["Example & Co", "Bob", "b@example.com"],
        ["both", "", "c@example.com"],
    ]


def test_a_page_says_its_encoding_or_a_person_does() -> None:
    meta = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">'
    sheet = Sheet("s", [["Jméno", "Mail"], ["Šárka Dvořáková", "s@example.com"]])
    page = html(sheet, head=meta).decode().encode("cp1250")
    assert (claim(page).shape["encoding"], cells(page)[0][0]) == ("cp1250", "Šárka Dvořáková")
    silent = html(sheet).decode().encode("cp1250")
    assert cells(silent, Reading(encoding="cp1250"))[0][0] == "Šárka Dvořáková"
    assert refusal(page, Reading(encoding="klingon")).code == "unknown_encoding"
    assert cells(html(sheet).decode().encode("utf-16"))[0][0] == "Šárka Dvořáková"


def test_a_tag_without_an_end_is_refused() -> None:
    assert refusal(html(PEOPLE).replace(b"</table>", b"<a b='" + b"x" * (2 << 20))).code == "damaged"


def test_cells_of_xml_2003_have_places_types_and_spans() -> None:
    data = '<Data ss:Type="{}">{}</Data>'.format
    xml = (
        f'<Row ss:Index="3"><Cell>{data("String", "Firm")}</Cell><Cell>{data("String", "Since")}</Cell></Row>'
        f'<Row><Cell ss:MergeDown="1">{data("String", "Example")}</Cell>'
        f"<Cell>{data('DateTime', '2024-03-05T00:00:00.000')}</Cell></Row>"
        f'<Row><Cell ss:Index="2">{data("Number", "4.2E+11")}</Cell></Row>'
    )
    assert claim(xml2003(Sheet("s", xml=xml))).shape["header_row"] == 3
    assert cells(xml2003(Sheet("s", xml=xml))) == [["Example", "2024-03-05"], ["Example", "420000000000"]]


@pytest.mark.parametrize("cut", [200, 300, 400])
def test_xml_2003_that_is_cut_is_refused(cut: int) -> None:
    assert refusal(xml2003(PEOPLE)[:cut]).code == "damaged"
