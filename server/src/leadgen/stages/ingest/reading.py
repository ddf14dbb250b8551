"""The child's work: recognise a file, read its lines, normalise their cells. No database, no network."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import BinaryIO, cast

from typing_extensions import Buffer

from leadgen.kernel.json import JSON
from leadgen.platform.plugins import service as plugins
from leadgen.records.normalise import Value, own_words
from leadgen.records.projection import prepare
from leadgen.stages.ingest import layouts
from leadgen.stages.ingest.cells import Cells
from leadgen.stages.ingest.identity import anchorless
from leadgen.stages.ingest.parsing import HEAD_BYTES, SAMPLE_CELL_CHARS, SAMPLE_ROWS, Request
from leadgen_sdk import FileRefused, Head, Line, Recognition, Source
from leadgen_sdk.spool import Spool

_BUFFER_BYTES = 256 * 1024
_PART_CHARS = 2 << 20


def inspect(request: Request, stream: BinaryIO) -> JSON:
    """The best claim on the file, with its first rows. Raises FileRefused."""
    file = Spool(stream)
    source, claim = _best(_head(request, file), request.source)
    rows: list[list[str]] = []
    for batch in source.read(file.open(), claim.shape):
        rows += [
            [cell[:SAMPLE_CELL_CHARS] for cell in line.cells] for line in batch.lines if not line.problem
        ]
        if len(rows) >= SAMPLE_ROWS:
            break
    found = layouts.recognised(claim.header, plugins.load().layouts())
    mapping = claim.mapping or (layouts.mapping(found, claim.header) if found else {})
    return {
        "source": source.key,
        "label": found.label if found else source.label,
        "confidence": claim.confidence,
        "shape": claim.shape,
        "header": list(claim.header),
        "mapping": {str(index): field for index, field in mapping.items()},
        "rows": rows[:SAMPLE_ROWS],
        "problems": [asdict(problem) for problem in claim.problems],
    }


def _head(request: Request, file: Spool) -> Head:
    layouts = plugins.load().layouts()
    return Head(
        file.piece(0, HEAD_BYTES),
        not file.piece(HEAD_BYTES, 1),
        request.filename,
        request.reading,
        lambda cells: any(layout.fits(cells) for layout in layouts),
        file.open,
    )


def read(request: Request, stream: BinaryIO) -> Iterator[JSON]:
    """Answers with all lines, in the wire form of `parsing`. Raises FileRefused."""
    source = next(source for source in plugins.load().sources() if source.key == request.source)
    assert request.shape is not None, "a file is read by the shape that its inspection found"
    reader = LineReader(request)
    counted = _Counted(stream)
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
    refusals: list[FileRefused] = []
    installed = plugins.load().sources()
    if only is not None and only not in {source.key for source in installed}:
        keys = ", ".join(sorted(source.key for source in installed))
        raise FileRefused("unknown_source", f"There is no source “{only}”. Installed are: {keys}.")
    for source in (source for source in installed if only in (None, source.key)):
        try:
            claim = source.recognise(head)
        except FileRefused as error:
            refusals.append(error)
            continue
        if claim is not None:
            claims.append((source, claim))
    if claims:
        return max(claims, key=lambda found: found[1].confidence)
    if only is not None and not refusals:
        raise FileRefused(
            "unknown_format", f"The source “{only}” does not know this file. Leave the choice to us."
        )
    raise _most_telling(refusals)


def _most_telling(refusals: Sequence[FileRefused]) -> FileRefused:
    """That of a source which knows the format, rather than of one which only sees that it is no text."""
    unknown = FileRefused("unknown_format", "No installed source reads this kind of file. Save it as CSV.")
    return min([*refusals, unknown], key=lambda refusal: refusal.code in ("not_text", "unknown_format"))


class LineReader:
    """Turns lines into values by the columns' readings."""

    def __init__(self, request: Request) -> None:
        self._kind = request.kind
        self._cells = Cells(request.columns, request.country)
        self._words = request.words

    def line(self, line: Line) -> list[JSON]:
        """The line in the wire form of `parsing`."""
        with own_words.using(self._words):
            return self._line(line)

    def _line(self, line: Line) -> list[JSON]:
        cells = list(line.cells)
        if line.problem:
            return [line.line_no, cells, None, [], [], [(None, None, line.problem)]]
        values, problems = self._cells.values(cells)
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


class _Counted(io.RawIOBase):
    """A stream that counts what it gives."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self.bytes_read = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        self.bytes_read += len(piece)
        return len(piece)
