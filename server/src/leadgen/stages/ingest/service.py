"""Imports: made, committed, cancelled, resumed and read.

Their mapping is in `deciding`, the work itself in `running`.
"""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import asdict, replace
from urllib.parse import unquote, urlsplit
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.blobs import service as blobs
from leadgen.platform.blobs.spool import Spooled, spool
from leadgen.platform.events import service as events
from leadgen.platform.jobs import defer
from leadgen.records import service as records
from leadgen.records.suppression import service as suppression
from leadgen.stages.ingest import following, opting
from leadgen.stages.ingest.applying import operation_counts
from leadgen.stages.ingest.contracts import (
    NOTHING,
    VERDICTS,
    Counts,
    Import,
    ImportNotFound,
    ImportNotReady,
    Line,
    Mode,
    NotToFollow,
    Origin,
    State,
    Verdict,
)
from leadgen.stages.ingest.fixing import repository as fixing_lines
from leadgen.stages.ingest.repository import chunks, imports, line_rows
from leadgen.stages.ingest.rereading import Rereader
from leadgen_sdk import Reading

__all__ = ["ADVANCE", "Rereader"]

ADVANCE = "ingest.advance"
_FILENAME_CHARS = 255
_NOTE_CHARS = 120


async def create(
    session: WorkspaceSession,
    actor: Actor,
    *,
    filename: str,
    content: Spooled,
    mode: Mode = "review",
    source: str | None = None,
    origin: Origin = "file",
    like: UUID | None = None,
    reading: Reading | None = None,
) -> Import:
    """A new import of this file; a job inspects it.

    `like`: the import whose decisions it takes over where the columns are the same; then it waits for
    nobody before the review. `reading`: what a person says about it. Raises ImportNotFound, NotToFollow.
    """
    former = await _followed(session, like)
    blob = await blobs.store(session, content, kind="upload")
    found = blank(filename, actor, former)
    found = replace(found, size=blob.size, digest=blob.digest, mode=mode, source=source, origin=origin)
    await imports.add(session, found, found.created_at)
    if (chosen := _chosen(reading)) is not None:
        await imports.change(session, found.id, found.created_at, reading=chosen)
    await hand_over(session, found.id)
    return found


async def create_from_url(
    session: WorkspaceSession, actor: Actor, url: str, *, like: UUID | None = None
) -> Import:
    """A new import of the file at this address; a job fetches it. Raises ImportNotFound, NotToFollow."""
    former = await _followed(session, like)
    await store_nothing(session)
    found = replace(
        blank(name_in(url), actor, former), digest=NOTHING, state="fetching", origin="url", origin_url=url
    )
    await imports.add(session, found, found.created_at)
    await hand_over(session, found.id)
    return found


def blank(filename: str, actor: Actor, former: Import | None = None) -> Import:
    """An import before anything is known of it, with what it takes over from the one it follows."""
    return Import(
        id=uuid7(), filename=tidy(filename), size=0, digest=NOTHING, mode="review", state="uploaded",
        kind="contact", source=None, source_label=None, shape=None, columns=(), preview=(), match=(),
        counts=Counts(), staged_through=0, staged_bytes=0, applied_through=0, applied=0, problem=None,
        operation_id=None, actor=actor, created_at=clock.now(), finished_at=None,
        like_import_id=former.id if former else None, tags=former.tags if former else (),
        owner_id=former.owner_id if former else None,
    )  # fmt: skip


async def _followed(session: WorkspaceSession, like: UUID | None) -> Import | None:
    """Raises ImportNotFound, NotToFollow."""
    if like is None:
        return None
    former = await get(session, like)
    if not following.is_decided(former):
        raise NotToFollow
    return former


async def read_anew(session: WorkspaceSession, import_id: UUID, reading: Reading) -> Import:
    """Inspect the file again, in the way that a person chose. Raises ImportNotReady.

    What was recognised of it stays to be seen until then; what was staged is forgotten with its columns, and
    so are corrections: their lines and columns may be others.
    """
    found = await locked(session, import_id, "read anew", "mapping", "staged", "failed")
    if found.digest == NOTHING and found.origin == "url":
        raise ImportNotReady("read anew", found.state)
    await imports.change(
        session, import_id, clock.now(), state="inspecting", reading=_chosen(reading), columns=(), preview=(),
        counts=Counts(), staged_through=0, staged_bytes=0, problem=None, problems=(), finished_at=None,
        fixing=None, version=found.version + 1,
    )  # fmt: skip
    if found.counts.fixes:
        await fixing_lines.forget_fixes(session, import_id)
    await hand_over(session, import_id)
    return await get(session, import_id)


def _chosen(reading: Reading | None) -> Mapping[str, JSON] | None:
    """None where all of it is left to us."""
    return None if reading is None or reading == Reading() else asdict(reading)


async def get(session: WorkspaceSession, import_id: UUID) -> Import:
    """Raises ImportNotFound."""
    found = await imports.find(session, import_id)
    if found is None:
        raise ImportNotFound
    return found


async def page(
    session: WorkspaceSession, paging: Paging, *, search: str | None, states: Collection[State]
) -> Page[Import]:
    """Newest first. `search`: with this text in their name, address, note or the name of who made them.

    Raises InvalidCursor.
    """

    async def newest(before: UUID | None, limit: int) -> Sequence[Import]:
        return await imports.page(session, before, limit, search=search, states=states)

    return await paging.by_id(f"imports {search} {sorted(set(states))}", newest)


async def count_running(session: WorkspaceSession) -> int:
    """Imports that a worker is at, or that wait for one."""
    return await imports.count_running(session)


async def lines(
    session: WorkspaceSession, import_id: UUID, verdict: Verdict | None, after: int, limit: int
) -> list[Line]:
    """The staged lines behind number `after`, in file order, of one verdict or of all."""
    return await line_rows.page(session, import_id, verdict, after, limit)


