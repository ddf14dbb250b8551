"""Any sequence of imports, edits, confirmations, undos and redos leaves what a plain model says."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.records import bulk, evidence, projection, service
from leadgen.records.bulk.acts import Act, Edit, Label, Restore, Trash
from leadgen.records.contracts import Patch, Value
from leadgen.records.errors import KeyTaken, NotUndoable
from leadgen.records.repository import reading
from leadgen.records.repository.bulk import Pool
from tests.factories.records import Importer, alice
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.records.oracle import Oracle, Person

EMAILS = [f"{name}@example.com" for name in ("ada", "grace", "alan", "joan")]
emails = st.sampled_from(EMAILS)
# They tell no rank: what follows from a title has cases of its own, and here is one model less.
titles = st.sampled_from(["Ninja", "Wizard", None])
index = st.integers(0, 7)
texts = st.fixed_dictionaries(
    {}, optional={"job_title": titles, "city": st.sampled_from(["Prague", "Brno", None])}
)

acts = st.one_of(
    st.tuples(st.just("import"), st.lists(emails, min_size=1, max_size=3, unique=True)),
    st.tuples(st.just("bulk"), st.lists(st.tuples(index, texts), min_size=1, max_size=3), st.booleans()),
    st.tuples(st.just("edit"), index, texts),
    st.tuples(st.just("email"), index, emails),
    st.tuples(st.just("move"), st.lists(st.tuples(index, index), min_size=1, max_size=3), st.booleans()),
    st.tuples(st.just("trash"), st.lists(index, min_size=1, max_size=3)),
    st.tuples(st.just("restore"), st.lists(index, min_size=1, max_size=3)),
    st.tuples(st.just("give"), st.lists(index, min_size=1, max_size=3), texts),
    st.tuples(st.just("tag"), st.lists(index, min_size=1, max_size=3), st.sampled_from(["Hot", "Cold"])),
    st.tuples(st.just("undo"), index),
    st.tuples(st.just("undo"), index),
    st.tuples(st.just("undo"), index),
)


# An edited record back and gone again; one edited since it is back; one identity of two in the trash.
TWO: list[tuple[object, ...]] = [("import", EMAILS[:2])]
SETTINGS = hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)


@dataclass
class Run:
    """One sequence in a workspace of its own."""

    database: Database
    workspace: Workspace
    oracle: Oracle = field(default_factory=Oracle)
    records: list[UUID] = field(default_factory=list)
    operations: list[UUID] = field(default_factory=list)
    tick: int = 0

    @asynccontextmanager
    async def operation(self, kind: str) -> AsyncIterator[tuple[WorkspaceSession, UUID]]:
        async with self.database.workspace(self.workspace.id) as session:
            operation_id = await service.open_operation(
                session,
                kind="import" if kind in ("import", "bulk") else "edit",
                actor=alice(self.workspace),
                source="people.csv",
                summary=kind,
            )
            yield session, operation_id
            await service.finish_operation(session, operation_id, state="done", counts={})
        self.operations.append(operation_id)

    async def do(self, act: tuple[object, ...]) -> None:
        await getattr(self, f"_{act[0]}")(*act[1:])

    async def _import(self, addresses: list[str]) -> None:
        self.tick += 1
        lines: list[Mapping[str, Value]] = [
            {
                "full_name": f"{address[:3].title()} Example",
                "email": address,
                "company_name": f"Firm {self.tick} Ltd",
            }
            for address in addresses
        ]
        async with self.operation("import") as (session, operation_id):
            placed = await Importer(operation_id).chunk(session, lines)
            for line, one in zip(lines, placed, strict=True):
                if one.outcome == "create":
                    assert one.record_id is not None
                    self.records.append(one.record_id)
                    name = str(line["full_name"]).split()
                    values = {
                        "first_name": name[0],
                        "last_name": name[1],
                        "email": line["email"],
                        "company": str(one.company_id),
                    }
                    self.oracle.make(operation_id, one.record_id, values)

    async def _bulk(self, wishes: list[tuple[int, dict[str, Value | None]]], confirm: bool) -> None:
        merged: dict[UUID, dict[str, Value | None]] = {}
        for position, values in wishes:
            if self.records and values:
                merged.setdefault(self.records[position % len(self.records)], {}).update(values)
        async with self.operation("bulk") as (session, operation_id):
            patches = [Patch(record, values, confirm=confirm) for record, values in merged.items()]
            await service.write(session, operation_id, "contact", patches)
            for record, values in merged.items():
                self._expect(operation_id, record, values, confirm=confirm)

    async def _move(self, wishes: list[tuple[int, int]], confirm: bool) -> None:
        """People change their jobs, to companies that are there."""
        async with self.operation("bulk") as (session, operation_id):
            query = text("SELECT id FROM company WHERE deleted_at IS NULL ORDER BY id")
            companies = list(await session.scalars(query))
            merged: dict[UUID, Mapping[str, Value | None]] = {}
            for position, company in wishes if companies and self.records else ():
                record = self.records[position % len(self.records)]
                merged[record] = {"company": str(companies[company % len(companies)])}
            patches = [Patch(record, values, confirm=confirm) for record, values in merged.items()]
            await service.write(session, operation_id, "contact", patches)
            for record, values in merged.items():
                self._expect(operation_id, record, values, confirm=confirm)

    async def _edit(self, position: int, values: dict[str, Value | None]) -> None:
        alive = [record for record in self.records if self.oracle.people[record].alive]
        if not alive or not values:
            return
        record = alive[position % len(alive)]
        async with self.operation("edit") as (session, operation_id):
            await service.edit(session, operation_id, "contact", record, values)
            self._expect(operation_id, record, values, confirm=True)

    async def _email(self, position: int, address: str) -> None:
        alive = [record for record in self.records if self.oracle.people[record].alive]
        if not alive:
            return
        record = alive[position % len(alive)]
        taken = self.oracle.is_taken(record, address)
        try:
            async with self.operation("edit") as (session, operation_id):
                await service.edit(session, operation_id, "contact", record, {"email": address})
                self._expect(operation_id, record, {"email": address}, confirm=True)
        except KeyTaken:
            assert taken
        else:
            assert not taken

    async def _trash(self, positions: list[int]) -> None:
        found = self._chosen(positions, lambda person: person.alive)
        if found:
            self.oracle.trash(await self._act(Trash(), found), found)

    async def _restore(self, positions: list[int]) -> None:
        found = self._chosen(positions, lambda person: person.trashed)
        if found:
            self.oracle.restore(await self._act(Restore(), found, trashed=True), found)

    async def _give(self, positions: list[int], values: dict[str, Value | None]) -> None:
        found = self._chosen(positions, lambda person: person.alive)
        if found and values:
            operation = await self._act(Edit(values), found)
            for record in found:
                self._expect(operation, record, values, confirm=True)

    async def _tag(self, positions: list[int], tag: str) -> None:
        found = self._chosen(positions, lambda person: person.alive)
        if found:
            operation = await self._act(Label("tags", [tag]), found)
            for record in found:
                present = cast(list[str], self.oracle.people[record].state("tags")[0] or [])
                self._expect(operation, record, {"tags": sorted({*present, tag})}, confirm=False)

    def _chosen(self, positions: list[int], fits: Callable[[Person], bool]) -> list[UUID]:
        """In the order in which an act takes them."""
        there = [record for record in self.records if fits(self.oracle.people[record])]
        return sorted({there[position % len(there)] for position in positions}) if there else []

    async def _act(self, act: Act, ids: list[UUID], *, trashed: bool = False) -> UUID:
        async with self.database.workspace(self.workspace.id) as session:
            pool = Pool("contact", ids=ids, trashed=trashed)
            operation = await bulk.start(session, alice(self.workspace), act, pool, len(ids))
        self.operations.append(operation)
        return operation

    async def _undo(self, position: int) -> None:
        if self.operations:
            await self.undo(self.operations[-1 - position % len(self.operations)])

    async def undo(self, target: UUID) -> None:
        try:
            async with self.database.workspace(self.workspace.id) as session:
                undo_id = await service.undo(session, target, alice(self.workspace))
        except NotUndoable:
            return
        self.operations.append(undo_id)
        self.oracle.undo(target, undo_id)

    def _expect(
        self, operation: UUID, record: UUID, values: Mapping[str, Value | None], *, confirm: bool
    ) -> None:
        person = self.oracle.people[record]
        told = {
            name: value
            for name, value in values.items()
            if person.alive and (person.state(name)[0] != value or (confirm and value is not None))
        }
        self.oracle.write(operation, record, told)


async def check(run: Run) -> None:
    """Values, authors, keys, and everything that follows from the values."""
    async with run.database.workspace(run.workspace.id) as session:
        held = await reading.hold(session, "contact", run.records)
        for record, person in run.oracle.people.items():
            stored = held[record]
            assert stored.alive == person.alive
            said = {name: value for name, (value, _) in person.fields.items() if value is not None}
            assert {name: value for name, value in stored.values.items() if name != "full_name"} == said
            for name, (_, author) in person.fields.items():
                assert stored.author(name) == author, name
            if person.alive:
                await _check_projections(session, record, stored.values)
        keys = await session.execute(text("SELECT key, record_id FROM record_key WHERE kind = 'contact'"))
        assert {key: record for key, record in keys if key.startswith("email:")} == run.oracle.keys


async def _check_projections(session: WorkspaceSession, record: UUID, values: Mapping[str, Value]) -> None:
    columns = projection.derived("contact", values)
    row = (
        (await session.execute(text("SELECT * FROM contact WHERE id = :id"), {"id": record})).mappings().one()
    )
    assert {name: row[name] for name in columns} == columns
    points = await session.execute(
        text("SELECT kind, label, key, value, is_primary FROM contact_point WHERE contact_id = :id"),
        {"id": record},
    )
    wanted = {(p.kind, p.label, p.key, p.value, p.is_primary) for p in projection.points(values)}
    assert {tuple(point) for point in points} == wanted
    jobs = await session.execute(
        text("SELECT title, company_id FROM employment WHERE contact_id = :id AND to_date IS NULL"),
        {"id": record},
    )
    said = (row["job_title"], row["company_id"])
    assert [tuple(job) for job in jobs] == ([said] if any(said) else [])
    found = await evidence.of_record(session, "contact", record)
    assert {one.field for one in found if one.value is not None} == values.keys()


SNAPSHOTS = (
    """SELECT to_jsonb(c) - 'updated_at' FROM contact c WHERE deleted_at IS NULL ORDER BY id""",
    """SELECT to_jsonb(c) - 'updated_at' FROM company c WHERE deleted_at IS NULL ORDER BY id""",
    """SELECT to_jsonb(p) FROM contact_point p JOIN contact c ON c.id = p.contact_id AND c.deleted_at IS NULL
       ORDER BY p.contact_id, p.kind, p.label, p.key""",
    """SELECT to_jsonb(e) FROM employment e JOIN contact c ON c.id = e.contact_id AND c.deleted_at IS NULL
       ORDER BY e.contact_id, e.id""",
    """SELECT to_jsonb(t) FROM record_tag t JOIN contact c ON c.id = t.record_id AND c.deleted_at IS NULL
       ORDER BY t.record_id, t.tag_id""",
    "SELECT to_jsonb(k) FROM record_key k ORDER BY kind, key",
    "SELECT to_jsonb(s) FROM field_state s ORDER BY record_id, field",
)


async def snapshot(run: Run) -> list[list[object]]:
    """The living base, byte for byte but for the time of the last write."""
    async with run.database.workspace(run.workspace.id) as session:
        return [list(await session.scalars(text(query))) for query in SNAPSHOTS]


async def program(run: Run, first: list[tuple[object, ...]], then: list[tuple[object, ...]]) -> None:
    for act in first:
        await run.do(act)
    base, begun = await snapshot(run), len(run.operations)
    for act in then:
        await run.do(act)
    await check(run)
    for operation in reversed(run.operations[begun:]):
        await run.undo(operation)
    assert await snapshot(run) == base
    await check(run)


def test_any_sequence_matches_the_model_and_undoes_to_the_byte(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        database = Database.open(settings)

        async def workspace() -> Workspace:
            people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
            slug = f"w{people[0].id.hex}"
            return await make_workspace(
                database, slug=slug, owner=people[0], bob=people[1], charlie=people[2]
            )

        @SETTINGS
        @example(TWO, [("edit", 0, {"city": "Prague"}), ("trash", [0]), ("restore", [0]), ("undo", 0)])
        @example(TWO, [("trash", [0]), ("restore", [0]), ("edit", 0, {"city": "Brno"}), ("undo", 1)])
        @example(TWO, [("trash", [0]), ("email", 0, EMAILS[0]), ("trash", [0]), ("restore", [0, 1])])
        @given(st.lists(acts, max_size=4), st.lists(acts, min_size=1, max_size=10))
        def sequence(first: list[tuple[object, ...]], then: list[tuple[object, ...]]) -> None:
            async def whole() -> None:
                await program(Run(database, await workspace()), first, then)

            runner.run(whole())

        try:
            sequence()
        finally:
            runner.run(database.close())
