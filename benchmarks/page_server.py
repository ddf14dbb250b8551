"""The product's web server with the floor of B8 beside it: `python -m benchmarks.page_server PORT CONNINFO`.

The floor passes the same server, guards, routing and access check as a list does. Behind them it asks one
statement that a person wrote for this page, as the administrator, whom no policy applies to, on a connection
that is kept ready; no total, no cursor, no transaction around it. The peer is the product's own page through
FastAPI's response models.
"""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import psycopg
from fastapi import APIRouter, Query
from psycopg.rows import scalar_row

from leadgen.api.app import create_app
from leadgen.api.server import Server
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import Product, build
from leadgen.platform.web import Access, PagedBy100, RawJson, WorkspaceTx
from leadgen.records import grid, schemas

CONNECTIONS = 8

_OWN = """(SELECT json_object_agg(f.key,
  CASE f.type WHEN 'number' THEN v.value::json ELSE to_json(v.value) END)
  FROM custom_value v JOIN field f ON f.workspace_id = v.workspace_id AND f.id = v.field_id
  WHERE v.workspace_id = r.workspace_id AND v.record_id = r.id AND f.archived_at IS NULL)"""
_TAGS = """(SELECT json_agg(t.name ORDER BY t.name) FROM record_tag p JOIN tag t
  ON t.workspace_id = p.workspace_id AND t.id = p.tag_id
  WHERE p.workspace_id = r.workspace_id AND p.record_id = r.id)"""
_LISTS = """(SELECT json_agg(t.id) FROM record_list p JOIN list t
  ON t.workspace_id = p.workspace_id AND t.id = p.list_id AND t.archived_at IS NULL
  WHERE p.workspace_id = r.workspace_id AND p.record_id = r.id)"""
_POINTS = """(SELECT json_agg(json_build_array(p.kind, p.label, p.value)) FROM contact_point p
  WHERE p.workspace_id = r.workspace_id AND p.contact_id = r.id AND NOT p.is_primary)"""
_STATES = """(SELECT json_object_agg(s.field, json_build_object('state', s.state, 'pinned',
  s.pinned_by IS NOT NULL)) FROM field_state s
  WHERE s.workspace_id = r.workspace_id AND s.record_id = r.id)"""
_COLUMNS = (
    "full_name", "name_prefix", "first_name", "middle_name", "last_name", "name_suffix", "nickname",
    "job_title", "headline", "seniority", "department", "email", "phone_mobile", "phone_work", "fax",
    "linkedin_url", "facebook_url", "twitter_url", "website", "lead_status", "lead_source",
    "subscription_status", "personalization", "connected_on", "birthday", "external_id", "street",
    "postal_code", "city", "state", "country", "location", "language", "address_style", "notes", "owner_id",
)  # fmt: skip
_FLOOR = f"""SELECT '{{"items":' || coalesce(json_agg(item), '[]')::text || '}}' FROM (
  SELECT json_build_object('id', r.id, 'values', json_strip_nulls(row_to_json(
      (SELECT v FROM (SELECT {", ".join(f"r.{name}" for name in _COLUMNS)}, {_TAGS} AS tags,
        {_LISTS} AS lists, {_POINTS} AS points, {_OWN} AS own, co.company_name, co.company_domain) AS v))),
    'company', CASE WHEN co.id IS NOT NULL THEN json_build_object('id', co.id, 'company_name',
      co.company_name, 'company_domain', co.company_domain) END,
    'states', {_STATES}, 'created_at', r.created_at, 'updated_at', r.updated_at) AS item
  FROM (SELECT * FROM contact WHERE workspace_id = %s AND deleted_at IS NULL AND full_name_key IS NOT NULL
    ORDER BY full_name_key, id LIMIT %s) AS r
  LEFT JOIN company co ON co.workspace_id = r.workspace_id AND co.id = r.company_id AND co.deleted_at IS NULL
  ORDER BY r.full_name_key, r.id) AS page"""


def _product(connections: asyncio.Queue[psycopg.AsyncConnection[str]]) -> Product:
    router = APIRouter()

    @router.get("/floor", operation_id="floor", response_model=None)
    async def floor(identity: Access, limit: int = Query(100)) -> RawJson:
        connection = await connections.get()
        try:
            found = await connection.execute(_FLOOR, [identity.workspace_id, limit], prepare=True)
            page = await found.fetchone()
        finally:
            connections.put_nowait(connection)
        assert page is not None
        return RawJson(page.encode())

    @router.get("/models", operation_id="models")
    async def models(session: WorkspaceTx, paging: PagedBy100) -> schemas.RecordPage:
        return schemas.RecordPage.model_validate_json(await grid.page(session, paging, "contact"))

    made = build()
    rules = {**made.rules, **dict.fromkeys(("floor", "models"), made.rules["list_contacts"])}
    return replace(made, routers=[*made.routers, router], rules=rules)


@asynccontextmanager
async def _connections(conninfo: str) -> AsyncIterator[asyncio.Queue[psycopg.AsyncConnection[str]]]:
    ready: asyncio.Queue[psycopg.AsyncConnection[str]] = asyncio.Queue()
    opened = [
        await psycopg.AsyncConnection.connect(conninfo, autocommit=True, row_factory=scalar_row)
        for _ in range(CONNECTIONS)
    ]
    for connection in opened:
        ready.put_nowait(connection)
    try:
        yield ready
    finally:
        for connection in opened:
            await connection.close()


async def _serve(port: int, conninfo: str) -> None:
    settings = load_settings({"port": port})
    database = Database.open(settings)
    async with _connections(conninfo) as connections:
        app = create_app(_product(connections), database, settings)
        await Server(app, settings).serve()
    await database.close()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), sys.argv[2]))
