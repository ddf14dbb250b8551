"""The reader's own child process, once for each file and step, watched from outside.

It is forked from a process that has everything loaded, runs the very `main` of the child with the limits of
the product, reads from a pipe and answers into one; what it took is what the system says of it afterwards.
"""

import json
import os
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast

from leadgen.kernel.json import JSON
from leadgen.platform.plugins import service as plugins
from leadgen.stages.ingest import child, parser
from leadgen.stages.ingest.frames import LENGTH, pack
from leadgen.stages.ingest.parsing import Limits, Request
from tests.proofs.malformed.cases import Case

_INSPECT_CPU_S = 10


@dataclass
class Answer:
    """What came back for one file, from both steps."""

    refusal: Mapping[str, JSON] | None = None
    lines: int = 0
    line_numbers_rise: bool = True
    unnamed_problems: int = 0  # rejected lines without a sentence
    strange_cells: int = 0
    ended: bool = False  # by a refusal or by the end of the file
    died: str = ""  # why a process ended otherwise
    silence_s: float = 0.0  # the longest time without a word
    peak_mb: int = 0
    _last_line: int = field(default=0, repr=False)

    def take(self, lines: Sequence[Sequence[JSON]]) -> None:
        """One batch of lines in the wire form of `parsing`."""
        for line in lines:
            line_no, cells, values, _, _, problems = line
            assert isinstance(line_no, int)
            self.line_numbers_rise &= line_no > self._last_line
            self._last_line = line_no
            self.lines += 1
            sentences = [str(cast(Sequence[JSON], one)[2] or "") for one in cast(Sequence[JSON], problems)]
            self.unnamed_problems += values is None and not any(map(str.strip, sentences))
            self.strange_cells += any(
                not isinstance(one, str) or "\0" in one for one in cast(Sequence[JSON], cells)
            )


def warm() -> None:
    """Whatever every child needs is loaded once."""
    plugins.load()


def answer(case: Case, patience_s: float) -> Answer:
    """Inspected and, where some source reads it, read to its end."""
    found = Answer()
    limits = Limits(parser.MEMORY_BYTES, _INSPECT_CPU_S)
    head: Mapping[str, JSON] | None = None
    for said in _run(Request(case.name, limits), case.pieces(), patience_s, found):
        head = cast(Mapping[str, JSON], said.get("head")) or head
    if head is not None and not found.died:
        found.ended = False
        shape = cast(Mapping[str, JSON], head["shape"])
        size = sum(map(len, case.pieces()))
        request = Request(case.name, parser.limits_for(size), str(head["source"]), shape)
        for said in _run(request, case.pieces(), patience_s, found):
            found.take(cast(Sequence[Sequence[JSON]], said.get("lines", ())))
    return found


def _run(
    request: Request, pieces: Iterable[bytes], patience_s: float, found: Answer
) -> Iterator[Mapping[str, JSON]]:
    """The answers of one child; how it ended and what it took are added to `found`."""
    into, out, errors = os.pipe(), os.pipe(), os.pipe()
    pid = os.fork()
    if pid == 0:
        _become_child(into, out, errors)
    for end in (into[0], out[1], errors[1]):
        os.close(end)
    feed = threading.Thread(target=_feed, args=(into[1], request, pieces))
    silence = _Silence(pid, patience_s)
    feed.start()
    with os.fdopen(out[0], "rb") as answers, os.fdopen(errors[0], "rb") as words:
        while (said := _next(answers.read)) is not None:
            found.refusal = cast(Mapping[str, JSON], said["refused"]) if "refused" in said else found.refusal
            found.ended |= bool(said.keys() & {"refused", "head", "end"})
            silence.was_broken()
            yield said
        last_words = words.read()
    _, status, used = os.wait4(pid, 0)
    silence.was_broken()
    silence.over()
    feed.join()
    found.silence_s = max(found.silence_s, silence.longest_s)
    found.peak_mb = max(found.peak_mb, used.ru_maxrss // 1024)
    if status != 0 or not found.ended:
        found.died = _why(status, last_words)


def _become_child(into: tuple[int, int], out: tuple[int, int], errors: tuple[int, int]) -> None:
    code = 1
    try:
        for number, end in enumerate((into[0], out[1], errors[1])):
            os.dup2(end, number)
        for end in (*into, *out, *errors):
            os.close(end)
        kept = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")
        sys.stdin, sys.stdout, sys.stderr = kept
        child.main()
        code = 0
    except BaseException as error:  # noqa: BLE001 - a child of this kind must never return to the proof
        with suppress(Exception):
            os.write(2, f"{type(error).__name__}: {error}".encode("utf-8", "replace")[:4_000])
    finally:
        os._exit(code)


def _feed(end: int, request: Request, pieces: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError), os.fdopen(end, "wb") as pipe:
        pipe.write(pack(request.to_json()))
        for piece in pieces:
            pipe.write(piece)


def _next(read: Callable[[int], bytes]) -> Mapping[str, JSON] | None:
    prefix = read(LENGTH.size)
    if len(prefix) < LENGTH.size:
        return None
    (length,) = struct.unpack(">I", prefix)
    body = read(length)
    return cast(Mapping[str, JSON], json.loads(body)) if len(body) == length else None


class _Silence:
    """Ends a child that says nothing for so long; a large file may take its time as long as it goes on."""

    def __init__(self, pid: int, patience_s: float) -> None:
        self.longest_s = 0.0
        self._pid = pid
        self._patience_s = patience_s
        self._heard = time.monotonic()
        self._over = threading.Event()
        threading.Thread(target=self._watch, daemon=True).start()

    def was_broken(self) -> None:
        """The child said something."""
        now = time.monotonic()
        self.longest_s = max(self.longest_s, now - self._heard)
        self._heard = now

    def over(self) -> None:
        """The child ended."""
        self._over.set()

    def _watch(self) -> None:
        while not self._over.wait(0.1):
            if time.monotonic() - self._heard > self._patience_s:
                with suppress(ProcessLookupError):
                    os.kill(self._pid, signal.SIGKILL)
                return


def _why(status: int, words: bytes) -> str:
    said = words.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
    return (
        f"signal {os.WTERMSIG(status)}"
        if os.WIFSIGNALED(status)
        else f"exit {os.WEXITSTATUS(status)}: {said}"
    )
