"""The vCard source: three versions, every way to write a line, one table with fixed columns."""

import io
import tracemalloc
from collections.abc import Mapping

import pytest

from leadgen_sdk import FileRefused, Head, Line, Reading, Recognition
from leadgen_sdk.contract import check_plugin, check_source
from leadgen_vcard import VCard, plugin
from leadgen_vcard.table import HEADER


def claim(content: bytes, reading: Reading | None = None) -> Recognition:
    head = Head(content[: 256 * 1024], len(content) <= 256 * 1024, "people.vcf", reading or Reading())
    found = VCard().recognise(head)
    assert found is not None
    return found


def lines(content: bytes, reading: Reading | None = None) -> list[Line]:
    shape = claim(content, reading).shape
    return [line for batch in VCard().read(io.BytesIO(content), shape) for line in batch.lines]


def filled(line: Line) -> Mapping[str, str]:
    return {name: cell for name, cell in zip(HEADER, line.cells, strict=True) if cell}


def card(*properties: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *properties, "END:VCARD", ""]).encode()


def only(*properties: str, version: str = "3.0") -> Mapping[str, str]:
    (line,) = lines(card(*properties, version=version))
    assert line.problem is None
    return filled(line)


def test_it_keeps_the_contract() -> None:
    check_plugin(plugin)
    samples = [
        ("a.vcf", card("N:Example;Ada;;;", "FN:Ada Example", "EMAIL;TYPE=work:ada@example.com")),
        ("b.vcf", card("FN:Bob", "TEL;CELL:+420777123456", version="2.1") * 3),
        ("c.vcf", card("FN:Zoë", "PHOTO;ENCODING=b:" + "QUJD" * 50_000).decode().encode("utf-16")),
    ]
    check_source(VCard(), samples)


def test_a_card_fills_the_columns_that_the_mapping_knows() -> None:
    found = only(
        "N:Example;Ada;Maria;Dr.;PhD", "FN:Dr. Ada Maria Example PhD", "NICKNAME:Ad",
        "ORG:Example Ltd;Sales;North", "TITLE:Head of Sales", "ROLE:Boss",
        "EMAIL;TYPE=HOME:ada@example.org", "EMAIL;TYPE=WORK,PREF:ada@example.com",
        "TEL;TYPE=CELL,VOICE:+420 777 123 456", "TEL;TYPE=WORK:+420 222 333 444",
        "TEL;TYPE=HOME:+420 555 666 777", "TEL;TYPE=CELL:+420 600 000 001",
        "TEL;TYPE=WORK,FAX:+420 222 333 445",
        "ADR;TYPE=HOME:;;Home 1;Brno;;60200;CZ",
        "ADR;TYPE=WORK:;Floor 3;Main Street 1;Praha;Bohemia;11000;Czechia",
        "URL:https://example.com", "URL:https://www.linkedin.com/in/ada-example",
        "X-SOCIALPROFILE;type=twitter:https://x.com/ada",
        "BDAY:1980-02-03", "NOTE:Likes tea\\, not coffee.\\nSecond line", "CATEGORIES:fair 2024,vip\\, gold",
        "UID:urn:uuid:1", "PHOTO;VALUE=uri:https://example.com/a.png",
    )  # fmt: skip
    assert found == {
        "Name prefix": "Dr.", "First name": "Ada", "Middle name": "Maria", "Last name": "Example",
        "Name suffix": "PhD", "Nickname": "Ad", "Company": "Example Ltd", "Department": "Sales, North",
        "Job title": "Head of Sales", "E-mail": "ada@example.com", "Other e-mails": "ada@example.org",
        "Mobile phone": "+420 777 123 456", "Work phone": "+420 222 333 444",
        "Other phones": "+420 555 666 777; +420 600 000 001", "Fax": "+420 222 333 445",
        "Street": "Main Street 1, Floor 3", "City": "Praha", "State": "Bohemia", "Postal code": "11000",
        "Country": "Czechia", "Other addresses": "Home 1, Brno, 60200, CZ", "Website": "https://example.com",
        "LinkedIn": "https://www.linkedin.com/in/ada-example", "X (Twitter)": "https://x.com/ada",
        "Birthday": "1980-02-03", "Notes": "Likes tea, not coffee.\nSecond line",
        "Tags": "fair 2024; vip, gold", "Card id": "urn:uuid:1",
    }  # fmt: skip
    mapping = claim(card("FN:Ada")).mapping
    assert {HEADER[index]: field for index, field in mapping.items()}["Other phones"] == "phone_other"


