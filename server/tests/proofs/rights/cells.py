"""Every operation asked for by every kind of caller, and the answer held against the oracle."""

import asyncio
import json
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
from fastapi import FastAPI

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth.roles import Scope
from tests.factories.access import api_key, signed_in
from tests.factories.tenancy import Workspace, add_member, make_person
from tests.factories.web import client
from tests.proofs.rights.oracle import RIGHTS, SCOPES, Right
from tests.proofs.sealed.operations import Operation, Request

AT_ONCE = 6
BAD = ("allowed_wrongly", "denied_wrongly", "answered_wrongly", "failed", "not_in_the_oracle", "told_wrongly")
DENIALS = {"role_forbids", "scope_missing", "person_required"}
ROLES = ("owner", "admin", "editor", "reviewer", "viewer")

Headers = Mapping[str, str]


@dataclass(frozen=True)
class Place:
    """The product, and the workspace that everybody asks about."""

    app: FastAPI
    database: Database
    workspace: Workspace
    keys: Mapping[str, Headers]  # by the one scope each has; "all", and "all but X"


@dataclass(frozen=True)
class Cell:
    """One caller before one operation. `denial` is the code of a refusal, None where it is allowed."""

    operation: Operation
    caller: str
    denial: str | None
    headers: Callable[[Place], Awaitable[Headers]]


async def make_place(app: FastAPI, database: Database, workspace: Workspace) -> Place:
    every = frozenset(Scope(name) for name in SCOPES)
    sets = {name: frozenset({Scope(name)}) for name in SCOPES}
    sets |= {f"all but {name}": every - {Scope(name)} for name in SCOPES} | {"all": every}
    keys = {name: await api_key(database, workspace, scopes) for name, scopes in sets.items()}
    return Place(app, database, workspace, keys)


def cells_of(operation: Operation, right: Right) -> list[Cell]:
    """All cells of one row: roles, single scopes, all scopes, all but the one, outsider, nobody."""
    scopes = [*SCOPES, "all", *([f"all but {right.scope}"] if right.scope else [])]
    return [
        *(Cell(operation, role, _role_denial(right, role), _member(role)) for role in ROLES),
        *(Cell(operation, f"a key of {name}", _key_denial(right, name), _key(name)) for name in scopes),
        Cell(operation, "an outsider", "workspace_not_found", _outsider),
        Cell(operation, "nobody", "sign_in_required", _nobody),
    ]


async def ask_all(
    place: Place, operations: Sequence[Operation], oracle: Mapping[str, Right] = RIGHTS
) -> Counter[str]:
    """Every cell once."""
    seen: Counter[str] = Counter({"operations": len(operations), "cells": 0, "allowed": 0, "denied": 0})
    seen.update(dict.fromkeys(BAD, 0))
    cells: list[Cell] = []
    for operation in operations:
        right = oracle.get(operation.name)
        if right is None:
            _complain(seen, "not_in_the_oracle", operation.name)
            continue
        if (operation.roles, operation.scope) != (right.roles, right.scope):
            _complain(seen, "told_wrongly", f"{operation.name}: {sorted(operation.roles)} {operation.scope}")
        cells += cells_of(operation, right)
    room = asyncio.Semaphore(AT_ONCE)

    async def one(cell: Cell) -> None:
        async with room:
            await _ask(place, cell, seen)

    await asyncio.gather(*[one(cell) for cell in cells])
    return seen


async def _ask(place: Place, cell: Cell, seen: Counter[str]) -> None:
    headers = await cell.headers(place)
    ids = tuple(str(uuid7()) for _ in range(cell.operation.path.count("{")))
    request = Request(cell.operation, place.workspace.slug, ids)
    if cell.operation.is_stream:
        status, code = await _open_stream(place.app, request.path, headers)
    else:
        async with client(place.app) as web:
            status, code = _told(await request.send(web, headers))
    seen["cells"] += 1
    seen["denied" if cell.denial else "allowed"] += 1
    verdict = _verdict(cell, status, code)
    if verdict is not None:
        said = f"{cell.operation.name} by {cell.caller}: {status} {code}, not {cell.denial}"
        _complain(seen, verdict, said)


def _verdict(cell: Cell, status: int, code: str | None) -> str | None:
    if status >= 500:
        return "failed"
    if cell.denial is None:
        return "denied_wrongly" if status == 401 or code in DENIALS | {"workspace_not_found"} else None
    if code == cell.denial:
        return None
    return "answered_wrongly" if code in DENIALS else "allowed_wrongly"


def _told(answer: httpx.Response) -> tuple[int, str | None]:
    is_problem = answer.headers.get("content-type") == "application/problem+json"
    return answer.status_code, answer.json()["code"] if is_problem else None


async def _open_stream(app: FastAPI, path: str, headers: Headers) -> tuple[int, str | None]:
    """The first of an answer that has no end; then the client leaves."""
    begun = asyncio.Event()
    status, body, sent = 0, b"", False

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if not sent:
            sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await begun.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        nonlocal status, body
        if message["type"] == "http.response.start":
            status = message["status"]
        else:
            body += message.get("body", b"")
            begun.set()

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    await app(
        {
            "type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"",
            "headers": raw, "http_version": "1.1", "scheme": "http", "root_path": "",
            "server": ("leadgen.test", 80), "client": ("127.0.0.1", 1),
        },
        receive,
        send,
    )  # fmt: skip
    return status, json.loads(body)["code"] if status >= 400 else None


def _member(role: str) -> Callable[[Place], Awaitable[Headers]]:
    async def headers(place: Place) -> Headers:
        # A new one for each cell: some operations end the membership of whoever asks.
        person = await make_person(place.database, role)
        await add_member(place.database, place.workspace.id, person, role)
        return await signed_in(place.database, person)

    return headers


def _key(name: str) -> Callable[[Place], Awaitable[Headers]]:
    async def headers(place: Place) -> Headers:
        return place.keys[name]

    return headers


def _role_denial(right: Right, role: str) -> str | None:
    return None if role in right.roles else "role_forbids"


def _key_denial(right: Right, name: str) -> str | None:
    if right.scope is None:
        return "person_required"
    return None if name in (right.scope, "all") else "scope_missing"


async def _outsider(place: Place) -> Headers:
    return await signed_in(place.database, place.workspace.charlie)


async def _nobody(_: Place) -> Headers:
    return {"sec-fetch-site": "same-origin"}


def _complain(seen: Counter[str], what: str, sentence: str) -> None:
    seen[what] += 1
    print(f"{what}: {sentence}", file=sys.stderr)
