"""What ingest tells outside: how an import ended."""

from collections.abc import Sequence
from dataclasses import asdict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.webhooks import service as webhooks
from leadgen.platform.webhooks import types
from leadgen.platform.webhooks.contracts import Data, EventType
from leadgen.records import webhooks as records
from leadgen.stages.ingest.repository import imports

_ID = "01936f0e-0000-7000-8000-000000000003"
_SAMPLE: Data = {
    "id": _ID,
    "api_path": f"/api/v1/workspaces/acme/imports/{_ID}",
    "filename": "people.csv",
    "kind": "contact",
    "state": "applied",
    "operation_id": "01936f0e-0000-7000-8000-000000000021",
    "actor_kind": "user",
    "actor_name": "Ada Example",
    "counts": {"create": 92, "update": 0, "duplicate": 6, "ambiguous": 0, "rejected": 2, "companies": 40},
    "problem": None,
    "created_at": "2026-01-31T09:00:00+00:00",
    "finished_at": "2026-01-31T09:01:00+00:00",
}
_PROBLEM = {"code": "no_lines", "detail": "The file has a header but no line below it.", "line_no": None}


async def tell_completed(session: WorkspaceSession, import_id: UUID, operation_id: UUID) -> None:
    """Every line of an import is in: two events, of the import and of the operation it was."""
    await webhooks.publish(session, "import.completed", import_id)
    await records.tell_completed(session, operation_id)


async def tell_failed(session: WorkspaceSession, import_id: UUID) -> None:
    """An import ended with a problem before anything was written."""
    await webhooks.publish(session, "import.failed", import_id)


async def _render(session: WorkspaceSession, import_id: UUID) -> Data:
    found = await imports.find(session, import_id)
    assert found is not None, "told in the transaction that ends it"
    return {
        "id": str(import_id),
        "api_path": await webhooks.api_path(session, f"imports/{import_id}"),
        "filename": found.filename,
        "kind": found.kind,
        "state": found.state,
        "operation_id": str(found.operation_id) if found.operation_id is not None else None,
        "actor_kind": found.actor.kind,
        "actor_name": found.actor.name,
        "counts": asdict(found.counts),
        "problem": dict(found.problem) if found.problem is not None else None,
        "created_at": found.created_at.isoformat(),
        "finished_at": found.finished_at.isoformat() if found.finished_at is not None else None,
    }


async def _completed(session: WorkspaceSession, limit: int) -> Sequence[UUID]:
    return await imports.newest_in(session, "applied", limit)


async def _failed(session: WorkspaceSession, limit: int) -> Sequence[UUID]:
    return await imports.newest_in(session, "failed", limit)


def register() -> None:
    """Done when the product is assembled."""
    failed = {**_SAMPLE, "state": "failed", "operation_id": None, "problem": _PROBLEM}
    types.register(
        EventType(
            "import.completed",
            "Import completed",
            "Every line of a file has its verdict, and what is new is there.",
            _SAMPLE,
            _render,
            _completed,
        ),
        EventType(
            "import.failed",
            "Import failed",
            "A file could not be read; nothing of it was written.",
            failed,
            _render,
            _failed,
        ),
    )
