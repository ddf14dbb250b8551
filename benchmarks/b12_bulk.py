"""B12: an edit of every contact at once, and its undo, beside the same rows written by hand.

Floor: one UPDATE of the contacts and one INSERT … SELECT of their former values into a copy of the journal's
table, as the administrator, in one transaction. Ours: the API of a running `leadgen up`, from the request to
`done`, with journal, authors, pins, conflicts, progress and row-level security.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import psycopg

from benchmarks.b3_lists import Api, workspace
from benchmarks.crowd import Crowd
from benchmarks.harness import Contender, Laps, measure
from benchmarks.installation import installation
from benchmarks.report import Bound, report

CONTACTS = {"ci": 5_000, "full": 100_000}
EDIT_S = 20
LOOK_S = 0.1
FLOOR = "UPDATE + INSERT … SELECT by hand"

# The other workspaces of the crowd are mere ids, which the worker that keeps the search up to date refuses.
FORGET = "DELETE FROM search_pending WHERE workspace_id NOT IN (SELECT id FROM workspace)"
COPY = "DROP TABLE IF EXISTS bench_change; CREATE TABLE bench_change (LIKE change INCLUDING INDEXES)"
UPDATE = "UPDATE contact SET city = %s, updated_at = now() WHERE workspace_id = %s"
INSERT = """
INSERT INTO bench_change (workspace_id, operation_id, record_id, kind, action, before, after,
  before_by, after_by, keys_taken, keys_freed, at)
SELECT workspace_id, workspace_id, id, 'contact', 'update', jsonb_build_object('city', city),
  jsonb_build_object('city', %s::text), '{}', '{}', '{}', '{}', now()
FROM contact WHERE workspace_id = %s
"""


@dataclass(frozen=True)
class Job:
    """The same people, written by hand and through the product; each round to another city."""

    api: Api
    crowd: Crowd
    connection: psycopg.Connection
    laps: Laps
    rounds: Iterator[int]

    def prepare(self) -> None:
        self.connection.execute(COPY)

    def by_hand(self) -> None:
        city = f"Hand {next(self.rounds)}"
        with self.connection.transaction():
            self.connection.execute(INSERT, [city, self.crowd.workspace])
            self.connection.execute(UPDATE, [city, self.crowd.workspace])

    def ours(self) -> None:
        act = {"kind": "edit", "values": {"city": f"City {next(self.rounds)}"}}
        body = {"selection": {"filter": None}, "expected": self.crowd.contacts, "act": act}
        done = self._until_done(self.api.post("/contacts/bulk", body)["id"])
        assert done["counts"] == {"updated": self.crowd.contacts}, done
        self.laps.end("edit")
        undone = self._until_done(self.api.post(f"/operations/{done['id']}/undo", {})["id"])
        assert undone["counts"]["reverted"] == self.crowd.contacts, undone
        self.laps.end("undo")

    def _until_done(self, operation_id: str) -> dict[str, dict[str, int]]:
        while (found := self.api.get(f"/operations/{operation_id}"))["state"] == "running":
            time.sleep(LOOK_S)
        assert found["state"] == "done", found
        return dict(found)


def main(size: str, rows: int | None) -> bool:
    contacts = rows or CONTACTS[size]
    with installation() as place, place.product() as product, place.connect("public") as connection:
        connection.autocommit = True
        api, crowd = workspace(place, product, contacts)
        connection.execute(FORGET)
        job = Job(api, crowd, connection, Laps(), count())
        contenders = [
            Contender(FLOOR, job.by_hand, job.prepare),
            Contender("ours", job.ours, laps=job.laps),
        ]
        measured = measure(contenders, FLOOR, [place.server_pid])
    longest = max(measured.times["ours: edit"].wall_s), max(measured.times["ours: undo"].wall_s)
    bounds = [
        Bound(f"seconds of the longest {act}", seconds, EDIT_S)
        for act, seconds in zip(("edit", "undo"), longest, strict=True)
    ]
    return report("bulk", size if rows is None else f"{rows} rows", measured, [], bounds)
