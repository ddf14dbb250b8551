"""What records tell outside: single records as they are written by hand, and whole operations.

A bulk act is one event with its counts: whoever wants the records asks the API for those of the operation.
"""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.webhooks import service as webhooks
from leadgen.platform.webhooks import types
from leadgen.platform.webhooks.contracts import Data, EventType, Recent, Render
from leadgen.records import grid
from leadgen.records.contracts import Operation, Patch
from leadgen.records.field import RecordKind
from leadgen.records.registry import REFERENCES, registered
from leadgen.records.repository import grid as pages
from leadgen.records.repository import history, operations, reading

_PATHS: Mapping[RecordKind, str] = {"contact": "contacts", "company": "companies"}
_MOST_SUBJECTS = 10
_ID = "01936f0e-0000-7000-8000-000000000011"
_OPERATION_ID = "01936f0e-0000-7000-8000-000000000021"
_AT = "2026-01-31T09:00:00+00:00"
_EXAMPLES: Mapping[RecordKind, Mapping[str, JSON]] = {
    "contact": {
        "full_name": "Ada Example",
        "first_name": "Ada",
        "last_name": "Example",
        "email": "ada@example.com",
        "job_title": "Head of Sales",
        "company_name": "Example Ltd",
        "company_domain": "example.com",
    },
    "company": {"company_name": "Example Ltd", "company_domain": "example.com", "company_country": "GB"},
}


def register() -> None:
    """Done when the product is assembled: the members of a record's events are the registered fields."""
    for kind in _PATHS:
        types.register(*_record_types(kind))
    types.register(*_OPERATION_TYPES)


async def tell_record(
    session: WorkspaceSession,
    kind: RecordKind,
    act: str,
    record_id: UUID,
    operation_id: UUID,
    changed: Sequence[str] = (),
) -> None:
    """A single record was `created`, `updated` or `deleted`, by a person or a program through the API."""
    detail: Data = {"operation_id": str(operation_id), "changed": sorted(changed)}
    await webhooks.publish(session, f"{kind}.{act}", record_id, detail)


async def tell_edit(
    session: WorkspaceSession, kind: RecordKind, operation_id: UUID, patches: Sequence[Patch]
) -> None:
    """Cells of some records were changed at once: a word about each of a few, one about many."""
    if len(patches) > _MOST_SUBJECTS:
        await tell_completed(session, operation_id)
        return
    for patch in patches:
        await tell_record(session, kind, "updated", patch.record_id, operation_id, list(patch.values))


async def tell_completed(session: WorkspaceSession, operation_id: UUID) -> None:
    """An import, an undo or another act on many records is done."""
    await webhooks.publish(session, "operation.completed", operation_id)


async def tell_act(session: WorkspaceSession, operation_id: UUID) -> None:
    """An act on a selection is done: a word about each of a few, one about many."""
    operation = (await operations.by_ids(session, [operation_id]))[operation_id]
    if len(await history.subjects(session, operation_id, _MOST_SUBJECTS + 1)) > _MOST_SUBJECTS:
        await tell_completed(session, operation_id)
    else:
        await _tell_subjects(session, operation, undone=False)


_EDITING = frozenset({"edit", "bulk_edit", "retype", "refresh", "cleanup", "triage", "enrichment"})


async def follow_undo(session: WorkspaceSession, operation_id: UUID, undone: bool) -> None:
    """As a listener of undo: an operation on one record tells of that record, any tells that it is undone."""
    operation = (await operations.by_ids(session, [operation_id]))[operation_id]
    if operation.kind == "undo":
        return
    if undone:
        await webhooks.publish(session, "operation.undone", operation_id)
    if operation.kind != "import":
        await _tell_subjects(session, operation, undone)


async def _tell_subjects(session: WorkspaceSession, operation: Operation, undone: bool) -> None:
    """What became of the records that an act by hand was about; the few there are."""
    by = operation.undone_by_id or operation.id
    subjects = await history.subjects(session, operation.id, _MOST_SUBJECTS + 1)
    if len(subjects) > _MOST_SUBJECTS:
        return
    for subject in subjects:
        lives = subject.record_id in await reading.living(session, subject.kind, [subject.record_id])
        if operation.kind in _EDITING and lives:
            await tell_record(session, subject.kind, "updated", subject.record_id, by)
        elif operation.kind == "merge" and (lives or not undone):
            there = "created" if undone and subject.action == "delete" else "updated"
            await tell_record(session, subject.kind, there if lives else "deleted", subject.record_id, by)
        elif operation.kind in ("create", "restore", "trash") and lives is _is_there(operation, undone):
            act = "created" if lives else "deleted"
            await tell_record(session, subject.kind, act, subject.record_id, by)


