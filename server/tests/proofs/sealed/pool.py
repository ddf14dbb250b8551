"""Requests of two tenants, interleaved over the same few pooled connections: each sees only its own.

Between them come requests that fail in mid-transaction and clients that go away in mid-answer, as these
are what leaves something behind on a connection.
"""

import asyncio
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress

import httpx

from leadgen.kernel.ids import uuid7
from tests.proofs.sealed.tenants import Tenant

AT_ONCE = 16
LEAVES = 0.02  # of the clients
FAILS = 0.02  # of the requests
LEAVES_WITHIN_S = 0.02
BAD = ("bleeds", "failures")


async def interleave(
    web: httpx.AsyncClient, tenants: Sequence[Tenant], rng: random.Random, requests: int
) -> Counter[str]:
    """`bleeds` are answers with another's canary or without the own one."""
    seen: Counter[str] = Counter(dict.fromkeys(BAD, 0))
    turns = iter([rng.choice(tenants) for _ in range(requests)])
    await asyncio.gather(*[_client(web, tenants, rng, turns, seen) for _ in range(AT_ONCE)])
    return seen


async def _client(
    web: httpx.AsyncClient,
    tenants: Sequence[Tenant],
    rng: random.Random,
    turns: Iterator[Tenant],
    seen: Counter[str],
) -> None:
    for tenant in turns:
        seen["interleaved"] += 1
        chance = rng.random()
        if chance < LEAVES:
            with suppress(TimeoutError):
                async with asyncio.timeout(rng.random() * LEAVES_WITHIN_S):
                    await _read(web, tenant, rng)
        elif chance < LEAVES + FAILS:
            path = f"/api/v1/workspaces/{tenant.slug}/contacts/{uuid7()}"
            await web.patch(path, json={"values": {"email": "no address"}}, headers=tenant.owner)
        else:
            _judge(await _read(web, tenant, rng), tenant, tenants, seen)


async def _read(web: httpx.AsyncClient, tenant: Tenant, rng: random.Random) -> httpx.Response:
    """One of the reads that show the tenant's canary."""
    contact = rng.choice(tenant.ids["/contacts/{id}"])[0]
    below = rng.choice(
        ["", "/fields", "/contacts?limit=5", f"/contacts/{contact}", f"/contacts/{contact}/timeline",
         "/companies?sort=-updated_at", "/imports", f"/imports/{tenant.import_id}/lines", "/operations"]
    )  # fmt: skip
    return await web.get(f"/api/v1/workspaces/{tenant.slug}{below}", headers=tenant.owner)


def _judge(answer: httpx.Response, tenant: Tenant, tenants: Sequence[Tenant], seen: Counter[str]) -> None:
    text = answer.text.casefold()
    foreign = [other.slug for other in tenants if other is not tenant and other.canary in text]
    if answer.status_code >= 500:
        seen["failures"] += 1
        print(f"{answer.url.path}: {answer.status_code} {text[:200]}", file=sys.stderr)
    elif foreign or answer.status_code != 200 or tenant.canary not in text:
        seen["bleeds"] += 1
        print(f"{answer.url.path} of {tenant.slug}: {answer.status_code}, shows {foreign}", file=sys.stderr)
