"""The ground and the processes of R1 and R23: an installation, companies, workers to be killed."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import psycopg

from leadgen.config import Settings, load_settings
from leadgen.db.address import embedded
from leadgen.db.migrate import migrate
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import running_pid
from leadgen.db.postgres.server import running
from leadgen.db.prepare import prepare
from tests.factories.server import open_folder

COMPANIES = """
WITH made AS (
  INSERT INTO operation (workspace_id, id, kind, actor_kind, actor_name, source, summary, state, counts, done,
    created_at)
  VALUES (%(ws)s, %(ws)s, 'create', 'system', 'Proof', 'Proof', 'Made', 'done', '{}', 0, now())
)
INSERT INTO company (workspace_id, id, origin_operation_id, created_at, updated_at, company_name,
  company_name_key, company_domain)
SELECT %(ws)s, gen_random_uuid(), %(ws)s, now(), now(), 'Firm ' || n, 'firm ' || n, 'firm' || n || '.example'
FROM generate_series(1, %(count)s) AS n RETURNING id
"""


@contextmanager
def installation() -> Iterator[Settings]:
    """A server with durability on, as a user has it: it loses nothing that was committed."""
    folder = open_folder()
    settings = load_settings({"data_dir": folder / "data"})
    try:
        with running(settings.data_dir) as server:
            address, secret = embedded(settings.data_dir), settings.secret()
            password = server.superuser_password()
            prepare(
                embedded(settings.data_dir, "postgres"),
                SUPERUSER,
                password,
                database=address.database,
                secret=secret,
            )
            migrate(address, secret)
            yield settings
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def administrator(settings: Settings) -> psycopg.Connection:
    """For what a proof plants and counts below the product."""
    password = Layout(settings.data_dir).password_file.read_text().strip()
    conninfo = embedded(settings.data_dir).conninfo(SUPERUSER, password)
    return psycopg.connect(conninfo, autocommit=True)


def companies(settings: Settings, workspace_id: UUID, number: int) -> list[UUID]:
    """So many, of which the name and the domain are known."""
    with administrator(settings) as connection:
        rows = connection.execute(COMPANIES, {"ws": workspace_id, "count": number}).fetchall()
    return [row[0] for row in rows]


@dataclass
class Crew:
    """The processes of the installation, of which one after the other is killed and replaced."""

    data: Path
    port: int
    words: Sequence[str] = ()
    at_work: dict[str, list[subprocess.Popen[bytes]]] = field(default_factory=dict)
    killed: int = 0

    def start(self, task: str) -> None:
        """One more."""
        environment = {
            **os.environ,
            "LEADGEN_DATA_DIR": str(self.data),
            "LEADGEN_OUTBOUND_ALLOW": f"127.0.0.1:{self.port}",
        }
        words = [sys.executable, "-m", "tests.proofs.enriching.worker", str(self.port), task, *self.words]
        process = subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL)
        self.at_work.setdefault(task, []).append(process)

    def kill(self, victim: str) -> None:
        """And start another one; the database is started again by whoever uses it."""
        if victim == "postgres":
            if (pid := running_pid(Layout(self.data).cluster)) is None:
                return
            os.kill(pid, signal.SIGKILL)
        else:
            process = self.at_work[victim].pop(0)
            kill(process)
            self.start(victim)
        self.killed += 1

    def leave(self) -> None:
        for process in (one for several in self.at_work.values() for one in several):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """At once, and wait for its end."""
    process.send_signal(signal.SIGKILL)
    process.wait()
