"""Operation x role and operation x scope, allow and deny, and every operation from outside."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.pipeline.assembly import build
from leadgen.platform.auth.roles import EVERY_SCOPE, Role
from tests.factories.access import api_key, signed_in
from tests.factories.tenancy import Workspace, add_member, make_person
from tests.factories.web import Browsers, client

# An allowed stream has no end, which the in-process transport waits for; test_event_stream covers it.
ENDLESS = {"stream_events"}


@dataclass(frozen=True)
class Operation:
    """One operation, with a harmless request for it."""

    name: str
    method: str
    path: str

    async def call(self, browser: httpx.AsyncClient, slug: str = "alice") -> httpx.Response:
        path = self.path.replace("{slug}", slug)
        return await browser.request(self.method, re.sub(r"\{\w+\}", str(uuid7()), path))


def operations(app: FastAPI) -> Iterator[Operation]:
    for path, methods in app.openapi()["paths"].items():
        if "{slug}" in path:
            for method, operation in methods.items():
                yield Operation(operation["operationId"], method, path)


async def test_each_role_can_do_what_the_table_says_and_no_more(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    table = build().rules
    for role in Role:
        browser = await _member(app, database, workspace, role)
        for operation in operations(app):
            if role not in table[operation.name].roles:
                answer = await operation.call(browser)
                assert (answer.status_code, answer.json()["code"]) == (403, "role_forbids"), operation
            elif operation.name not in ENDLESS:
                answer = await operation.call(browser)
                assert answer.status_code not in (401, 403, 429), operation
                assert answer.status_code < 500, operation
                if operation.method != "get" and answer.is_success:  # it may have ended the membership
                    browser = await _member(app, database, workspace, role)


async def _member(app: FastAPI, database: Database, workspace: Workspace, role: Role) -> httpx.AsyncClient:
    """The browser of somebody new."""
    person = await make_person(database, role)
    await add_member(database, workspace.id, person, role)
    return client(app, await signed_in(database, person))


async def test_a_key_does_what_its_scopes_say_and_no_more(
    app: FastAPI, database: Database, workspace: Workspace
) -> None:
    table = build().rules
    for operation in operations(app):
        scope = table[operation.name].scope
        without = client(app, await api_key(database, workspace, EVERY_SCOPE - {scope}))
        answer = await operation.call(without)
        if scope is None:
            assert (answer.status_code, answer.json()["code"]) == (403, "person_required"), operation
            continue
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), operation
        assert answer.json()["scope"] == scope
        if operation.name not in ENDLESS:
            alone = client(app, await api_key(database, workspace, frozenset({scope})))
            answer = await operation.call(alone)
            assert answer.status_code not in (401, 403), operation
            assert answer.status_code < 500, operation


async def test_outsiders_get_the_same_404_everywhere_and_nobody_gets_in(app: FastAPI, web: Browsers) -> None:
    missing = (await web.charlie.get("/api/v1/workspaces/nowhere")).json()
    for operation in operations(app):
        answer = await operation.call(web.charlie)
        assert (answer.status_code, answer.json()) == (404, missing), operation
        assert (await operation.call(web.nobody)).status_code == 401, operation
