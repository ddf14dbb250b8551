"""A chunk of lines on its way into the records, and what became of each."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple, cast
from uuid import UUID

from sqlalchemy import func, select, text

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.stages.ingest.contracts import Verdict
from leadgen.stages.ingest.models import ImportLineRow

_FETCH_ROWS = 5_000
# Lines to place, in one statement and without a detour through Python. A line that does not create gets
# an id of its own to create with, in case the record it is about has gone; lines about one record share it.
_TO_INCOMING = text(
    """
INSERT INTO incoming (line_no, record_id, "values", keys, company_keys)
SELECT line_no, record_id, "values", keys, company_keys FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after AND line_no <= :through
  AND verdict IN ('create', 'update', 'duplicate')
"""
)
# What the import puts on every new contact: values, and entries of its tags.
_MARK_INCOMING = text(
    """
UPDATE incoming SET "values" = "values" || CAST(:marks AS jsonb)
  || jsonb_build_object('_tag_keys', coalesce("values" -> '_tag_keys', '{}') || CAST(:tags AS jsonb))
"""
)
_FOREIGN_IDS = text(
    """
SELECT DISTINCT i.record_id FROM incoming i JOIN import_line l
  ON l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = i.line_no
WHERE l.verdict <> 'create' AND NOT EXISTS (
  SELECT FROM import_line c WHERE c.workspace_id = :workspace_id AND c.import_id = :import_id
    AND c.line_no > :after AND c.line_no <= :through AND c.verdict = 'create' AND c.record_id = i.record_id)
"""
)
_RENAME_IDS = text(
    """
UPDATE incoming i SET record_id = given.fresh
FROM unnest(CAST(:held AS uuid[]), CAST(:fresh AS uuid[])) AS given(held, fresh)
WHERE i.record_id = given.held
"""
)
_OPTING = text(
    """
SELECT "values" FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after AND line_no <= :through
  AND "values" ? 'opt_out' ORDER BY line_no
"""
)
_PLACED = text(
    """
SELECT l.line_no, l.verdict, l.record_id AS planned, p.outcome, p.record_id,
  CASE WHEN p.outcome IN ('update', 'duplicate') THEN l."values" END AS "values",
  CASE WHEN p.outcome IN ('update', 'duplicate') THEN l.company_keys END AS company_keys
FROM import_line l JOIN placed p ON p.line_no = l.line_no
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id
  AND l.line_no > :after AND l.line_no <= :through
  AND NOT (p.outcome = 'create' AND l.verdict = 'create' AND p.record_id = l.record_id)
ORDER BY l.line_no
"""
)
_REPLAN = text(
    """
UPDATE import_line l SET verdict = given.verdict, record_id = given.record_id
FROM unnest(CAST(:lines AS bigint[]), CAST(:verdicts AS text[]), CAST(:records AS uuid[]))
  AS given(line_no, verdict, record_id)
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = given.line_no
"""
)


_REKEY = text(
    """
UPDATE import_line l SET record_id = given.record_id, "values" = given."values", keys = given.keys,
  company_keys = given.company_keys
