"""Plain fields, labels and removals are written by one statement for all, as record by record would do it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.records import bulk, journal, service, undo
from leadgen.records.authorship import RecordWrite
from leadgen.records.bulk import labelling
from leadgen.records.bulk.acts import Act, Edit, Label, Restore, Trash
from leadgen.records.contracts import Revised, Value
from leadgen.records.field import Field, FieldType, RecordKind
from leadgen.records.held import Held
from leadgen.records.lists import service as lists
from leadgen.records.registry import registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import reading, setwise, trashing, writing
from leadgen.records.repository.bulk import Pool
from leadgen.records.values import text_key
from tests.factories.records import alice, edit, place, the
from tests.factories.tenancy import Workspace

TABLES = (
    "SELECT to_jsonb(r) - 'updated_at' - 'deleted_at' FROM contact r ORDER BY id",
    "SELECT to_jsonb(r) - 'updated_at' - 'deleted_at' FROM company r ORDER BY id",
    "SELECT to_jsonb(v) FROM custom_value v ORDER BY record_id, field_id",
    "SELECT to_jsonb(s) - 'checked_at' FROM field_state s ORDER BY record_id, field",
    "SELECT to_jsonb(c) - 'at' FROM change c ORDER BY operation_id, record_id",
    "SELECT to_jsonb(c) FROM operation_conflict c ORDER BY operation_id, record_id, field",
    "SELECT counts FROM operation ORDER BY id",
    "SELECT record_id || t.name FROM record_tag JOIN tag t ON t.id = tag_id ORDER BY record_id, t.key",
    "SELECT to_jsonb(p) FROM record_list p ORDER BY record_id, list_id",
    "SELECT name FROM tag ORDER BY key",
    "SELECT to_jsonb(k) FROM record_key k ORDER BY kind, key",
    "SELECT to_jsonb(k) FROM trashed_key k ORDER BY kind, key",
)
OWN: dict[str, tuple[FieldType, Value]] = {
    "met": ("text", "Straße 7"), "score": ("number", 7), "fee": ("decimal", "1.50"), "vip": ("boolean", True),
    "day": ("date", "2026-02-03"), "seen": ("datetime", "2026-02-03T04:05:06+00:00"),
}  # fmt: skip
VALUES: dict[RecordKind, dict[str, Value | None]] = {
    "contact": {
        "city": "Prague", "birthday": "1980-01-31", "lead_status": None, "notes": "a \"quoted\" \\ word\n— ě",
        **{key: value for key, (_, value) in OWN.items()},
    },
    "company": {
        "company_city": "Brno", "company_size": {"min": 50, "max": None}, "founded_year": 1999,
        "annual_revenue": {"amount": 100, "currency": "EUR"},
    },
}  # fmt: skip
OTHERS: dict[RecordKind, dict[str, Value | None]] = {
    "contact": {"city": "Brno", "birthday": None, "met": None, "score": 8, "vip": False, "fee": "2"},
    "company": {"company_size": {"min": 1, "max": 9}, "annual_revenue": None, "founded_year": 1999},
}
EDITS: dict[RecordKind, dict[str, Value | None]] = {
    "contact": {"city": "Prague", "birthday": "1990-01-01", "met": "There", "score": 7},
    "company": {"company_city": "Brno", "company_size": None, "founded_year": 2001},
}


@pytest.fixture
async def base(database: Database, workspace: Workspace) -> dict[RecordKind, list[UUID]]:
    """Four people at four companies, with values that are the wanted ones, others, or none."""
    async with database.workspace(workspace.id) as session:
        for key, (kind, _) in OWN.items():
            own = Field(
                key=key, kind="contact", type=kind, label=key, description="", normaliser=kind,
                storage="custom", custom_id=uuid7(),
            )  # fmt: skip
            await custom_fields.add(session, own, datetime(2026, 1, 1, tzinfo=UTC))
    lines = [
        {"full_name": f"P {n}", "email": f"p{n}@f{n}.example", "company_name": f"Firm {n}", **values}
        for n, values in enumerate(({}, {"city": "Prague"}, {"city": "Brno", "lead_status": "new"}, {}))
    ]
    _, placed = await place(database, workspace, lines)
    people = [the(one.record_id) for one in placed]
    await edit(database, workspace, people[2], met="There", score=7, vip=False, birthday="1980-01-31")
    await edit(database, workspace, people[3], city="Prague")
    return {"contact": people, "company": [the(one.company_id) for one in placed]}


class TakenBack(Exception):
    """What a story did was never there."""


@dataclass
class Story:
    """Acts in one transaction, and the tables after each of them."""

    session: WorkspaceSession
    actor: Actor
    kind: RecordKind
    operations: list[UUID] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    async def give(self, values: dict[str, Value | None]) -> None:
        await self._did(await bulk.start(self.session, self.actor, Edit(values), Pool(self.kind), 4))

    async def edit(self, record_id: UUID, **values: Value | None) -> None:
        operation_id = await service.open_operation(
            self.session, kind="edit", actor=self.actor, source="By hand", summary="Edited"
        )
        await service.edit(self.session, operation_id, self.kind, record_id, values)
        await service.finish_operation(self.session, operation_id, state="done", counts={})
        await self._did(operation_id)

    async def remove(self, record_id: UUID) -> None:
        await self._did(await bulk.remove(self.session, self.actor, self.kind, record_id))

    async def act(self, act: Act, ids: Sequence[UUID], *, trashed: bool = False) -> None:
        pool = Pool(self.kind, ids=ids, trashed=trashed)
        await self._did(await bulk.start(self.session, self.actor, act, pool, len(ids)))

    async def rename(self, tag: str, name: str) -> None:
        await self.session.execute(
            text("UPDATE tag SET name = :name, key = :key WHERE name = :tag"),
            {"tag": tag, "name": name, "key": text_key(name)},
        )

    async def undo(self, operation_id: UUID) -> None:
        looked = await undo.preview(self.session, operation_id)
        self.seen.append(f"{looked.revert} {looked.keep} {looked.conflicts_total}")
        await self._did(await undo.start(self.session, operation_id, self.actor))

    async def _did(self, operation_id: UUID) -> None:
        self.operations.append(operation_id)
        tables = str([list(await self.session.scalars(text(query))) for query in TABLES])
        for number, one in enumerate(self.operations):
            tables = tables.replace(str(one), f"operation {number}")
        self.seen.append(tables)


async def told(
    database: Database, workspace: Workspace, kind: RecordKind, tell: Callable[[Story], Awaitable[None]]
) -> list[str]:
    """What was seen in the story; nothing of it stays."""
    story: Story | None = None
    with suppress(TakenBack):
        async with database.workspace(workspace.id) as session:
            story = Story(session, alice(workspace), kind)
            await tell(story)
            raise TakenBack
    assert story is not None
    return story.seen


async def given(story: Story, ids: list[UUID]) -> None:
    """Given three times, edited by hand in between, one gone; all of it undone, and redone."""
    await story.give(VALUES[story.kind])
    await story.give(OTHERS[story.kind])
    await story.edit(ids[0], **EDITS[story.kind])
    await story.give(VALUES[story.kind])
    await story.edit(ids[3], **EDITS[story.kind])
    await story.remove(ids[1])
    for done in (3, 1, 0):
        await story.undo(story.operations[done])
    for done in (8, 7, 5, 6):
        await story.undo(story.operations[done])


async def labelled(story: Story, ids: list[UUID], field: Literal["tags", "lists"], words: list[str]) -> None:
    """Labels on and off, by hand in between, one gone and a tag renamed; all of it undone, and redone."""
    first, second, third = words
    await story.act(Label(field, add=[first, second]), ids)
    await story.edit(ids[0], **{field: [second, third]})
    await story.act(
        Label(field, add=[third.upper() if field == "tags" else third], remove=[second, "nobody's"]), ids
    )
    await story.act(Label(field, add=[second], remove=[second.lower()]), ids[:2])
    await story.remove(ids[1])
    if field == "tags":
        await story.rename(first, "Ärmel")
        await story.rename(second, "Zo\u0308e")
    for done in (3, 2, 0):
        await story.undo(story.operations[done])
    for done in (7, 6, 4, 5):
        await story.undo(story.operations[done])


async def trashed(story: Story, ids: list[UUID]) -> None:
    """Into the trash and out of it twice, undone and redone; one was gone before, one came to work again."""
    await story.remove(ids[2])
    await story.act(Trash(), [*ids[:2], ids[3]])
    await story.act(Restore(), ids[:3], trashed=True)
    await story.undo(story.operations[1])
    await story.act(Trash(), ids)
    for done in (4, 2, 6, 5, 0):
        await story.undo(story.operations[done])


@pytest.mark.parametrize("kind", ["contact", "company"])
async def test_it_leaves_what_one_record_after_the_other_leaves(
    database: Database,
    workspace: Workspace,
    base: dict[RecordKind, list[UUID]],
    kind: RecordKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = await told(database, workspace, kind, lambda story: given(story, base[kind]))
    monkeypatch.setattr(setwise, "is_plain", lambda _: False)
    assert await told(database, workspace, kind, lambda story: given(story, base[kind])) == at_once


@pytest.mark.parametrize("field", ["tags", "lists"])
async def test_labels_are_what_one_record_after_the_other_gets(
    database: Database,
    workspace: Workspace,
    base: dict[RecordKind, list[UUID]],
    field: Literal["tags", "lists"],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ["Émile", "vip", "Zürich"]
    if field == "lists":
        async with database.workspace(workspace.id) as session:
            made = [await lists.create(session, "contact", word, "") for word in words]
        words = [str(one.id) for one in made]

    async def tell(story: Story) -> None:
        await labelled(story, base["contact"], field, words)

    at_once = await told(database, workspace, "contact", tell)
    monkeypatch.setattr(setwise, "is_setwise", lambda _: False)
    monkeypatch.setattr(labelling, "carry_out", label_each)
    assert await told(database, workspace, "contact", tell) == at_once


@pytest.mark.parametrize("kind", ["contact", "company"])
async def test_the_trash_is_what_one_record_after_the_other_makes_it(
    database: Database,
    workspace: Workspace,
    base: dict[RecordKind, list[UUID]],
    kind: RecordKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = await told(database, workspace, kind, lambda story: trashed(story, base[kind]))
    monkeypatch.setattr(trashing, "put_in", remove_each)
    monkeypatch.setattr(trashing, "clashes", always)
    assert await told(database, workspace, kind, lambda story: trashed(story, base[kind])) == at_once


async def label_each(
    session: WorkspaceSession, operation_id: UUID, act: Label, kind: RecordKind, ids: Sequence[UUID]
) -> Revised:
    """What the act says, of each record's own labels."""
    key = text_key if act.field == "tags" else str

    def wanted(held: Held) -> Mapping[str, Value | None]:
        present = held.values.get(act.field, [])
        assert isinstance(present, list)
        gone = {key(one) for one in act.remove}
        kept = {key(one): one for one in present if key(one) not in gone}
        return {act.field: [*({key(one): one for one in act.add} | kept).values()] or None}

    return await journal.revise(session, operation_id, kind, ids, [act.field], wanted, confirm=False)


async def remove_each(
    session: WorkspaceSession, operation_id: UUID, kind: RecordKind, ids: Sequence[UUID], at: datetime
) -> int:
    """By the writer of every other change."""
    held = await reading.hold(session, kind, ids, lock=True, beside=())
    keys = await reading.keys_of_records(session, ids)
    writes = [
        RecordWrite(record, "delete", {}, keys_freed=tuple(keys.get(record.id, ())))
        for record in held.values()
        if record.alive
    ]
    await writing.apply(session, operation_id, kind, writes, {}, at)
    return len(writes)


async def always(*_: object, **__: object) -> bool:
    """Each record is decided on by itself."""
    return True


def test_nothing_that_something_follows_from_is_plain() -> None:
    followed = {"full_name", "first_name", "email", "phone_work", "job_title", "tags", "lists", "company"}
    followed |= {"company_name", "company_domain", "company_country", "linkedin_url", "location"}
    assert not followed & {one.key for one in registered() if setwise.is_plain(one)}
