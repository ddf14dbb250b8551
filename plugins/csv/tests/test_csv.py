"""The CSV source: any dialect, exact cells, physical line numbers, and a sentence for what cannot be read."""

import csv
import io
import itertools
import tracemalloc
from collections.abc import Sequence

import pytest

from leadgen_csv import Csv, plugin
from leadgen_sdk import FileRefused, Head, Line, Reading, Recognition
from leadgen_sdk.contract import check_plugin, check_source
from leadgen_sdk.delimited import MAX_RECORD_CHARS

HEADER = ["Name", "E-mail", "Note", "Amount", "Since", "Link"]
ROWS = [
    [
        "Ada Loveland",
        "ada@example.com",
        'says "hi", twice',
        "1,5",
        "05.03.2024",
        "https://example.com/a?b=1;c=2",
    ],
    ["Bob; Bobson", "", "two\nlines", "200.000", "", "https://example.com/in/bob"],
    ["Zoë", "zoe@example.com", "a|b", "-3", "2024-01-02T03:04:05Z", ""],
    ["O'Neil", "oneil@example.com", "C:\\path", "", "12:30:00", "www.example.com"],
]


def claim(content: bytes, filename: str = "file.csv") -> Recognition:
    found = Csv().recognise(Head(content[: 256 * 1024], len(content) <= 256 * 1024, filename))
    assert found is not None
    return found


def lines(content: bytes) -> list[Line]:
    shape = claim(content).shape
    return [line for batch in Csv().read(io.BytesIO(content), shape) for line in batch.lines]


