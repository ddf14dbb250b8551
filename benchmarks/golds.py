"""What is right about the files of each torture set, and whether the product reads them so."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from leadgen.platform.plugins import service as plugins
from leadgen.stages.ingest.parsing import Limits, Request
from leadgen.stages.ingest.reading import inspect
from leadgen_sdk import FileRefused, Reading
from leadgen_sdk.delimited import codec_of

# asked, offered: not sure, and the right one is among the candidates. read: no gold, but lines.
Outcome = Literal["right", "read", "offered", "asked", "refused", "differs", "wrong", "failed"]
Rows = list[list[str]]
_NO_LIMITS = Limits(0, 0)
_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".vcf")


@dataclass(frozen=True)
class Verdict:
    """What became of a file; `why` in words where it is not as it should be."""

    file: str
    outcome: Outcome
    why: str = ""


@dataclass(frozen=True)
class _Table:
    shape: Mapping[str, object]
    header: Sequence[str]
    rows: Rows
    rejected: int


def encoding(folder: Path) -> Iterator[Verdict]:
    """A folder's name starts with the encoding of its files; right is who decodes to the same text."""
    for path in sorted(folder.glob("*/*")):
        data, name = path.read_bytes(), f"{path.parent.name}/{path.name}"
        gold = _text(data, _codec(path.parent.name))
        try:
            shape = _inspected(path.name, data, "csv").shape
        except FileRefused as refusal:
            yield Verdict(name, "refused", refusal.message)
            continue
        asked = [str(one) for one in cast(Sequence[object], shape["encodings"])]
        yield _encoding_verdict(name, data, gold, str(shape["encoding"]), asked)


def _encoding_verdict(name: str, data: bytes, gold: str | None, found: str, asked: list[str]) -> Verdict:
    why = f"taken for {found}" + (f", or {', '.join(asked[1:])}" if asked else "")
    if asked:
        offered = gold is not None and any(_text(data, one) == gold for one in asked)
        return Verdict(name, "offered" if offered else "asked", why)
    return Verdict(name, "right" if gold is not None and _text(data, found) == gold else "wrong", why)


def records(folder: Path) -> Iterator[Verdict]:
    """Each CSV has its records as JSON beside it."""
    for path in sorted(folder.glob("csvs/*.csv")):
        gold = json.loads((folder / "json" / f"{path.stem}.json").read_text(encoding="utf-8"))
        table = _read(path.name, path.read_bytes(), Reading())
        if isinstance(table, Verdict):
            yield table
            continue
        found = [dict(zip(table.header, row, strict=True)) for row in table.rows]
        yield Verdict(path.name, "right" if found == gold else "differs", f"{found} instead of {gold}"[:300])


def converted(folder: Path) -> Iterator[Verdict]:
    """`<name><kind>_converted.csv` is the gold of `<name>.<kind>`; most have none and are only read."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in _TABLES and path.is_file() and "_converted" not in path.name:
            gold = path.with_name(f"{path.stem}{path.suffix[1:]}_converted.csv")
            yield _against(path, str(path.relative_to(folder)), gold, Reading())


def sheets(folder: Path) -> Iterator[Verdict]:
    """`<book>.<number>.csv` is the gold of a sheet by its number; a book without one is only read."""
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _TABLES[2:] or not path.is_file():
            continue
        golds = sorted(
            one
            for one in path.parent.glob("*.csv")
            if re.fullmatch(r"\.\d+\.csv", one.name.removeprefix(path.name))
        )
        if not golds:
            yield _against(path, path.name, None, Reading())
        for gold in golds:
            yield _against(path, gold.name, gold, Reading(sheet=_sheet(path, gold)))


def _sheet(book: Path, gold: Path) -> str | None:
    number = int(gold.suffixes[-2].lstrip("."))
    table = _read(book.name, book.read_bytes(), Reading())
    listed = (
        cast(Sequence[Mapping[str, object]], table.shape.get("sheets", ()))
        if isinstance(table, _Table)
        else ()
    )
    return str(listed[number]["name"]) if number < len(listed) else None


def _against(path: Path, name: str, gold: Path | None, reading: Reading) -> Verdict:
    table = _read(path.name, path.read_bytes(), reading)
    if isinstance(table, Verdict):
        return Verdict(name, table.outcome, table.why)
    if gold is None or not gold.is_file():
        return Verdict(name, "read", f"{len(table.rows)} lines, {table.rejected} rejected")
    with gold.open(encoding="utf-8-sig", newline="") as lines:
        wanted = [row for row in csv.reader(lines) if any(cell.strip() for cell in row)]
    found = table.rows if table.shape.get("header_row") is None else [list(table.header), *table.rows]
    missed = _missed(wanted, found)
    return Verdict(name, "differs" if missed else "right", f"{len(missed)} rows: {missed[:2]}")


def _missed(wanted: Rows, found: Rows) -> list[tuple[list[str], list[str]]]:
    """Rows that say something else, the gold's first; a number or a day may be written another way."""
    rows = max(len(wanted), len(found))
    pairs = zip(wanted + [[]] * (rows - len(wanted)), found + [[]] * (rows - len(found)), strict=True)
    return [(want, have) for want, have in pairs if not _alike(want, have)]


