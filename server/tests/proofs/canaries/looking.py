"""Whether a secret stands somewhere, in any of the ways it may be written."""

import re
import zipfile
from base64 import b32decode, b64encode, urlsafe_b64encode
from binascii import Error
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

# Secrets that the walk itself made, by how they begin.
KINDS = re.compile(rb"whsec_[A-Za-z0-9+/]{24}")
SHORTEST = 8

EVERY_TABLE = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'jobs') ORDER BY 1, 2
"""


class Lookout:
    """Knows every planted secret and each of its spellings."""

    def __init__(self) -> None:
        self._spelled: dict[bytes, str] = {}

    def plant(self, name: str, secret: str) -> str:
        """From now on it is looked for."""
        assert len(secret) >= SHORTEST, f"{name} is too short to be told from other text"
        for spelled in _spellings(secret):
            self._spelled[spelled] = name
        return secret

    def hits(self, text: bytes) -> list[str]:
        """Names of the secrets that stand in there."""
        found = [name for spelled, name in self._spelled.items() if spelled in text]
        return found + ["a fresh webhook secret"] * bool(KINDS.search(text))

    def __len__(self) -> int:
        return len(set(self._spelled.values()))


def _spellings(secret: str) -> Iterator[bytes]:
    plain = secret.encode()
    raws = [plain]
    with suppress(Error):  # else it is no authenticator's secret
        raws.append(b32decode(secret.replace(" ", "").upper()))
    for raw in raws:
        yield from (raw, raw.hex().encode(), b64encode(raw).rstrip(b"="), urlsafe_b64encode(raw).rstrip(b"="))
    yield quote(secret, safe="").encode()


def in_tables(administrator: psycopg.Connection, lookout: Lookout) -> Counter[str]:
    """By table; bytes are looked at as they are and as PostgreSQL writes them."""
    found: Counter[str] = Counter()
    for schema, name in administrator.execute(EVERY_TABLE).fetchall():
        query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(schema, name))
        for (text,) in administrator.execute(query):
            for hit in lookout.hits(text.encode(errors="replace")):
                found[f"{hit} in {name}"] += 1
    return found


def in_backup(file: Path, lookout: Lookout) -> Counter[str]:
    """In what anybody reads who unzips it, and in the file as it is."""
    found: Counter[str] = Counter(f"{hit} in the file" for hit in lookout.hits(file.read_bytes()))
    with zipfile.ZipFile(file) as archive:
        for member in archive.namelist():
            found.update(f"{hit} in {member}" for hit in lookout.hits(archive.read(member)))
    return found


def in_folder(folder: Path, lookout: Lookout) -> tuple[int, Counter[str]]:
    """How many files there are, and what stands in them."""
    found: Counter[str] = Counter()
    files = [file for file in folder.rglob("*") if file.is_file()]
    for file in files:
        found.update(f"{hit} in {file.name}" for hit in lookout.hits(file.read_bytes()))
    return len(files), found
