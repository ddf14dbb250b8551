"""Whom an ambiguous line is about: the records that its keys lead to now."""

from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records import service as records
from leadgen.stages.ingest.contracts import Import, Line
from leadgen.stages.ingest.matching import matching_keys
from leadgen.stages.ingest.repository import line_rows


async def met(
    session: WorkspaceSession, found: Import, lines: Sequence[Line]
) -> dict[int, list[tuple[UUID, str]]]:
    """Line → ids and names of its records, for the ambiguous ones. Records that lines of the same file will
    make are not there yet. Four queries, however many lines; none where no line is ambiguous.
    """
    numbers = [line.line_no for line in lines if line.verdict == "ambiguous"]
    if not numbers:
        return {}
    keys = await line_rows.keys_of(session, found.id, numbers)
    groups = [matching_keys(found.kind, keys[number], found.match) for number in keys]
    hits = dict(zip(keys, await records.resolve(session, found.kind, groups), strict=True))
    names = await records.names(session, found.kind, {one for ids in hits.values() for one in ids})
    return {
        number: sorted(((one, names[one]) for one in ids if one in names), key=lambda named: named[1])
        for number, ids in hits.items()
    }
