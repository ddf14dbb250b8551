"""A fresh installation to measure on: the embedded PostgreSQL as the product runs it, durable."""

import os
import shutil
import subprocess
import sys
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

LEADGEN = (sys.executable, "-m", "leadgen")


@dataclass(frozen=True)
class Installation:
    folder: Path
    environment: Mapping[str, str]  # for the product's own programs
    server_pid: int
    password: str

    def connect(self, schema: str) -> psycopg.Connection:
        """As administrator, to the product's database, in a schema beside the product's."""
        conninfo = embedded(self.folder / "data").conninfo(SUPERUSER, self.password)
        return psycopg.connect(conninfo, options=f"-c search_path={schema}")

    def leadgen(self, *words: str) -> str:
        """What a command of the product prints."""
        env = {**os.environ, **self.environment}
        done = subprocess.run([*LEADGEN, *words], env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def product(self) -> Iterator["Product"]:
        """`leadgen up`, as a person starts it."""
        command = [*LEADGEN, "up", "--port", "0", "--no-open"]
        env, log = {**os.environ, **self.environment}, self.folder / "up.log"
        with log.open("w") as errors:
            process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=errors, text=True)
        try:
            assert process.stdout is not None
            lines = (line.strip().partition(" ") for line in process.stdout)
            address = next((rest for word, _, rest in lines if word == "ready"), None)
            assert address is not None, log.read_text()
            yield Product(address, process.pid)
        finally:
            process.terminate()
            process.wait(60)


@dataclass(frozen=True)
class Product:
    """Where it answers, and the root of its processes."""

    address: str
    pid: int


@contextmanager
def installation() -> Iterator[Installation]:
    """Gone with everything in it at the end, unless LEADGEN_BENCH_FOLDER says where it is kept."""
    kept = os.environ.get("LEADGEN_BENCH_FOLDER")
    folder = Path(kept or tempfile.mkdtemp(prefix="leadgen-bench-"))
    folder.mkdir(exist_ok=True)
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
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)
