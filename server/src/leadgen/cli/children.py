"""The processes `leadgen up` starts: restarted when they die, ended together."""

import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence

import structlog

from leadgen.kernel.errors import LeadgenError

# Longer than any of them waits for its work, so that on a busy machine too what has ended is written down.
_GRACE_S = 10.0
_LONGEST_PAUSE_S = 10.0
_STEADY_S = 30.0
_LOOK_S = 0.1

log = structlog.get_logger()


class ChildFailed(LeadgenError):
    """A process ended before it was ready."""


class Child:
    """One process, started again after growing pauses when it dies."""

    def __init__(
        self, name: str, arguments: Sequence[str], environment: Mapping[str, str], keep: Sequence[int] = ()
    ) -> None:
        self.name = name
        self._arguments = [sys.executable, "-m", "leadgen", name, *arguments]
        self._environment = {**os.environ, **environment}
        self._keep = tuple(keep)
        self._failures = 0
        self._due = 0.0
        self.start()

    def start(self) -> None:
        """In a session of its own: a Ctrl-C reaches `up`, which ends all in order."""
        self._wire, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [*self._arguments, "--supervisor-fd", str(theirs.fileno())],
                env=self._environment,
                pass_fds=(*self._keep, theirs.fileno()),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
            )
        self._started = time.monotonic()

    @property
    def pid(self) -> int:
        """Of the present process."""
        return self._process.pid

    def wait_ready(self, stop: threading.Event) -> bool:
        """Until it says so; False where `stop` came first. Raises ChildFailed where it ends instead."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._wire, selectors.EVENT_READ)
            while not stop.is_set():
                if selector.select(_LOOK_S):
                    if self._wire.recv(1):
                        return True
                    raise ChildFailed(f"`leadgen {self.name}` did not start; its reason stands above.")
        return False

    def look(self) -> None:
        """Start it again where it is dead and its pause is over."""
        code = self._process.poll()
        if code is None:
            return
        if not self._due:
            self._plan_restart(code)
        elif time.monotonic() >= self._due:
            self._due = 0.0
            self._wire.close()
            self.start()

    def _plan_restart(self, code: int) -> None:
        lived = time.monotonic() - self._started
        self._failures = 0 if lived > _STEADY_S else self._failures + 1
        pause = min(0.25 * 2**self._failures, _LONGEST_PAUSE_S)
        self._due = time.monotonic() + pause
        log.warning("child.died", child=self.name, code=code, again_in_s=pause)

    def ask_to_end(self) -> None:
        """Politely."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)

    def end(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic), then insist."""
        try:
            self._process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("child.killed", child=self.name)
            self._process.kill()
            self._process.wait()
        self._wire.close()


def supervise(children: Sequence[Child], stop: threading.Event) -> None:
    """Keep them running until `stop` is set."""
    while not stop.wait(_LOOK_S):
        for child in children:
            child.look()


def end_all(children: Sequence[Child]) -> None:
    """Ask all, give them some seconds, then end them."""
    deadline = time.monotonic() + _GRACE_S
    for child in children:
        child.ask_to_end()
    for child in children:
        child.end(deadline)


def stop_on_signals(numbers: Sequence[signal.Signals]) -> threading.Event:
    """An event that any of these signals sets."""
    stop = threading.Event()
    for number in numbers:
        signal.signal(number, lambda *_: stop.set())
    return stop
