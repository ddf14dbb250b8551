"""SQL that writes records: the one writer of values and of everything that follows from them.

Each function takes a whole chunk and runs a fixed number of statements, so a bulk write costs as many round
trips as an edit of one cell.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier
from psycopg.types.json import Jsonb

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import LIFE, RecordWrite, written
from leadgen.records.contracts import Belief
from leadgen.records.derivation import FOLLOWS, follows
from leadgen.records.field import ColumnType, Field, RecordKind, Storage
from leadgen.records.normalise import keys, own_words
from leadgen.records.normalise.values import Value
from leadgen.records.projection import DERIVING, derived
from leadgen.records.registry import registered
from leadgen.records.repository import employments, keying, labels, operations, points
from leadgen.records.repository import fields as custom_fields
from leadgen.records.repository.rows import run
from leadgen.records.values import Scalar, columns_of
from leadgen.records.vocabularies import service as vocabularies


async def lock_keys(session: WorkspaceSession, *kinds: RecordKind) -> None:
    """Hold the identities of these kinds until the end of the transaction.

    Taken before any row is locked, contacts before companies: everybody in the same order, so nobody waits
    in a circle. Who writes more than one record takes them also where no identity changes: some lock their
    rows in more than one go, and would meet those who lock the same rows in another order.
    """
    for kind in ("contact", "company"):
        if kind in kinds:
            await run(
                session,
                "SELECT pg_advisory_xact_lock(hashtextextended(%(ws)s::text || %(kind)s, 0))",
                kind=f" record keys {kind}",
            )


async def add_record(
    session: WorkspaceSession, kind: RecordKind, record_id: UUID, operation_id: UUID, at: datetime
) -> None:
    """An empty record, to be filled by `apply`."""
    query = SQL(
        "INSERT INTO {} (workspace_id, id, origin_operation_id, created_at, updated_at)"
        " VALUES (%(ws)s, %(id)s, %(operation)s, %(at)s, %(at)s)"
    )
    await run(session, query.format(Identifier(kind)), id=record_id, operation=operation_id, at=at)


async def apply(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    writes: Sequence[RecordWrite],
    fields: Mapping[str, Field],
    at: datetime,
) -> None:
    """Bring the records to what the writes say, and keep the changes. Their rows are locked by the caller.

    What follows from a value does so by the words of now: with the rows locked, nobody writes keys by others.
    """
    touched = {key for write in writes for key in write.fields}
    takes = any(write.keys_taken or write.action == "restore" for write in writes)
    words = await (vocabularies.own_words(session) if takes else vocabularies.words_for(session, touched))
    with own_words.using(words):
        await _apply(session, operation_id, kind, writes, fields, at)
    restored = [write.held.id for write in writes if write.action == "restore"]
    if restored and await vocabularies.changed_since(session, None):
        await keying.rewrite(session, kind, restored, words)


async def _apply(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    writes: Sequence[RecordWrite],
    fields: Mapping[str, Field],
    at: datetime,
) -> None:
    trashes = any(write.action == "delete" for write in writes) and await _trashes(session, operation_id)
    await _write_columns(session, operation_id, kind, writes, fields, at, trashes=trashes)
    await _write_custom(session, writes, fields)
    if kind == "contact":
        await points.write(session, writes, fields)
        await employments.write(session, writes, at)
    await _write_labels(session, writes, fields)
    await _write_keys(session, kind, writes)
    await _write_trash(session, kind, writes, trashes=trashes)
    await _write_changes(session, operation_id, kind, writes, at)
    await _write_states(session, kind, writes)


async def _write_columns(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    writes: Sequence[RecordWrite],
    fields: Mapping[str, Field],
    at: datetime,
    *,
    trashes: bool,
) -> None:
    await run(
        session,
        _columns_query(kind),
        wanted=Jsonb(
            [
                {
                    "id": str(write.held.id),
                    "action": write.action,
                    "wanted": _columns(kind, write, fields),
                    "remover": write.remover and str(write.remover),
                }
                for write in writes
            ]
        ),
        operation=operation_id,
        at=at,
        trashes=trashes,
    )


def _columns_query(kind: RecordKind) -> Composed:
    """Every column of the registry keeps what it has unless the write names it."""
    types: dict[str, ColumnType] = dict(chain.from_iterable(field.columns for field in registered(kind)))
    types |= {field.key_column: "text" for field in registered(kind) if field.key_column}
    one = SQL("{name} = CASE WHEN w.wanted ? {text} THEN (w.wanted ->> {text})::{type} ELSE r.{name} END")
    columns = [
        one.format(name=Identifier(name), text=name, type=SQL(column_type))
        for name, column_type in types.items()
    ]
    return SQL(
        """UPDATE {table} r SET {columns},
             updated_at = %(at)s,
             deleted_at = CASE w.action WHEN 'delete' THEN %(at)s WHEN 'restore'
               THEN NULL ELSE r.deleted_at END,
             deleted_operation_id = CASE w.action WHEN 'delete' THEN coalesce(w.remover, %(operation)s)
               WHEN 'restore' THEN NULL ELSE r.deleted_operation_id END,
             trashed = CASE w.action WHEN 'delete' THEN %(trashes)s WHEN 'restore' THEN false
               ELSE r.trashed END
           FROM jsonb_to_recordset(%(wanted)s) AS w (id uuid, action text, wanted jsonb, remover uuid)
           WHERE r.workspace_id = %(ws)s AND r.id = w.id"""
    ).format(table=Identifier(kind), columns=SQL(", ").join(columns))


def _columns(kind: RecordKind, write: RecordWrite, fields: Mapping[str, Field]) -> dict[str, Scalar]:
    """The columns the write sets, with those that follow from them."""
    wanted: dict[str, Scalar] = {}
    for key, field_write in write.fields.items():
        if field_write.before != field_write.after and fields[key].storage == "column":
            wanted |= columns_of(fields[key], field_write.after)
    if not DERIVING.isdisjoint(wanted):
        wanted |= derived(kind, write.result)
    return wanted


async def _write_custom(
    session: WorkspaceSession, writes: Sequence[RecordWrite], fields: Mapping[str, Field]
) -> None:
    wanted = [
        (write.held.id, fields[key], field_write.after)
        for write, key, field_write in written(writes)
        if fields[key].storage == "custom"
    ]
    if wanted:
        await custom_fields.write(session, wanted)


async def _write_labels(
    session: WorkspaceSession, writes: Sequence[RecordWrite], fields: Mapping[str, Field]
) -> None:
    wanted: dict[Storage, list[tuple[UUID, Value | None]]] = defaultdict(list)
    for write, key, field_write in written(writes):
        if fields[key].storage in labels.LABELS:
            wanted[fields[key].storage].append((write.held.id, field_write.after))
    for storage, found in wanted.items():
        await labels.write(session, storage, found)


async def _write_keys(session: WorkspaceSession, kind: RecordKind, writes: Sequence[RecordWrite]) -> None:
    """Free first, then take: two records may swap a key. A key somebody else has stays theirs."""
    freed = [(write.held.id, key) for write in writes for key in write.frees]
    taken = [
        (write.held.id, key)
        for write in writes
        for key in write.needs.union(write.keys_taken)
        if keys.stands(key)
    ]
    if freed:
        await run(
            session,
            """DELETE FROM record_key k USING unnest(%(ids)s::uuid[], %(keys)s::text[]) AS gone (id, key)
               WHERE k.workspace_id = %(ws)s AND k.kind = %(kind)s AND k.key = gone.key
                 AND k.record_id = gone.id""",
            kind=kind,
            ids=[record_id for record_id, _ in freed],
            keys=[key for _, key in freed],
        )
    if taken:
        await run(
            session,
            """INSERT INTO record_key (workspace_id, kind, key, record_id)
               SELECT %(ws)s, %(kind)s, key, id FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS fresh (id,
                 key)
               ON CONFLICT DO NOTHING""",
            kind=kind,
            ids=[record_id for record_id, _ in taken],
            keys=[key for _, key in taken],
        )


async def _trashes(session: WorkspaceSession, operation_id: UUID) -> bool:
    """Whether what this operation removes goes to the trash.

    What the undo of an import takes back has never been, so that the file can be imported again; what was
    merged is still there, as its survivor.
    """
    return await operations.root_kind(session, operation_id) not in ("import", "merge")


async def _write_trash(
    session: WorkspaceSession, kind: RecordKind, writes: Sequence[RecordWrite], *, trashes: bool
) -> None:
    """Remember by which keys a record in the trash is found; one that is back is in the trash no more."""
    gone = [(write.held.id, key) for write in writes if write.action == "delete" for key in write.keys_freed]
    back = [write.held.id for write in writes if write.action == "restore"]
    if gone and trashes:
        await run(
            session,
            """INSERT INTO trashed_key (workspace_id, kind, key, record_id)
               SELECT %(ws)s, %(kind)s, gone.key, gone.id
               FROM unnest(%(ids)s::uuid[], %(keys)s::text[]) AS gone (id, key)
               ON CONFLICT (workspace_id, kind, key) DO UPDATE SET record_id = excluded.record_id""",
            kind=kind,
            ids=[record_id for record_id, _ in gone],
            keys=[key for _, key in gone],
        )
    if back:
        await run(
            session,
            "DELETE FROM trashed_key WHERE workspace_id = %(ws)s AND record_id = ANY(%(ids)s)",
            ids=back,
        )


async def _write_states(session: WorkspaceSession, kind: RecordKind, writes: Sequence[RecordWrite]) -> None:
    """A state per field and author; the row goes away where the author is the record's origin again.

    State, pin and belief follow from the authoring operation and its change, so that an undo brings them back
    as they were: what a person wrote by hand is pinned. What only followed from another field is not.
    """
    authored = [
        (write.held.id, key, field_write.after is not None, field_write.after_by, _is_inferred(write, key))
        for write in writes
        for key, field_write in write.fields.items()
    ]
    origins = {write.held.id: write.held.origin_id for write in writes}
    back = [
        (record_id, key) for record_id, key, _, author, _ in authored if author in (None, origins[record_id])
    ]
    moved = [entry for entry in authored if entry[3] not in (None, origins[entry[0]])]
    if back:
        await run(
            session,
            """DELETE FROM field_state s USING unnest(%(ids)s::uuid[], %(fields)s::text[]) AS gone (id, field)
               WHERE s.workspace_id = %(ws)s AND s.record_id = gone.id AND s.field = gone.field""",
            ids=[record_id for record_id, _ in back],
            fields=[key for _, key in back],
        )
    if moved:
        await run(
            session,
            """INSERT INTO field_state (workspace_id, record_id, field, kind, state, operation_id,
                 checked_at, pinned_by, confidence, expires_at)
               SELECT %(ws)s, w.id, w.field, %(kind)s, CASE WHEN w.filled THEN 'value'
                   WHEN b.belief ? 'reason' THEN 'unknown' ELSE 'empty' END, o.id,
                 o.created_at, CASE WHEN o.kind IN ('edit', 'bulk_edit')
                   AND NOT w.inferred AND o.actor_kind = 'user' THEN o.actor_id END,
                 (b.belief ->> 'confidence')::real, (b.belief ->> 'expires_at')::timestamptz
               FROM unnest(%(ids)s::uuid[], %(fields)s::text[], %(filled)s::boolean[], %(authors)s::uuid[],
                 %(inferred)s::boolean[]) AS w (id, field, filled, author, inferred)
               JOIN operation o ON o.workspace_id = %(ws)s AND o.id = w.author
               LEFT JOIN LATERAL (SELECT c.beliefs -> w.field AS belief FROM change c
                 WHERE c.workspace_id = %(ws)s AND c.operation_id = o.id AND c.record_id = w.id
                   AND o.kind = 'enrichment' OFFSET 0) AS b ON true
               ON CONFLICT (workspace_id, record_id, field) DO UPDATE SET state = excluded.state,
                 operation_id = excluded.operation_id, checked_at = excluded.checked_at,
                 pinned_by = excluded.pinned_by, confidence = excluded.confidence,
                 expires_at = excluded.expires_at""",
            kind=kind,
            ids=[record_id for record_id, *_ in moved],
            fields=[key for _, key, *_ in moved],
            filled=[entry[2] for entry in moved],
            authors=[entry[3] for entry in moved],
            inferred=[entry[4] for entry in moved],
        )


def _is_inferred(write: RecordWrite, key: str) -> bool:
    """Is the value there, or not there, because of another field's, not by anybody's decision?"""
    result = write.result if key in FOLLOWS else {}
    return follows(result, key) or (key in FOLLOWS and key not in result and FOLLOWS[key] in write.fields)


async def _write_changes(
    session: WorkspaceSession,
    operation_id: UUID,
    kind: RecordKind,
    writes: Sequence[RecordWrite],
    at: datetime,
) -> None:
    """One change per operation and record: a later chunk adds to it, first before and last after."""
    await run(
        session,
        """INSERT INTO change (workspace_id, operation_id, record_id, kind, action, line_no, before, after,
             before_by, after_by, keys_taken, keys_freed, beliefs, at)
           SELECT %(ws)s, %(operation)s, w.id, %(kind)s, w.action, w.line_no, w.before, w.after, w.before_by,
             w.after_by, w.taken, w.freed, w.beliefs, %(at)s
           FROM jsonb_to_recordset(%(changes)s) AS w (id uuid, action text, line_no bigint, before jsonb,
             after jsonb, before_by jsonb, after_by jsonb, taken text[], freed text[], beliefs jsonb)
           ON CONFLICT (workspace_id, operation_id, record_id) DO UPDATE SET
             before = excluded.before || change.before,
             after = change.after || excluded.after,
             before_by = change.before_by
               || (excluded.before_by - ARRAY(SELECT jsonb_object_keys(change.before))),
             after_by = change.after_by || excluded.after_by,
             line_no = coalesce(change.line_no, excluded.line_no),
             beliefs = coalesce(change.beliefs || excluded.beliefs, excluded.beliefs, change.beliefs),
             at = excluded.at""",
        operation=operation_id,
        kind=kind,
        at=at,
        changes=Jsonb([_change(write, operation_id) for write in writes]),
    )


def _change(write: RecordWrite, operation_id: UUID) -> dict[str, object]:
    return {
        "id": str(write.held.id),
        "action": write.action,
        "line_no": write.line_no,
        "before": {key: field.before for key, field in write.fields.items()},
        "after": {key: field.after for key, field in write.fields.items()},
        "before_by": _before_by(write),
        "after_by": _after_by(write, operation_id),
        "taken": list(write.keys_taken),
        "freed": list(write.keys_freed),
        "beliefs": {key: _belief(one) for key, one in write.beliefs.items() if key in write.fields} or None,
    }


def _belief(one: Belief) -> dict[str, object]:
    if one.reason is not None:
        return {"reason": one.reason}
    return {
        "confidence": one.confidence,
        "expires_at": one.expires_at.isoformat() if one.expires_at is not None else None,
    }


def _before_by(write: RecordWrite) -> dict[str, str]:
    authors = {key: str(field.before_by) for key, field in write.fields.items() if field.before_by}
    return authors | ({LIFE: str(write.held.deleted_by)} if write.action == "restore" else {})


def _after_by(write: RecordWrite, operation_id: UUID) -> dict[str, str]:
    """Only authors other than the operation itself: an undo gives a value back to its former author."""
    authors = {key: field.after_by or write.held.origin_id for key, field in write.fields.items()}
    if write.remover is not None:
        authors[LIFE] = write.remover
    return {key: str(author) for key, author in authors.items() if author != operation_id}
