"""How the product's own role, under row-level security, finds what each operator of each type asks for."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pytest
from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.db.statistics import gather
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.records import custom
from leadgen.records.contracts import FieldType
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import service, spelling
from leadgen.records.filters.catalogue import Catalogue, catalogue
from leadgen.records.filters.opening import leaves
from leadgen.records.filters.operators import ABOUT, TAKES, Op, ops_of, slow
from leadgen.records.filters.service import Filter
from leadgen.records.filters.tree import Among, Bind, Test, Texts
from leadgen.records.repository import filter_values
from leadgen.records.repository.filtering import Where
from tests.factories.records import open_import
from tests.factories.tenancy import Workspace

CONTACTS = 8_000
_OWN: tuple[FieldType, ...] = (
    "text", "long_text", "email", "phone", "url", "date", "datetime", "number", "decimal", "boolean",
    "country",
)  # fmt: skip
# Two rare values of each type.
VALUES: Mapping[str, list[JSON]] = {
    "text": ["name 7999", "name 7998"],
    "long_text": ["name 7"],
    "email": ["p7@example.com", "p8@example.com"],
    "phone": ["+420777000007", "+420777000008"],
    "url": ["https://example.com/7", "https://example.com/8"],
    "date": ["2026-06-01", "2026-06-02"],
    "datetime": ["2026-06-01", "2026-06-02"],
    "number": [9_000_001, 9_000_002],
    "decimal": [900, 901],
    "money": [{"amount": 1, "currency": "EUR"}, {"amount": 2, "currency": "EUR"}],
    "range": [9_000_001, 9_000_002],
    "boolean": [True],
    "country": ["DE", "AT"],
    "tags": ["Rare", "VIP"],
    "member": [str(uuid7()), str(uuid7())],
}
FIELDS: Mapping[RecordKind, tuple[str, ...]] = {
    "contact": (
        "full_name", "job_title", "city", "notes", "email", "phone_mobile", "email_other", "linkedin_url",
        "birthday", "country", "owner", "tags", "created_at", "updated_at",
        *(f"own_{of}" for of in _OWN),
    ),
    "company": (
        "company_name", "company_domain", "industry", "founded_year", "annual_revenue", "company_size",
        "company_country", "created_at",
    ),
}  # fmt: skip
# What nearly all records have, or lack, is not looked up: reading the table is the right plan there.
NEARLY_ALL = {
    ("full_name", "is_filled"), ("job_title", "is_filled"), ("email", "is_filled"),
    ("company_name", "is_filled"), ("company_domain", "is_filled"), ("city", "is_filled"),
}  # fmt: skip
_MADE = "workspace_id, id, origin_operation_id, created_at, updated_at"
_MAKING = "%(ws)s, gen_random_uuid(), %(op)s, %(at)s - n * interval '1 hour', %(at)s - n * interval '1 hour'"
_BASE = (
    f"""INSERT INTO company ({_MADE}, company_name, company_name_key, company_domain, company_size_min)
        SELECT {_MAKING},
          'Name ' || n, 'name ' || n, 'd' || n || '.example', CASE WHEN n %% 100 = 0 THEN n END
        FROM generate_series(1, {CONTACTS} / 4) AS n""",
    f"""INSERT INTO contact ({_MADE}, full_name, full_name_key, job_title, job_title_key, email, city)
        SELECT {_MAKING},
          'Name ' || n, 'name ' || n, 'Name ' || n, 'name ' || n,
          CASE WHEN n %% 100 > 0 THEN 'p' || n || '@example.com' END, 'Name ' || n %% 100
        FROM generate_series(1, {CONTACTS}) AS n""",
    """UPDATE contact SET owner_id = gen_random_uuid(), country = 'CZ' WHERE email IS NULL""",
    """UPDATE company SET company_country = 'CZ' WHERE company_size_min IS NOT NULL""",
    """INSERT INTO contact_point (workspace_id, contact_id, kind, label, key, value, is_primary, status)
       SELECT workspace_id, id, kind, label, kind || email, email, true, 'unknown'
       FROM contact, (VALUES ('email', ''), ('phone', 'mobile'), ('linkedin', '')) AS k (kind, label)
       WHERE email IS NOT NULL""",
    """INSERT INTO tag (workspace_id, id, name, key) SELECT %(ws)s, gen_random_uuid(), 'T' || n, 't' || n
       FROM generate_series(1, 100) AS n""",
    """INSERT INTO record_tag (workspace_id, record_id, tag_id) SELECT %(ws)s, r.id, t.id
       FROM (SELECT id, row_number() OVER () AS n FROM contact LIMIT 800) AS r
       JOIN (SELECT id, row_number() OVER () AS n FROM tag) AS t ON (r.n + t.n) %% 20 = 0""",
    """INSERT INTO custom_value (workspace_id, record_id, field_id, value, text_key, number, at)
       SELECT %(ws)s, r.id, f.id, 'x', 'name ' || r.n, r.n, %(at)s - r.n * interval '1 day'
       FROM (SELECT id, row_number() OVER () AS n FROM contact LIMIT 400) AS r, field f""",
    """INSERT INTO field_state (workspace_id, record_id, field, kind, state, operation_id, checked_at,
         pinned_by)
       SELECT %(ws)s, r.id, f, 'contact', 'value', %(op)s, %(at)s, %(op)s
       FROM (SELECT id FROM contact LIMIT 100) AS r, unnest(ARRAY['email', 'city', 'notes']) AS f""",
)


@pytest.fixture
async def session_and_fields(database: Database, workspace: Workspace) -> Any:
    """A session on a base of many records with statistics, and the fields filters may name."""
    build()
    async with database.workspace(workspace.id) as session:
        for of in _OWN:
            await custom.create_field(
                session, kind="contact", label=f"Own {of}", type=of, options=None, unit=None, description=None
            )
        given = {"ws": workspace.id, "op": await open_import(session, workspace), "at": clock.now()}
        connection = await session.driver()
        for statement in _BASE:
            await connection.execute(statement, given)
        await gather(session)
        yield session, await catalogue(session)


async def test_what_is_said_to_have_an_index_uses_it_and_nothing_else_does(
    session_and_fields: tuple[WorkspaceSession, Catalogue],
) -> None:
    session, known = session_and_fields
    whole = {kind: (await _plan(session, known, kind, None))["Total Cost"] for kind in FIELDS}
    wrong = []
    for kind, field, op in _asked(known):
        plan = await _plan(session, known, kind, _test(field, op))
        is_found = bool(_found_by(plan, op)) and plan["Total Cost"] < whole[kind] / 2
        if is_found != (slow(field, op) is None) and (op not in ABOUT or not is_found):
            wrong.append(f"{field.key} {op}: {plan['Total Cost']} of {whole[kind]}, {_found_by(plan)}")
    assert wrong == []


async def test_a_hop_and_a_term_use_their_index(
    session_and_fields: tuple[WorkspaceSession, Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, known = session_and_fields
    at_one: JSON = {"company": {"field": "company_domain", "op": "equals", "value": "d7.example"}}
    with_one: JSON = {"contact": {"field": "email", "op": "equals", "value": "p7@example.com"}}
    brought: JSON = {"term": "operation", "value": str(uuid7())}
    assert "company_by_domain" in _found_by(await _plan(session, known, "contact", at_one))
    assert "contact_by_email" in _found_by(await _plan(session, known, "company", with_one))
    assert "contact_by_origin" in str(await _plan(session, known, "contact", brought))

    monkeypatch.setattr(filter_values, "_same", _lowered)
    by_email: JSON = {"field": "email", "op": "equals", "value": "p7@example.com"}
    assert not _found_by(await _plan(session, known, "contact", by_email))


async def test_a_tag_is_known_to_the_planner_by_its_id_however_it_is_written(
    session_and_fields: tuple[WorkspaceSession, Catalogue],
) -> None:
    session, _ = session_and_fields
    tagged: JSON = {"field": "tags", "op": "in", "value": ["T7", "t8", "nobody's"]}
    found = await service.read_whole(session, "contact", {"any": [{"not": tagged}, {"all": [tagged]}]})
    assert {type(leaf.operand) for leaf in leaves(found.node) if isinstance(leaf, Test)} == {Among}
    plain = await service.read_whole(session, "contact", tagged)
    plan = str(await _explained(session, "contact", plain))
    assert "record_tag_by_tag" in plan
    assert "tag_key" not in plan


async def test_part_of_a_title_is_found_by_the_titles_there_are_where_the_list_goes_by_them(
    session_and_fields: tuple[WorkspaceSession, Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = session_and_fields
    monkeypatch.setattr(spelling, "MOST", 10_000)
    part: JSON = {"field": "job_title", "op": "contains", "value": "799"}
    found = await service.read_whole(session, "contact", part)
    by_name = await service.in_order_of(session, found, "full_name_key")
    assert not _found_by(await _explained(session, "contact", by_name))
    by_title = await service.in_order_of(session, found, "job_title_key")
    assert "contact_by_title" in _found_by(await _explained(session, "contact", by_title))


def _lowered(column: Composable, operand: Texts, bind: Bind) -> Composable:
    """The comparison that loses its index, planted."""
    return SQL("(lower({}) = {})").format(column, bind(operand.values[0], "text"))


def _asked(known: Catalogue) -> Iterator[tuple[RecordKind, Field, Op]]:
    for kind, keys in FIELDS.items():
        for key in keys:
            field = known.fields[kind][key]
            yield from ((kind, field, op) for op in ops_of(field) if (key, op) not in NEARLY_ALL)


def _test(field: Field, op: Op) -> JSON:
    """A test that few records pass."""
    values = VALUES[field.type]
    is_upper = op in ("less_than", "at_most")
    if field.type in ("number", "decimal") and is_upper:
        values = [3] if field.type == "number" else ["0.0003"]
    if field.type in ("date", "datetime"):
        ago = 330 if is_upper else 2
        values = [str((clock.now() - timedelta(days=days)).date()) for days in (ago, ago - 1)]
    value: Mapping[str, JSON] = {
        "one": values[0],
        "days": 2 if op == "in_last_days" else 300,
        "states": ["failed"],
        "many": values,
        "pair": values,
    }
    if TAKES[op] == "nothing":
        return {"field": field.key, "op": op}
    return {"field": field.key, "op": op, "value": value[TAKES[op]]}


async def _plan(session: WorkspaceSession, known: Catalogue, kind: RecordKind, given: JSON) -> Any:
    return await _explained(session, kind, service.understood(kind, given, known) if given else None)


async def _explained(session: WorkspaceSession, kind: RecordKind, found: Filter | None) -> Any:
    where = service.where(found) or Where(SQL("true"), {})
    query: Composed = SQL(
        "EXPLAIN (FORMAT JSON) SELECT r.id FROM {} r WHERE r.workspace_id = %(ws)s"
        " AND r.deleted_at IS NULL AND {}"
    ).format(Identifier(kind), where.condition)
    connection = await session.driver()
    cursor = await connection.execute(query, {"ws": session.workspace_id, **where.params})
    row = await cursor.fetchone()
    assert row is not None
    return row[0][0]["Plan"]


_OWN_INDEXES = re.compile(
    r"(contact|company|custom_value)_by_(?!origin)\w+|record_tag_by_tag|contact_point_by_key|field_state_pinned"
)


_HELD = {"contact_by_owner", "contact_by_country", "company_by_company_country"}


def _found_by(plan: Mapping[str, Any], op: Op = "equals") -> list[str]:
    """The indexes by which rows are found: by more than their workspace, and more than their own field."""
    found = [name for part in plan.get("Plans", ()) for name in _found_by(part, op)]
    name, condition = plan.get("Index Name", ""), plan.get("Index Cond", "")
    needed = 2 if name.startswith("custom_value") else 1
    if op == "is_filled":  # an index of filled cells alone, or of one field
        needed = 0 if name in _HELD else 1
    if _OWN_INDEXES.fullmatch(name) and condition.count(" AND ") >= needed:
        found.append(name)
    return found
