"""The file: a zip of the rows of each table, streamed both ways, and a manifest at its end.

Zip, because every system opens it, a member can be read alone, and a file that was cut off has no directory
and is noticed at once. The digests of the manifest are checked over the whole file before anything is done.
"""

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO
from uuid import UUID

from pydantic import ValidationError

from leadgen.platform.backup.contracts import FORMAT, Manifest, Part, TableSummary
from leadgen.platform.backup.errors import (
    BackupDamaged,
    BackupExists,
    BackupMissing,
    BackupTooNew,
    BackupUnwritable,
)

MANIFEST = "manifest.json"
_LEVEL = 1  # zlib: half the time of the default for a tenth more space
_PIECE_BYTES = 1 << 18
_MOST_MANIFEST_BYTES = 1 << 28


@dataclass
class Writer:
    """An archive being written; `close` with its manifest makes it whole."""

    archive: zipfile.ZipFile
    parts: list[Part]

    def add(
        self, table: str, workspace_id: UUID | None, rows: Iterable[bytes], *, account_id: UUID | None = None
    ) -> int:
        """One part; none where there are no rows. How many they were."""
        first = next(pieces := iter(rows), None)
        if first is None:
            return 0
        name = _name(table, workspace_id, account_id)
        digest, size, count = sha256(), 0, 0
        with self.archive.open(_member(name), "w", force_zip64=True) as member:
            for piece in _gathered(first, pieces):
                digest.update(piece)
                member.write(piece)
                size, count = size + len(piece), count + piece.count(b"\n")
        self.parts.append(
            Part(
                name=name,
                table=table,
                workspace_id=workspace_id,
                account_id=account_id,
                rows=count,
                bytes=size,
                sha256=digest.hexdigest(),
            )
        )
        return count

    def finish(self, manifest: Manifest) -> None:
        """The last member."""
        with self.archive.open(_member(MANIFEST), "w") as member:
            member.write(manifest.model_dump_json(indent=1).encode())


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """Under a name of its own beside `path`, which it gets when it is whole and on disk.

    Raises BackupExists, BackupUnwritable; either way nothing is left behind but by a kill.
    """
    if path.exists():
        raise BackupExists(path)
    partial = path.with_name(f"{path.name}.partial-{os.getpid()}")
    try:
        with _private(partial) as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
                yield Writer(archive, [])
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise BackupUnwritable(path, error.strerror or str(error)) from error
    finally:
        partial.unlink(missing_ok=True)


def _private(path: Path) -> IO[bytes]:
    """Whoever reads a backup reads everybody's contacts."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(table: str, workspace_id: UUID | None, account_id: UUID | None) -> str:
    if workspace_id is not None:
        return f"workspaces/{workspace_id}/{table}.copy"
    if account_id is not None:
        return f"accounts/{account_id}/{table}.copy"
    return f"installation/{table}.copy"


def _member(name: str) -> zipfile.ZipInfo:
    """Without a date: the same rows make the same member."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o600 << 16
    return member


def _gathered(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """COPY gives row by row; the archive takes them by the quarter megabyte."""
    waiting = bytearray(first)
    for piece in pieces:
        waiting += piece
        if len(waiting) >= _PIECE_BYTES:
            yield bytes(waiting)
            waiting.clear()
    if waiting:
        yield bytes(waiting)


def summaries(parts: Iterable[Part], columns: dict[str, tuple[str, ...]]) -> dict[str, TableSummary]:
    """Each table over its parts; one without rows is there too."""
    of_table: dict[str, list[Part]] = {name: [] for name in columns}
    for part in sorted(parts, key=lambda part: part.name):
        of_table[part.table].append(part)
    return {name: _summary(columns[name], own) for name, own in of_table.items()}


def _summary(columns: tuple[str, ...], parts: list[Part]) -> TableSummary:
    return TableSummary(
        columns=list(columns),
        rows=sum(part.rows for part in parts),
        bytes=sum(part.bytes for part in parts),
        sha256=sha256("".join(part.sha256 for part in parts).encode()).hexdigest(),
    )


@dataclass(frozen=True)
class Reader:
    """An archive that was checked whole."""

    path: Path
    archive: zipfile.ZipFile
    manifest: Manifest

    def pieces(self, part: Part) -> Iterator[bytes]:
        """The rows, as COPY takes them. Raises BackupDamaged."""
        try:
            with self.archive.open(part.name) as member:
                while piece := member.read(_PIECE_BYTES):
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise BackupDamaged(self.path, f"{part.name} cannot be read") from error

    def check(self) -> None:
        """Every part against its checksum, none too few or too many. Raises BackupDamaged."""
        names = [MANIFEST, *(part.name for part in self.manifest.parts)]
        if sorted(names) != sorted(self.archive.namelist()):
            raise BackupDamaged(self.path, "its parts are not those of its manifest")
        for part in self.manifest.parts:
            self._check(part)
        columns = {name: tuple(table.columns) for name, table in self.manifest.tables.items()}
        if {part.table for part in self.manifest.parts} - set(columns):
            raise BackupDamaged(self.path, "its manifest names rows of a table it does not know")
        if summaries(self.manifest.parts, columns) != self.manifest.tables:
            raise BackupDamaged(self.path, "the sums of its manifest do not add up")

    def _check(self, part: Part) -> None:
        digest, size, count = sha256(), 0, 0
        for piece in self.pieces(part):
            digest.update(piece)
            size, count = size + len(piece), count + piece.count(b"\n")
        if (digest.hexdigest(), size, count) != (part.sha256, part.bytes, part.rows):
            raise BackupDamaged(self.path, f"{part.name} was changed")


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Raises BackupMissing, BackupDamaged, BackupTooNew; `check` is the caller's."""
    with _opened(path) as archive:
        yield Reader(path, archive, _manifest(path, archive))


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise BackupDamaged(path, "it is no archive, or its end is missing") from error
    except OSError as error:
        raise BackupMissing(path, error.strerror or str(error)) from error


def _manifest(path: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST_BYTES:
            raise BackupDamaged(path, "its manifest is too large")
        manifest = Manifest.model_validate_json(archive.read(MANIFEST))
    except (KeyError, ValidationError, zlib.error, EOFError, NotImplementedError) as error:
        raise BackupDamaged(path, "it has no manifest that can be read") from error
    if manifest.format > FORMAT:
        raise BackupTooNew(manifest.product, manifest.revision)
    return manifest
