"""SQL of fixes: the lines concerned, their problems in groups, and the search among them."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple, cast
from uuid import UUID

from sqlalchemy import select, text

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.stages.ingest.contracts import Fix, Line, Verdict
from leadgen.stages.ingest.models import ImportLineRow
from leadgen.stages.ingest.repository import line_rows
from leadgen.stages.ingest.repository.line_rows import StagedLine

# A request looks at no more lines than this, whatever the file.
SCANNED = 100_000

_RELATED = text(
    """
SELECT line_no, verdict, "values", keys, company_keys, record_id FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND verdict <> 'rejected'
  AND line_no <> ALL(CAST(:known AS bigint[]))
  AND (record_id = ANY(CAST(:records AS uuid[]))
    OR EXISTS (SELECT FROM unnest(keys) AS own (key) WHERE own.key = ANY(CAST(:keys AS text[])))
    OR "values" ->> 'company_name_key' = ANY(CAST(:names AS text[])))
ORDER BY line_no LIMIT :most
"""
)
_NAMED = text(
    """
SELECT DISTINCT company_keys, "values" ->> 'company_name_key' AS name_key,
  "values" ->> 'company_country' AS country
FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND record_id IS NOT NULL
  AND line_no <> ALL(CAST(:known AS bigint[]))
  AND ("values" ->> 'company_name_key' = ANY(CAST(:names AS text[]))
    OR EXISTS (SELECT FROM unnest(company_keys) AS own (key) WHERE own.key = ANY(CAST(:keys AS text[]))))
"""
)
_WRITE = text(
    """
UPDATE import_line l SET verdict = w.verdict, "values" = w."values", keys = w.keys,
  company_keys = w.company_keys, record_id = w.record_id, problems = w.problems, fixed = w.fixed
FROM jsonb_to_recordset(CAST(:lines AS jsonb)) AS w (line_no bigint, verdict text, "values" jsonb,
  keys text[], company_keys text[], record_id uuid, problems jsonb, fixed jsonb)
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = w.line_no
"""
)
_REPLAN = text(
    """
UPDATE import_line l SET verdict = w.verdict, record_id = w.record_id, problems = w.problems
FROM jsonb_to_recordset(CAST(:lines AS jsonb)) AS w (line_no bigint, verdict text, record_id uuid,
  problems jsonb)
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = w.line_no
"""
)
_TAKE_FIXED = text(
    """
DELETE FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after AND line_no <= :through
RETURNING line_no, fixed
"""
)
_FORGET_FIXES = text(
    """
UPDATE import_line SET fixed = NULL
WHERE workspace_id = :workspace_id AND import_id = :import_id AND fixed IS NOT NULL
"""
)
_COUNT_CORRECTED = text(
    """
SELECT count(*) FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND fixed IS NOT NULL
"""
)
_PUT_FIXES = text(
    """
UPDATE import_line l SET fixed = w.fixed
FROM jsonb_to_recordset(CAST(:lines AS jsonb)) AS w (line_no bigint, fixed jsonb)
WHERE l.workspace_id = :workspace_id AND l.import_id = :import_id AND l.line_no = w.line_no
"""
)
_GROUPS = text(
    """
WITH scanned AS (
  SELECT line_no, problems, cells, fixed FROM import_line
  WHERE workspace_id = :workspace_id AND import_id = :import_id
    AND verdict <> 'create' AND verdict = 'rejected'
  ORDER BY line_no LIMIT :most
)
SELECT CAST(p ->> 'column' AS integer), p ->> 'field', p ->> 'message', count(*),
  (array_agg(left(coalesce(fixed -> (p ->> 'column') ->> 'text',
     cells[CAST(p ->> 'column' AS integer) + 1]), 200) ORDER BY line_no))[1:20]
