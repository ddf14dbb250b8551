"""Tenants that hold the same kinds of things, each with a canary of its own in everything that has text."""

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from uuid import UUID

import httpx
from fastapi import FastAPI
from sqlalchemy import text

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.auth.roles import EVERY_SCOPE, Role, Scope, Scopes
from leadgen.platform.billing import service as billing
from leadgen.platform.billing.contracts import CREDIT
from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.deciding import scanning
from leadgen.stages.enrich.costs import service as costs
from leadgen.stages.enrich.costs.contracts import Step
from leadgen.stages.enrich.evidence_gate import Found
from leadgen.stages.enrich.findings import service as findings
from leadgen.stages.enrich.findings.contracts import Asked
from leadgen.stages.ingest import running
from tests.factories.access import api_key, signed_in
from tests.factories.billing import OPERATOR
from tests.factories.enriching import open_run
from tests.factories.tenancy import Workspace, add_member, make_person, make_workspace
from tests.factories.web import client
from tests.proofs.sealed.operations import CannotMake, Operation, Request

Headers = Mapping[str, str]

_LINES = """First Name,Last Name,E-mail,Company,Notes
{c}ann,Example,{c}ann@{c}.example,{c} works,{c} note
{c}ben,Example,{c}ben@{c}.example,{c} works,{c} note
{c}cyd,Example,{c}cyd@,{c} works,{c} refused
"""


_BETWEEN = (Role.ADMIN, Role.EDITOR, Role.REVIEWER)
_READING = frozenset(scope for scope in Scope if scope.endswith(":read"))
_KEYS = (EVERY_SCOPE, _READING, frozenset({Scope.RECORDS_READ}))


@dataclass(frozen=True)
class Caller:
    """A member by their role, or a key (no role) by its scopes; and the headers they send."""

    role: Role | None
    headers: Headers
    scopes: Scopes = frozenset()

    @property
    def name(self) -> str:
        return self.role or f"a key of {len(self.scopes)} scopes"

    def may(self, operation: Operation) -> bool:
        if self.role is None:
            return operation.scope in self.scopes
        return self.role in operation.roles


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
    quote_id: str  # a run was started by it
    shared: frozenset[str] = frozenset()  # what other tenants have too: the guest, names of kinds

    @property
    def slug(self) -> str:
        return self.workspace.slug

    @property
    def owner(self) -> Headers:
        return self.callers[0].headers

    @property
    def all_ids(self) -> frozenset[str]:
        """Of this tenant only."""
        return frozenset(one for rows in self.ids.values() for row in rows for one in row) - self.shared

    def body(self, operation: Operation) -> object:
        """Its example, in which the quote is this tenant's, and so are two records that are to be merged."""
        body = operation.body
        if isinstance(body, dict) and "quote_id" in body:
            return {**body, "quote_id": self.quote_id}
        if not isinstance(body, dict) or not {"keep", "records"} <= body.keys():
            return body
        kind = operation.path.split("/")[1]
        return {**body, "keep": None, "records": [ids[0] for ids in self.ids[f"/{kind}/{{id}}"][:2]]}

    def own(self, path: str) -> list[tuple[str, ...]]:
        """Ids for a path that nobody else has."""
        return [row for row in self.ids[path] if self.shared.isdisjoint(row)]


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
        await add_member(database, workspace.id, dora, Role.VIEWER)
        made.append((workspace, canary))
    tenants = [await _fill(app, database, operations, workspace, canary) for workspace, canary in made]
    held = Counter(one for tenant in tenants for one in tenant.all_ids)
    shared = frozenset(one for one, times in held.items() if times > 1)
    return [replace(tenant, shared=shared) for tenant in tenants]


async def _new_member(database: Database, workspace: Workspace, role: Role) -> Caller:
    person = await make_person(database, f"{workspace.slug}{role}")
    await add_member(database, workspace.id, person, role)
    return Caller(role, await signed_in(database, person))


async def _fill(
    app: FastAPI, database: Database, operations: Sequence[Operation], workspace: Workspace, canary: str
) -> Tenant:
    callers = [
        Caller(Role.OWNER, await signed_in(database, workspace.owner)),
        Caller(Role.VIEWER, await signed_in(database, workspace.bob)),
        *[await _new_member(database, workspace, role) for role in _BETWEEN],
        *[Caller(None, await api_key(database, workspace, scopes), scopes) for scopes in _KEYS],
    ]
    guest = Caller(Role.VIEWER, await signed_in(database, workspace.charlie))
    async with client(app, dict(callers[0].headers)) as owner:
        desk = _Desk(owner, f"/api/v1/workspaces/{workspace.slug}", canary)
        import_id, quote_id = await desk.fill(database, workspace.id)
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
        workspace, canary, callers, guest, by_path, cursors, f"key-{workspace.slug}", import_id, quote_id
    )  # fmt: skip