@pytest.mark.parametrize(
    ("properties", "version", "column", "value"),
    [
        (["N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C5=81uk;Zo=C3=AB"], "2.1", "First name", "Zoë"),
        (["NOTE;ENCODING=QUOTED-PRINTABLE:a=0D=0Along=", "er text"], "2.1", "Notes", "a\r\nlonger text"),
        (["N;CHARSET=windows-1250;ENCODING=QUOTED-PRINTABLE:=8A;J"], "2.1", "Last name", "Š"),
        (["TEL;CELL;VOICE:777"], "2.1", "Mobile phone", "777"),
        (["NOTE:one", "  two"], "3.0", "Notes", "one two"),
        (["NOTE:o", "\tne"], "4.0", "Notes", "one"),
        (["item1.TEL:777", "item1.X-ABLabel:_$!<Mobile>!$_"], "3.0", "Mobile phone", "777"),
        (["TEL;VALUE=uri;TYPE=\"voice,work\":tel:+1-555;ext=5"], "4.0", "Work phone", "+1-555 ext. 5"),
        (["EMAIL;PREF=2:b@x.org", "EMAIL;PREF=1:a@x.org"], "4.0", "E-mail", "a@x.org"),
        (["BDAY:19800203"], "3.0", "Birthday", "1980-02-03"),
        (["BDAY:1980-02-03T00:00:00Z"], "3.0", "Birthday", "1980-02-03"),
        (["BDAY:--0203"], "4.0", "Birthday without a year", "02-03"),
        (["BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03"], "3.0", "Birthday without a year", "02-03"),
        (["NOTE;X=\"a:b\":text"], "4.0", "Notes", "text"),
        (["URL:https\\://example.com"], "3.0", "Website", "https://example.com"),
        (["N:Exa\\;mple;A\\,da"], "3.0", "Last name", "Exa;mple"),
        (["TEL;TYPE=PAGER:1", "TEL:2"], "3.0", "Other phones", "2"),
        (["PHOTO;ENCODING=BASE64;TYPE=JPEG:", " QUJD", "QUJDRA==", "", "NOTE:x"], "2.1", "Notes", "x"),
        (["AGENT:", "BEGIN:VCARD", "NOTE:inner", "END:VCARD", "NOTE:outer"], "2.1", "Notes", "outer"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_line(properties: list[str], version: str, column: str, value: str) -> None:
    assert only("FN:Ada", *properties, version=version)[column] == value


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (["FN:Ada Example"], {"Full name": "Ada Example"}),
        (["FN:Ada Example", "N:Example;Ada"], {"First name": "Ada", "Last name": "Example"}),
        (["FN:Example Ltd", "ORG:Example Ltd", "N:;;;;"], {"Company": "Example Ltd"}),
        (["FN:Example Ltd", "X-ABShowAs:COMPANY"], {"Company": "Example Ltd"}),
        (["FN:Example Ltd", "KIND:org"], {"Company": "Example Ltd"}),
    ],
)
def test_a_firm_is_no_person_and_a_name_is_kept_once(properties: list[str], expected: object) -> None:
    assert only(*properties) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_the_file_may_be_in_any_unicode(encoding: str) -> None:
    content = card("FN:Łukasz Zoë").decode().encode(encoding)
    assert filled(lines(content)[0]) == {"Full name": "Łukasz Zoë"}


def test_a_person_chooses_the_encoding_of_lines_that_name_none() -> None:
    content = card("FN:Šárka").decode().encode("cp1250")
    assert filled(lines(content, Reading(encoding="windows-1250"))[0]) == {"Full name": "Šárka"}
    with pytest.raises(FileRefused, match="no encoding called"):
        claim(content, Reading(encoding="klingon"))


def test_what_is_wrong_with_one_card_costs_that_card() -> None:
    content = (
        card("FN:Ada")
        + b"BEGIN:VCARD\r\nFN:Cut\r\n"
        + card("FN:Bob", "no colon here")
        + card("FN:List", "KIND:group")
        + card("VERSION:3.0")
        + card("FN;CHARSET=klingon:Eve")
        + b"BEGIN:VCARD\nFN:Last\n"
    )
    found = lines(content)
    assert [(line.line_no, line.problem is None) for line in found] == [
        (1, True), (5, False), (7, False), (12, False), (21, False), (25, False),
    ]  # fmt: skip
    problems = [line.problem or "" for line in found]
    assert "END:VCARD" in problems[1]
    assert "Line 10" in problems[2]
    assert "klingon" in problems[4]


def test_a_picture_of_any_size_takes_no_memory() -> None:
    shape = claim(card("FN:Ada")).shape
    picture = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"QUJD" * 20 + (b"\r\n " + b"QUJD" * 18) * 100_000
    content = b"BEGIN:VCARD\r\nFN:Ada\r\n" + picture + b"\r\nNOTE:" + b"x" * (3 << 19) + b"\r\nEND:VCARD\r\n"
    tracemalloc.start()
    found = [line for batch in VCard().read(io.BytesIO(content), shape) for line in batch.lines]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == 1
    assert found[0].problem is not None
    assert "too long" in found[0].problem
    assert peak < 6 << 20


@pytest.mark.parametrize("content", [b"name,email\nAda,a@example.com\n", b"", b"BEGIN:VCALENDAR\r\n"])
def test_other_files_are_left_to_others(content: bytes) -> None:
    assert VCard().recognise(Head(content, True, "a.vcf")) is None


@pytest.mark.parametrize("line", ['N"AME:Ada', '"', 'EMAIL;TYPE="work:ada@example.com'])
def test_a_quote_that_nobody_closed_ends_nothing(line: str) -> None:
    found = lines(card("FN:Ada Example", line) + card("FN:Bob Sample"))
    assert "Bob Sample" in " ".join(filled(found[-1]).values())


def test_a_rank_of_too_many_digits_is_none() -> None:
    assert only("FN:Ada", f"EMAIL;PREF={'9' * 5_000}:ada@example.com")
