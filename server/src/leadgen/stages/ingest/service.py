"""Imports: made, mapped, committed, cancelled, resumed and read. The work itself is in `running`."""

from collections.abc import Sequence
from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.blobs import service as blobs
from leadgen.platform.blobs.spool import Spooled
from leadgen.platform.events import service as events
from leadgen.platform.jobs import defer
from leadgen.records import service as records
from leadgen.records.contracts import Field
from leadgen.records.field import RecordKind, by_key
from leadgen.stages.ingest import columns, repository
from leadgen.stages.ingest.applying import operation_counts
from leadgen.stages.ingest.contracts import (
    VERDICTS,
    Column,
    ColumnChoice,
    Counts,
    Import,
    ImportNotFound,
    ImportNotReady,
    Line,
    Mode,
    State,
    Verdict,
)
from leadgen.stages.ingest.identity import COMPANY_KEYS, MATCH_KEYS, kind_of, match_keys

ADVANCE = "ingest.advance"
_FILENAME_CHARS = 255


class MappingValues(TypedDict):
    """What an import keeps of a decided mapping."""

    columns: Sequence[Column]
    kind: RecordKind
    match: Sequence[str]


async def create(
    session: WorkspaceSession,
    actor: Actor,
    *,
    filename: str,
    content: Spooled,
    mode: Mode = "review",
    source: str | None = None,
) -> Import:
    """A new import of this file; a job inspects it."""
    blob = await blobs.store(session, content, kind="upload")
    now = clock.now()
    found = Import(
        id=uuid7(), filename=_tidy(filename), size=blob.size, digest=blob.digest, mode=mode, state="uploaded",
        kind="contact", source=source, source_label=None, shape=None, columns=(), preview=(), match=(),
        counts=Counts(), staged_through=0, staged_bytes=0, applied_through=0, applied=0, problem=None,
        operation_id=None, actor=actor, created_at=now, finished_at=None,
    )  # fmt: skip
    await repository.add(session, found, now)
    await _hand_over(session, found.id)
    return found


async def get(session: WorkspaceSession, import_id: UUID) -> Import:
    """Raises ImportNotFound."""
    found = await repository.find(session, import_id)
    if found is None:
        raise ImportNotFound
    return found


async def page(session: WorkspaceSession, before: UUID | None, limit: int) -> list[Import]:
    """Newest first, those made before the import `before`."""
    return await repository.page(session, before, limit)


async def count_running(session: WorkspaceSession) -> int:
    """Imports that a worker is at, or that wait for one."""
    return await repository.count_running(session)


async def lines(
    session: WorkspaceSession, import_id: UUID, verdict: Verdict | None, after: int, limit: int
) -> list[Line]:
    """The staged lines behind number `after`, in file order, of one verdict or of all."""
    return await repository.lines(session, import_id, verdict, after, limit)


async def map_columns(
    session: WorkspaceSession, import_id: UUID, choices: Sequence[ColumnChoice], match: Sequence[str]
) -> Import:
    """Take a person's mapping and stage the file by it; the job forgets what was staged by another.

    Raises MappingRefused, ImportNotReady.
    """
    found = await _locked(session, import_id, "mapped", "mapping", "staged")
    fields = await records.fields_of(session)
    decided = columns.chosen(found.columns, choices, fields)
    values = mapping_values(decided, fields)
    if values["kind"] == "contact":
        values["match"] = _chosen_keys(match, values["match"])
    await repository.change(
        session,
        import_id,
        clock.now(),
        state="staging",
        staged_through=0,
        staged_bytes=0,
        counts=Counts(),
        problem=None,
        **values,
    )
    await _hand_over(session, import_id)
    return await get(session, import_id)


def mapping_values(decided: Sequence[Column], fields: Sequence[Field]) -> MappingValues:
    """With the kind of record and the keys that follow from the mapped fields."""
    known = by_key(fields)
    mapped = [known[column.field] for column in decided if column.field in known]
    kind = kind_of(mapped)
    match = match_keys({field.key for field in mapped}) if kind == "contact" else COMPANY_KEYS
    return {"columns": decided, "kind": kind, "match": match}


