"""The parent's side of the parsing child: start it, feed it, read its answers, and end it in any case."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncGenerator, AsyncIterable, Mapping, Sequence
from typing import Any, cast

import structlog

from leadgen.kernel.errors import Refused
from leadgen.kernel.json import JSON
from leadgen.stages.ingest import frames
from leadgen.stages.ingest.parsing import Inspection, Limits, LineProblem, ParsedBatch, ParsedLine, Request
from leadgen_sdk import Reading

log = structlog.get_logger()

# Where the child runs: this very environment, so that it has the same plugins.
PYTHON = sys.executable
MEMORY_BYTES = 512 * 1024 * 1024
_INSPECT_S = 30.0
_INSPECT_CPU_S = 10
_SILENCE_S = 60.0
_CLOSE_S = 1.0
_CPU_BASE_S = 60
_CPU_S_PER_MB = 2
_KEPT_ERROR_BYTES = 4_000
# Answers held at most, twice: more than a chunk of lines, so that the child reads on while one is written.
_PIPE_BYTES = 4 << 20


class FileUnreadable(Refused):
    """The file cannot be read: empty, not text, broken, or of a kind no source knows."""


class ParserStopped(Refused):
    """Reading the file took too much memory or time, or its source crashed."""


def limits_for(size: int) -> Limits:
    """Enough for an honest file of this many bytes."""
    return Limits(MEMORY_BYTES, _CPU_BASE_S + _CPU_S_PER_MB * (size >> 20))


async def inspect(
    filename: str,
    chunks: AsyncIterable[bytes],
    *,
    source: str | None = None,
    reading: Reading | None = None,
) -> Inspection:
    """Which source reads the file, and how; `source` names the only one that may, `reading` what a person
    chose. Raises FileUnreadable, ParserStopped.
    """
    limits = Limits(MEMORY_BYTES, _INSPECT_CPU_S)
    request = Request(filename=filename, limits=limits, source=source, reading=reading or Reading())
    answers = _answers(request, chunks, silence_s=_INSPECT_S)
    async with contextlib.aclosing(answers):
        async for answer in answers:
            return _inspection(cast(Mapping[str, Any], answer["head"]))
    raise _stopped(None, b"")


async def read(request: Request, chunks: AsyncIterable[bytes]) -> AsyncGenerator[ParsedBatch, None]:
    """The file's lines in order, in batches of the source's choice. Raises FileUnreadable, ParserStopped.

    Close the iterator to end the child early.
    """
    answers = _answers(request, chunks, silence_s=_SILENCE_S)
    async with contextlib.aclosing(answers):
        async for answer in answers:
            if "lines" in answer:
                lines = [parsed(line) for line in cast(Sequence[Sequence[Any]], answer["lines"])]
                yield ParsedBatch(lines, cast(int, answer["bytes"]))
            elif "end" in answer:
                return


async def _answers(
    request: Request, chunks: AsyncIterable[bytes], *, silence_s: float
) -> AsyncGenerator[Mapping[str, JSON], None]:
    process = await asyncio.create_subprocess_exec(
        PYTHON, "-I", "-m", "leadgen.stages.ingest.child",
        stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_PIPE_BYTES, start_new_session=True,
    )  # fmt: skip
    stop = asyncio.Event()
    feed = asyncio.create_task(_feed(process, request, chunks, stop))
    errors = asyncio.create_task(_last_words(process))
    try:
        while (answer := await _next(process, silence_s)) is not None:
            _raise_refusal(answer)
            yield answer
            if "head" in answer or "end" in answer:
                return
        if feed.done() and not feed.cancelled() and (failure := feed.exception()):
            raise failure  # the file's own source failed, not the child
        raise _stopped(await process.wait(), await errors)
    finally:
        # Not cancelled: the feed may be in the middle of a query, whose connection would be lost with it.
        stop.set()
        _end(process)
        await asyncio.gather(feed, errors, return_exceptions=True)
        await _close(process)
        await process.wait()


async def _feed(
    process: Process, request: Request, chunks: AsyncIterable[bytes], stop: asyncio.Event
) -> None:
    stdin = process.stdin
    assert stdin is not None
    stdin.write(frames.pack(request.to_json()))
    try:
        async for chunk in chunks:
            if stop.is_set():
                return
            # A child that has seen enough, or died, closes the pipe: its answers tell which.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                stdin.write(chunk)
                await stdin.drain()
    except Exception:
        _end(process)  # it must not take the part it has for the whole file
        raise
    stdin.close()


async def _close(process: Process) -> None:
    """Take note of a pipe that broke: who does not ask for it finds it in the log (Python 3.11)."""
    stdin = process.stdin
    assert stdin is not None
    if not stdin.is_closing():
        stdin.transport.abort()
    # Something that the child left behind may hold the other end of the pipe open.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError, TimeoutError):
        async with asyncio.timeout(_CLOSE_S):
            await stdin.wait_closed()


async def _next(process: Process, silence_s: float) -> Mapping[str, JSON] | None:
    """The next answer; None when the child ended without one."""
    stdout = process.stdout
    assert stdout is not None
    try:
        async with asyncio.timeout(silence_s):
            length = frames.length_of(await stdout.readexactly(frames.LENGTH.size))
            return cast(Mapping[str, JSON], frames.unpack(await stdout.readexactly(length)))
    except asyncio.IncompleteReadError:
        return None
    except (frames.FrameBroken, ValueError):
        raise _stopped(None, b"its answer is not one of ours") from None
    except TimeoutError:
        raise ParserStopped(
            "Reading the file took too long, so it was stopped. Split it, or save it anew as CSV (UTF-8)."
        ) from None


async def _last_words(process: Process) -> bytes:
    assert process.stderr is not None
    kept = b""
    while piece := await process.stderr.read(65_536):
        kept = (kept + piece)[-_KEPT_ERROR_BYTES:]
    return kept


def _end(process: Process) -> None:
    """The whole session of the child: a plugin may have started processes of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _raise_refusal(answer: Mapping[str, JSON]) -> None:
    if "refused" in answer:
        refusal = cast(Mapping[str, JSON], answer["refused"])
        raise FileUnreadable(str(refusal["message"]), reason=refusal["code"], line_no=refusal["line_no"])


def _stopped(code: int | None, errors: bytes) -> ParserStopped:
    words = errors.decode("utf-8", "replace")
    # Of the child's last words no value: they may quote the file.
    frames = [line.strip() for line in words.splitlines() if line.startswith("  File ")]
    error = words.strip().rpartition("\n")[2].partition(":")[0]
    log.warning("parser_stopped", exit_code=code, error=error, frames=frames)
    if "MemoryError" in words:
        what = "Reading the file took more than 512 MB of memory, so it was stopped."
    elif code in (-signal.SIGXCPU, -signal.SIGKILL):
        what = "Reading the file took too much time, so it was stopped."
    else:
        what = "The program that reads this kind of file failed."
    return ParserStopped(
        f"{what} Save the file anew as CSV (UTF-8), or split it.", exit_code=code, trace=words
    )


def _inspection(head: Mapping[str, Any]) -> Inspection:
    mapping = {int(index): field for index, field in head["mapping"].items()}
    return Inspection(**{**head, "mapping": mapping})


def parsed(line: Sequence[Any]) -> ParsedLine:
    """A line from its wire form."""
    line_no, cells, values, keys, company_keys, problems = line
    return ParsedLine(
        line_no,
        cells,
        values,
        keys,
        company_keys,
        [LineProblem(*problem) for problem in problems] if problems else (),
    )
