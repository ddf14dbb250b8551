"""Exports: the list as a file, inert, complete, told in the audit; read back it is what it was."""

import csv
import io
import random
from typing import Any

import pytest

from leadgen.db.engine import Database
from leadgen.records.export.cells import text_of
from leadgen.records.field import Field
from leadgen.records.formulas import guarded, inert, original, typed
from leadgen.records.normalise import Context, Value, normalise_many, normalise_value
from leadgen.records.registry import registered
from tests.factories.records import edit, place, the
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.factories.workbook import rows_of

BASE = "/api/v1/workspaces/alice"
RISKY = ["=1+1", "+420 777 123 456", "-", "-5", "@ada", "\t=1", "\r=1", "\n=1", " =1", "＝1", "=HYPERLINK(1)"]
INSIDE = ["a;=1+1", "a; +420 777", "a\n- b\n- c", "a\t'@b", "x;'' -1", "';=1;'=2;''=3", "a\r\n\n＝1"]
CALM = ["", "Ada", "O'Neil", "''", "a=b", "'", "1-2", "'t Hooft", "'quoted'"]


@pytest.mark.parametrize(
    "value", [*RISKY, *INSIDE, *CALM, *(f"'{one}" for one in RISKY), *(f"''{one}" for one in RISKY)]
)
def test_a_value_comes_back_exactly_from_both_kinds_of_cell(value: str) -> None:
    assert original(guarded(value)) == value
    assert original(typed(value)) == value
    assert original(inert(value)) == original(value)
    assert inert(inert(value)) == inert(value)


def test_whatever_text_there_is_comes_back_exactly() -> None:
    dice = random.Random(14)
    for _ in range(20_000):
        value = "".join(dice.choices("'';;==+-@\t\n\r ＝a", k=dice.randrange(9)))
        assert original(guarded(value)) == original(typed(value)) == value
        assert original(inert(value)) == original(value)


def test_a_number_protected_by_somebody_else_is_a_number() -> None:
    assert original("'+420777123456") == "+420777123456"


@pytest.mark.parametrize("value", RISKY)
def test_a_risky_value_is_inert_in_csv_and_as_it_is_in_a_text_cell(value: str) -> None:
    assert guarded(value).startswith("'")
    assert inert(value) == guarded(value)
    assert typed(value) == value


def field(key: str) -> Field:
    return next(field for field in registered() if field.key == key)


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("company_size", {"min": 50, "max": 249}, "50-249"),
        ("company_size", {"min": 50, "max": None}, "50+"),
        ("company_size", {"min": None, "max": 10}, "up to 10"),
        ("company_size", {"min": 7, "max": 7}, "7"),
        ("annual_revenue", {"amount": 125_000_000, "currency": "EUR"}, "1250000.00 EUR"),
        ("annual_revenue", {"amount": 1_250, "currency": "EUR"}, "12.50 EUR"),
        ("annual_revenue", {"amount": -1, "currency": "USD"}, "-0.01 USD"),
        ("annual_revenue", {"amount": 1_250, "currency": "KWD"}, "1.2500 KWD"),
        ("annual_revenue", {"amount": 1_250_000, "currency": "JPY"}, "1250000 JPY"),
        ("phone_mobile", "+420777123456;ext=12345", "+420777123456 ext. 12345"),
        ("phone_other", ["+420777123456;ext=12", "+420777123457"], "+420777123456 ext. 12; +420777123457"),
        ("email_other", ["a@x.example", "b@x.example"], "a@x.example; b@x.example"),
        ("tags", ["Fair 2026", "VIP"], "Fair 2026; VIP"),
        ("founded_year", 1998, "1998"),
        ("birthday", "1990-02-03", "1990-02-03"),
    ],
)
def test_a_cell_is_readable_and_its_field_reads_it_back(key: str, value: Value, text: str) -> None:
    known = field(key)
    assert text_of(known, value) == text
    for country in ("CZ", "US"):
        context = Context(country=country, date_order="mdy" if country == "US" else "dmy")
        read = normalise_many if known.many else normalise_value
        assert read(known.normaliser, text, context) == value