async def commit(session: WorkspaceSession, import_id: UUID, actor: Actor) -> Import:
    """Apply what the review showed, in the name of who says so. Raises ImportNotReady."""
    found = await locked(session, import_id, "committed", "staged")
    await begin(session, found, actor)
    await hand_over(session, import_id)
    return await get(session, import_id)


async def begin(
    session: WorkspaceSession, found: Import, actor: Actor, *, summary: str | None = None
) -> UUID:
    """From staged to applying, under a new operation; its id."""
    operation_id = await records.open_operation(
        session,
        kind="import",
        actor=actor,
        source=found.source_label or found.filename,
        summary=summary or _summary(found),
        total=found.counts.lines,
    )
    counts = replace(found.counts, companies=0, suppressions=0)  # from here on they are what was made
    await imports.change(
        session, found.id, clock.now(), state="applying", operation_id=operation_id, counts=counts
    )
    await events.publish(session, topic="operation", ref_id=operation_id)
    await events.publish(session, topic="import", ref_id=found.id)
    return operation_id


def _summary(found: Import) -> str:
    """What History calls it; a note says where the file is from."""
    note = found.note.strip().partition("\n")[0]
    return f"Import of {found.filename}" + (f" ({note[:_NOTE_CHARS]})" if note else "")


async def cancel(session: WorkspaceSession, import_id: UUID, actor: Actor, *, keep: bool) -> Import:
    """Stop; what was applied is kept, or undone by an operation of its own. Raises ImportNotReady."""
    found = await locked(
        session, import_id, "cancelled",
        "fetching", "uploaded", "inspecting", "mapping", "staging", "staged", "fixing", "applying", "paused",
        "failed",
    )  # fmt: skip
    now = clock.now()
    counts = found.counts
    if found.operation_id is not None:
        applied = await line_rows.verdict_counts(session, import_id, found.applied_through)
        counts = Counts(
            **{verdict: applied.get(verdict, 0) for verdict in VERDICTS},
            companies=counts.companies,
            suppressions=counts.suppressions,
            fixes=counts.fixes,
        )
        await records.finish_operation(
            session, found.operation_id, state="cancelled", counts=operation_counts(counts)
        )
        await events.publish(session, topic="operation", ref_id=found.operation_id)
    await imports.change(session, import_id, now, state="cancelled", counts=counts, finished_at=now)
    await events.publish(session, topic="import", ref_id=import_id)
    if found.operation_id is not None and not keep:
        await records.undo(session, found.operation_id, actor)
    return await get(session, import_id)


async def resume(session: WorkspaceSession, import_id: UUID) -> Import:
    """Go on where a paused or failed import stopped. Raises ImportNotReady."""
    found = await locked(session, import_id, "resumed", "paused", "failed")
    await imports.change(
        session, import_id, clock.now(), state=_before(found), problem=None, finished_at=None
    )
    await hand_over(session, import_id)
    return await get(session, import_id)


async def follow_undo(session: WorkspaceSession, operation_id: UUID, undone: bool) -> None:
    """An import's operation was undone, or its undo was: the import says so."""
    for found in await imports.by_operations(session, [operation_id]):
        back: State = "applied" if found.applied_through == found.staged_through else "cancelled"
        await imports.change(session, found.id, clock.now(), state="undone" if undone else back)
        await _follow_with_opt_outs(session, found, operation_id, undone)
        await events.publish(session, topic="import", ref_id=found.id)


async def _follow_with_opt_outs(
    session: WorkspaceSession, found: Import, operation_id: UUID, undone: bool
) -> None:
    """Whom the import kept out is let in again with its undo, and out again with its redo."""
    if undone:
        await suppression.take_back(session, operation_id)
    elif any(column.opt_out for column in found.columns):
        lines = await chunks.opting_lines(session, found.id, 0, found.applied_through)
        addresses = [address for values in lines for address in opting.told(values, found.kind)]
        await suppression.opt_out(session, operation_id, found.actor, found.note, addresses)


def _before(found: Import) -> State:
    """Where a stopped import goes on."""
    if found.operation_id is not None:
        return "applying"
    if found.fixing is not None:
        return "fixing"
    if found.origin == "url" and found.digest == NOTHING:
        return "fetching"
    return "staging" if found.columns else "uploaded"


async def locked(session: WorkspaceSession, import_id: UUID, act: str, *allowed: State) -> Import:
    """The import, kept from others. Raises ImportNotFound, ImportNotReady."""
    found = await imports.find(session, import_id, lock=True)
    if found is None:
        raise ImportNotFound
    if found.state not in allowed:
        raise ImportNotReady(act, found.state)
    return found


async def hand_over(session: WorkspaceSession, import_id: UUID) -> None:
    """To a worker, with this transaction; the browser hears of it, too."""
    await defer(session, ADVANCE, lock=f"import:{import_id}", import_id=import_id)
    await events.publish(session, topic="import", ref_id=import_id)


def name_in(url: str) -> str:
    """The last part of an address's path, as the name of a file."""
    parts = urlsplit(url)
    return tidy(unquote(parts.path).rpartition("/")[2] or parts.hostname or "")


async def store_nothing(session: WorkspaceSession) -> None:
    """The file of an import that has none yet, or never will."""
    async with spool(_nothing()) as content:
        await blobs.store(session, content, kind="upload")


async def _nothing() -> AsyncIterator[bytes]:
    yield b""


def tidy(filename: str) -> str:
    """The last part of a path, printable and short."""
    name = "".join(
        letter for letter in filename.replace("\\", "/").rpartition("/")[2] if letter.isprintable()
    )
    return name.strip()[:_FILENAME_CHARS] or "upload"
