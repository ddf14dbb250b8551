"""Plain fields are written by one statement for all; record by record would have left the very same rows."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.records import bulk, service, undo
from leadgen.records.bulk.acts import Edit
from leadgen.records.contracts import Value
from leadgen.records.field import Field, FieldType, RecordKind
from leadgen.records.registry import registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository import setwise
from leadgen.records.repository.bulk import Pool
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


async def told(database: Database, workspace: Workspace, kind: RecordKind, ids: list[UUID]) -> list[str]:
    """Given three times, edited by hand in between, one gone; all of it undone, and redone."""
    story: Story | None = None
    with suppress(TakenBack):
        async with database.workspace(workspace.id) as session:
            story = Story(session, alice(workspace), kind)
            await story.give(VALUES[kind])
            await story.give(OTHERS[kind])
            await story.edit(ids[0], **EDITS[kind])
            await story.give(VALUES[kind])
            await story.edit(ids[3], **EDITS[kind])
            await story.remove(ids[1])
            for done in (3, 1, 0):
                await story.undo(story.operations[done])
            for done in (8, 7, 5, 6):
                await story.undo(story.operations[done])
            raise TakenBack
    assert story is not None
    return story.seen


@pytest.mark.parametrize("kind", ["contact", "company"])
async def test_it_leaves_what_one_record_after_the_other_leaves(
    database: Database,
    workspace: Workspace,
    base: dict[RecordKind, list[UUID]],
    kind: RecordKind,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at_once = await told(database, workspace, kind, base[kind])
    monkeypatch.setattr(setwise, "is_plain", lambda _: False)
    assert await told(database, workspace, kind, base[kind]) == at_once


def test_nothing_that_something_follows_from_is_plain() -> None:
    followed = {"full_name", "first_name", "email", "phone_work", "job_title", "tags", "lists", "company"}
    followed |= {"company_name", "company_domain", "company_country", "linkedin_url", "location"}
    assert not followed & {one.key for one in registered() if setwise.is_plain(one)}
