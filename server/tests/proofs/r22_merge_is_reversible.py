"""R22: a merge is reversible, rows and relations to the byte, whatever happens in between.

Each sequence has a base of its own: two imports that overlap, with companies, tags, lists, notes, a field of
the workspace's own, second addresses and changes of jobs. Then merges of contacts and companies, one by one
and many at once, with edits, imports, notes and the trash between them. Every merge is undone and redone on
the spot and compared; in the end all is undone, the last first, and the base must be what it was.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from uuid import UUID

from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.records import bulk, custom, service, undo, webhooks
from leadgen.records.bulk.acts import Trash
from leadgen.records.contracts import Actor, Patch, Value
from leadgen.records.field import RecordKind
from leadgen.records.lists import service as lists
from leadgen.records.merging import relations, run
from leadgen.records.merging.groups import Group
from leadgen.records.notes import service as notes
from leadgen.records.repository.bulk import Pool
from leadgen.records.repository.merging import Merged
from leadgen.records.search import keeper
from tests.factories.records import Importer, alice, open_import
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.ground import ground
from tests.proofs.outcome import Outcome, Size

SEQUENCES = {"tiny": 2, "ci": 16, "full": 10_000}
PROCESSES = {"tiny": 1, "ci": 2, "full": 2}
ACTS = 6
BASE = 8

_LIVING = "JOIN contact c ON c.workspace_id = t.workspace_id AND c.deleted_at IS NULL AND c.id ="
SNAPSHOT: Mapping[str, str] = {
    "contacts": "SELECT to_jsonb(t) - 'updated_at' FROM contact t WHERE deleted_at IS NULL ORDER BY id",
    "companies": "SELECT to_jsonb(t) - 'updated_at' FROM company t WHERE deleted_at IS NULL ORDER BY id",
    "points": f"SELECT to_jsonb(t) FROM contact_point t {_LIVING} t.contact_id ORDER BY 1",
    "jobs": f"SELECT to_jsonb(t) FROM employment t {_LIVING} t.contact_id ORDER BY 1",
    "tags": f"SELECT to_jsonb(t) FROM record_tag t {_LIVING} t.record_id ORDER BY 1",
    "lists": f"SELECT to_jsonb(t) FROM record_list t {_LIVING} t.record_id ORDER BY 1",
    "own values": f"SELECT to_jsonb(t) FROM custom_value t {_LIVING} t.record_id ORDER BY 1",
    "notes": "SELECT to_jsonb(t) FROM note t ORDER BY id",
    "keys": "SELECT to_jsonb(t) FROM record_key t ORDER BY kind, key",
    "trash": "SELECT to_jsonb(t) FROM trashed_key t ORDER BY kind, key",
    "states": f"SELECT to_jsonb(t) FROM field_state t {_LIVING} t.record_id ORDER BY 1",
    "search": "SELECT to_jsonb(t) FROM search_entry t ORDER BY record_id",
}
Snapshot = Mapping[str, Sequence[object]]


@dataclass(frozen=True)
class Share:
    """What one process does."""

    settings: Settings
    seed: int
    planted: bool
    sequences: range


def main(size: Size, seed: int, planted: bool) -> Outcome:
    with ground() as there:
        count = PROCESSES[size]
        shares = [
            Share(there.settings, seed, planted, range(first, SEQUENCES[size], count))
            for first in range(count)
        ]
        if count == 1:
            return _judge(list(map(_share, shares)))
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            return _judge(list(pool.map(_share, shares)))


def _judge(counted: Sequence[Counter[str]]) -> Outcome:
    counts = sum(counted, Counter(dict.fromkeys(("sequences", "merges", "rows", "differences"), 0)))
    held = counts["differences"] == 0 and counts["merges"] > counts["sequences"]
    return Outcome(dict(counts) | {"differences": counts["differences"]}, held)


def _share(share: Share) -> Counter[str]:
    webhooks.register()
    if share.planted:
        relations.move_back = _forgets_relations
    return asyncio.run(_all(share))


async def _forgets_relations(session: WorkspaceSession, kind: RecordKind, merged: Sequence[Merged]) -> None:
    """What the planted bug does instead of giving notes and jobs back."""


async def _all(share: Share) -> Counter[str]:
    database = Database.open(share.settings)
    seen: Counter[str] = Counter(differences=0)
    try:
        for number in share.sequences:
            dice = random.Random(f"{share.seed}.{number}")
            seen += await Sequence22(database, await _workspace(database), dice).whole()
    finally:
        await database.close()
    return seen


async def _workspace(database: Database) -> Workspace:
    people = [await make_person(database, name) for name in ("Alice", "Bob", "Charlie")]
    slug = f"w{people[0].id.hex}"
    return await make_workspace(database, slug=slug, owner=people[0], bob=people[1], charlie=people[2])


@dataclass
class Sequence22:
    """One sequence in a workspace of its own."""

    database: Database
    workspace: Workspace
    dice: random.Random
    operations: list[UUID] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    shelf: str = ""
    tick: int = 0
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def actor(self) -> Actor:
        return alice(self.workspace)

    async def whole(self) -> Counter[str]:
        """The base, the acts, and everything undone again."""
        await self._prepare()
        base, begun = await self.snapshot(), len(self.operations)
        for _ in range(ACTS):
            acts = (self._one, self._one, self._many, self._edit, self._import, self._note, self._trash)
            await self.dice.choice(acts)()
        await self._one()
        for operation_id in reversed(self.operations[begun:]):
            await self._undo(operation_id)
        self._compare("in the end", base, await self.snapshot())
        self.seen["sequences"] += 1
        return self.seen

    async def snapshot(self) -> Snapshot:
        """The living base with all that stands with it, search texts made anew; notes of the base only."""
        async with self.database.workspace(self.workspace.id) as session:
            while await keeper.step(session):
                pass
            found = {name: list(await session.scalars(text(query))) for name, query in SNAPSHOT.items()}
        self.seen["rows"] += sum(map(len, found.values()))
        return found | {"notes": [one for one in found["notes"] if one["text"] == "Of the base"]}

    async def _prepare(self) -> None:
        async with self.database.workspace(self.workspace.id) as session:
            made = [await lists.create(session, "contact", name, "") for name in ("Spring", "Autumn")]
            self.listed = [str(one.id) for one in made]
            shelf = await custom.create_field(
                session, kind="contact", label="Shelf", type="text", options=None, unit=None, description=None
            )
            self.shelf = shelf.key
        for _ in range(2):
            await self._import()
        for _ in range(BASE):
            await self._edit()
            await self._note("Of the base")

    async def _import(self) -> None:
        """Lines about people and firms that are there, and about others; what is known gets a newer title."""
        self.tick += 1
        lines = [self._line() for _ in range(self.dice.randint(2, 5))]
        async with self.database.workspace(self.workspace.id) as session:
            operation_id = await open_import(session, self.workspace)
            placed = await Importer(operation_id).chunk(session, lines)
            told = {
                one.record_id: line
                for one, line in zip(placed, lines, strict=True)
                if one.outcome == "update" and one.record_id
            }
            patches = [
                Patch(record, {"job_title": line["job_title"], "phone_other": line["phone_other"]})
                for record, line in told.items()
            ]
            await service.write(session, operation_id, "contact", patches)
            await service.finish_operation(session, operation_id, state="done", counts={})
        self.operations.append(operation_id)

    def _line(self) -> dict[str, Value]:
        number, firm = self.dice.randrange(12), self.dice.randrange(6)
        return {
            "full_name": f"Person {'ABC'[number % 3]}. Example",
            "email": f"person{number}@firm{firm}.example",
            "phone_mobile": f"+42060100{number:04}",
            "phone_other": [f"+42060200{self.tick:02}{number:02}"],
            "linkedin_url": f"https://www.linkedin.com/in/person-{number}-{firm}",
            "company_name": f"Firm {firm} Ltd",
            "company_domain": f"firm{firm}.example",
            "job_title": self.dice.choice(["CTO", "Chief Technology Officer", "Advisor"]),
            "city": self.dice.choice(["Prague", "Brno"]),
            "tags": self.dice.sample(["Hot", "Cold", "Fair"], 2),
            self.shelf: f"Shelf {number}",
        }

    async def _living(self, session: WorkspaceSession, kind: RecordKind) -> list[UUID]:
        return list(
            await session.scalars(text(f"SELECT id FROM {kind} WHERE deleted_at IS NULL ORDER BY id"))
        )

    async def _some(self, kind: RecordKind, most: int) -> list[UUID]:
        async with self.database.workspace(self.workspace.id) as session:
            living = await self._living(session, kind)
        return self.dice.sample(living, min(most, len(living)))

    async def _edit(self) -> None:
        for record in await self._some("contact", 1):
            [firm] = await self._some("company", 1)
            wishes: list[Mapping[str, Value | None]] = [
                {"job_title": f"Title {self.dice.randrange(99)}"},
                {"tags": ["Own"]},
                {"lists": self.dice.sample(self.listed, 1)},
                {self.shelf: "Other"},
                {"email_other": [f"second{self.dice.randrange(9_999)}@mail.example"]},
                {"city": None},
                {"company": str(firm)},
            ]
            async with self.database.workspace(self.workspace.id) as session:
                operation_id = await service.open_operation(
                    session, kind="edit", actor=self.actor, source="proof", summary="Edited"
                )
                await service.edit(session, operation_id, "contact", record, self.dice.choice(wishes))
                await service.finish_operation(session, operation_id, state="done", counts={})
            self.operations.append(operation_id)

    async def _note(self, words: str = "Later") -> None:
        for kind in ("contact", "company"):
            for record in await self._some(kind, 1):
                async with self.database.workspace(self.workspace.id) as session:
                    await notes.add(session, self.actor, kind, record, words)

    async def _trash(self) -> None:
        gone = await self._some("contact", 1)
        if gone:
            async with self.database.workspace(self.workspace.id) as session:
                pool = Pool("contact", ids=gone)
                self.operations.append(await bulk.start(session, self.actor, Trash(), pool, 1))

    async def _one(self) -> None:
        """One group by hand, with a pick; there and back and there again."""
        kind: RecordKind = self.dice.choice(("contact", "contact", "company"))
        chosen = await self._some(kind, self.dice.randint(2, 4))
        if len(chosen) < 2:
            return
        picks = {"city": self.dice.choice(chosen)} if kind == "contact" else {}
        keep = self.dice.choice([None, chosen[0]])
        before = await self.snapshot()
        async with self.database.workspace(self.workspace.id) as session:
            operation_id, _ = await run.one(session, self.actor, kind, Group(chosen, keep, picks))
        await self._there_and_back(operation_id, before)

    async def _many(self) -> None:
        """Many groups by rule; one of them apart and together again, then all of them."""
        kind: RecordKind = self.dice.choice(("contact", "company"))
        chosen = await self._some(kind, 6)
        groups = [group for group in (chosen[:3], chosen[3:]) if len(group) > 1]
        if not groups:
            return
        before = await self.snapshot()
        async with self.database.workspace(self.workspace.id) as session:
            operation_id = await service.merge_groups(session, self.actor, kind, groups, rule="first")
        merged = await self.snapshot()
        async with self.database.workspace(self.workspace.id) as session:
            part = await undo.start_part(session, operation_id, groups[0][0], self.actor)
        await self._undo(part)
        self._compare("a part, again", merged, await self.snapshot())
        await self._there_and_back(operation_id, before)

    async def _there_and_back(self, operation_id: UUID, before: Snapshot) -> None:
        merged = await self.snapshot()
        undone = await self._undo(operation_id)
        self._compare("taken apart", before, await self.snapshot())
        await self._undo(undone)
        self._compare("merged again", merged, await self.snapshot())
        self.operations.append(operation_id)
        self.seen["merges"] += 1

    async def _undo(self, operation_id: UUID) -> UUID:
        async with self.database.workspace(self.workspace.id) as session:
            return await service.undo(session, operation_id, self.actor)

    def _compare(self, when: str, wanted: Snapshot, found: Snapshot) -> None:
        different = [name for name in wanted if wanted[name] != found[name]]
        self.seen["differences"] += len(different)
        if different:
            print(f"{when}: {', '.join(different)}", file=sys.stderr)