async def test_a_list_leaves_as_a_file_in_its_order_and_the_audit_tells(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    lines = [
        {"full_name": "Ada Example", "email": "ada@x.example", "company_name": "=Firm", "job_title": "@CTO"},
        {"full_name": "Zoe Last", "email": "zoe@x.example", "notes": 'line one\nsaid "hi", =1'},
        {"email": "nameless@x.example"},
    ]
    operation_id, placed = await place(database, workspace, lines)
    await place(database, workspace, [{"full_name": "Bob Other", "email": "bob@x.example"}])
    await edit(database, workspace, the(placed[0].record_id), owner=str(workspace.alice.id))
    query = {
        "columns": "email, job_title,company_name,notes,owner", "sort": "-full_name",
        "operation_id": str(operation_id),
    }  # fmt: skip
    answer = await web.bob.get(f"{BASE}/contacts/export", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith('attachment; filename="contacts-20')
    assert answer.content.startswith(b"\xef\xbb\xbfemail,job_title,company_name,notes,owner\r\n")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert rows[1:] == [
        ["zoe@x.example", "", "", 'line one\nsaid "hi", =1', ""],
        ["ada@x.example", "'@CTO", "'=Firm", "", workspace.alice.email],
        ["nameless@x.example", "", "", "", ""],
    ]
    told = (await web.alice.get(f"{BASE}/audit", params={"kind": "records_exported"})).json()["items"]
    assert [(one["actor"]["name"], one["subject"], one["detail"]) for one in told] == [
        ("Bob", "contacts", {"records": 3, "format": "csv", "columns": 5})
    ]


async def test_a_workbook_holds_nothing_but_texts(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await place(
        database,
        workspace,
        [{"company_name": "=1+1", "company_domain": "x.example", "founded_year": 1998, "keywords": "'=2"}],
        kind="company",
    )
    answer = await web.bob.get(
        f"{BASE}/companies/export", params={"format": "xlsx", "columns": "company_name,founded_year,keywords"}
    )
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    rows = list(rows_of(answer.content))
    assert [[cell.text for cell in row] for row in rows] == [
        ["company_name", "founded_year", "keywords"],
        ["=1+1", "1998", "''=2"],
    ]
    assert {(cell.type, cell.has_formula) for row in rows for cell in row} == {("inlineStr", False)}


async def test_a_workbook_that_cannot_hold_everything_is_refused(
    web: Browsers, database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place(database, workspace, [{"email": "a@x.example", "notes": "x" * 40_000}])
    url = f"{BASE}/contacts/export"
    answer = await web.bob.get(url, params={"format": "xlsx"})
    assert (answer.status_code, answer.json()["code"]) == (400, "export_too_large")
    assert "“notes” holds 40,000 characters" in answer.json()["detail"]
    assert len((await web.bob.get(url)).content) > 40_000
    await place(database, workspace, [{"email": "b@x.example"}])
    monkeypatch.setattr("leadgen.records.export.service.MOST_ROWS", 1)
    answer = await web.bob.get(url, params={"format": "xlsx", "columns": "email"})
    assert "These are 2 records" in answer.json()["detail"]


async def test_who_may_read_may_export_and_nobody_else(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await place(database, workspace, [{"full_name": "Ada Example", "email": "ada@x.example"}])
    for path in ("contacts", "companies"):
        url = f"{BASE}/{path}/export"
        answers = [await client.get(url) for client in (web.alice, web.bob, web.charlie, web.nobody)]
        assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
        assert "Ada" not in answers[2].text
    unknown: dict[str, Any] = {"columns": "email,shoe_size"}
    answer = await web.bob.get(f"{BASE}/contacts/export", params=unknown)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_column")
    answer = await web.bob.get(f"{BASE}/contacts/export", params={"sort": "shoe_size"})
    assert answer.json()["code"] == "unsortable_field"
