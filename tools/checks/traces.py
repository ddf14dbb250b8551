"""No file names the machine it was written on, or the host of a package index."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from tools import network
from tools.checks.source import Violation
from tools.digests import NOT_SOURCES

BINARY = frozenset({".png", ".jpg", ".ico", ".woff2", ".xlsx", ".gz", ".zip", ".br"})
IN_A_LOCK = re.compile(
    r'"resolved": "http|^source = \{ registry|^--(extra-)?index-url|^https?://', re.MULTILINE
)
TOO_SHORT_TO_MEAN_SOMETHING = 6


def violations(root: Path, traces: frozenset[str] | None = None) -> list[Violation]:
    """`traces` are the words to look for; by default those of this machine."""
    words = of_this_machine(root) if traces is None else traces
    return [found for file in _files(root) for found in _in(file, root, words)]


def of_this_machine(root: Path) -> frozenset[str]:
    """The folder above the checkout, the person's home, and the host of a package index set here."""
    folders = {f"{root.resolve().parent}/", f"{Path.home()}/"} - {"//", "/"}
    index = network.configured_index()
    hosts = {urlsplit(index).hostname or ""} if index else set()
    common = {f"{folder}/" for folder in ("/root", "/tmp", "/srv", "/opt", "/home")}  # noqa: S108 - no file is made
    return frozenset(word for word in (folders - common) | hosts if len(word) >= TOO_SHORT_TO_MEAN_SOMETHING)


def _files(root: Path) -> Iterator[Path]:
    """What git knows or would add; without git, every file that a person may have written."""
    git = shutil.which("git")
    command = [git or "", "-C", str(root), "ls-files", "-co", "--exclude-standard", "-z"]
    asked = subprocess.run(command, capture_output=True, check=False) if git else None
    if asked is None or asked.returncode != 0:
        yield from _written_files(root)
        return
    names = sorted(name for name in asked.stdout.decode().split("\0") if name)
    yield from (root / name for name in names if (root / name).is_file())


def _written_files(root: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in NOT_SOURCES)
        yield from (Path(parent) / name for name in sorted(names))


def _in(file: Path, root: Path, words: frozenset[str]) -> Iterator[Violation]:
    if file.suffix in BINARY:
        return
    text, place = file.read_text(errors="replace"), file.relative_to(root).as_posix()
    for number, line in enumerate(text.splitlines(), start=1):
        for word in words:
            if word in line:
                yield Violation(f"{place}:{number}", f"names {word}, which is a thing of one machine")
    if (file.suffix == ".lock" or file.name.endswith("lock.json")) and IN_A_LOCK.search(text):
        yield Violation(place, "holds addresses of a package index")
