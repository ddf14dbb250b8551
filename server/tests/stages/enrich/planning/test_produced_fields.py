"""Each field that enrichment finds is stored, returned, shown and filterable: none is paid for and lost."""

from collections.abc import Mapping
from typing import Any

import pytest

from leadgen.db.engine import Database
from leadgen.platform.plugins.service import load
from leadgen.records import journal, registry
from leadgen.records.contracts import Patch, Value
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.operators import TAKES
from leadgen.stages.enrich.planning.stages import STAGES
from tests.factories.records import alice, place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
PATHS = {"contact": "contacts", "company": "companies"}
_BY_TYPE: dict[str, Value] = {
    "email": "office@example.com", "phone": "+420777123456", "url": "https://www.example.com/x",
    "number": 77, "country": "CZ", "range": {"min": 10, "max": 49},
    "money": {"amount": 1_250_000, "currency": "EUR"},
}  # fmt: skip
_SPECIAL: dict[str, Value] = {
    "linkedin_url": "https://www.linkedin.com/in/ada-example", "founded_year": 1999,
    "company_linkedin_url": "https://www.linkedin.com/company/example", "company_domain": "example.com",
    "facebook_url": "https://www.facebook.com/ada.example", "twitter_url": "https://x.com/ada_example",
    "company_facebook_url": "https://www.facebook.com/example", "register_id": "12345679",
    "company_twitter_url": "https://x.com/example", "vat_id": "CZ12345679", "seniority": "head",
}  # fmt: skip


def produced(kind: RecordKind) -> list[Field]:
    """What stages name, and whatever an installed enricher finds beside."""
    known = {one.key: one for one in registry.registered(kind)}
    named = {name for stage in STAGES if stage.kind == kind for name in stage.fields}
    found = {name for one in load().enrichers() if one.kind == kind for name in one.fields}
    assert found <= known.keys(), "an enricher finds what no field holds"
    return [known[key] for key in sorted(named | found)]


def sample(field: Field) -> Value:
    if field.key in _SPECIAL:
        return _SPECIAL[field.key]
    return field.options[0].value if field.options else _BY_TYPE.get(field.type, f"Value of {field.key}")


def test_whatever_an_enricher_finds_is_asked_for_by_a_stage() -> None:
    for enricher in load().enrichers():
        named = {name for stage in STAGES if stage.kind == enricher.kind for name in stage.fields}
        assert set(enricher.fields) <= named, enricher.key


@pytest.mark.parametrize("kind", ["contact", "company"])
async def test_each_produced_field_is_stored_returned_shown_and_filterable(
    kind: RecordKind, database: Database, workspace: Workspace, web: Browsers
) -> None:
    fields = produced(kind)
    values = {one.key: sample(one) for one in fields}
    first: dict[str, Value] = {"email": "a@x.example"} if kind == "contact" else {"company_name": "Blank"}
    _, placed = await place(database, workspace, [first, dict.fromkeys(first, "b@y.example")], kind=kind)
    record_id = str(the(placed[0].record_id))
    async with database.workspace(workspace.id) as session:
        operation_id = await journal.open_operation(
            session, kind="edit", actor=alice(workspace), source="Test", summary="Written by a machine"
        )
        await journal.write(session, operation_id, kind, [Patch(the(placed[0].record_id), values)])
        await journal.finish_operation(session, operation_id, state="done", counts={})

    record = (await web.bob.get(f"{BASE}/{PATHS[kind]}/{record_id}")).json()
    assert {key: record["values"].get(key) for key in values} == values, "stored and returned"
    rows = (await web.bob.get(f"{BASE}/{PATHS[kind]}")).json()["items"]
    [row] = [one for one in rows if one["id"] == record_id]
    assert {key: row["values"].get(key) for key in values} == values, "in the row of the list"
    shown = {one["key"]: one for one in (await web.bob.get(f"{BASE}/fields")).json()["items"]}
    for field in fields:
        told = shown[field.key]
        assert (told["label"], told["description"]) == (field.label, field.description), (
            "people can choose it"
        )
        tests = [{"op": "is_filled"}] + [
            {"op": op, "value": _asked(TAKES[op], values[field.key])}
            for op in told["operators"]
            if op in ("equals", "in", "contains", "overlaps")
        ]
        assert len(tests) > 1, f"{field.key} can be asked for by its value"
        for test in tests:
            given = {"filter": {"field": field.key, **test}}
            answer = await web.bob.post(f"{BASE}/{PATHS[kind]}/query", json=given)
            found = [one["id"] for one in answer.json()["items"]]
            assert record_id in found, (field.key, test)
            assert len(found) == 1 or test["op"] == "is_filled", (field.key, test)


def _asked(takes: str, value: Value) -> Any:
    if isinstance(value, Mapping) and takes == "pair":
        return [value["min"], value["max"]]
    return [value] if takes == "many" else value