FROM jsonb_to_recordset(CAST(:lines AS jsonb))
  AS given(line_no bigint, record_id uuid, "values" jsonb, keys text[], company_keys text[])
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = given.line_no
"""
)


class Keyed(NamedTuple):
    """A line that can be placed, and what it and its company are found by."""

    line_no: int
    verdict: Verdict
    record_id: UUID
    values: dict[str, JSON]
    keys: list[str]
    company_keys: list[str]


class Placed(NamedTuple):
    """A line after placing: its plan, and what became of it.

    `values` and `company_keys` where it is about an older record.
    """

    line_no: int
    verdict: Verdict
    planned: UUID | None
    outcome: Verdict
    record_id: UUID | None
    values: Mapping[str, JSON] | None
    company_keys: Sequence[str] | None


async def matched_records(session: WorkspaceSession, import_id: UUID, through: int) -> AsyncIterator[UUID]:
    """The records that the lines so far are about, but for those they created as planned."""
    query = select(ImportLineRow.record_id).where(
        ImportLineRow.workspace_id == session.workspace_id,
        ImportLineRow.import_id == import_id,
        ImportLineRow.line_no <= through,
        ImportLineRow.verdict.in_(("update", "duplicate")),
        ImportLineRow.verdict != "create",  # the partial index's own condition
        ImportLineRow.record_id.is_not(None),
    )
    async for row in await session.stream(query.execution_options(yield_per=_FETCH_ROWS)):
        yield cast(UUID, row[0])


async def chunk_end(session: WorkspaceSession, import_id: UUID, after: int, limit: int) -> tuple[int, int]:
    """Number of the last of the next `limit` lines, and how many there are; (after, 0) at the end."""
    lines = (
        select(ImportLineRow.line_no)
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.line_no > after,
        )
        .order_by(ImportLineRow.line_no)
        .limit(limit)
        .subquery()
    )
    last, count = (
        await session.execute(select(func.max(lines.c.line_no), func.count()).select_from(lines))
    ).one()
    return (last, count) if count else (after, 0)


async def keyed(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> list[Keyed]:
    """The chunk's plannable lines."""
    line = ImportLineRow
    query = select(
        line.line_no, line.verdict, line.record_id, line.values, line.keys, line.company_keys
    ).where(
        line.workspace_id == session.workspace_id,
        line.import_id == import_id,
        line.line_no > after,
        line.line_no <= through,
        line.verdict.in_(("create", "update", "duplicate")),
    )
    rows = await session.execute(query.order_by(line.line_no))
    return [
        Keyed(
            number,
            cast(Verdict, verdict),
            cast(UUID, record_id),
            cast(dict[str, JSON], values),
            keys or [],
            companies or [],
        )
        for number, verdict, record_id, values, keys, companies in rows
    ]


async def rekey(session: WorkspaceSession, import_id: UUID, lines: Sequence[Keyed]) -> None:
    """Write what these lines are found by."""
    if lines:
        given = json.dumps([line._asdict() for line in lines], default=str)
        where = {"workspace_id": session.workspace_id, "import_id": import_id, "lines": given}
        await session.execute(_REKEY, where)


async def fill_incoming(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> list[UUID]:
    """Put the chunk's plannable lines into `incoming`; the ids that need a fresh one before placing."""
    where = _chunk(session, import_id, after, through)
    await session.execute(_TO_INCOMING, where)
    return list(await session.scalars(_FOREIGN_IDS, where))


async def mark_incoming(
    session: WorkspaceSession, marks: Mapping[str, JSON], tags: Mapping[str, JSON]
) -> None:
    """Put values and tags on the new contacts of the chunk."""
    await session.execute(_MARK_INCOMING, {"marks": json.dumps(marks), "tags": json.dumps(tags)})


async def opting_lines(
    session: WorkspaceSession, import_id: UUID, after: int, through: int
) -> list[Mapping[str, JSON]]:
    """The values of the lines that opt out, whatever becomes of them."""
    found = await session.scalars(_OPTING, _chunk(session, import_id, after, through))
    return list(found)


async def rename_incoming(session: WorkspaceSession, held: Sequence[UUID], fresh: Sequence[UUID]) -> None:
    await session.execute(_RENAME_IDS, {"held": list(held), "fresh": list(fresh)})


async def placed(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> list[Placed]:
    """The chunk's lines after placing, but for those that created what they were to create."""
    rows = await session.execute(_PLACED, _chunk(session, import_id, after, through))
    return [Placed(*row) for row in rows]


async def companies_made(session: WorkspaceSession) -> int:
    """How many companies the chunk in hand has made."""
    made = await session.scalar(text("SELECT count(*) FROM placed WHERE company_created"))
    return int(made or 0)


async def replan(
    session: WorkspaceSession, import_id: UUID, changed: Sequence[tuple[int, Verdict, UUID | None]]
) -> None:
    """Rewrite the verdict and record of lines whose plan did not hold."""
    if not changed:
        return
    lines, verdicts, records = zip(*changed, strict=True)
    await session.execute(
        _REPLAN,
        {
            "workspace_id": session.workspace_id,
            "import_id": import_id,
            "lines": list(lines),
            "verdicts": list(verdicts),
            "records": list(records),
        },
    )


def _chunk(session: WorkspaceSession, import_id: UUID, after: int, through: int) -> dict[str, object]:
    return {"workspace_id": session.workspace_id, "import_id": import_id, "after": after, "through": through}
