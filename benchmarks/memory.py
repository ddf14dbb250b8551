"""The most memory that each kind of process of the product held, by the kernel's own high-water marks."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psutil

LOOK_S = 0.1
# A word of its command line → what the process is called.
KINDS = {"leadgen.stages.ingest.child": "parsing child", "worker": "worker", "web": "web"}


class Peaks:
    """Looks at the tree below `root` while something runs. A mark is kept for the life of a process, so only
    the last tenth of a second of a short-lived one can be missed."""

    def __init__(self, root: int) -> None:
        self._root = psutil.Process(root)
        self._megabytes = dict.fromkeys(KINDS.values(), 0.0)
        self._end = threading.Event()

    @property
    def megabytes(self) -> Mapping[str, float]:
        return self._megabytes

    @contextmanager
    def watching(self) -> Iterator[None]:
        self._end.clear()
        watcher = threading.Thread(target=self._watch)
        watcher.start()
        try:
            yield
        finally:
            self._end.set()
            watcher.join()

    def _watch(self) -> None:
        while not self._end.wait(LOOK_S):
            for process in self._root.children(recursive=True):
                self._look(process)

    def _look(self, process: psutil.Process) -> None:
        try:
            words = process.cmdline()
            status = Path(f"/proc/{process.pid}/status").read_text()
        except (psutil.NoSuchProcess, psutil.ZombieProcess, FileNotFoundError, ProcessLookupError):
            return  # it ended meanwhile; its mark was read a moment ago
        kind = next((kind for word, kind in KINDS.items() if word in words), None)
        if kind is not None:
            self._megabytes[kind] = max(self._megabytes[kind], _high_water_kb(status) / 1024)


def _high_water_kb(status: str) -> int:
    """0 of a process that has given its memory back already."""
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")), 0)
