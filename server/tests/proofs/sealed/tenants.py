"""Tenants that hold the same kinds of things, each with a canary of its own in everything that has text."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.platform.auth.roles import Role
from leadgen.stages.ingest import running
from tests.factories.access import api_key, signed_in
from tests.factories.tenancy import Person, Workspace, make_person, make_workspace
from tests.factories.web import client
from tests.proofs.sealed.operations import CannotMake, Operation, Request

Headers = Mapping[str, str]

_LINES = """First Name,Last Name,E-mail,Company,Notes
{c}ann,Example,{c}ann@{c}.example,{c} works,{c} note
{c}ben,Example,{c}ben@{c}.example,{c} works,{c} note
{c}cyd,Example,{c}cyd@,{c} works,{c} refused
"""


@dataclass(frozen=True)
class Caller:
    """Somebody with a role in a workspace, by the headers they send."""

    role: Role
    headers: Headers


@dataclass(frozen=True)
class Tenant:
    """A workspace, who belongs to it, and what of it may never be seen elsewhere."""

    workspace: Workspace
    canary: str
    callers: Sequence[Caller]
    guest: Caller  # views this workspace and owns one elsewhere
    ids: Mapping[str, Sequence[tuple[str, ...]]]  # by the path of an operation
    cursors: Mapping[str, str]  # by the path of the list
    idempotency_key: str
    import_id: str

    @property
    def slug(self) -> str:
        return self.workspace.slug

    @property
    def owner(self) -> Headers:
        return self.callers[0].headers

    @property
    def all_ids(self) -> frozenset[str]:
        return frozenset(one for rows in self.ids.values() for row in rows for one in row)


async def make_tenants(
    app: FastAPI, database: Database, operations: Sequence[Operation], count: int
) -> list[Tenant]:
    """Raises CannotMake where an id of some operation's path is in no list."""
    dora, eve = [await make_person(database, name) for name in ("Dora", "Eve")]
    await make_workspace(database, slug="elsewhere", owner=dora, bob=eve, charlie=eve)
    made = []
    for number in range(count):
        canary = f"zq{secrets.token_hex(5)}"
        people = [await make_person(database, f"{canary}{name}") for name in ("owner", "viewer")]
        workspace = await make_workspace(
            database, slug=f"tenant-{number}", owner=people[0], bob=people[1], charlie=dora
        )
        await _add_member(database, workspace.id, dora)
        made.append((workspace, canary))
    return [await _fill(app, database, operations, workspace, canary) for workspace, canary in made]


async def _add_member(database: Database, workspace_id: UUID, person: Person) -> None:
    """As a viewer."""
    async with database.workspace(workspace_id) as session:
        await session.execute(
            text(
                "INSERT INTO member (workspace_id, user_id, role, created_at)"
                " VALUES (:ws, :user, :role, :now)"
            ),
            {"ws": workspace_id, "user": person.id, "role": Role.VIEWER, "now": now()},
        )


async def _fill(
    app: FastAPI, database: Database, operations: Sequence[Operation], workspace: Workspace, canary: str
) -> Tenant:
    callers = [
        Caller(Role.OWNER, await signed_in(database, workspace.owner)),
        Caller(Role.VIEWER, await signed_in(database, workspace.bob)),
        *[Caller(role, await api_key(database, workspace, role)) for role in Role],
    ]
    guest = Caller(Role.VIEWER, await signed_in(database, workspace.charlie))
    async with client(app, dict(callers[0].headers)) as owner:
        desk = _Desk(owner, f"/api/v1/workspaces/{workspace.slug}", canary)
        import_id = await desk.fill(database, workspace.id)
        by_path: dict[str, Sequence[tuple[str, ...]]] = {}
        for operation in operations:
            if operation.path not in by_path:
                by_path[operation.path] = await _harvest(operation, workspace.slug, owner, operations)
        cursors = {
            operation.path: cursor
            for operation in operations
            if (cursor := await _cursor(operation, desk, by_path[operation.path][-1])) is not None
        }
    return Tenant(
        workspace, canary, callers, guest, by_path, cursors, f"key-{workspace.slug}", import_id
    )  # fmt: skip


