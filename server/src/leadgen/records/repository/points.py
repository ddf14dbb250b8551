"""SQL of contact points: how a contact is reached, and what a check found of each."""

from collections.abc import Collection, Mapping, Sequence

from leadgen.db.engine import WorkspaceSession
from leadgen.records.authorship import RecordWrite, written
from leadgen.records.field import Field
from leadgen.records.normalise.values import Value
from leadgen.records.projection import point_key
from leadgen.records.repository.rows import run


async def write(
    session: WorkspaceSession, writes: Sequence[RecordWrite], fields: Mapping[str, Field]
) -> None:
    """The points of every field that changed, and the statuses that were found."""
    await _write_points(session, writes, fields)
    await _write_statuses(session, writes, fields)


async def _write_points(
    session: WorkspaceSession, writes: Sequence[RecordWrite], fields: Mapping[str, Field]
) -> None:
    """Replace the points of every field that changed."""
    changed = [
        (write.held.id, point, field_write.after)
        for write, key, field_write in written(writes)
        if (point := fields[key].point)
    ]
    if not changed:
        return
    await run(
        session,
        # The barrier leaves only the primary key to look with: without statistics, as in a base that was
        # just filled, the planner else reads all points of the workspace, for each record once.
        """DELETE FROM contact_point p USING (
             SELECT held.place
             FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(labels)s::text[]) AS gone (id, kind, label)
             CROSS JOIN LATERAL (SELECT c.ctid AS place, c.kind, c.label FROM contact_point c
               WHERE c.workspace_id = %(ws)s AND c.contact_id = gone.id OFFSET 0) AS held
             WHERE held.kind = gone.kind AND held.label = gone.label
           ) AS found WHERE p.ctid = found.place""",
        ids=[record_id for record_id, _, _ in changed],
        kinds=[point.kind for _, point, _ in changed],
        labels=[point.label for _, point, _ in changed],
    )
    fresh = [
        (record_id, point.kind, point.label, value, isinstance(after, str))
        for record_id, point, after in changed
        for value in _texts(after)
    ]
    await run(
        session,
        """INSERT INTO contact_point (workspace_id, contact_id, kind, label, key, value, is_primary, status)
           SELECT %(ws)s, *, 'unknown' FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(labels)s::text[],
             %(keys)s::text[], %(values)s::text[], %(primary)s::boolean[])
           ON CONFLICT DO NOTHING""",
        ids=[record_id for record_id, *_ in fresh],
        kinds=[kind for _, kind, *_ in fresh],
        labels=[label for _, _, label, *_ in fresh],
        keys=[point_key(kind, value) for _, kind, _, value, _ in fresh],
        values=[value for *_, value, _ in fresh],
        primary=[primary for *_, primary in fresh],
    )


async def _write_statuses(
    session: WorkspaceSession, writes: Sequence[RecordWrite], fields: Mapping[str, Field]
) -> None:
    """What a check found of a value is the status of its contact points, too."""
    checked = [
        (write.held.id, point, str(field_write.after or "unknown"))
        for write, key, field_write in written(writes)
        if fields[key].marks_points and (point := fields[fields[key].about or ""].point)
    ]
    if not checked:
        return
    await run(
        session,
        """UPDATE contact_point p SET status = found.status
           FROM unnest(%(ids)s::uuid[], %(kinds)s::text[], %(labels)s::text[], %(statuses)s::text[])
             AS found (id, kind, label, status)
           WHERE p.workspace_id = %(ws)s AND p.contact_id = found.id AND p.kind = found.kind
             AND p.label = found.label""",
        ids=[record_id for record_id, *_ in checked],
        kinds=[point.kind for _, point, _ in checked],
        labels=[point.label for _, point, _ in checked],
        statuses=[status for *_, status in checked],
    )


def _texts(value: Value | None) -> Collection[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, Sequence) else ()