def written(
    delimiter: str, quote: str = '"', end: str = "\n", *, backslash: bool = False, every: bool = False
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(
        out,
        delimiter=delimiter,
        quotechar=quote,
        lineterminator=end,
        doublequote=not backslash,
        escapechar="\\" if backslash else None,
        quoting=csv.QUOTE_ALL if every else csv.QUOTE_MINIMAL,
    )
    writer.writerows([HEADER, *ROWS])
    return out.getvalue()


def cells(found: Sequence[Line]) -> list[list[str]]:
    return [list(line.cells) for line in found]


def test_it_keeps_the_contract() -> None:
    check_plugin(plugin)
    samples = [
        ("comma.csv", b"name,email\nAda,ada@example.com\n"),
        ("bom.csv", '\ufeffname;email\r\n"Zo\u00eb ""Z""";z@example.com\r\n;;\r\n'.encode()),
        ("wide.tsv", "a\tb\nAda\t2\n".encode("utf-16")),
    ]
    check_source(Csv(), samples)


@pytest.mark.parametrize("delimiter", list(",;\t|^~:"))
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("every", [True, False])
def test_every_delimiter_and_line_end_gives_the_same_cells(delimiter: str, end: str, every: bool) -> None:
    assert cells(lines(written(delimiter, end=end, every=every).encode())) == ROWS


@pytest.mark.parametrize(("delimiter", "every"), list(itertools.product(",;\t", [True, False])))
def test_quotes_may_be_escaped_by_a_backslash(delimiter: str, every: bool) -> None:
    text = written(delimiter, backslash=True, every=every)
    assert cells(lines(text.encode())) == ROWS
    assert claim(text.encode()).shape["escape"] == "backslash"


def test_a_backslash_without_a_quote_behind_it_is_a_backslash() -> None:
    assert cells(lines(b'path,null\nC:\\dir,\\N\n"C:\\",x\n')) == [["C:\\dir", "\\N"], ["C:\\", "x"]]


def test_old_mac_line_ends() -> None:
    assert cells(lines(b'a,b,c\r1,2,3\r"Once upon\ra time",5,6\r')) == [
        ["1", "2", "3"],
        ["Once upon\ra time", "5", "6"],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_mark(encoding: str) -> None:
    content = "name,city\nZoë,Brno\nŁukasz,Kraków\n".encode(encoding)
    assert cells(lines(content)) == [["Zoë", "Brno"], ["Łukasz", "Kraków"]]


@pytest.mark.parametrize(
    ("content", "header_row", "header", "first"),
    [
        (b"a,b\n1,2\n", 1, ["a", "b"], ["1", "2"]),
        (b"\n\n\na,b\n1,2\n", 4, ["a", "b"], ["1", "2"]),
        (b"Report of May\n\nname,email\nAda,a@example.com\n", 3, ["name", "email"], ["Ada", "a@example.com"]),
        (b",,\nVisitors of 2024,,\nname,mail,firm\nAda,a@b.cz,X\nBob,,Y\n", 3,
            ["name", "mail", "firm"], ["Ada", "a@b.cz", "X"]),
        (b'Notes:\n"Some, as you see,\nare missing"\n\nname,email\nAda,a@b.cz\n', 5,
            ["name", "email"], ["Ada", "a@b.cz"]),
        (b"sep=;\nname;email\nAda;a@b.cz\n", 2, ["name", "email"], ["Ada", "a@b.cz"]),
        (b"1,2,3\n4,5,6\n", None, ["column 1", "column 2", "column 3"], ["1", "2", "3"]),
        (b"Ada,ada@example.com\nBob,bob@example.com\n", None,
            ["column 1", "column 2"], ["Ada", "ada@example.com"]),
        (b"name,2023,2024\nAda,1,2\nBob,3,4\n", 1, ["name", "2023", "2024"], ["Ada", "1", "2"]),
        (b"name,,name\nAda,x,y\n", 1, ["name", "column 2", "name (2)"], ["Ada", "x", "y"]),
        (b"email\nada@example.com\n", 1, ["email"], ["ada@example.com"]),
    ],
)  # fmt: skip
def test_the_header_is_found_behind_any_preamble(
    content: bytes, header_row: int | None, header: list[str], first: list[str]
) -> None:
    found = claim(content)
    assert found.shape["header_row"] == header_row
    assert list(found.header) == header
    assert cells(lines(content))[0] == first


def test_of_headings_over_the_header_a_name_that_comes_twice_takes_its_heading() -> None:
    content = (
        b"Person,,Firm,,\nName,E-mail,Name,Site,Founded\nAda,a@example.com,Example,www.example.com,1999\n"
    )
    assert list(claim(content).header) == ["Name", "E-mail", "Firm Name", "Site", "Founded"]
    assert cells(lines(content))[0][0] == "Ada"


def chosen(content: bytes, **choices: str | int) -> Recognition:
    found = Csv().recognise(Head(content, True, "file.csv", Reading(**choices)))  # type: ignore[arg-type]  # as named
    assert found is not None
    return found


def read_by(found: Recognition, content: bytes) -> list[list[str]]:
    return cells([line for batch in Csv().read(io.BytesIO(content), found.shape) for line in batch.lines])


def test_a_person_may_choose_how_the_file_is_read() -> None:
    content = "Export;of May\nJméno;E-mail\nJiří;j@example.com\n".encode("cp1250")
    found = chosen(content, encoding="windows-1250", delimiter=";", header_row=2)
    assert list(found.header) == ["Jméno", "E-mail"]
    assert read_by(found, content) == [["Jiří", "j@example.com"]]
    assert (found.shape["encoding"], found.shape["encodings"], found.problems) == ("cp1250", [], [])
    assert read_by(chosen(content, delimiter=","), content)[0] != ["Jiří", "j@example.com"]


def test_a_file_may_be_said_to_have_no_header() -> None:
    found = chosen(b"Name,Firm\nAda,Example\n", header_row=0)
    assert (found.shape["header_row"], list(found.header)) == (None, ["column 1", "column 2"])
    assert read_by(found, b"Name,Firm\nAda,Example\n") == [["Name", "Firm"], ["Ada", "Example"]]


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"encoding": "klingon"}, "unknown_encoding"),
        ({"encoding": "rot13"}, "unknown_encoding"),
        ({"delimiter": "::"}, "unknown_delimiter"),
        ({"header_row": 9}, "no_such_row"),
    ],
)
def test_a_choice_that_does_not_fit_is_refused(choices: dict[str, str | int], code: str) -> None:
    with pytest.raises(FileRefused) as refused:
        chosen(b"a,b\n1,2\n", **choices)
    assert refused.value.code == code


def test_an_encoding_that_is_not_certain_is_a_question_with_candidates() -> None:
    found = claim("name,city\nal\x85,x\n".encode("latin-1"))
    assert "encoding_unsure" in [problem.code for problem in found.problems]
    candidates = found.shape["encodings"]
    assert isinstance(candidates, list)
    assert candidates[0] == found.shape["encoding"]
    assert len(candidates) > 1


def test_letters_behind_the_head_tell_the_encoding_too() -> None:
    content = (
        b"name,email\n"
        + b"Ada,a@example.com\n" * 20_000
        + "Jiří Dvořák,x\nŽofie Němcová,y\n".encode("cp1250") * 40
    )
    head = Head(content[: 256 * 1024], False, "file.csv", whole=lambda: io.BytesIO(content))
    found = Csv().recognise(head)
    assert found is not None
    assert found.shape["encoding"] == "cp1250"


def test_the_header_of_a_known_layout_is_found_behind_any_preamble() -> None:
    content = b"a,b,c\nd,e,f\ng,h,i\nVorname,Nachname,Mail\nAda,L,x\n"
    head = Head(content, True, "file.csv", is_header=lambda cells: "Vorname" in cells)
    found = Csv().recognise(head)
    assert found is not None
    assert found.shape["header_row"] == 4


