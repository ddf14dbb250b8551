"""Digests that decide whether a thing has to be made again."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.console import ROOT

NOT_SOURCES = frozenset({"node_modules", "dist", "__pycache__", "test-results", "playwright-report"})


def of_files(files: Iterable[Path], below: Path = ROOT) -> str:
    """A digest of names (from `below`) and contents, in any order; a missing file counts as such."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = file.read_bytes() if file.is_file() else b"(missing)"
        digest.update(f"{file.relative_to(below)}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def of_folders(*folders: Path) -> str:
    return of_files(file for folder in folders for file in _sources(folder))


def _sources(folder: Path) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_SOURCES and not name.startswith(".")]
        yield from (Path(parent) / name for name in names if not name.endswith(".tsbuildinfo"))


def read_stamp(stamp: Path) -> dict[str, str]:
    """What an earlier run left; nothing where there is none or it is damaged."""
    try:
        found = json.loads(stamp.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(stamp: Path, made_of: dict[str, str]) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps(made_of, indent=1, sort_keys=True) + "\n")
