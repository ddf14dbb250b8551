"""Small workbooks of every format, written by hand, so that a test decides each byte."""

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"

Cell = str | int | float | bool


@dataclass(frozen=True)
class Sheet:
    """Rows from 1; a cell is text, number or boolean. `xml` is put in place of the rows' own."""

    name: str
    rows: Sequence[Sequence[Cell]] = ()
    state: str = "visible"
    xml: str | None = None
    behind: str = ""  # XML behind the rows, such as merged cells


@dataclass(frozen=True)
class Look:
    """What the whole workbook has: formats by number in the order of the cells' styles, and its epoch."""

    formats: Sequence[str] = ()
    since_1904: bool = False
    strings: Sequence[str] = ()
    parts: Mapping[str, bytes] = field(default_factory=dict)


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def xlsx(*sheets: Sheet, look: Look | None = None) -> bytes:
    """A workbook with inline texts, unless a sheet's own XML asks for shared ones."""
    look = look or Look()
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{at}" state="{sheet.state}" r:id="r{at}"/>'
        for at, sheet in enumerate(sheets, 1)
    )
    book = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{_REL}"><workbookPr date1904="{int(look.since_1904)}"/>'
        f"<sheets>{listed}</sheets></workbook>"
    )
    parts = {
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": book.encode(),
        "xl/_rels/workbook.xml.rels": _book_relations(len(sheets), "xml"),
        "xl/styles.xml": _styles(look.formats),
        "xl/sharedStrings.xml": (
            f'<sst xmlns="{MAIN}">' + "".join(f"<si>{one}</si>" for one in look.strings) + "</sst>"
        ).encode(),
    }
    for at, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{at}.xml"] = sheet_xml(sheet)
    return zipped({**parts, **look.parts})


def sheet_xml(sheet: Sheet) -> bytes:
    """The part of one sheet."""
    rows = sheet.xml
    if rows is None:
        rows = "".join(
            f'<row r="{at}">' + "".join(_cell(at, column, cell) for column, cell in enumerate(row)) + "</row>"
            for at, row in enumerate(sheet.rows, 1)
        )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{sheet.behind}</worksheet>'.encode()


def xlsb(*sheets: Sheet, look: Look | None = None) -> bytes:
    """The same as records."""
    look = look or Look()
    bundle = b"".join(
        record(
            156,
            struct.pack("<II", sheet.state != "visible", at) + wide(f"r{at}") + wide(sheet.name),
        )
        for at, sheet in enumerate(sheets, 1)
    )
    parts = {
        "_rels/.rels": _relations([("r1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": record(153, struct.pack("<II", int(look.since_1904), 0)) + bundle,
        "xl/_rels/workbook.bin.rels": _book_relations(len(sheets), "bin"),
        "xl/styles.bin": _binary_styles(look.formats),
        "xl/sharedStrings.bin": b"".join(record(19, b"\0" + wide(one)) for one in look.strings),
    }
    for at, sheet in enumerate(sheets, 1):
        body = b"".join(
            record(0, struct.pack("<I", number)) + b"".join(_binary(at, cell) for at, cell in enumerate(row))
            for number, row in enumerate(sheet.rows)
        )
        parts[f"xl/worksheets/sheet{at}.bin"] = record(145, b"") + body + record(146, b"")
    return zipped({**parts, **look.parts})


def record(kind: int, body: bytes) -> bytes:
    """One record of XLSB."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(body)
    while length >= 0x80:
        size += bytes([length & 0x7F | 0x80])
        length >>= 7
    return head + size + bytes([length]) + body


def wide(text: str) -> bytes:
    """A text of XLSB with its length."""
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def ods(*sheets: Sheet, head: str = "", parts: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument workbook; hidden sheets have a style that says so."""
    tables = "".join(
        f'<table:table table:name={quoteattr(sheet.name)} table:style-name="{sheet.state}">'
        + (sheet.xml if sheet.xml is not None else "".join(_ods_row(row) for row in sheet.rows))
        + "</table:table>"
        for sheet in sheets
    )
    spaces = "".join(f' xmlns:{one}="{_OFFICE}:{one}:1.0"' for one in ("office", "table", "text", "style"))
    style = '<style:style style:name="hidden"><style:table-properties table:display="false"/></style:style>'
    content = (
        f"{head}<office:document-content{spaces}><office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": content.encode(),
            **(parts or {}),
        }
    )


def xls(rows: Sequence[Sequence[str | float]], *, password: bool = False) -> bytes:
    """A workbook of Excel 97 with one sheet: texts and numbers."""
    start = struct.pack("<HHHHII", 0x0600, 5, 0, 0, 0, 0)
    sheet_start = struct.pack("<HHHHII", 0x0600, 0x10, 0, 0, 0, 0)
    body = _biff(0x809, sheet_start)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            at = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                body += _biff(0x204, at + text)
            else:
                body += _biff(0x203, at + struct.pack("<d", cell))
    body += _biff(0x0A, b"")
    secret = _biff(0x2F, b"\0" * 54) if password else b""
    name = struct.pack("<BB", 6, 0) + b"People"
    first = _biff(0x809, start) + secret
    last = _biff(0x0A, b"")
    place = len(first) + len(_biff(0x85, struct.pack("<IH", 0, 0) + name)) + len(last)
    return _ole(first + _biff(0x85, struct.pack("<IH", place, 0) + name) + last + body)


def xml2003(*sheets: Sheet) -> bytes:
    """XML Spreadsheet 2003."""
    unseen = "<x:Visible>SheetHidden</x:Visible>"
    ss = "urn:schemas-microsoft-com:office:spreadsheet"
    inside = "".join(
        f"<Worksheet ss:Name={quoteattr(sheet.name)}><Table>"
        + (sheet.xml if sheet.xml is not None else "".join(_row_2003(row) for row in sheet.rows))
        + "</Table>"
        + ("" if sheet.state == "visible" else f"<x:Options>{unseen}</x:Options>")
        + "</Worksheet>"
        for sheet in sheets
    )
    start = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
    return f'{start}<Workbook xmlns="{ss}" xmlns:ss="{ss}" xmlns:x="x">{inside}</Workbook>'.encode()


def html(*sheets: Sheet, head: str = "") -> bytes:
    """A page with a table for each sheet."""
    tables = (
        "<table border=1>\n"
        + (sheet.xml if sheet.xml is not None else "".join(_html_row(row) for row in sheet.rows))
        + "</table>"
        for sheet in sheets
    )
    return f"<html><head>{head}<style>td {{}}</style></head><body>{''.join(tables)}</body></html>".encode()


def ole_with(stream: str) -> bytes:
    """An OLE file with one stream of that name."""
    return _ole(b"\0" * 4096, stream)


def _relations(found: Sequence[tuple[str, str, str]]) -> bytes:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_REL}/{kind}" Target="{target}"/>' for key, kind, target in found
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'.encode()


def _book_relations(sheets: int, ending: str) -> bytes:
    return _relations(
        [
            *((f"r{at}", "worksheet", f"worksheets/sheet{at}.{ending}") for at in range(1, sheets + 1)),
            ("s", "styles", f"styles.{ending}"),
            ("t", "sharedStrings", f"/xl/sharedStrings.{ending}"),
        ]
    )


def _styles(formats: Sequence[str]) -> bytes:
    codes = "".join(
        f'<numFmt numFmtId="{at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(formats, 164)
    )
    used = "".join(f'<xf numFmtId="{at}"/>' for at, _ in enumerate(formats, 164))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{used}</cellXfs>'
        "</styleSheet>"
    ).encode()