def test_a_web_page_is_no_table() -> None:
    with pytest.raises(FileRefused, match="sign-in page"):
        claim(b"<!DOCTYPE html><html><body>Please sign in, or register</body></html>")


def test_a_line_number_is_the_physical_line_where_the_record_starts() -> None:
    content = b'a,b\r\n"one\r\ntwo",x\r\n\r\n ,\r\n3,y\r\n'
    assert [line.line_no for line in lines(content)] == [2, 6]


def test_ragged_rows_are_padded_trimmed_or_rejected() -> None:
    found = lines(b"a,b,c\n1\n1,2,3,,\n1,2,3,4\n")
    assert cells(found[:2]) == [["1", "", ""], ["1", "2", "3"]]
    assert [line.problem is None for line in found] == [True, True, False]
    assert found[2].problem is not None
    assert "4 cells" in found[2].problem


def test_columns_that_most_rows_have_and_the_header_does_not_are_unnamed() -> None:
    assert list(claim(b"a,b\n1,2,3\n4,5,6\n").header) == ["a", "b", "column 3"]


@pytest.mark.parametrize(
    "content",
    [
        b'name,email\nAda,a@x.cz\n"open,o@x.cz\nBob,b@x.cz\n"Eve",e@x.cz\n',
        b'name,email\nAda,a@x.cz\n"open,o@x.cz\nBob,b@x.cz\nEve,e@x.cz\n',
        b'name,email\nAda,a@x.cz\nopen "x,o@x.cz\nBob,b@x.cz\n"Eve,e@x.cz\n',
    ],
)
def test_a_quote_that_is_never_closed_costs_one_line(content: bytes) -> None:
    found = lines(content)
    assert [line.line_no for line in found] == [2, 3, 4, 5]
    assert sum(line.problem is not None for line in found) == 1


def test_a_line_of_a_megabyte_is_read_and_a_longer_one_costs_itself() -> None:
    near = b"x" * (MAX_RECORD_CHARS - 100)
    content = (
        b"name,email\nAda,a@x.cz\n"
        + near
        + b",n@x.cz\n"
        + b"y" * 3 * MAX_RECORD_CHARS
        + b",l@x.cz\nBob,b@x.cz\n"
    )
    found = lines(content)
    assert [(line.line_no, line.problem is None) for line in found] == [
        (2, True),
        (3, True),
        (4, False),
        (5, True),
    ]
    assert len(found[1].cells[0]) == len(near)
    assert sum(map(len, found[2].cells)) < 1_000


class Endless(io.BytesIO):
    """A line of 200 MB without an end, made as it is read."""

    left = 200

    def read(self, size: int | None = -1) -> bytes:
        self.left -= 1
        return b"x" * (1 << 20) if self.left >= 0 else b""


def test_a_file_of_one_endless_line_ends_in_bounded_memory() -> None:
    shape = claim(b"a,b\n1,2\n").shape
    tracemalloc.start()
    found = [line for batch in Csv().read(Endless(), shape) for line in batch.lines]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == []
    assert peak < 32 << 20


def test_nul_bytes_are_left_out_and_said_so() -> None:
    content = b"a,b,c\n\x00x,2,3\n"
    assert cells(lines(content)) == [["x", "2", "3"]]
    assert [problem.code for problem in claim(content).problems] == ["nul"]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (b"", "empty_file", "empty"),
        (b"\n\n  \n", "empty_file", "empty"),
        (b",,,\n,,,\n", "empty_file", "empty"),
        (b"PK\x03\x04rest", "not_text", "Excel"),
        (b"%PDF-1.7\n", "not_text", "PDF"),
        (bytes(range(1, 32)) * 100, "not_text", "not a text file"),
        (b",".join(b"c%d" % number for number in range(1_001)) + b"\n", "too_many_columns", "1,001 columns"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, code: str, says: str) -> None:
    with pytest.raises(FileRefused) as refused:
        claim(content)
    assert refused.value.code == code
    assert says in refused.value.message


def test_a_byte_that_is_not_in_the_encoding_costs_its_line() -> None:
    content = b"name,email\n" + b"Ada,a@example.com\n" * 50_000 + b"Jos\xff,x\nBob,b@example.com\n"
    shape = {**claim(content).shape, "encoding": "utf-8"}
    found = [line for batch in Csv().read(io.BytesIO(content), shape) for line in batch.lines]
    assert [line.line_no for line in found if line.problem] == [50_002]
    assert "0xFF, which is not UTF-8" in str(found[-2].problem)
    assert found[-2].cells[0] == "Jos\ufffd"
    assert list(found[-1].cells) == ["Bob", "b@example.com"]
