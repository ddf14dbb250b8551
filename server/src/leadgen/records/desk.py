"""One record in a person's hands: shown whole, made, changed; each write an operation of its own."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.members import service as members
from leadgen.platform.workspaces import service as workspaces
from leadgen.records import clashes, grid, history_schemas, journal, schemas, webhooks, wire
from leadgen.records.errors import InvalidValues, RecordNotFound
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.held import label_of
from leadgen.records.merging import leading
from leadgen.records.normalise.values import Value
from leadgen.records.projection import display_name
from leadgen.records.repository import reading
from leadgen.records.suppression import service as suppression
from leadgen.records.wishes import understand

SOURCE = "By hand"
# Which field of many values holds the addresses of a kind of contact point.
_FIELD_OF = {"email": "email_other", "phone": "phone_other", "linkedin": "linkedin_url"}


async def show(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> schemas.Record:
    """A record with what only its own page shows. Raises RecordNotFound."""
    row = await grid.row(session, kind, record_id)
    contact = kind == "contact"
    points = await reading.points(session, record_id) if contact else []
    jobs = await reading.employments(session, [record_id]) if contact else []
    kept_out = await suppression.against(session, _reachable(points))
    return schemas.Record.model_validate(
        {
            **row,
            "points": [vars(point) for point in points],
            "employments": [
                {
                    "company_id": job.company_id,
                    "company_name": job.company_name,
                    "title": job.title,
                    "from_date": _day(job.from_date),
                    "to_date": _day(job.to_date),
                    "is_primary": job.is_primary,
                }
                for job in jobs
            ],
            "suppressed_by": [
                {"id": one.id, "kind": one.kind, "value": one.value, "reason": one.reason} for one in kept_out
            ],
            "contacts_count": None if contact else await reading.contacts_of(session, record_id),
        }
    )


async def lead(session: WorkspaceSession, kind: RecordKind, record_id: UUID) -> schemas.Record:
    """As `show`; the id of a merged record leads to its survivor. Raises RecordNotFound."""
    try:
        return await show(session, kind, record_id)
    except RecordNotFound:
        survivor = (await leading.survivors(session, kind, [record_id])).get(record_id)
        if survivor is None:
            raise
    found = await show(session, kind, survivor)
    return found.model_copy(update={"merged_into": survivor})


def _reachable(points: Sequence[reading.StoredPoint]) -> dict[str, list[str]]:
    """The addresses of a contact by a field that holds such."""
    found: dict[str, list[str]] = {}
    for point in points:
        if point.kind in _FIELD_OF:
            found.setdefault(_FIELD_OF[point.kind], []).append(point.value)
    return found


async def create(
    session: WorkspaceSession, actor: Actor, kind: RecordKind, sent: Mapping[str, schemas.Value | None]
) -> history_schemas.Written:
    """A new record. Raises InvalidValues, KeyTaken."""
    values = {
        key: value for key, value in (await understood(session, kind, sent)).items() if value is not None
    }
    if not values:
        raise InvalidValues({next(iter(sent)): "A record needs at least one value"})
    label = display_name(values) if kind == "contact" and "full_name" not in values else ""
    operation_id = await journal.open_operation(
        session,
        kind="create",
        actor=actor,
        source=SOURCE,
        summary=f"Added {label or label_of(kind, values) or kind}",
    )
    record_id = await journal.create(session, operation_id, kind, values)
    await journal.finish_operation(session, operation_id, state="done", counts={"created": 1})
    await webhooks.tell_record(session, kind, "created", record_id, operation_id)
    return await written(session, kind, record_id, operation_id)


async def update(
    session: WorkspaceSession,
    actor: Actor,
    kind: RecordKind,
    record_id: UUID,
    sent: Mapping[str, schemas.Value | None],
    seen: Mapping[str, schemas.Value | None] | None = None,
) -> history_schemas.Written:
    """Change fields of a record. Raises RecordNotFound, InvalidValues, KeyTaken; then nothing is written.

    ChangedMeanwhile where a field is no longer what was `seen`.
    """
    before = await show(session, kind, record_id)
    values = await understood(session, kind, sent)
    fields = by_key(await journal.fields_of(session, kind))
    if seen is not None:
        known = {key: schemas.bare(value) for key, value in seen.items() if key in values}
        await clashes.refuse_changed(session, kind, record_id, fields, values, known)
    label = label_of(kind, cast(Mapping[str, Value], before.values))
    what = ", ".join(fields[key].label.lower() for key in list(values)[:3]) + (
        " …" if len(values) > 3 else ""
    )
    operation_id = await journal.open_operation(
        session, kind="edit", actor=actor, source=SOURCE, summary=f"Edited {what} of {label or kind}"
    )
    result = await journal.edit(session, operation_id, kind, record_id, values)
    counts = {"updated": len(result.changed), "confirmed": len(result.confirmed)}
    await journal.finish_operation(session, operation_id, state="done", counts=counts)
    if result.changed:
        await webhooks.tell_record(session, kind, "updated", record_id, operation_id, list(values))
    return await written(session, kind, record_id, operation_id)


async def understood(
    session: WorkspaceSession, kind: RecordKind, sent: Mapping[str, schemas.Value | None]
) -> dict[str, Value | None]:
    """Raises InvalidValues with a sentence for each wrong one."""
    fields = by_key(await journal.fields_of(session, kind))
    country = (await workspaces.read(session)).country
    plain = {key: schemas.bare(value) for key, value in sent.items()}
    wish = understand(fields, plain, country=country)
    if wish.problems:
        raise InvalidValues(wish.problems)
    return await _with_members(session, fields, wish.values)


async def _with_members(
    session: WorkspaceSession, fields: Mapping[str, Field], values: Mapping[str, Value | None]
) -> dict[str, Value | None]:
    """Members by their id, whether they were named by it or by e-mail; raises InvalidValues for others."""
    found = dict(values)
    for key, value in values.items():
        if fields[key].type == "member" and value is not None:
            found[key] = await members.id_of(session, str(value))
            if found[key] is None:
                raise InvalidValues({key: "There is no such member here. Give a member's id or e-mail."})
    return found


async def written(
    session: WorkspaceSession, kind: RecordKind, record_id: UUID, operation_id: UUID
) -> history_schemas.Written:
    """What a write answers: the record after it, and its operation."""
    return history_schemas.Written(
        record=await show(session, kind, record_id), operation=await wire.operation(session, operation_id)
    )


def _day(value: object) -> str | None:
    return None if value is None else str(value)
