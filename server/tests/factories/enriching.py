"""A run of enrichment as a row, for what only needs that there was one."""

from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.records import service as records
from leadgen.records.field import RecordKind


async def open_run(
    session: WorkspaceSession, actor: Actor, summary: str = "Enriched", kind: RecordKind = "company"
) -> tuple[UUID, UUID]:
    """A run under an operation of its own that is running; nothing asks anybody."""
    operation_id = await records.open_operation(
        session, kind="enrichment", actor=actor, source="website", summary=summary
    )
    run_id = uuid7()
    await session.execute(
        text(
            """INSERT INTO enrichment_run (workspace_id, id, kind, state, summary, plan, operation_id,
                 actor_kind, actor_id, actor_name, records, items, done, running, held, updated, report,
                 expected, ceiling, budget, committed, spent, created_at)
               VALUES (:ws, :id, :kind, 'done', :summary, :plan, :operation, :actor_kind, :actor_id,
                 :actor_name, 1, 0, 0, 0, 0, 0, :report, 0, 0, 0, 0, 0, :at)"""
        ),
        {
            "ws": session.workspace_id,
            "id": run_id,
            "kind": kind,
            "summary": summary,
            "plan": '{"fields": [], "stages": [], "refresh": false}',
            "operation": operation_id,
            "actor_kind": actor.kind,
            "actor_id": actor.id,
            "actor_name": actor.name,
            "report": '{"fields": {}, "enrichers": {}}',
            "at": clock.now(),
        },
    )
    return run_id, operation_id
