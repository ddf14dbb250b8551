"""Workbooks gone wrong: archives that lie about their size, XML that grows, cells beyond the sheet."""

import io
import random
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from tests.proofs.malformed.cases import Case

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMB_BYTES = 200 << 20
_ROWS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>E-mail</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Ada</t></is></c><c r="B2" t="s"><v>0</v></c></row>'
)
_STRINGS = f'<sst xmlns="{_MAIN}" count="1" uniqueCount="1"><si><t>ada@example.com</t></si></sst>'
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {chr(97 + n)}{n} "{("&" + (chr(96 + n) + str(n - 1) if n > 1 else "a") + ";") * 10}">'
        for n in range(1, 10)
    )
    + "]>"
)


def parts(rows: str = _ROWS, strings: str = _STRINGS) -> dict[str, str]:
    """The parts of a small XLSX."""
    sheet = '<sheet name="People" sheetId="1" r:id="r1"/>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": _relationships(officeDocument="xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(
            worksheet="worksheets/sheet1.xml", sharedStrings="sharedStrings.xml"
        ),
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


def _relationships(**targets: str) -> str:
    each = "".join(
        f'<Relationship Id="r{number}" Type="{_RELS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """As a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _honest(rng: random.Random) -> Case:
    return Case("book.xlsx", "a workbook", packed(parts()), 1)


def _without_a_part(rng: random.Random) -> Case:
    files = parts()
    del files[rng.choice(list(files))]
    return Case("part.xlsx", "a workbook without one of its parts", packed(files))


def _strange_cells(rng: random.Random) -> Case:
    cells = (
        '<c r="XFD99999999"><v>1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="-1"><v>1</v></c>',
        '<c r="ZZZZZZZ1"><v>1</v></c>',
        '<c r="A3" t="s"><v>999999999</v></c>',
        '<c r="A3" t="s"><v>-5</v></c>',
        '<c r="A3"><v>1e999</v></c>',
        '<c t="zz"><v/></c>',
        '<c r="A3" t="d"><v>9999-99-99</v></c>',
        '<c r="A3" s="4000000000"><v>44000</v></c>',
        f'<c r="A3"><v>{"9" * 5_000}</v></c>',
    )
    rows = "".join(
        f'<row r="{rng.choice((3, 0, -4, 2**40, "x"))}">{rng.choice(cells)}</row>' for _ in range(40)
    )
    return Case("cells.xlsx", "cells that cannot be", packed(parts(_ROWS + rows)))


def _laughing(rng: random.Random) -> Case:
    place = rng.choice(("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"))
    files = parts()
    files[place] = _LAUGHS + files[place].replace("</t>", "&i9;</t>").replace("People", "&i9;")
    return Case("laughs.xlsx", "entities that grow", packed(files))


@cache
def _bomb(place: str) -> bytes:
    files = parts()
    before, mark, behind = files.pop(place).partition("<t>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        with archive.open(place, "w") as part:
            part.write((before + mark).encode())
            for _ in range(_BOMB_BYTES >> 20):
                part.write(b" " * (1 << 20))
            part.write(behind.encode())
    return out.getvalue()


def _zip_bomb(rng: random.Random) -> Case:
    place = rng.choice(("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"))
    return Case("bomb.xlsx", "an archive of 200 MB in one cell", _bomb(place))


def _lying_sizes(rng: random.Random) -> Case:
    content = bytearray(packed(parts()))
    for mark, offset in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        place = content.find(mark)
        while place >= 0:
            if rng.random() < 0.5:
                content[place + offset : place + offset + 8] = rng.choice(
                    (b"\0" * 8, b"\xff" * 8, rng.randbytes(8))
                )
            place = content.find(mark, place + 4)
    return Case("sizes.xlsx", "an archive that lies about its sizes", bytes(content))


def _outside(rng: random.Random) -> Case:
    files = {**parts(), "../../../etc/passwd": "x", "xl/worksheets/sheet1.xml": "not xml"}
    return Case("outside.xlsx", "an archive with a path outside", packed(files))


def _deep(rng: random.Random) -> Case:
    depth = rng.choice((500, 200_000))
    return Case("deep.xlsx", "XML of great depth", packed(parts("<row><c><is>" * depth)))


def _repeated(rng: random.Random) -> Case:
    office = "urn:oasis:names:tc:opendocument:xmlns"
    times = rng.choice((1_000, 1_048_576, 10**9, -3))
    names = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text"))
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    rows = (
        f"<table:table-row>{cell.format('', 'Name')}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="{times}">'
        + cell.format(f' table:number-columns-repeated="{times}"', "Ada")
        + "</table:table-row>"
    )
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    files = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return Case("repeated.ods", f"a cell repeated {times} times", packed(files))


def _old(rng: random.Random) -> Case:
    header = bytearray(_OLE + bytes(rng.choices(range(256), k=504)))
    header[24:34] = b"\x3e\x00\x03\x00\xfe\xff\x09\x00\x06\x00"
    return Case(
        "old.xls", "an old workbook of noise", bytes(header) + rng.randbytes(rng.choice((0, 512, 20_000)))
    )


def _binary(rng: random.Random) -> Case:
    files: dict[str, str | bytes] = {**parts()}
    files["xl/workbook.bin"] = rng.randbytes(300)
    files["xl/worksheets/sheet1.bin"] = rng.randbytes(5_000)
    files["_rels/.rels"] = str(files["_rels/.rels"]).replace("workbook.xml", "workbook.bin")
    return Case("binary.xlsb", "a binary workbook of noise", packed(files))


def _no_workbook(rng: random.Random) -> Case:
    return Case("archive.xlsx", "an archive with no workbook", packed({"readme.txt": "hello"}), "refused")


MAKERS: Sequence[Callable[[random.Random], Case]] = (
    _honest, _without_a_part, _strange_cells, _laughing, _zip_bomb, _lying_sizes, _outside, _deep, _repeated,
    _old, _binary, _no_workbook,
)  # fmt: skip