async def commit(session: WorkspaceSession, import_id: UUID, actor: Actor) -> Import:
    """Apply what the review showed, in the name of who says so. Raises ImportNotReady."""
    found = await _locked(session, import_id, "committed", "staged")
    await begin(session, found, actor)
    await _hand_over(session, import_id)
    return await get(session, import_id)


async def begin(session: WorkspaceSession, found: Import, actor: Actor) -> None:
    """From staged to applying, under a new operation."""
    operation_id = await records.open_operation(
        session,
        kind="import",
        actor=actor,
        source=found.source_label or found.filename,
        summary=f"Import of {found.filename}",
        total=found.counts.lines,
    )
    await repository.change(session, found.id, clock.now(), state="applying", operation_id=operation_id)
    await events.publish(session, topic="operation", ref_id=operation_id)
    await events.publish(session, topic="import", ref_id=found.id)


async def cancel(session: WorkspaceSession, import_id: UUID, actor: Actor, *, keep: bool) -> Import:
    """Stop; what was applied is kept, or undone by an operation of its own. Raises ImportNotReady."""
    found = await _locked(
        session, import_id, "cancelled",
        "uploaded", "inspecting", "mapping", "staging", "staged", "applying", "paused", "failed",
    )  # fmt: skip
    now = clock.now()
    counts = found.counts
    if found.operation_id is not None:
        applied = await repository.verdict_counts(session, import_id, found.applied_through)
        counts = Counts(
            **{verdict: applied.get(verdict, 0) for verdict in VERDICTS}, companies=counts.companies
        )
        await records.finish_operation(
            session, found.operation_id, state="cancelled", counts=operation_counts(counts)
        )
        await events.publish(session, topic="operation", ref_id=found.operation_id)
    await repository.change(session, import_id, now, state="cancelled", counts=counts, finished_at=now)
    await events.publish(session, topic="import", ref_id=import_id)
    if found.operation_id is not None and not keep:
        await records.undo(session, found.operation_id, actor)
    return await get(session, import_id)


async def resume(session: WorkspaceSession, import_id: UUID) -> Import:
    """Go on where a paused or failed import stopped. Raises ImportNotReady."""
    found = await _locked(session, import_id, "resumed", "paused", "failed")
    await repository.change(
        session, import_id, clock.now(), state=_before(found), problem=None, finished_at=None
    )
    await _hand_over(session, import_id)
    return await get(session, import_id)


async def follow_undo(session: WorkspaceSession, operation_id: UUID, undone: bool) -> None:
    """An import's operation was undone, or its undo was: the import says so."""
    for found in await repository.by_operations(session, [operation_id]):
        back: State = "applied" if found.applied_through == found.staged_through else "cancelled"
        await repository.change(session, found.id, clock.now(), state="undone" if undone else back)
        await events.publish(session, topic="import", ref_id=found.id)


def _chosen_keys(match: Sequence[str], usable: Sequence[str]) -> list[str]:
    """A key that no column holds any more cannot match anything."""
    return [key for key in MATCH_KEYS if key in match and key in usable]


def _before(found: Import) -> State:
    """Where a stopped import goes on."""
    if found.operation_id is not None:
        return "applying"
    return "staging" if found.shape is not None else "uploaded"


async def _locked(session: WorkspaceSession, import_id: UUID, act: str, *allowed: State) -> Import:
    found = await repository.find(session, import_id, lock=True)
    if found is None:
        raise ImportNotFound
    if found.state not in allowed:
        raise ImportNotReady(act, found.state)
    return found


async def _hand_over(session: WorkspaceSession, import_id: UUID) -> None:
    """To a worker, with this transaction; the browser hears of it, too."""
    await defer(session, ADVANCE, lock=f"import:{import_id}", import_id=import_id)
    await events.publish(session, topic="import", ref_id=import_id)


def _tidy(filename: str) -> str:
    """The last part of a path, printable and short."""
    name = "".join(
        letter for letter in filename.replace("\\", "/").rpartition("/")[2] if letter.isprintable()
    )
    return name.strip()[:_FILENAME_CHARS] or "upload"