def _binary_styles(formats: Sequence[str]) -> bytes:
    codes = b"".join(record(44, struct.pack("<H", at) + wide(one)) for at, one in enumerate(formats, 164))
    used = [0, *range(164, 164 + len(formats))]
    return (
        codes
        + record(617, b"")
        + b"".join(record(47, struct.pack("<HH", 0, n)) for n in used)
        + record(618, b"")
    )


def _cell(row: int, column: int, cell: Cell) -> str:
    at = f"{_letters(column)}{row}"
    if isinstance(cell, bool):
        return f'<c r="{at}" t="b"><v>{int(cell)}</v></c>'
    if isinstance(cell, str):
        return f'<c r="{at}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' if cell else ""
    return f'<c r="{at}"><v>{cell!r}</v></c>'


def _binary(column: int, cell: Cell) -> bytes:
    at = struct.pack("<II", column, 0)
    if isinstance(cell, bool):
        return record(4, at + bytes([cell]))
    if isinstance(cell, str):
        return record(6, at + wide(cell)) if cell else b""
    return record(5, at + struct.pack("<d", cell))


def _row_2003(row: Sequence[Cell]) -> str:
    return (
        "<Row>"
        + "".join(_cell_2003(column, cell) for column, cell in enumerate(row, 1) if cell != "")
        + "</Row>"
    )


def _cell_2003(column: int, cell: Cell) -> str:
    kind = "Boolean" if isinstance(cell, bool) else "String" if isinstance(cell, str) else "Number"
    shown = int(cell) if isinstance(cell, bool) else cell
    return f'<Cell ss:Index="{column}"><Data ss:Type="{kind}">{escape(str(shown))}</Data></Cell>'


def _html_row(row: Sequence[Cell]) -> str:
    return "<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>\n"


def _ods_row(row: Sequence[Cell]) -> str:
    return "<table:table-row>" + "".join(_ods_cell(cell) for cell in row) + "</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    if cell == "":
        return "<table:table-cell/>"
    kind = "string"
    value = ""
    if isinstance(cell, bool):
        kind, value = "boolean", f'office:boolean-value="{str(cell).lower()}"'
    elif not isinstance(cell, str):
        kind, value = "float", f'office:value="{cell!r}"'
    shown = escape(str(cell))
    return f'<table:table-cell office:value-type="{kind}" {value}><text:p>{shown}</text:p></table:table-cell>'


def _letters(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letters(column // 26 - 1) + chr(ord("A") + column % 26)


def _biff(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _ole(stream: bytes, name: str = "Workbook") -> bytes:
    """A compound file with one stream: header, one table of sectors, one sector of the directory."""
    stream += b"\0" * (max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    table = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 2 + sectors), 0xFFFFFFFE]
    table += [0xFFFFFFFF] * (128 - len(table))
    header = struct.pack(
        "<8s16sHHHHHHIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0,
        0, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry(name, 2, 2, len(stream))
    return header + struct.pack("<128I", *table) + directory.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = 0xFFFFFFFF) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBBIII16sIQQIQ",
        coded,
        len(coded),
        kind,
        1,
        0xFFFFFFFF,
        0xFFFFFFFF,
        child,
        b"",
        0,
        0,
        0,
        start,
        size,
    )
