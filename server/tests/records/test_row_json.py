"""The rows that the database writes as JSON say what the records hold, to the letter."""

from datetime import datetime
from typing import get_args
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import custom, grid
from leadgen.records.contracts import Value
from leadgen.records.field import FieldType, RecordKind
from leadgen.records.registry import REFERENCES
from leadgen.records.repository import reading
from leadgen.records.schemas import RecordPage
from tests.factories.records import edit, place, the
from tests.factories.tenancy import Workspace

NASTY = 'Quote " backslash \\ tab\tπ 日本 😀 </script>'
OWN: dict[FieldType, str | int | bool] = {
    "number": -7, "boolean": False, "decimal": "1.50", "text": NASTY, "date": "2026-02-28",
    "datetime": "2026-02-28T10:00:00.123456+00:00",
}  # fmt: skip


async def test_a_row_holds_every_value_of_its_record(database: Database, workspace: Workspace) -> None:
    async with database.workspace(workspace.id) as session:
        for kind in OWN:
            await custom.create_field(
                session, kind="contact", label=f"Own {kind}", type=kind, options=None, unit=None,
                description=None,
            )  # fmt: skip
    own = {f"own_{kind}": value for kind, value in OWN.items()}
    contact: dict[str, Value] = {
        "full_name": "Ada Nováková", "email": "ada@x.example", "email_other": ["z@x.example", "a@x.example"],
        "phone_other": ["+420777123456"], "notes": NASTY, "tags": ["b", "Ä", "a"], "birthday": "1990-01-31",
        "company_name": "Firm", "company_domain": "x.example", "company_size": {"min": 10, "max": None},
        "annual_revenue": {"amount": 5_000, "currency": "EUR"}, "founded_year": 1999, **own,
    }  # fmt: skip
    _, [placed] = await place(database, workspace, [contact])
    await edit(database, workspace, the(placed.record_id), job_title=NASTY)
    await _same(database, workspace, "contact", the(placed.record_id))
    await _same(database, workspace, "company", the(placed.company_id))
    async with database.workspace(workspace.id) as session:
        for record_kind in get_args(RecordKind):
            paging = Paging(CursorCodec(b"k" * 32), workspace.id, 1)
            page = RecordPage.model_validate_json(await grid.page(session, paging, record_kind))
            assert len(page.items) == page.total.value == 1


async def _same(database: Database, workspace: Workspace, kind: RecordKind, record_id: UUID) -> None:
    async with database.workspace(workspace.id) as session:
        row = await grid.row(session, kind, record_id)
        held = (await reading.hold(session, kind, [record_id]))[record_id]
    values = {key: value for key, value in held.values.items() if key not in REFERENCES}
    if kind == "contact":
        values |= {"company_name": "Firm", "company_domain": "x.example"}
        assert row["company"] == {
            "id": held.values["company"], "company_name": "Firm", "company_domain": "x.example",
        }  # fmt: skip
        assert row["states"] == {"job_title": {"state": "value", "pinned": True}}
    assert row["values"] == values
    assert len(values) > 4
    times = [datetime.fromisoformat(str(row[key])) for key in ("created_at", "updated_at")]
    assert times == [held.created_at, held.updated_at]
