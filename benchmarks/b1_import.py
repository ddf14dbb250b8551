"""B1: a file of contacts into the real tables, beside COPY, pandas and one row at a time.

Floor: COPY of the finished rows into a fresh copy of the contact table, then the same indexes. Ours: the API
of a running `leadgen up`, from the upload's last byte to `applied`, with journal, verdicts and deduplication.
"""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

import pandas
import psycopg
from psycopg import sql
from sqlalchemy import Engine, create_engine

from benchmarks import people
from benchmarks.harness import Contender, measure
from benchmarks.installation import Installation, installation
from benchmarks.ours import Ours
from benchmarks.report import Bound, Demand, report

LINES = {"ci": 10_000, "full": 100_000}
MANY = 200_000  # from here on the demand of a million rows holds
ONE_BY_ONE = 1_000  # lines of the slow peer; its time is scaled up to the whole file
MEGABYTES = 400

SCHEMA = "bench"
FLOOR = "COPY + the same indexes"
RAW = "raw COPY"

TABLE = sql.SQL("DROP TABLE IF EXISTS {0}; CREATE TABLE {0} (LIKE public.contact)")
INDEXES = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'contact'"
COPY = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)")
FIND = sql.SQL("SELECT id FROM {} WHERE workspace_id = %s AND email = %s AND deleted_at IS NULL")
INSERT = sql.SQL("INSERT INTO {} ({}) VALUES ({})")

WORKSPACE = UUID(int=1)
AT = "2026-11-22T12:00:00+00"
COLUMNS = (
    "workspace_id", "id", "origin_operation_id", "origin_line_no", "company_id", "created_at", "updated_at",
    "full_name", "full_name_key", "first_name", "last_name", "email", "phone_mobile", "job_title",
    "job_title_key", "linkedin_url",
)  # fmt: skip
EMAIL = COLUMNS.index("email")
Row = tuple[object, ...]


@dataclass(frozen=True)
class Job:
    """One file, the same as finished rows of `contact`, and where each contender puts it."""

    file: Path
    finished: Path
    connection: psycopg.Connection
    engine: Engine

    def make_table(self, name: str) -> None:
        self.connection.execute(TABLE.format(sql.Identifier(name)))

    def index(self, name: str) -> None:
        """As `contact` has them, its primary key too."""
        for index, statement in self.connection.execute(INDEXES).fetchall():
            here = statement.replace(f"{index} ON public.contact", f"ON {SCHEMA}.{name}")
            self.connection.execute(here)

    def copy(self, name: str) -> None:
        statement = COPY.format(sql.Identifier(name), _columns())
        with self.connection.cursor().copy(statement) as copy, self.finished.open("rb") as file:
            while piece := file.read(1 << 16):
                copy.write(piece)

    def copy_and_index(self) -> None:
        """What a person would do by hand: load, then index."""
        with self.connection.transaction():
            self.copy("floor")
            self.index("floor")

    def pandas(self) -> None:
        """The file as it is, into a table without an index."""
        frame = pandas.read_csv(self.file)
        with self.engine.begin() as connection:
            frame.to_sql("by_pandas", connection, if_exists="replace", index=False, chunksize=5_000)

    def one_by_one(self) -> None:
        """Look the person up, then insert; a commit for each hundred."""
        table = sql.Identifier("one_by_one")
        insert = INSERT.format(table, _columns(), sql.SQL(", ").join([sql.Placeholder()] * len(COLUMNS)))
        with self.finished.open(newline="", encoding="utf-8") as file:
            rows = islice(csv.reader(file), ONE_BY_ONE)
            while hundred := [[cell or None for cell in row] for row in islice(rows, 100)]:
                with self.connection.transaction():
                    for row in hundred:
                        found = self.connection.execute(FIND.format(table), [WORKSPACE, row[EMAIL]])
                        if found.fetchone() is None:
                            self.connection.execute(insert, row)


def main(size: str, rows: int | None) -> bool:
    lines = rows or LINES[size]
    with installation() as place, _job(place, lines) as job, place.product() as product:
        ours = Ours(place, product, job.file, lines)
        contenders = [
            Contender(RAW, lambda: job.copy("raw"), lambda: job.make_table("raw")),
            Contender(FLOOR, job.copy_and_index, lambda: job.make_table("floor")),
            Contender("pandas.to_sql", job.pandas),
            Contender("row by row", job.one_by_one, lambda: _indexed(job), per=lines / ONE_BY_ONE),
            Contender("ours", ours.run, ours.prepare, laps=ours.laps),
        ]
        measured = measure(contenders, FLOOR, [place.server_pid])
        peaks = [Bound(f"peak MB of {kind}", peak, MEGABYTES) for kind, peak in ours.peaks.megabytes.items()]
        return report("import", size if rows is None else f"{rows} rows", measured, demands(lines), peaks)


def demands(lines: int) -> list[Demand]:
    floor = Demand("ours", FLOOR, at_most=7 if lines >= MANY else 4)
    return [floor, Demand("pandas.to_sql", "ours", at_least=2), Demand("row by row", "ours", at_least=25)]


@contextmanager
def _job(place: Installation, lines: int) -> Iterator[Job]:
    file = people.write(place.folder / "contacts.csv", lines)
    finished = place.folder / "finished.csv"
    with finished.open("w", newline="", encoding="utf-8") as rows:
        csv.writer(rows).writerows(_finished(people.rows(lines)))
    engine = create_engine("postgresql+psycopg://", creator=lambda: place.connect(SCHEMA))
    with place.connect(SCHEMA) as connection:
        connection.autocommit = True
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(SCHEMA)))
        yield Job(file, finished, connection, engine)
    engine.dispose()


def _finished(rows: Iterator[people.Row]) -> Iterator[Row]:
    """Each line as the row of `contact` it would become."""
    for number, (first, last, email, phone, _, _, title, profile) in enumerate(rows, 1):
        name = f"{first} {last}"
        yield (
            WORKSPACE, UUID(int=number), UUID(int=2), number, UUID(int=3), AT, AT,
            name, name.casefold(), first, last, email, phone.replace(" ", ""), title, title.casefold(),
            profile,
        )  # fmt: skip


def _indexed(job: Job) -> None:
    job.make_table("one_by_one")
    job.index("one_by_one")


def _columns() -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, COLUMNS))
