"""A fresh installation to measure on: the embedded PostgreSQL as the product runs it, durable."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from leadgen.config import load_settings
from leadgen.db.address import embedded
from leadgen.db.migrate import migrate
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.server import running
from leadgen.db.prepare import prepare


@dataclass(frozen=True)
class Installation:
    folder: Path
    environment: Mapping[str, str]  # for the product's own programs
    server_pid: int
    password: str

    def connect(self) -> psycopg.Connection:
        """As administrator, to a database beside the product's on the same server."""
        return psycopg.connect(embedded(self.folder / "data", "postgres").conninfo(SUPERUSER, self.password))


@contextmanager
def installation() -> Iterator[Installation]:
    """Gone with everything in it at the end."""
    folder = Path(tempfile.mkdtemp(prefix="leadgen-bench-"))
    folder.chmod(0o711)  # under root the server runs as a user of its own
    data = folder / "data"
    settings = load_settings({"data_dir": data})
    try:
        with running(data) as server:
            password, pid = server.superuser_password(), server.pid()
            assert pid is not None
            address, secret = embedded(data), settings.secret()
            prepare(embedded(data, "postgres"), SUPERUSER, password, database=address.database, secret=secret)
            migrate(address, secret)
            yield Installation(folder, {"LEADGEN_DATA_DIR": str(data)}, pid, password)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
