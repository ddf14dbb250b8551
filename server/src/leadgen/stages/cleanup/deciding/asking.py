"""The parent's side of the process that compares: start it, feed it, read its answers, end it in any case."""

import asyncio
import contextlib
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from typing import TypedDict, cast

import structlog

from leadgen.kernel.errors import Refused
from leadgen.kernel.json import decode
from leadgen.stages.cleanup.deciding.table import Table

log = structlog.get_logger()

PYTHON = sys.executable
_LOOK_EVERY_S = 1.0
_PIPE_BYTES = 64 << 20
_KEPT_ERROR_BYTES = 4_000


class Told(TypedDict):
    """A cluster as the process told it; rows are those of the table."""

    rows: list[int]
    bits: int
    sure_bits: int | None
    expected_false: float | None
    pairs: list[tuple[int, int, int, dict[str, tuple[int, int]]]]


class ComparingStopped(Refused):
    """The process that compares ended before it was done, most likely for want of memory."""

    def __init__(self) -> None:
        super().__init__(
            "Comparing the records took more memory than this machine has, or failed. Nothing was changed; "
            "give the machine more memory, then look again."
        )


async def clusters(table: Table, should_stop: Callable[[], Awaitable[bool]]) -> list[Told] | None:
    """What the process finds; None where it was stopped on the way. Raises ComparingStopped."""
    process = await asyncio.create_subprocess_exec(
        PYTHON, "-I", "-m", "leadgen.stages.cleanup.deciding.child",
        stdin=PIPE, stdout=PIPE, stderr=PIPE, limit=_PIPE_BYTES, start_new_session=True,
    )  # fmt: skip
    work = [asyncio.create_task(one) for one in (_feed(process, table), _answers(process), _errors(process))]
    try:
        while not work[1].done():
            await asyncio.wait(work[1:2], timeout=_LOOK_EVERY_S)
            if not work[1].done() and await should_stop():
                return None
        found = cast("list[Told] | None", work[1].result())
        if found is None:
            raise _failed(await process.wait(), cast(bytes, await work[2]))
        return found
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        await asyncio.gather(*work, return_exceptions=True)
        await process.wait()


async def _feed(process: Process, table: Table) -> None:
    assert process.stdin is not None
    # A process that died closes the pipe: its answers tell so.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        for piece in table.written():
            process.stdin.write(piece)
            await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()


async def _answers(process: Process) -> list[Told] | None:
    """None where it ended before the empty line that says that this is all."""
    assert process.stdout is not None
    found: list[Told] = []
    while line := await process.stdout.readline():
        if line == b"\n":
            return found
        found.append(cast(Told, decode(line)))
    return None


async def _errors(process: Process) -> bytes:
    assert process.stderr is not None
    kept = b""
    while piece := await process.stderr.read(65_536):
        kept = (kept + piece)[-_KEPT_ERROR_BYTES:]
    return kept


def _failed(code: int, errors: bytes) -> ComparingStopped:
    """Of the last words only where they were said: they may quote a value."""
    words = errors.decode("utf-8", "replace")
    frames = [line.strip() for line in words.splitlines() if line.startswith("  File ")]
    error = words.strip().rpartition("\n")[2].partition(":")[0]
    log.warning("comparing_stopped", exit_code=code, error=error, frames=frames)
    return ComparingStopped()
