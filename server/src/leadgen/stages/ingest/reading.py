"""The child's work: recognise a file, read its lines, normalise their cells. No database, no network."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import BinaryIO, cast

from typing_extensions import Buffer

from leadgen.kernel.json import JSON
from leadgen.platform.plugins import service as plugins
from leadgen.records.field import Option
from leadgen.records.normalise import NORMALISERS, Bad, Context, Value, normalise_many, spread
from leadgen.records.normalise.door import Normaliser
from leadgen.records.projection import prepare
from leadgen.stages.ingest.formulas import original
from leadgen.stages.ingest.identity import anchorless
from leadgen.stages.ingest.parsing import HEAD_BYTES, SAMPLE_CELL_CHARS, SAMPLE_ROWS, ColumnReading, Request
from leadgen_sdk import FileRefused, Head, Line, Recognition, Source

_BUFFER_BYTES = 256 * 1024
_PART_CHARS = 2 << 20
_Problem = tuple[int | None, str | None, str]


def inspect(request: Request, stream: BinaryIO) -> JSON:
    """The best claim on the file, with its first rows. Raises FileRefused."""
    data = stream.read(HEAD_BYTES)
    rest = stream.read(1)
    source, claim = _best(Head(data, not rest, request.filename), request.source)
    whole = io.BufferedReader(_Chained(data + rest, stream), _BUFFER_BYTES)
    rows: list[list[str]] = []
    for batch in source.read(whole, claim.shape):
        rows += [
            [cell[:SAMPLE_CELL_CHARS] for cell in line.cells] for line in batch.lines if not line.problem
        ]
        if len(rows) >= SAMPLE_ROWS:
            break
    return {
        "source": source.key,
        "label": source.label,
        "confidence": claim.confidence,
        "shape": claim.shape,
        "header": list(claim.header),
        "mapping": {str(index): field for index, field in claim.mapping.items()},
        "rows": rows[:SAMPLE_ROWS],
        "problems": [asdict(problem) for problem in claim.problems],
    }


def read(request: Request, stream: BinaryIO) -> Iterator[JSON]:
    """Answers with all lines, in the wire form of `parsing`. Raises FileRefused."""
    source = next(source for source in plugins.load().sources() if source.key == request.source)
    assert request.shape is not None, "a file is read by the shape that its inspection found"
    reader = _Reader(request)
    counted = _Chained(b"", stream)
    for batch in source.read(io.BufferedReader(counted, _BUFFER_BYTES), request.shape):
        for part in _parts([line for line in batch.lines if line.line_no > request.after_line]):
            yield {"lines": [reader.line(line) for line in part], "bytes": counted.bytes_read}


def _parts(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Pieces that fit into a frame, however long the lines are and however many a source gives at once."""
    start = chars = 0
    for index, line in enumerate(lines):
        chars += sum(map(len, line.cells))
        if chars > _PART_CHARS:
            yield lines[start : index + 1]
            start, chars = index + 1, 0
    if start < len(lines):
        yield lines[start:]


def _best(head: Head, only: str | None) -> tuple[Source, Recognition]:
    claims: list[tuple[Source, Recognition]] = []
    refusal: FileRefused | None = None
    installed = plugins.load().sources()
    if only is not None and only not in {source.key for source in installed}:
        keys = ", ".join(sorted(source.key for source in installed))
        raise FileRefused("unknown_source", f"There is no source “{only}”. Installed are: {keys}.")
    for source in (source for source in installed if only in (None, source.key)):
        try:
            claim = source.recognise(head)
        except FileRefused as error:
            refusal = refusal or error
            continue
        if claim is not None:
            claims.append((source, claim))
    if claims:
        return max(claims, key=lambda found: found[1].confidence)
    if only is not None and refusal is None:
        raise FileRefused(
            "unknown_format", f"The source “{only}” does not know this file. Leave the choice to us."
        )
    raise refusal or FileRefused(
        "unknown_format", "No installed source reads this kind of file. Save it as CSV."
    )


class _Reader:
    """Turns lines into values by the columns' readings."""

    def __init__(self, request: Request) -> None:
        self._kind = request.kind
        # Unpacked once: this loop runs for every cell of the file.
        self._columns = [
            (column.index, column.field, _reader_of(column), _context(column, request.country), column)
            for column in request.columns
        ]

    def line(self, line: Line) -> JSON:
        cells = list(line.cells)
        if line.problem:
            return [line.line_no, cells, None, [], [], [(None, None, line.problem)]]
        values, problems = self._values(cells)
        if not problems and (reason := anchorless(self._kind, values)):
            problems = [(None, None, reason)]
        if problems:
            return [line.line_no, cells, None, [], [], problems]
        prepared = prepare(self._kind, cast(Mapping[str, Value], values))
        return [
            line.line_no,
            cells,
            cast(JSON, prepared.values),
            list(prepared.keys),
            list(prepared.company_keys),
            [],
        ]

    def _values(self, cells: Sequence[str]) -> tuple[dict[str, JSON], list[_Problem]]:
        values: dict[str, JSON] = {}
        problems: list[_Problem] = []
        for index, field, read_one, context, column in self._columns:
            cell = cells[index]
            if not cell or cell.isspace():
                continue
            if cell[0] == "'":
                cell = original(cell)
            value = read_one(cell, context) if read_one else _several(column, cell, context, values)
            if isinstance(value, Bad):
                problems.append((index, field, value.message))
            elif value is not None:
                values[field] = cast(JSON, value)
        return values, problems


def _reader_of(column: ColumnReading) -> Normaliser | None:
    """The normaliser of a cell with one value; None where a cell may hold several."""
    return None if column.many or column.overflow else NORMALISERS[column.normaliser]


def _several(
    column: ColumnReading, cell: str, context: Context, values: dict[str, JSON]
) -> Value | Bad | None:
    """What the cell holds; further addresses in the cell of a single one go to the field for more."""
    if column.many:
        found = normalise_many(column.normaliser, cell, context)
        return found if isinstance(found, Bad) or not found else _joined(values.get(column.field), found)
    if column.overflow is None or len(spread(column.normaliser, cell)) < 2:
        return NORMALISERS[column.normaliser](cell, context)
    found = normalise_many(column.normaliser, cell, context)
    if isinstance(found, Bad) or not found:
        return found or None
    if len(found) > 1:
        values[column.overflow] = _joined(values.get(column.overflow), found[1:])
    return found[0]


def _joined(held: JSON, more: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*cast(Sequence[str], held or ()), *more]))


def _context(column: ColumnReading, country: str | None) -> Context:
    options = tuple(Option(value, label) for value, label in column.options)
    return Context(country=country, date_order=column.date_order, options=options)


class _Chained(io.RawIOBase):
    """Bytes already read, then the rest of the stream they came from; counts what it gives."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        super().__init__()
        self._head = io.BytesIO(head)
        self._rest = rest
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        piece = self._head.read(len(view)) or self._rest.read(len(view))
        view[: len(piece)] = piece
        self.bytes_read += len(piece)
        return len(piece)
