"""Tests that every plugin must pass. Call them from the plugin's own tests, with files it reads."""

import io
import json
import tracemalloc
from collections.abc import Iterable, Sequence

from leadgen_sdk import FileRefused, Head, Line, Plugin, Recognition, Source
from leadgen_sdk.enriching_contract import ContractBroken, check_declaration, check_enricher
from leadgen_sdk.enriching_contract import require as _require

__all__ = ["ContractBroken", "check_enricher", "check_plugin", "check_source"]

HEAD_BYTES = 256 * 1024
MEMORY_LIMIT_BYTES = 64 * 1024 * 1024


def check_plugin(plugin: Plugin) -> None:
    """A plugin is named, and its sources, layouts and enrichers have distinct keys."""
    _require(bool(plugin.key and plugin.name), "a plugin has a key and a name")
    _distinct("source", [source.key for source in plugin.sources])
    _distinct("layout", [layout.key for layout in plugin.layouts])
    _distinct("enricher", [enricher.key for enricher in plugin.enrichers])
    for enricher in plugin.enrichers:
        check_declaration(enricher)
    for layout in plugin.layouts:
        _require(bool(layout.needs), f"{layout.key}: a layout says what its header needs")
        _require(all(layout.needs), f"{layout.key}: each group of needs has a name")


def check_source(source: Source, samples: Iterable[tuple[str, bytes]]) -> None:
    """Every promise of `Source`, on each (file name, content) the source is meant to read."""
    _require(isinstance(source, Source), "a source has key, label, suffixes, recognise and read")
    _require(all(suffix.startswith(".") for suffix in source.suffixes), "a suffix starts with a dot")
    checked = 0
    for filename, content in samples:
        recognition = _claims(source, filename, content)
        _reads(source, recognition, content)
        checked += 1
    _require(checked > 0, "at least one sample is given")
    _survives_rubbish(source)


def _distinct(what: str, keys: Sequence[str]) -> None:
    _require(len(keys) == len(set(keys)), f"{what} keys are distinct, got {keys}")


def _claims(source: Source, filename: str, content: bytes) -> Recognition:
    head = _head(content, filename)
    recognition = source.recognise(head)
    if recognition is None:
        raise ContractBroken(f"{source.key} does not recognise {filename}")
    _require(0 < recognition.confidence <= 1, f"{filename}: confidence is in (0, 1]")
    _require(
        json.loads(json.dumps(recognition.shape)) == recognition.shape,
        f"{filename}: the shape survives JSON unchanged",
    )
    _require(
        all(0 <= index < len(recognition.header) for index in recognition.mapping),
        f"{filename}: the mapping names columns of the header",
    )
    again = source.recognise(head)
    _require(again == recognition, f"{filename}: recognised twice, the same answer")
    return recognition


def _head(content: bytes, filename: str) -> Head:
    return Head(content[:HEAD_BYTES], len(content) <= HEAD_BYTES, filename, whole=lambda: io.BytesIO(content))


def _reads(source: Source, recognition: Recognition, content: bytes) -> None:
    name = source.key
    lines = _lines(source, recognition, _Pipe(content))
    numbers = [line.line_no for line in lines]
    _require(numbers == sorted(set(numbers)), f"{name}: line numbers rise strictly")
    _require(not numbers or numbers[0] >= 1, f"{name}: line numbers start at 1")
    blank = [line.line_no for line in lines if not line.problem and not any(c.strip() for c in line.cells)]
    _require(not blank, f"{name}: blank lines are left out, got {blank[:3]}")
    cells: list[object] = [cell for line in lines for cell in line.cells]  # whatever the source promised
    strange = [cell for cell in cells if not isinstance(cell, str) or "\0" in cell]
    _require(not strange, f"{name}: cells are text without NUL, got {strange[:3]}")
    dribble = _lines(source, recognition, _Pipe(content, largest_read=7))
    _require(dribble == lines, f"{name}: the same lines, however the stream arrives")


def _survives_rubbish(source: Source) -> None:
    """No claim or a refusal in words: never another exception, never unbounded memory."""
    rubbish = (
        b"",
        b"\n\n",
        b"\0" * 5000,
        bytes(range(256)) * 40,
        b'"' * 5000,
        b"\xff\xfe\x00",
        b"," * 200_000,
    )
    for content in rubbish:
        tracemalloc.start()
        try:
            recognition = source.recognise(_head(content, "rubbish" + "".join(source.suffixes[:1])))
            if recognition is not None:
                _lines(source, recognition, _Pipe(content))
        except FileRefused as refusal:
            _require(bool(refusal.message.strip()), "a refusal has a sentence")
        finally:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        _require(peak < MEMORY_LIMIT_BYTES, f"{content[:10]!r} took {peak} bytes of memory")


def _lines(source: Source, recognition: Recognition, stream: "_Pipe") -> list[Line]:
    lines: list[Line] = []
    for batch in source.read(stream, recognition.shape):
        _require(bool(batch.lines), "a batch is never empty")
        lines.extend(Line(line.line_no, tuple(line.cells), line.problem) for line in batch.lines)
    return lines


class _Pipe(io.BytesIO):
    """Bytes as a pipe gives them: no seeking, and as little at a time as `largest_read`."""

    def __init__(self, content: bytes, largest_read: int = 1 << 20) -> None:
        super().__init__(content)
        self._largest = largest_read

    def seekable(self) -> bool:
        return False

    def seek(self, offset: int, whence: int = 0) -> int:
        raise io.UnsupportedOperation("this stream cannot seek")

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._largest if size is None or size < 0 else min(size, self._largest))
