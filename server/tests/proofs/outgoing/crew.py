"""Worker processes of R11, of which one after the other is killed and replaced."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from leadgen.config import Settings
from tests.factories.server import SECRET
from tests.proofs.outgoing.receiver import Box

WORKERS = 2


@dataclass
class Crew:
    settings: Settings
    box: Box
    letters: int
    words: list[str]
    killed: int = 0
    at_work: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def working(cls, settings: Settings, box: Box, letters: int, *words: str) -> Iterator[Self]:
        """At work during the block, then gone."""
        crew = cls(settings, box, letters, list(words))
        try:
            for _ in range(WORKERS):
                crew._start()
            yield crew
        finally:
            for process in crew.at_work:
                _kill(process)

    def kill_one(self) -> None:
        """Every second time one that waits for the answer to a letter; not yet, where none does just now."""
        if (chosen := self._chosen()) is None:
            return
        self.at_work.remove(chosen)
        _kill(chosen)
        self.killed += 1
        self._start()

    def _chosen(self) -> subprocess.Popen[bytes] | None:
        """Whoever was started just now has nothing to lose yet, and is left while there are letters."""
        if len(self.box.letters) == self.letters:
            return self.at_work[0]
        wanted = set(self.box.reading) if self.killed % 2 == 0 else self.box.at_work
        return next((process for process in self.at_work if process.pid in wanted), None)

    def _start(self) -> None:
        environment = {
            **os.environ,
            "LEADGEN_DATABASE_URL": self.settings.database_url or "",
            "LEADGEN_SECRET_KEY": SECRET,
            "LEADGEN_DATA_DIR": str(self.settings.data_dir),
            "LEADGEN_OUTBOUND_ALLOW": self.settings.outbound_allow or "",
        }
        command = [sys.executable, "-m", "tests.proofs.outgoing.worker", *self.words]
        self.at_work.append(subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL))


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()
