"""R9: any file gets a clear answer.

Malformed files of every format go through the reading child: each ends in lines, or in a refusal that says
what is wrong and what to do; none crashes it, hangs, takes much memory, or loses a line without a word. At
the full size the files of the measurement data (`LEADGEN_MEASURE_DATA`) are among them. A few also go the
whole way through the parent, which starts a process of its own for each.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from typing import BinaryIO
from unittest.mock import patch

from leadgen.stages.ingest import parser
from leadgen.stages.ingest.parser import FileUnreadable, ParserStopped
from leadgen.stages.ingest.parsing import Request
from leadgen_csv import Csv
from leadgen_sdk import Batch, FileRefused, Head, Recognition, Shape
from tests.proofs.malformed.answering import Answer, answer, warm
from tests.proofs.malformed.cases import Case
from tests.proofs.malformed.files import malformed
from tests.proofs.malformed.texts import endless
from tests.proofs.malformed.wild import wild
from tests.proofs.outcome import Outcome, Size

FILES = {"tiny": 33, "ci": 250, "full": 5_000}
LONGEST_LINE_BYTES = {"tiny": 4 << 20, "ci": 64 << 20, "full": 1 << 30}
THROUGH_THE_PARENT = {"tiny": 1, "ci": 5, "full": 50}
PATIENCE_S = 10.0
PEAK_MB = 300
_LONG_PATIENCE_S = 60.0  # for the one line of a gigabyte, which takes its time to arrive
_SHOWN = 40


def main(size: Size, seed: int, planted: bool) -> Outcome:
    warm()
    if planted:
        cases = malformed(FILES["tiny"], seed)
        return _find_what_is_planted([case for case in cases if case.name.endswith((".csv", ".txt"))][:18])
    # Made one at a time: what this process holds would count as the children's memory too.
    counts: Counter[str] = Counter()
    _try(malformed(FILES[size], seed), PATIENCE_S, counts)
    _try([endless(size=LONGEST_LINE_BYTES[size])], _LONG_PATIENCE_S, counts)
    if size == "full":
        generated = counts["files"]
        _try(wild(), PATIENCE_S, counts)
        counts["wild"] = counts["files"] - generated
    counts.update(
        asyncio.run(
            _through_the_parent(
                islice(malformed(FILES[size], seed), 0, None, FILES[size] // THROUGH_THE_PARENT[size])
            )
        )
    )
    faults = sum(many for name, many in counts.items() if name.startswith("fault_"))
    both = counts["refused"] > 0 and counts["read"] > 0 and counts["parent"] > 0
    return Outcome(counts, held=faults == 0 and both)


def _try(cases: Iterable[Case], patience_s: float, counts: Counter[str]) -> None:
    for case in cases:
        found = answer(case, patience_s)
        counts["files"] += 1
        counts["refused" if found.refusal else "read"] += 1
        counts["lines"] += found.lines
        # Of all files the highest; a Counter adds, so the difference is added.
        counts["peak_mb"] += max(0, found.peak_mb - counts["peak_mb"])
        counts["longest_silence_ms"] += max(0, round(found.silence_s * 1000) - counts["longest_silence_ms"])
        for fault in faults(case, found, patience_s):
            counts[f"fault_{fault}"] += 1
            if sum(counts[name] for name in counts if name.startswith("fault_")) <= _SHOWN:
                print(f"{fault}: {case.name} ({case.label}): {found}", file=sys.stderr)


def faults(case: Case, found: Answer, patience_s: float) -> Iterator[str]:
    """In one word each, what is wrong with an answer."""
    if found.silence_s >= patience_s:
        yield "hang"
    elif found.died:
        yield "crash"
    if found.peak_mb > PEAK_MB:
        yield "memory"
    if found.refusal is not None and not _is_clear(str(found.refusal["message"])):
        yield "unclear"
    if found.unnamed_problems or found.strange_cells or not found.line_numbers_rise:
        yield "lines"
    if not found.died and _is_not_expected(case, found):
        yield "wrong"


def _is_clear(message: str) -> bool:
    """What is wrong and what to do: two sentences, and no word of a programmer's."""
    words = message.split()
    is_technical = any(
        word in message for word in ("Traceback", "Error:", "Exception", "None", "codec can't")
    )
    return len(words) >= 6 and message.rstrip()[-1] in ".!?" and message.count(". ") >= 1 and not is_technical


def _is_not_expected(case: Case, found: Answer) -> bool:
    if case.expected == "refused":
        return found.refusal is None
    return isinstance(case.expected, int) and (found.refusal is not None or found.lines != case.expected)


async def _through_the_parent(cases: Iterable[Case]) -> Counter[str]:
    """By the functions that the import calls: every end is one of theirs."""
    counts: Counter[str] = Counter()
    for case in cases:
        counts["parent"] += 1
        try:
            found = await parser.inspect(case.name, _arriving(case))
            request = Request(case.name, parser.limits_for(len(case.content)), found.source, found.shape)
            async for batch in parser.read(request, _arriving(case)):
                counts["parent_lines"] += len(batch.lines)
        except FileUnreadable as refused:
            counts["fault_unclear"] += not _is_clear(refused.detail)
        except ParserStopped as stopped:
            counts["fault_crash"] += 1
            print(f"stopped: {case.name} ({case.label}): {stopped.detail}", file=sys.stderr)
    return counts


async def _arriving(case: Case) -> AsyncIterator[bytes]:
    for piece in case.pieces():
        yield piece


def _find_what_is_planted(cases: Sequence[Case]) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    complaints: dict[str, int] = {}
    for fault, bug in _bugs().items():
        with bug:
            counts: Counter[str] = Counter()
            _try(cases, 2.0 if fault == "hang" else PATIENCE_S, counts)
            complaints[f"found_{fault}"] = counts[f"fault_{fault}"]
    missed = [name for name, many in complaints.items() if many == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(complaints, held=bool(missed))


def _bugs() -> Mapping[str, AbstractContextManager[object]]:
    return {
        "crash": patch.object(Csv, "recognise", _crashing),
        "hang": patch.object(Csv, "recognise", _hanging),
        "memory": _hoarding_without_a_limit(),
        "unclear": patch.object(Csv, "recognise", _muttering),
        "lines": patch.object(Csv, "read", _miscounting),
        "wrong": patch.object(Csv, "read", _losing),
    }


_recognise, _read = Csv.recognise, Csv.read


def _crashing(source: Csv, head: Head) -> Recognition | None:
    if b"\0" in head.data:
        raise IndexError("a defect")
    return _recognise(source, head)


def _hanging(source: Csv, head: Head) -> Recognition | None:
    while head.data.startswith(b"\xff\xfe"):
        pass
    return _recognise(source, head)


@contextmanager
def _hoarding_without_a_limit() -> Iterator[None]:
    with patch.object(Csv, "read", _hoarding), patch.object(parser, "MEMORY_BYTES", 4 << 30):
        yield


def _hoarding(source: Csv, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
    held = [stream.read(1 << 20) * 40 for _ in range(8)]
    assert held
    return _read(source, stream, shape)


def _muttering(source: Csv, head: Head) -> Recognition | None:
    try:
        return _recognise(source, head)
    except FileRefused as refusal:
        raise FileRefused(refusal.code, "ValueError: bad file") from refusal


def _miscounting(source: Csv, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
    for batch in _read(source, stream, shape):
        yield Batch([line._replace(line_no=7) for line in batch.lines])


def _losing(source: Csv, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
    for batch in _read(source, stream, shape):
        kept = [line for line in batch.lines if line.problem is None]
        if kept:
            yield Batch(kept)
