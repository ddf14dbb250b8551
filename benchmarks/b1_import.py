"""B1: a file of contacts into the real tables, beside COPY, pandas and one row at a time.

Floor: COPY of the same columns into a fresh table with five indexes. Ours: `leadgen import` as a person
starts it, from the start of the program to the last contact, with journal, verdicts and deduplication.
"""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import pandas
import psycopg
from psycopg import sql
from sqlalchemy import Engine, create_engine

from benchmarks import people
from benchmarks.harness import Contender, measure
from benchmarks.installation import Installation, installation
from benchmarks.report import Demand, report

LINES = {"ci": 10_000, "full": 100_000}
ONE_BY_ONE = 1_000  # lines of the slow peer; its time is scaled up to the whole file

FLOOR = "COPY + 5 indexes"
DEMANDS = (
    Demand("ours", FLOOR, at_most=4),
    Demand("pandas.to_sql", "ours", at_least=2),
    Demand("row by row", "ours", at_least=25),
)

COLUMNS = ("first_name", "last_name", "email", "phone", "company", "website", "title", "profile")
TABLE = sql.SQL("DROP TABLE IF EXISTS {0}; CREATE TABLE {0} (id bigserial PRIMARY KEY, {1})")
INDEXED = ("email", "profile", "last_name", "company")  # and the primary key makes five
INDEX = sql.SQL("CREATE INDEX ON {} ({}, id)")
COPY = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv, HEADER)")
FIND = sql.SQL("SELECT id FROM {} WHERE email = %s")
INSERT = sql.SQL("INSERT INTO {} ({}) VALUES ({})")


@dataclass(frozen=True)
class Job:
    """One file, and where each contender puts it."""

    file: Path
    place: Installation
    connection: psycopg.Connection
    engine: Engine

    def make_table(self, name: str) -> None:
        columns = sql.SQL(", ").join(sql.SQL("{} text").format(sql.Identifier(column)) for column in COLUMNS)
        self.connection.execute(TABLE.format(sql.Identifier(name), columns))

    def index(self, name: str) -> None:
        for column in INDEXED:
            self.connection.execute(INDEX.format(sql.Identifier(name), sql.Identifier(column)))

    def copy(self, name: str) -> None:
        statement = COPY.format(sql.Identifier(name), _columns())
        with self.connection.cursor().copy(statement) as copy, self.file.open("rb") as file:
            while piece := file.read(1 << 16):
                copy.write(piece)

    def copy_and_index(self) -> None:
        """What a person would do by hand: load, then index."""
        self.copy("floor")
        self.index("floor")

    def pandas(self) -> None:
        frame = pandas.read_csv(self.file)
        with self.engine.begin() as connection:
            frame.to_sql("by_pandas", connection, if_exists="replace", index=False, chunksize=5_000)

    def one_by_one(self) -> None:
        """Look the person up, then insert; a commit for each hundred."""
        table = sql.Identifier("one_by_one")
        insert = INSERT.format(table, _columns(), sql.SQL(", ").join([sql.Placeholder()] * len(COLUMNS)))
        with self.file.open(newline="") as file:
            lines = islice(csv.reader(file), 1, ONE_BY_ONE + 1)
            while hundred := list(islice(lines, 100)):
                with self.connection.transaction():
                    for line in hundred:
                        if self.connection.execute(FIND.format(table), [line[2]]).fetchone() is None:
                            self.connection.execute(insert, line)


class Ours:
    """The product's own command, into a workspace that holds nothing yet."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._numbers = count()
        self._workspace = ""

    def prepare(self) -> None:
        self._workspace = f"bench-{next(self._numbers)}"
        self._leadgen("init", "--email", "ada@example.com", "--workspace", self._workspace, "--json")

    def run(self) -> None:
        said = self._leadgen("import", str(self._job.file), "--workspace", self._workspace, "--json")
        counts = json.loads(said.splitlines()[-1])
        assert counts["created"] > 0, counts

    def _leadgen(self, *words: str) -> str:
        command = [str(Path(sys.executable).with_name("leadgen")), *words]
        env = {**os.environ, **self._job.place.environment}
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout


def main(size: str) -> bool:
    with installation() as place, _job(place, LINES[size]) as job:
        ours = Ours(job)
        contenders = [
            Contender("raw COPY", lambda: job.copy("raw"), lambda: job.make_table("raw")),
            Contender(FLOOR, job.copy_and_index, lambda: job.make_table("floor")),
            Contender("pandas.to_sql", job.pandas),
            Contender("row by row", job.one_by_one, lambda: _indexed(job), per=LINES[size] / ONE_BY_ONE),
            Contender("ours", ours.run, ours.prepare),
        ]
        return report("import", size, measure(contenders, FLOOR, [place.server_pid]), DEMANDS)


@contextmanager
def _job(place: Installation, lines: int) -> Iterator[Job]:
    file = people.write(place.folder / "contacts.csv", lines)
    engine = create_engine("postgresql+psycopg://", creator=place.connect)
    with place.connect() as connection:
        connection.autocommit = True
        yield Job(file, place, connection, engine)
    engine.dispose()


def _indexed(job: Job) -> None:
    job.make_table("one_by_one")
    job.index("one_by_one")


def _columns() -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