def _alike(want: Sequence[str], have: Sequence[str]) -> bool:
    width = max(len(want), len(have))
    pairs = zip([*want, *[""] * (width - len(want))], [*have, *[""] * (width - len(have))], strict=True)
    return all(
        _plain(one) == _plain(other) or (not one and re.fullmatch(r"column \d+", other))
        for one, other in pairs
    )


def _plain(cell: str) -> object:
    text = " ".join(cell.split())
    try:
        return round(float(text.replace(",", "")), 6)
    except ValueError:
        return {"true": 1.0, "false": 0.0}.get(
            text.casefold(), text.replace("T00:00:00", "").replace("T", " ")
        )


def _read(name: str, data: bytes, reading: Reading) -> _Table | Verdict:
    try:
        return _table(_inspected(name, data, None, reading), data)
    except FileRefused as refusal:
        return Verdict(name, "refused", refusal.message)
    except Exception as error:  # noqa: BLE001 - whatever a source does to a file is what is measured
        return Verdict(name, "failed", f"{type(error).__name__}: {error}")


@dataclass(frozen=True)
class _Inspected:
    source: str
    shape: Mapping[str, object]
    header: Sequence[str]


def _inspected(name: str, data: bytes, source: str | None, reading: Reading | None = None) -> _Inspected:
    request = Request(name, _NO_LIMITS, source, reading=reading or Reading())
    found = cast(Mapping[str, object], inspect(request, io.BytesIO(data)))
    shape, header = cast(Mapping[str, object], found["shape"]), cast(Sequence[str], found["header"])
    return _Inspected(str(found["source"]), shape, header)


def _table(found: _Inspected, data: bytes) -> _Table:
    source = next(one for one in plugins.load().sources() if one.key == found.source)
    batches = source.read(io.BytesIO(data), json.loads(json.dumps(found.shape)))
    lines = [line for batch in batches for line in batch.lines]
    rows = [list(line.cells) for line in lines if line.problem is None]
    return _Table(found.shape, found.header, rows, len(lines) - len(rows))


def _codec(folder: str) -> str | None:
    """The codec in a name such as `iso-8859-2-czech`; None for one that nobody here knows."""
    parts = folder.split("-")
    names = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((codec for name in names if (codec := _known(name))), None)


def _known(name: str) -> str | None:
    asked = {"ibm": "cp", "maccyrillic": "mac-cyrillic"}.get(name.casefold(), name)
    try:
        return codec_of(asked) or codecs.lookup(asked).name
    except LookupError:
        return None


def _text(data: bytes, codec: str | None) -> str | None:
    """None where the codec is unknown or does not read it."""
    for name in _WIDER.get(codec or "", (codec,)):
        try:
            return data.decode(name) if name else None
        except UnicodeDecodeError:
            continue
    return None


# What is called by the narrow name holds characters of a wider one, wherever it comes from.
_WIDER: Mapping[str, tuple[str | None, ...]] = {
    "big5": ("cp950", "big5hkscs"),
    "euc_kr": ("cp949",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "shift_jis": ("cp932",),
    "tis-620": ("cp874",),
}
