"""`leadgen duplicates`: who is in a file twice, without a database."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from leadgen.cli.files import FILE, FileMissing, pieces_of, told, with_reading
from leadgen.kernel.errors import Invalid
from leadgen.records.field import RecordKind
from leadgen.records.registry import registered
from leadgen.stages.cleanup.duplicates import Column, Found, Settings, find
from leadgen.stages.cleanup.duplicates.explaining import Reason, reasons
from leadgen.stages.cleanup.duplicates.reading import columns_of
from leadgen.stages.ingest import columns as ingest_columns
from leadgen.stages.ingest import parser
from leadgen.stages.ingest.contracts import NoLines
from leadgen.stages.ingest.parsing import Request
from leadgen_sdk import Reading

_PIECE = 20_000
_Why = Iterable[Sequence[Reason]]
_CHANCE = click.FloatRange(0.0, 1.0, min_open=True, max_open=True)


class ColumnMissing(Invalid):
    """The file has no column of this name."""

    def __init__(self, name: str, header: Sequence[str]) -> None:
        super().__init__(f"The file has no column “{name}”. Its columns are: {', '.join(header)}.")


class EngineMissing(Invalid):
    """The optional engine is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "The engine splink is not installed. Install it with `pip install leadgen-server[splink]`."
        )


@dataclass(frozen=True)
class _Table:
    """A file's columns, of equal length, and what an import would fill with each."""

    header: Sequence[str]
    cells: Sequence[Sequence[str]]
    fields: Sequence[str | None]
    kind: RecordKind

    def without(self, names: Sequence[str]) -> "_Table":
        kept = [number for number, title in enumerate(self.header) if title not in names]
        return _Table(
            [self.header[number] for number in kept],
            [self.cells[number] for number in kept],
            [self.fields[number] for number in kept],
            self.kind,
        )

    def cells_of(self, name: str) -> Sequence[str]:
        if name not in self.header:
            raise ColumnMissing(name, self.header)
        return self.cells[self.header.index(name)]


@click.command("duplicates")
@with_reading
@click.argument("file", type=FILE)
@click.option("--id", "id_column", help="The column that names a row; default: the number of its line.")
@click.option("--ignore", multiple=True, help="A column not to be looked at; may be given again.")
@click.option(
    "--threshold", type=_CHANCE, default=Settings.review, help="Probability from which a pair is shown."
)
@click.option(
    "--automatic",
    type=_CHANCE,
    default=Settings.automatic,
    help="Probability from which it may be merged unseen.",
)
@click.option("--engine", type=click.Choice(["own", "splink"]), default="own", help="Who compares.")
@click.option("--json", "as_json", is_flag=True, help="A line of JSON per pair, then one per cluster.")
def duplicates(
    reading: Reading,
    file: Path,
    id_column: str | None,
    ignore: Sequence[str],
    threshold: float,
    automatic: float,
    engine: str,
    as_json: bool,
) -> None:
    """Who is in a file more than once, how sure that is, and why.

    Needs no database. The weights of a pair sum up to the log2 of its odds.
    """
    with told(as_json):
        table = asyncio.run(_read(file, _size(file), reading))
        for name in ignore:
            table.cells_of(name)
        lines = [str(number) for number in range(1, len(table.cells[0]) + 1)]
        ids = table.cells_of(id_column) if id_column else lines
        left_out = [*ignore, *([id_column] if id_column else [])]
        rest = table.without(left_out)
        columns = columns_of(rest.header, rest.cells, rest.fields, rest.kind)
        search = _with_splink if engine == "splink" else _search
        found, why = search(columns, Settings(threshold, automatic))
        if repeated := sum(count > 1 for count in Counter(ids).values()):
            click.echo(f"{repeated} values of “{id_column}” name more than one row.", err=True)
        for line in _as_json(found, why, ids) if as_json else _as_text(found, why, ids):
            click.echo(line)


def _search(columns: Sequence[Column], settings: Settings) -> tuple[Found, _Why]:
    found = find(columns, settings)
    pieces = (slice(start, start + _PIECE) for start in range(0, len(found.left), _PIECE))
    return found, (why for piece in pieces for why in reasons(found, piece))


def _with_splink(columns: Sequence[Column], settings: Settings) -> tuple[Found, _Why]:
    try:
        splink_engine = import_module("leadgen.stages.cleanup.duplicates.splink_engine")
    except ModuleNotFoundError as missing:
        raise EngineMissing from missing
    return cast(tuple[Found, _Why], splink_engine.find(columns, settings))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError as error:
        raise FileMissing(file, (error.strerror or str(error)).lower()) from error


async def _read(file: Path, size: int, reading: Reading) -> _Table:
    """The whole file as text. Raises FileUnreadable, NoLines."""
    seen = await parser.inspect(file.name, pieces_of(file), reading=reading)
    limits = parser.limits_for(size)
    request = Request(file.name, limits, source=seen.source, shape=seen.shape, reading=reading)
    width = len(seen.header)
    rows = [
        [*line.cells, *[""] * width][:width]
        async for batch in parser.read(request, pieces_of(file))
        for line in batch.lines
    ]
    if not rows:
        raise NoLines
    decided = ingest_columns.proposed(seen, None, registered())
    cells = [list(column) for column in zip(*rows, strict=True)]
    kind = ingest_columns.kind(decided, registered())
    return _Table(list(seen.header), cells, [column.field for column in decided], kind)


def _as_json(found: Found, explained: _Why, ids: Sequence[str]) -> Iterator[str]:
    left, right, chances = found.left.tolist(), found.right.tolist(), found.probability.tolist()
    for number, why in enumerate(explained):
        pair = {
            "a": ids[left[number]],
            "b": ids[right[number]],
            "probability": round(chances[number], 6),
            "why": [{"field": one.field, "words": one.words, "weight": one.weight} for one in why],
        }
        yield json.dumps(pair, ensure_ascii=False)
    for rows in found.clusters:
        yield json.dumps({"cluster": [ids[row] for row in rows]}, ensure_ascii=False)


def _as_text(found: Found, explained: _Why, ids: Sequence[str]) -> Iterator[str]:
    left, right, chances = found.left.tolist(), found.right.tolist(), found.probability.tolist()
    for number, why in enumerate(explained):
        yield f"{ids[left[number]]} and {ids[right[number]]}: {chances[number]:.2%}"
        yield from (f"  {one.weight:+7.2f}  {one.words}" for one in why)
    sure, records = int(found.automatic.sum()), sum(map(len, found.clusters))
    yield (
        f"{len(left)} pairs from {found.settings.review:.0%} on, in {len(found.clusters)} groups of "
        f"{records} rows. "
        f"{sure} pairs are at {found.settings.automatic:.1%} or more; {found.expected_false:.2g} of them are "
        "expected to be two after all."
    )