@dataclass(frozen=True)
class _Desk:
    """The owner's browser."""

    owner: httpx.AsyncClient
    base: str
    canary: str

    async def fill(self, database: Database, workspace_id: UUID) -> tuple[str, str]:
        """The canary everywhere: workspace, field, records, points, tags, files, lines, operations."""
        canary = self.canary
        await self.send("PATCH", "", {"name": f"{canary} workspace", "country": "CZ"})
        field = {"kind": "contact", "label": f"{canary} shelf", "type": "text", "description": canary}
        shelf = (await self.send("POST", "/fields", field))["key"]
        for number in range(3):
            await self._contact(f"{canary}hand{number}", shelf, number)
        company = {"company_name": f"{canary} hall", "company_domain": f"{canary}hall.example"}
        await self.send("POST", "/companies", {"values": company})
        for number in range(2):
            address = f"{canary}no{number}@{canary}.example"
            await self.send("POST", "/suppressions", {"kind": "email", "value": address, "note": canary})
        words = [
            {"word": f"{canary} vibes", "meaning": "sales"},
            {"word": f"{canary} chief", "meaning": "head"},
        ]
        await self.send("PUT", "/vocabularies/department", {"entries": words[:1]})
        await self.send("PUT", "/vocabularies/seniority", {"entries": words[1:]})
        # In the trash, with its tag: a tag that somebody there has is not forgotten.
        gone = {"email": f"{canary}gone@{canary}.example", "tags": [f"{canary} tag"]}
        made = await self.send("POST", "/contacts", {"values": gone})
        await self.send("DELETE", f"/contacts/{made['record']['id']}")
        for kind in ("contacts", "companies"):
            for record in (await self.get(f"/{kind}"))["items"]:
                await self.send("POST", f"/{kind}/{record['id']}/notes", {"text": f"{canary} note"})
        await self._audience()
        await self._lists()
        await self._duplicates(database, workspace_id)
        await self._access()
        await self._outward(database, workspace_id)
        await self._cleanups()
        quote_id = await self._enrichment()
        await self._credits(database, workspace_id)
        await self._findings(database, workspace_id)
        waiting = f"{self.canary}-waiting.csv"
        await self.send("POST", f"/imports?filename={waiting}", _LINES.format(c=f"{canary}w"))
        return await self._import(database, workspace_id), quote_id

    async def _audience(self) -> None:
        """Views and segments, which ask for the canary and for each other."""
        given = {"field": "full_name", "op": "contains", "value": self.canary}
        for number in range(2):
            segment = {"kind": "contact", "name": f"{self.canary} segment {number}", "filter": given}
            made = await self.send("POST", "/segments", segment)
            view = {"kind": "contact", "name": f"{self.canary} view {number}", "shared": True}
            asked = {"term": "in_segment", "value": made["id"]}
            await self.send("POST", "/views", {**view, "filter": asked})

    async def _lists(self) -> None:
        """Lists with somebody on them, and some of both kinds in the trash."""
        for number in range(2):
            named = {"kind": "contact", "name": f"{self.canary} list {number}", "description": self.canary}
            made = await self.send("POST", "/lists", named)
            values = {"full_name": f"{self.canary} gone{number}", "lists": [made["id"]]}
            contact = await self.send("POST", "/contacts", {"values": values})
            await self.send("DELETE", f"/contacts/{contact['record']['id']}")
            values = {"company_name": f"{self.canary} gone{number}"}
            company = await self.send("POST", "/companies", {"values": values})
            await self.send("DELETE", f"/companies/{company['record']['id']}")

    async def _duplicates(self, database: Database, workspace_id: UUID) -> None:
        """People who are there twice, and a scan that has found them, as the worker's job brings it on."""
        for first, last, phone in (("Agneta", "Quillfeather", 1), ("Bohumil", "Thornbury", 7)) * 2:
            name = {"first_name": first, "last_name": last, "job_title": f"{self.canary} title"}
            await self.send("POST", "/contacts", {"values": {**name, "phone_mobile": f"+42077{phone}000123"}})
        asked = await self.send("POST", "/duplicates/scans", {"kind": "contact"})
        await scanning.work(database, workspace_id, UUID(asked["id"]), lambda: False)
        found = await self.get("/duplicates", kind="contact")
        assert len(found["items"]) > 1, found

    async def _cleanups(self) -> None:
        """Previews of both kinds."""
        for kind in ("contact", "company"):
            await self.send("POST", "/cleanups", {"kind": kind})

    async def _enrichment(self) -> str:
        """An offer profile, rules of triage, and runs that no worker has begun; the quote of the last one."""
        await self.send("PUT", "/enrichment/offer", {"about": f"{self.canary} works", "proof": self.canary})
        given = {"field": "company_name", "op": "contains", "value": self.canary}
        rule = {"name": f"{self.canary} rule", "verdict": "pass", "tier": self.canary, "filter": given}
        await self.send("PUT", "/enrichment/triage", {"rules": [rule]})
        stage = {"key": "company_profile", "condition": given}
        await self.send("PUT", "/enrichment/settings", {"stages": [stage]})
        for _ in range(2):
            quote = await self.send("POST", "/enrichment/quotes", {"kind": "company", "preset": "quick"})
            await self.send("POST", "/enrichment/runs", {"quote_id": quote["id"]})
        return cast(str, quote["id"])

    async def _credits(self, database: Database, workspace_id: UUID) -> None:
        """Granted with a note, reserved and spent by a run, under caps."""
        await billing.grant(database, workspace_id, 9 * CREDIT, OPERATOR, note=self.canary)
        run = uuid7()
        async with database.workspace(workspace_id) as session:
            await billing.reserve(session, run, 2 * CREDIT, least=1)
            await billing.settle(session, run, CREDIT)
        await self.send("PUT", "/credits/caps", {"per_run": 5000, "per_day": None, "per_month": None})

    async def _findings(self, database: Database, workspace_id: UUID) -> None:
        """What a run found about a contact and a company, taken or not, and what that cost."""
        async with database.workspace(workspace_id) as session:
            run_id, _ = await open_run(session, Actor("user", None, self.canary), self.canary)
            for kind, path in (("contact", "/contacts"), ("company", "/companies")):
                record_id = UUID((await self.get(path))["items"][0]["id"])
                asked = Asked(run_id, record_id, cast(RecordKind, kind), "profile", "website", self.canary)
                quote, url = f"{self.canary} quote", f"https://{self.canary}.example/"
                found = [Found("notes", "accepted", self.canary, self.canary, url, quote)] * 2
                await findings.keep(session, [(asked, found, {})])
                await costs.count(
                    session,
                    run_id,
                    Actor("user", None, self.canary),
                    [Step("profile", "website", self.canary, 1, 500)],
                )

    async def _access(self) -> None:
        """Invitations and keys; members and what they did are there already."""
        for number in range(2):
            email = f"{self.canary}{number}@{self.canary}.example"
            await self.send("POST", "/invitations", {"email": email, "role": "viewer"})
        await self.send("POST", "/api-keys", {"name": f"{self.canary} key", "scopes": ["records:read"]})

    async def _outward(self, database: Database, workspace_id: UUID) -> None:
        """A webhook with deliveries, one of which nobody knows the end of."""
        address = f"https://{self.canary}.example/hook"
        wanted = {"url": address, "description": self.canary, "events": ["operation.completed"]}
        made = await self.send("POST", "/webhooks", wanted)
        for _ in range(2):
            await self.send("POST", f"/webhooks/{made['webhook']['id']}/test")
        async with database.workspace(workspace_id) as session:
            await session.execute(
                text(
                    "UPDATE effect SET state = 'unknown', due_at = NULL, called_at = created_at,"
                    " problem = :canary WHERE id = (SELECT id FROM effect ORDER BY id LIMIT 1)"
                ),
                {"canary": self.canary},
            )

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
            source, name = lists[before], part.strip("{}")
            found = [(*ids, one) for ids in found for one in await _listed(source, slug, ids, owner, name)]
        before += f"/{part}"
    if not found:
        raise CannotMake(f"{operation.name}: the lists of its ids are empty")
    return found


async def _listed(
    operation: Operation, slug: str, ids: tuple[str, ...], owner: httpx.AsyncClient, name: str
) -> list[str]:
    """By the name of the path's parameter, where the items call it so."""
    answer = await Request(operation, slug, ids).send(owner, {})
    found = [item.get(name, item.get("id")) for item in answer.json()["items"]]
    return [id_ for id_ in found if id_ is not None]


async def _cursor(operation: Operation, desk: _Desk, ids: tuple[str, ...]) -> str | None:
    """Of the second page, where the list has one."""
    if not (operation.takes("query", "cursor") and operation.takes("query", "limit")):
        return None
    path = Request(operation, "", ids).path.partition("/workspaces/")[2]
    return cast(str | None, (await desk.get(path, limit="1", **operation.required())).get("next_cursor"))
