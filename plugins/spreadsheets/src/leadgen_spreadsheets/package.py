"""The zip around a workbook: counted and measured by its directory before a byte of it is unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from leadgen_sdk import FileRefused
from leadgen_spreadsheets.book import damaged, encrypted

MAX_ENTRIES = 10_000
MAX_PART_BYTES = 4 << 30
# Deflate can reach 1,032; a million equal rows reach about 60, because each says its own number.
MAX_RATIO = 200
_FREE_BYTES = 32 << 20
_MAX_DIRECTORY_BYTES = 4 << 20
_PIECE_BYTES = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCATOR = struct.Struct("<4sLQL")
_END64 = struct.Struct("<4sQ2H2L4Q")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, NotImplementedError, ValueError)
_ENCRYPTED = 0x1


class Package:
    """The parts of a workbook by name. Raises FileRefused for a zip that is broken or would burst."""

    def __init__(self, file: BinaryIO) -> None:
        _check_directory(file)
        file.seek(0)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise damaged("The workbook") from error
        self._parts = {_plain(info.filename): info for info in self._zip.infolist()}
        for name, info in self._parts.items():
            _check_part(name, info)

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._parts

    def pieces(self, name: str) -> Iterator[bytes]:
        """The unpacked bytes of one part, a little at a time."""
        try:
            info = self._parts[_plain(name)]
        except KeyError:
            raise damaged(f"The workbook (its part “{name}” is missing)") from None
        if info.flag_bits & _ENCRYPTED:
            raise encrypted()
        try:
            with self._zip.open(info) as part:
                while piece := part.read(_PIECE_BYTES):
                    yield piece
        except _BROKEN as error:
            raise damaged(f"The part “{name}” of the workbook") from error


def _plain(name: str) -> str:
    """Some writers put a slash before the names, or backslashes into them; case differs in a few."""
    return name.replace("\\", "/").lstrip("/").lower()


def _check_directory(file: BinaryIO) -> None:
    entries, size = _directory(file)
    if entries > MAX_ENTRIES or size > _MAX_DIRECTORY_BYTES:
        raise FileRefused(
            "too_many_parts",
            f"The workbook is a zip of {entries:,} files; {MAX_ENTRIES:,} are the limit. "
            "Save the sheet as CSV (UTF-8) and import that.",
        )


def _directory(file: BinaryIO) -> tuple[int, int]:
    """Entries and bytes of the zip's directory, as its end says. Raises FileRefused where there is none."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 65_535 - _END.size - _LOCATOR.size))
    tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(tail):
        raise damaged("The workbook")
    _, _, _, _, entries, directory_bytes, _, _ = _END.unpack_from(tail, at)
    locator = tail[max(0, at - _LOCATOR.size) : at]
    if not locator.startswith(b"PK\x06\x07") or len(locator) < _LOCATOR.size:
        return entries, directory_bytes
    file.seek(_LOCATOR.unpack(locator)[2])
    record = file.read(_END64.size)
    if len(record) < _END64.size or not record.startswith(b"PK\x06\x06"):
        raise damaged("The workbook")
    *_, entries, directory_bytes, _ = _END64.unpack(record)
    return entries, directory_bytes


def _check_part(name: str, info: zipfile.ZipInfo) -> None:
    if ".." in name.split("/"):
        raise FileRefused(
            "unsafe_zip",
            f"The workbook holds a file called “{name[:80]}”, which no spreadsheet program writes. "
            "Save it anew and import that one.",
        )
    if not name.endswith((".xml", ".rels", ".bin")):
        return  # pictures and the like are never opened
    limit = max(_FREE_BYTES, info.compress_size * MAX_RATIO)
    if info.file_size > min(limit, MAX_PART_BYTES):
        raise FileRefused(
            "zip_bomb",
            f"The part “{name[:80]}” of the workbook would unpack from {info.compress_size:,} to "
            f"{info.file_size:,} bytes, more than can be read. Save the sheet as CSV (UTF-8) instead.",
        )
