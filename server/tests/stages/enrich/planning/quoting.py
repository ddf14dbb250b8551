"""Companies, and quotes for them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.records.contracts import Value
from tests.factories.records import place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
REGISTERS = ["legal_name", "register_id", "vat_id"]


async def companies(database: Database, workspace: Workspace, *lines: Mapping[str, Value]) -> list[UUID]:
    return [the(one.record_id) for one in (await place(database, workspace, lines, kind="company"))[1]]


async def quoted(web: Browsers, **draft: Any) -> dict[str, Any]:
    answer = await web.alice.post(f"{BASE}/enrichment/quotes", json={"kind": "company", **draft})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found
