"""Which plugin has the process in its hands, written where it outlives the process.

A plugin's code runs on the worker's event loop. One that never gives it back is ended by the alarm clock,
which needs no turn of the interpreter; one that eats memory, by a watching thread; one that ends the process,
ends it. In each case the box says who it was, and the next worker at this machine reads it.
"""

import fcntl
import json
import mmap
import os
import secrets
import signal
import struct
import threading
from collections.abc import Coroutine, Generator, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar
from uuid import UUID

import psutil
import structlog

FOLDER = "plugin-steps"
_BYTES = 1024
_IDLE, _AT_WORK, _TOO_LARGE = 0, 1, 2
_HEAD = struct.Struct("BH")

T = TypeVar("T")

log = structlog.get_logger()


@dataclass(frozen=True)
class Limits:
    """How long a plugin may keep the event loop, and how large its process may grow."""

    hold_s: float = 20.0
    most_bytes: int = 1 << 30
    look_s: float = 0.25


@dataclass(frozen=True)
class Step:
    """One effect in the hands of one enricher."""

    workspace_id: UUID
    effect_id: UUID
    enricher: str

    def written(self) -> bytes:
        """For the box."""
        told = [str(self.workspace_id), str(self.effect_id), self.enricher[:200]]
        return json.dumps(told).encode()

    @classmethod
    def read(cls, told: bytes) -> "Step":
        """As it was written."""
        workspace_id, effect_id, enricher = json.loads(told)
        return cls(UUID(workspace_id), UUID(effect_id), enricher)


class Box:
    """One page of a file that is held, and locked, as long as the process lives."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        self._file, self._limits = file, limits
        self._page = mmap.mmap(file.fileno(), _BYTES)
        self.steps = 0  # in flight: begun and not ended

    def enter(self, told: bytes) -> None:
        """A plugin's code runs from here."""
        self._page[_HEAD.size : _HEAD.size + len(told)] = told
        _HEAD.pack_into(self._page, 0, _AT_WORK, len(told))
        signal.setitimer(signal.ITIMER_REAL, self._limits.hold_s)

    def leave(self) -> None:
        """To here."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self._page[0] = _IDLE

    def watch_memory(self) -> None:
        """For ever, in a thread: whoever had the process last, while it grew too large, is named."""
        process = psutil.Process()
        pause = threading.Event()
        while not pause.wait(self._limits.look_s):
            if self.steps and process.memory_info().rss > self._limits.most_bytes:
                self._page[0] = _TOO_LARGE
                os.kill(os.getpid(), signal.SIGKILL)


_box: Box | None = None


@contextmanager
def installed(data_dir: Path, limits: Limits = Limits()) -> Iterator[None]:
    """This process is watched during the block. Its alarm clock is ours: nobody else may set it.

    Where the folder cannot be written to, it is not watched, and the log says so.
    """
    global _box
    path = data_dir / FOLDER / f"{os.getpid()}-{secrets.token_hex(4)}"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("w+b")
    except OSError as error:
        log.warning("plugins.unwatched", folder=str(path.parent), reason=error.strerror)
        yield
        return
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(_BYTES)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        _box = Box(file, limits)
        threading.Thread(target=_box.watch_memory, name="plugin memory", daemon=True).start()
        try:
            yield
        finally:
            _box = None
            path.unlink()


async def watched(step: Step, work: Coroutine[Any, Any, T]) -> T:
    """What it returns; where no box is installed, as if it were awaited."""
    box = _box
    if box is None:
        return await work
    box.steps += 1
    try:
        return await _InHands(box, step.written(), work)
    finally:
        box.steps -= 1


class _InHands(Generic[T]):
    """Passes on what a coroutine waits for, and tells the box whenever its own code runs."""

    def __init__(self, box: Box, told: bytes, work: Coroutine[Any, Any, T]) -> None:
        self._box, self._told, self._work = box, told, work

    def __await__(self) -> Generator[Any, Any, T]:
        given: object = None
        thrown: BaseException | None = None
        while True:
            self._box.enter(self._told)
            try:
                waits_for = self._work.send(given) if thrown is None else self._work.throw(thrown)
            except StopIteration as end:
                result: T = end.value
                return result
            finally:
                self._box.leave()
            given, thrown = None, None
            try:
                given = yield waits_for
            except GeneratorExit:
                self._work.close()
                raise
            except BaseException as error:  # noqa: BLE001 - a cancellation is the coroutine's to see
                thrown = error


def stopped(data_dir: Path) -> Iterator[Step]:
    """The steps over which processes of this machine ended; each is told until it was heard to the end."""
    folder = data_dir / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        with suppress(FileNotFoundError), path.open("r+b") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue  # its process lives
            if (step := _step(file.read(_BYTES))) is not None:
                yield step
            path.unlink()


def _step(page: bytes) -> Step | None:
    if len(page) < _BYTES:
        return None  # ended before it began
    state, length = _HEAD.unpack_from(page)
    if state == _IDLE:
        return None
    return Step.read(page[_HEAD.size : _HEAD.size + length])
