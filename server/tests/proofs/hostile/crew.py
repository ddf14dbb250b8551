"""Worker processes, each replaced as it ends."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Self

from leadgen.config import Settings
from tests.factories.server import SECRET

WORKERS = 2


@dataclass
class Crew:
    """`ends`: how often a worker ended with which code."""

    settings: Settings
    words: list[str]
    ends: Counter[int] = field(default_factory=Counter)
    at_work: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def working(cls, settings: Settings, *words: str) -> Iterator[Self]:
        """At work during the block, then gone."""
        crew = cls(settings, list(words))
        try:
            crew.replace_the_dead()
            yield crew
        finally:
            for process in crew.at_work:
                process.kill()
                process.wait()

    def replace_the_dead(self) -> None:
        """As who supervises workers does."""
        for process in [one for one in self.at_work if one.poll() is not None]:
            self.ends[process.returncode] += 1
            self.at_work.remove(process)
        while len(self.at_work) < WORKERS:
            self.at_work.append(self._start())

    def _start(self) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "LEADGEN_DATABASE_URL": self.settings.database_url or "",
            "LEADGEN_SECRET_KEY": SECRET,
            "LEADGEN_DATA_DIR": str(self.settings.data_dir),
        }
        command = [sys.executable, "-m", "tests.proofs.hostile.worker", *self.words]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)  # our own program
