"""SQL of the trash: what somebody removed, last first."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import cast
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import MOST_COUNTED, Total
from leadgen.records.repository.row_json import shown_query
from leadgen.records.repository.rows import Row, rows, scalars


async def page(
    session: WorkspaceSession,
    kind: RecordKind,
    after: tuple[datetime, UUID] | None,
    limit: int,
    filtered: Where | None,
) -> list[Row]:
    """Up to `limit` rows behind `after`; each with its `removed_by`, its time as `sort_value`, and `item`."""
    chosen = _trashed(filtered)
    if after is not None:
        chosen += SQL(" AND (r.deleted_at, r.id) < (%(at)s, %(id)s)")
    chosen += SQL(" ORDER BY r.deleted_at DESC, r.id DESC LIMIT %(limit)s")
    at, record_id = after or (None, None)
    found = await rows(
        session,
        shown_query(kind, SQL("r.deleted_at"), chosen),
        at=at,
        id=record_id,
        limit=limit,
        **_params(filtered),
    )
    removers = await _removers(session, kind, [cast(UUID, row["id"]) for row in found])
    return [{**row, "removed_by": removers[cast(UUID, row["id"])]} for row in found]


async def count(session: WorkspaceSession, kind: RecordKind, filtered: Where | None) -> Total:
    """Counted up to 10,000."""
    query = SQL("SELECT count(*) FROM (SELECT FROM {} r WHERE {} LIMIT {}) AS counted").format(
        Identifier(kind), _trashed(filtered), MOST_COUNTED + 1
    )
    found = (await scalars(session, int, query, **_params(filtered)))[0]
    return Total(min(found, MOST_COUNTED), exact=found <= MOST_COUNTED)


async def _removers(session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]) -> Mapping[UUID, UUID]:
    query = SQL("SELECT id, deleted_operation_id FROM {} WHERE id = ANY(%(ids)s)").format(Identifier(kind))
    found = await rows(session, query, ids=list(ids))
    return {cast(UUID, row["id"]): cast(UUID, row["deleted_operation_id"]) for row in found}


def _trashed(filtered: Where | None) -> Composed:
    found = SQL("r.workspace_id = %(ws)s AND r.trashed") + SQL("")
    return found if filtered is None else found + SQL(" AND ") + filtered.condition


def _params(filtered: Where | None) -> Mapping[str, object]:
    return filtered.params if filtered else {}