FROM scanned CROSS JOIN LATERAL jsonb_array_elements(problems) AS p
GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 3 LIMIT :groups
"""
)
_WINDOW = """
FROM import_line
WHERE workspace_id = :workspace_id AND import_id = :import_id AND line_no > :after{verdict}
ORDER BY line_no LIMIT :most
"""
_VERDICTS = {
    None: "",
    "create": " AND verdict = 'create'",
    # The partial index's own condition, so that few lines of a large file are found at once.
    "other": " AND verdict <> 'create' AND verdict = :verdict",
}
_SAYS = """
  AND (CAST(:search AS text) IS NULL
    OR strpos(lower(array_to_string(cells, chr(31))), lower(CAST(:search AS text))) > 0
    OR strpos(lower(coalesce(CAST(jsonb_path_query_array(fixed, '$.*.text') AS text), '')),
      lower(CAST(:search AS text))) > 0)
  AND (CAST(:problem AS text) IS NULL OR problems @> jsonb_build_array(
    jsonb_build_object('message', CAST(:problem AS text))
      || CASE WHEN CAST(:column AS integer) IS NULL THEN '{}'
           ELSE jsonb_build_object('column', CAST(:column AS integer)) END))
"""


@dataclass(frozen=True)
class Stored:
    """A line with everything that was staged of it."""

    line: StagedLine
    fixed: Mapping[int, Fix]


@dataclass(frozen=True)
class Group:
    """Rejected lines with one reason. `column` None: the line as a whole is meant."""

    column: int | None
    field: str | None
    message: str
    count: int
    samples: Sequence[str]


class Naming(NamedTuple):
    """How some line names a company."""

    keys: Sequence[str]
    name_key: str | None
    country: str | None


async def numbered(session: WorkspaceSession, import_id: UUID, numbers: Collection[int]) -> list[Stored]:
    """These lines, as far as the file has them."""
    rows = await session.scalars(
        select(ImportLineRow)
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.line_no.in_(list(numbers)),
        )
        .order_by(ImportLineRow.line_no),
        execution_options={"populate_existing": True},
    )
    return [_stored(row) for row in rows]


async def rejected(session: WorkspaceSession, import_id: UUID, after: int, limit: int) -> list[Stored]:
    """The next rejected lines behind a number."""
    rows = await session.scalars(
        select(ImportLineRow)
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.verdict == "rejected",
            ImportLineRow.verdict != "create",  # the partial index's own condition
            ImportLineRow.line_no > after,
        )
        .order_by(ImportLineRow.line_no)
        .limit(limit)
    )
    return [_stored(row) for row in rows]


async def corrected(session: WorkspaceSession, import_id: UUID, after: int, limit: int) -> list[Stored]:
    """The next lines with corrections behind a number."""
    rows = await session.scalars(
        select(ImportLineRow)
        .where(
            ImportLineRow.workspace_id == session.workspace_id,
            ImportLineRow.import_id == import_id,
            ImportLineRow.fixed.is_not(None),
            ImportLineRow.line_no > after,
        )
        .order_by(ImportLineRow.line_no)
        .limit(limit)
    )
    return [_stored(row) for row in rows]


async def count_corrected(session: WorkspaceSession, import_id: UUID) -> int:
    """How many lines have corrections. Reads all lines."""
    count = await session.scalar(_COUNT_CORRECTED, _of(session, import_id))
    return int(count or 0)


async def take_fixed(
    session: WorkspaceSession, import_id: UUID, after: int, through: int
) -> Mapping[int, JSON]:
    """Delete the lines that stand here; their corrections by their numbers."""
    rows = await session.execute(_TAKE_FIXED, {**_of(session, import_id), "after": after, "through": through})
    return {line_no: fixed for line_no, fixed in rows if fixed is not None}


async def put_fixes(session: WorkspaceSession, import_id: UUID, fixes: Mapping[int, JSON]) -> None:
    """Corrections for lines that have none; the lines stay as they were read."""
    given = [{"line_no": line_no, "fixed": fixed} for line_no, fixed in fixes.items()]
    await session.execute(_PUT_FIXES, {**_of(session, import_id), "lines": json.dumps(given)})


async def forget_fixes(session: WorkspaceSession, import_id: UUID) -> None:
    """Leave no correction on any line."""
    await session.execute(_FORGET_FIXES, _of(session, import_id))


async def related(
    session: WorkspaceSession,
    import_id: UUID,
    *,
    known: Collection[int],
    keys: Collection[str],
    records: Collection[UUID],
    names: Collection[str],
    most: int,
) -> list[StagedLine]:
    """Lines beside the known ones that share a key, a record or a company's name, without cells.

    No index has the keys of lines: the file's lines are read, a million in about two seconds.
    """
    rows = await session.execute(
        _RELATED,
        {
            **_of(session, import_id),
            "known": list(known),
            "keys": list(keys),
            "records": list(records),
            "names": list(names),
            "most": most,
        },
    )
    return [
        StagedLine(line_no, (), verdict, values, keys or (), company_keys or (), record_id, ())
        for line_no, verdict, values, keys, company_keys, record_id in rows
    ]


async def naming(
    session: WorkspaceSession,
    import_id: UUID,
    *,
    known: Collection[int],
    keys: Collection[str],
    names: Collection[str],
) -> list[Naming]:
    """How lines beside the known ones name companies of these keys or names."""
    rows = await session.execute(
        _NAMED, {**_of(session, import_id), "known": list(known), "keys": list(keys), "names": list(names)}
    )
    return [Naming(keys or (), name_key, country) for keys, name_key, country in rows]


async def write(session: WorkspaceSession, import_id: UUID, lines: Sequence[Stored]) -> None:
    """These lines as they are now; their cells stay what the file said."""
    await session.execute(
        _WRITE, {**_of(session, import_id), "lines": json.dumps([_written(line) for line in lines])}
    )


async def replan(session: WorkspaceSession, import_id: UUID, lines: Sequence[StagedLine]) -> None:
    """Another verdict and record for lines whose values stay."""
    if lines:
        plans = [
            {
                "line_no": line.line_no,
                "verdict": line.verdict,
                "record_id": _text(line.record_id),
                "problems": list(line.problems) or None,
            }
            for line in lines
        ]
        await session.execute(_REPLAN, {**_of(session, import_id), "lines": json.dumps(plans)})


async def groups(session: WorkspaceSession, import_id: UUID, limit: int) -> list[Group]:
    """The reasons of the first rejected lines, the commonest first, each with up to 20 cells."""
    rows = await session.execute(_GROUPS, {**_of(session, import_id), "most": SCANNED, "groups": limit})
    return [Group(*row) for row in rows]


async def search(
    session: WorkspaceSession,
    import_id: UUID,
    *,
    verdict: Verdict | None,
    search: str | None,
    problem: str | None,
    column: int | None,
    after: int,
    limit: int,
) -> tuple[list[Line], int | None]:
    """The next lines that say so, and behind which line to go on; None at the end of the file."""
    which = "" if verdict is None else _VERDICTS["create" if verdict == "create" else "other"]
    window = _WINDOW.format(verdict=which)
    where = {**_of(session, import_id), "after": after, "most": SCANNED}
    if which and verdict != "create":
        where["verdict"] = verdict
    query = select(ImportLineRow).from_statement(
        text(f"SELECT * FROM (SELECT * {window}) AS seen WHERE true {_SAYS} ORDER BY line_no LIMIT :limit")
    )
    said = {"search": search, "problem": problem, "column": column, "limit": limit + 1}
    rows = (await session.scalars(query, {**where, **said})).all()
    found = [line_rows.line_of(row) for row in rows[:limit]]
    if len(rows) > limit:
        return found, found[-1].line_no
    last, count = (
        await session.execute(
            text(f"SELECT max(line_no), count(*) FROM (SELECT line_no {window}) AS seen"), where
        )
    ).one()
    return found, cast(int, last) if count == SCANNED else None


def _stored(row: ImportLineRow) -> Stored:
    kept: Any = row
    line = line_rows.staged_line(row, row.cells)._replace(problems=kept.problems or ())
    return Stored(line, line_rows.fixes_of(kept.fixed))


def _written(stored: Stored) -> dict[str, JSON]:
    line = stored.line
    return {
        "line_no": line.line_no,
        "verdict": line.verdict,
        "values": dict(line.values) if line.values is not None else None,
        "keys": list(line.keys),
        "company_keys": list(line.company_keys),
        "record_id": _text(line.record_id),
        "problems": [dict(problem) for problem in line.problems] or None,
        "fixed": {str(index): asdict(fix) for index, fix in stored.fixed.items()} or None,
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def _of(session: WorkspaceSession, import_id: UUID) -> dict[str, object]:
    return {"workspace_id": session.workspace_id, "import_id": import_id}