@dataclass(frozen=True)
class _Desk:
    """The owner's browser."""

    owner: httpx.AsyncClient
    base: str
    canary: str

    async def fill(self, database: Database, workspace_id: UUID) -> str:
        """The canary everywhere: workspace, field, records, points, tags, files, lines, operations."""
        canary = self.canary
        await self.send("PATCH", "", {"name": f"{canary} workspace", "country": "CZ"})
        field = {"kind": "contact", "label": f"{canary} shelf", "type": "text", "description": canary}
        shelf = (await self.send("POST", "/fields", field))["key"]
        for number in range(3):
            await self._contact(f"{canary}hand{number}", shelf, number)
        company = {"company_name": f"{canary} hall", "company_domain": f"{canary}hall.example"}
        await self.send("POST", "/companies", {"values": company})
        waiting = f"{self.canary}-waiting.csv"
        await self.send("POST", f"/imports?filename={waiting}", _LINES.format(c=f"{canary}w"))
        return await self._import(database, workspace_id)

    async def _contact(self, name: str, shelf: str, number: int) -> None:
        values = {
            "first_name": name, "email": f"{name}@{self.canary}.example", "notes": f"{self.canary} note",
            "linkedin_url": f"https://www.linkedin.com/in/{name}", "tags": [f"{self.canary} tag"],
            "job_title": f"{self.canary} title", shelf: f"{self.canary} value",
        }  # fmt: skip
        key = f"key-{self.base.rpartition('/')[2]}" if number == 0 else None
        made = await self.send("POST", "/contacts", {"values": values}, key)
        change = {"values": {"city": f"{self.canary} town"}}
        await self.send("PATCH", f"/contacts/{made['record']['id']}", change)

    async def _import(self, database: Database, workspace_id: UUID) -> str:
        """A file all the way, with a line that is rejected; as the worker's job brings it on."""
        made = await self.send("POST", f"/imports?filename={self.canary}.csv", _LINES.format(c=self.canary))
        path, import_id = f"/imports/{made['id']}", UUID(made["id"])
        await running.advance(database, workspace_id, import_id, lambda: False)
        seen = await self.get(path)
        columns = [{name: one[name] for name in ("index", "field", "policy")} for one in seen["columns"]]
        await self.send("PUT", f"{path}/mapping", {"columns": columns, "match": ["email"]})
        await running.advance(database, workspace_id, import_id, lambda: False)
        await self.send("POST", f"{path}/commit")
        await running.advance(database, workspace_id, import_id, lambda: False)
        done = await self.get(path)
        counts = done["counts"]
        assert (done["state"], counts["create"], counts["rejected"]) == ("applied", 2, 1), done
        return cast(str, made["id"])

    async def get(self, path: str, **params: str) -> Mapping[str, Any]:
        answer = await self.owner.get(f"{self.base}{path}", params=params)
        assert answer.status_code == 200, (path, answer.text)
        return cast(Mapping[str, Any], answer.json())

    async def send(
        self, method: str, path: str, body: object = None, key: str | None = None
    ) -> Mapping[str, Any]:
        headers = {} if key is None else {"idempotency-key": key}
        if isinstance(body, str):
            answer = await self.owner.request(method, f"{self.base}{path}", content=body, headers=headers)
        else:
            answer = await self.owner.request(method, f"{self.base}{path}", json=body, headers=headers)
        assert answer.status_code < 300, (path, answer.text)
        return cast(Mapping[str, Any], answer.json())


async def _harvest(
    operation: Operation, slug: str, owner: httpx.AsyncClient, operations: Sequence[Operation]
) -> list[tuple[str, ...]]:
    """Ids for the path, each from the list that stands before it in the path."""
    lists = {one.path: one for one in operations if one.method == "GET"}
    found: list[tuple[str, ...]] = [()]
    before = ""
    for part in operation.path.split("/")[1:]:
        if part.startswith("{"):
            if before not in lists:
                raise CannotMake(f"{operation.name}: no list at {before} to take {part} from")
            found = [(*ids, one) for ids in found for one in await _listed(lists[before], slug, ids, owner)]
        before += f"/{part}"
    if not found:
        raise CannotMake(f"{operation.name}: the lists of its ids are empty")
    return found


async def _listed(
    operation: Operation, slug: str, ids: tuple[str, ...], owner: httpx.AsyncClient
) -> list[str]:
    answer = await Request(operation, slug, ids).send(owner, {})
    return [item["id"] for item in answer.json()["items"] if "id" in item]


async def _cursor(operation: Operation, desk: _Desk, ids: tuple[str, ...]) -> str | None:
    """Of the second page, where the list has one."""
    if not (operation.takes("query", "cursor") and operation.takes("query", "limit")):
        return None
    path = Request(operation, "", ids).path.partition("/workspaces/")[2]
    return cast(str | None, (await desk.get(path, limit="1")).get("next_cursor"))