def _is_there(operation: Operation, undone: bool) -> bool:
    """Whether the records of this operation are there now, if all went as it said."""
    return undone if operation.kind == "trash" else not undone


def _record_types(kind: RecordKind) -> list[EventType]:
    noun = kind.capitalize()
    path = f"/api/v1/workspaces/acme/{_PATHS[kind]}/{_ID}"
    about: dict[str, JSON] = {"id": _ID, "api_path": path, "operation_id": _OPERATION_ID}
    sample = {
        **about,
        "changed": [],
        **{key: _EXAMPLES[kind].get(key) for key in _fields(kind)},
        "custom": {},
        "created_at": _AT,
        "updated_at": _AT,
    }

    def event(act: str, description: str, data: Data, render: Render, recent: Recent | None) -> EventType:
        return EventType(f"{kind}.{act}", f"{noun} {act}", description, data, render, recent)

    render, recent = _renders(kind), _recent(kind)
    updated = {**sample, "changed": ["job_title"]}
    return [
        event("created", f"A {kind} was added by hand or through the API.", sample, render, recent),
        event("updated", f"Values of a {kind} were changed, one at a time.", updated, render, recent),
        event("deleted", f"A {kind} went to the trash, or what added it was undone.", about, _id_alone, None),
    ]


def _fields(kind: RecordKind) -> list[str]:
    """As a row shows them: without references, with the employer's name."""
    keys = [field.key for field in registered(kind) if field.key not in REFERENCES]
    return list(dict.fromkeys([*keys, "company_name", "company_domain"]))


def _renders(kind: RecordKind) -> Render:
    async def render(session: WorkspaceSession, record_id: UUID) -> Data:
        row = await grid.row(session, kind, record_id)
        values = cast(Mapping[str, JSON], row["values"])
        own = set(_fields(kind))
        return {
            **{key: value for key, value in values.items() if key in own},
            "id": str(record_id),
            "api_path": await webhooks.api_path(session, f"{_PATHS[kind]}/{record_id}"),
            "changed": [],
            "custom": {key: value for key, value in values.items() if key not in own},
            "created_at": row["created_at"],
            "updated_at": row["updated_at"],
        }

    return render


def _recent(kind: RecordKind) -> Recent:
    async def recent(session: WorkspaceSession, limit: int) -> Sequence[UUID]:
        return await pages.newest_ids(session, kind, limit)

    return recent


async def _id_alone(session: WorkspaceSession, record_id: UUID) -> Data:
    return {"id": str(record_id)}


async def _operation(session: WorkspaceSession, operation_id: UUID) -> Data:
    found = (await operations.by_ids(session, [operation_id]))[operation_id]
    return {
        "id": str(operation_id),
        "api_path": await webhooks.api_path(session, f"operations/{operation_id}"),
        "kind": found.kind,
        "state": found.state,
        "summary": found.summary,
        "source": found.source,
        "actor_kind": found.actor.kind,
        "actor_name": found.actor.name,
        "counts": dict(found.counts),
        "undoes_id": _text(found.undoes_id),
        "undone_by_id": _text(found.undone_by_id),
        "created_at": found.created_at.isoformat(),
        "finished_at": _finished(found),
    }


def _text(id: UUID | None) -> str | None:
    return str(id) if id is not None else None


def _finished(found: Operation) -> str | None:
    return found.finished_at.isoformat() if found.finished_at is not None else None


async def _bulk(session: WorkspaceSession, limit: int) -> Sequence[UUID]:
    """The newest of those that send `operation.completed`."""
    found = await operations.newest(session, None, 50)
    done = [one.id for one in found if one.state == "done" and one.kind not in ("create", "edit")]
    return done[:limit]


_OPERATION_SAMPLE: Data = {
    "id": _OPERATION_ID,
    "api_path": f"/api/v1/workspaces/acme/operations/{_OPERATION_ID}",
    "kind": "import",
    "state": "done",
    "summary": "Imported people.csv",
    "source": "people.csv",
    "actor_kind": "user",
    "actor_name": "Ada Example",
    "counts": {"lines": 100, "created": 92},
    "undoes_id": None,
    "undone_by_id": None,
    "created_at": _AT,
    "finished_at": _AT,
}
_OPERATION_TYPES = (
    EventType(
        "operation.completed",
        "Operation completed",
        "An import, an undo or another act on many records is done. One event, however many records.",
        _OPERATION_SAMPLE,
        _operation,
        _bulk,
    ),
    EventType(
        "operation.undone",
        "Operation undone",
        "An operation was taken back.",
        {**_OPERATION_SAMPLE, "undone_by_id": "01936f0e-0000-7000-8000-000000000022"},
        _operation,
    ),
)
