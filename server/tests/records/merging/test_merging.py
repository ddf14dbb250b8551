"""Merging contacts and companies: what becomes of values, identities and relations, and back."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from tests.factories.records import place, the, undo
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


async def people(database: Database, workspace: Workspace, *lines: Mapping[str, Any]) -> list[UUID]:
    _, placed = await place(database, workspace, lines)
    return [the(one.record_id) for one in placed]


async def merge(
    web: Browsers,
    records: Sequence[UUID],
    keep: UUID | None = None,
    picks: Mapping[str, UUID] | None = None,
    kind: str = "contacts",
    status: int = 200,
) -> dict[str, Any]:
    body: dict[str, JSON] = {
        "keep": str(keep) if keep else None,
        "records": [str(one) for one in records],
        "picks": {field: str(one) for field, one in (picks or {}).items()},
    }
    seen = await web.bob.post(f"{BASE}/{kind}/merge/preview", json=body)
    answer = await web.alice.post(f"{BASE}/{kind}/merge", json=body)
    assert (seen.status_code, answer.status_code) == (status, status), answer.text
    found: dict[str, Any] = answer.json()
    if status == 200:
        told = {one["field"]: one["value"] for one in seen.json()["fields"] if one["value"] is not None}
        values = {key: value for key, value in found["record"]["values"].items() if key != "company_domain"}
        assert {key: value for key, value in told.items() if key != "company_domain"} == values
        assert seen.json()["keep"] == found["record"]["id"]
    return found


SNAPSHOTS = (
    "SELECT to_jsonb(c) - 'updated_at' FROM contact c WHERE deleted_at IS NULL ORDER BY id",
    "SELECT to_jsonb(c) - 'updated_at' FROM company c WHERE deleted_at IS NULL ORDER BY id",
    "SELECT to_jsonb(p) FROM contact_point p ORDER BY contact_id, kind, label, key",
    "SELECT to_jsonb(e) FROM employment e ORDER BY contact_id, id",
    "SELECT to_jsonb(t) FROM record_tag t ORDER BY record_id, tag_id",
    "SELECT to_jsonb(l) FROM record_list l ORDER BY record_id, list_id",
    "SELECT to_jsonb(v) FROM custom_value v ORDER BY record_id, field_id",
    "SELECT to_jsonb(n) FROM note n ORDER BY id",
    "SELECT to_jsonb(k) FROM record_key k ORDER BY kind, key",
    "SELECT to_jsonb(k) FROM trashed_key k ORDER BY kind, key",
    "SELECT to_jsonb(s) FROM field_state s ORDER BY record_id, field",
)


async def snapshot(database: Database, workspace: Workspace) -> list[list[object]]:
    async with database.workspace(workspace.id) as session:
        return [list(await session.scalars(text(query))) for query in SNAPSHOTS]


ADA: Mapping[str, Any] = {
    "full_name": "Ada Example",
    "email": "ada@example.com",
    "phone_mobile": "+420601000001",
    "company_name": "Firm Ltd",
    "job_title": "CTO",
    "tags": ["Fair"],
    "city": "Prague",
}
ADA_AGAIN: Mapping[str, Any] = {
    "full_name": "Ada M. Example",
    "email": "ada@private.example",
    "phone_mobile": "+420601000002",
    "company_name": "Other Ltd",
    "job_title": "Advisor",
    "tags": ["fair", "Hot"],
    "country": "CZ",
    "linkedin_url": "https://www.linkedin.com/in/ada-example",
}


async def test_a_merge_unites_what_several_records_know_and_its_undo_restores_every_row(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [ada] = await people(database, workspace, ADA)
    [again] = await people(database, workspace, ADA_AGAIN)
    await web.alice.post(f"{BASE}/contacts/{again}/notes", json={"text": "Met at the fair"})
    before = await snapshot(database, workspace)
    done = await merge(web, [ada, again], keep=ada)
    assert done["operation"]["summary"] == "Merged 1 contact into Ada Example"
    values = done["record"]["values"]
    assert values["email_other"] == ["ada@example.com"] or values["email_other"] == ["ada@private.example"]
    assert values["tags"] == ["Fair", "Hot"]
    assert {values["city"], values["country"]} == {"Prague", "CZ"}
    assert len(done["record"]["employments"]) == 2
    notes = (await web.bob.get(f"{BASE}/contacts/{ada}/notes")).json()["items"]
    assert [note["text"] for note in notes] == ["Met at the fair"]
    led = (await web.bob.get(f"{BASE}/contacts/{again}")).json()
    assert (led["id"], led["merged_into"]) == (str(ada), str(ada))
    after = await snapshot(database, workspace)

    undone = await web.alice.post(f"{BASE}/operations/{done['operation']['id']}/undo")
    assert undone.json()["counts"]["conflicts"] == 0
    assert await snapshot(database, workspace) == before
    redo = await undo(database, workspace, UUID(undone.json()["id"]))
    assert await snapshot(database, workspace) == after
    await undo(database, workspace, redo)
    assert await snapshot(database, workspace) == before
