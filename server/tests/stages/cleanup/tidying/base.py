"""Records that want cleaning, and a cleanup as a person asks for it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.records import journal
from leadgen.records.contracts import Patch, Value
from leadgen.records.field import RecordKind
from tests.factories.records import alice, place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
FIRST = {
    "first_name": "ADA", "last_name": "  Example ", "email": "ada@example.com",
    "phone_work": "+44 20 7946 0958", "job_title": "CHIEF TECHNOLOGY OFFICER",
    "linkedin_url": "https://uk.linkedin.com/in/ada-example/?trk=x", "location": "Prague, Czechia",
}  # fmt: skip


async def people(
    database: Database, workspace: Workspace, *lines: Mapping[str, Value], kind: RecordKind = "contact"
) -> list[UUID]:
    """Records with these values just as they are."""
    return [the(one.record_id) for one in (await place(database, workspace, lines, kind=kind))[1]]


async def preview(
    web: Browsers, rules: Sequence[str] = ("format", "follow"), **more: Any
) -> Mapping[str, Any]:
    body = {"kind": "contact", "rules": list(rules), **more}
    answer = await web.alice.post(f"{BASE}/cleanups", json=body)
    assert answer.status_code == 202, answer.text
    found: Mapping[str, Any] = answer.json()
    return found


async def changes(web: Browsers, cleanup: Mapping[str, Any], **asked: str) -> list[dict[str, Any]]:
    answer = await web.alice.get(f"{BASE}/cleanups/{cleanup['id']}/changes", params=asked)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["items"])


async def apply(web: Browsers, cleanup: Mapping[str, Any], **choice: Any) -> Mapping[str, Any]:
    answer = await web.alice.post(f"{BASE}/cleanups/{cleanup['id']}/apply", json=choice)
    assert answer.status_code == 202, answer.text
    found: Mapping[str, Any] = answer.json()
    return found


async def machine(
    database: Database, workspace: Workspace, record_id: UUID, values: Mapping[str, Value | None]
) -> None:
    """Written by a machine, from before fields followed."""
    async with database.workspace(workspace.id) as session:
        operation_id = await journal.open_operation(
            session, kind="import", actor=alice(workspace), source="old.csv", summary="Imported old.csv"
        )
        await journal.write(session, operation_id, "contact", [Patch(record_id, values)])
        await journal.finish_operation(session, operation_id, state="done", counts={})
