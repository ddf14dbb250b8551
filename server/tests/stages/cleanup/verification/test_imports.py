"""The addresses of an import are checked where the workspace wants it, and never hold it up."""

from uuid import UUID

import pytest

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.stages.cleanup.verification import jobs
from tests.factories.records import undo
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


async def import_two(web: Browsers) -> str:
    """As a batch, which is an import in one request; its operation."""
    records = [{"values": {"email": one}} for one in ("ada@good.example.com", "bob@gone.example.com")]
    answer = await web.alice.post(f"{BASE}/contacts/batch", json={"records": records})
    assert answer.status_code in (200, 201), answer.text
    return str(answer.json()["operation_id"])


@pytest.mark.parametrize("wanted", [True, False])
async def test_an_import_is_checked_where_that_is_wanted_and_still_undone_whole(
    web: Browsers, database: Database, settings: Settings, workspace: Workspace, wanted: bool
) -> None:
    changed = await web.alice.patch(BASE, json={"verify_imports": wanted})
    assert changed.json()["verify_imports"] is wanted
    imported = await import_two(web)
    items = (await web.alice.get(f"{BASE}/operations")).json()["items"]
    assert [one["kind"] for one in items] == (["refresh", "import"] if wanted else ["import"])
    if wanted:
        await jobs.verify(
            JobContext(database, settings, 1, 0, lambda: False), workspace.id, UUID(items[0]["id"])
        )
    found = (await web.alice.get(f"{BASE}/contacts")).json()["items"]
    statuses = {one["values"].get("email_status") for one in found}
    assert statuses == ({"valid", "invalid"} if wanted else {None})
    await undo(database, workspace, UUID(imported))
    assert (await web.alice.get(f"{BASE}/contacts")).json()["items"] == []
