"""The stream of one tenant while both are busy, from the first event on: nothing in it is the other's.

The application is called as a server calls it, as an in-process client cannot read an answer without end.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Mapping, MutableMapping
from typing import Any

import httpx
from fastapi import FastAPI

from tests.proofs.sealed.tenants import Tenant

LISTEN_S = 1.5
START_S = 0.5
BAD = ("foreign_frames", "silent_streams")


async def overhear(app: FastAPI, web: httpx.AsyncClient, attacker: Tenant, victim: Tenant) -> Counter[str]:
    """Frames that name something of the victim, and whether the attacker's own came at all."""
    seen: Counter[str] = Counter(dict.fromkeys(BAD, 0))
    async with app.router.lifespan_context(app):
        listening = asyncio.create_task(_listen(app, attacker))
        await asyncio.sleep(START_S)
        ours, theirs = [await _do_something(web, tenant) for tenant in (attacker, victim)]
        heard = await listening
    seen["frames"] = heard.count("data:")
    if ours not in heard:
        seen["silent_streams"] += 1
    foreign = [one for one in {theirs, *victim.all_ids, victim.canary} if one in heard]
    seen["foreign_frames"] += len(foreign)
    for one in foreign:
        print(f"the stream of {attacker.slug} told of {one} of {victim.slug}", file=sys.stderr)
    return seen


async def _do_something(web: httpx.AsyncClient, tenant: Tenant) -> str:
    """The id of what the tenant's stream now tells of."""
    path = f"/api/v1/workspaces/{tenant.slug}/imports"
    query = {"filename": "stream.csv"}
    answer = await web.post(path, params=query, content=b"Name\nAda\n", headers=tenant.owner)
    return str(answer.json()["id"])


async def _listen(app: FastAPI, tenant: Tenant) -> str:
    heard: list[bytes] = []

    async def send(message: Mapping[str, Any]) -> None:
        heard.append(message.get("body", b""))

    asked: list[MutableMapping[str, Any]] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> MutableMapping[str, Any]:
        if not asked:
            await asyncio.sleep(2 * LISTEN_S)  # the client stays
        return asked.pop() if asked else {"type": "http.disconnect"}

    try:
        async with asyncio.timeout(LISTEN_S):
            await app(_scope(tenant), receive, send)
    except TimeoutError:
        pass  # it is endless: this is how we leave
    return b"".join(heard).decode()


def _scope(tenant: Tenant) -> dict[str, Any]:
    path = f"/api/v1/workspaces/{tenant.slug}/events"
    sent = {**tenant.owner, "last-event-id": "0"}
    headers = [(name.lower().encode(), value.encode()) for name, value in sent.items()]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "headers": headers,
        "client": ("127.0.0.1", 1), "server": ("leadgen.test", 80),
    }  # fmt: skip
