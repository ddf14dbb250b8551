"""Thousands of calls of one tenant about another: no canary, no change, no sign that the thing exists."""

import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice, permutations

import httpx
import psycopg

from tests.proofs.sealed.attacks import KINDS, Attack, Field, Kind
from tests.proofs.sealed.operations import Operation, Request
from tests.proofs.sealed.snapshot import snapshot
from tests.proofs.sealed.tenants import Tenant

PROBLEM = "application/problem+json"
Turn = tuple[Operation, Kind]
BAD = ("leaks", "wrong_answers", "told_apart", "changed_tables", "never_tried", "out_of_reach")


async def attack_all(
    web: httpx.AsyncClient,
    administrator: psycopg.Connection,
    operations: Sequence[Operation],
    tenants: Sequence[Tenant],
    rng: random.Random,
    calls: int,
    kinds: Sequence[Kind] = KINDS,
) -> Counter[str]:
    """The calls, spread over every ordered pair of tenants and, in turn, every operation and kind."""
    seen: Counter[str] = Counter(dict.fromkeys(BAD, 0))
    pairs = list(permutations(tenants, 2))
    fitting = _fitting([Field(rng, operation, *pairs[0]) for operation in operations], kinds)
    turns, untried = _turns(fitting, rng), set(fitting)
    wrote: defaultdict[str, str] = defaultdict(str)  # what an attacker stored in the own workspace
    for attacker, victim in pairs:
        before = snapshot(administrator, victim.workspace.id)
        for operation, kind in islice(turns, -(-calls // len(pairs))):
            attack = kind(Field(rng, operation, attacker, victim))
            assert attack is not None, "whether a kind fits is the operation's own"
            untried.discard((operation, kind))
            if attack.kind == "body":
                wrote[attacker.slug] += attack.request.said
            await _try(web, attack, victim, seen, wrote[attacker.slug])
        changed = _differences(before, snapshot(administrator, victim.workspace.id))
        _complain(seen, "changed_tables", [f"{attacker.slug} changed {table}" for table in changed])
    never = [f"{operation.name} by {kind.__name__}" for operation, kind in untried]
    _complain(seen, "never_tried", never)
    return seen


async def reach(web: httpx.AsyncClient, operations: Sequence[Operation], tenant: Tenant) -> Counter[str]:
    """The same requests from the owner do get through, and show the canary: the attacks were real ones."""
    seen: Counter[str] = Counter({"out_of_reach": 0, "shown_to_their_owner": 0})
    for operation in sorted(operations, key=_least_harm_first):
        if not operation.is_stream:
            body = tenant.body(operation)
            answers = [
                await Request(operation, tenant.slug, ids, body=body).send(web, tenant.owner)
                for ids in tenant.ids[operation.path]
            ]
            if not any(_got_through(answer) for answer in answers):
                _complain(seen, "out_of_reach", [f"{operation.name}: {answers[0].text[:300]}"])
            seen["shown_to_their_owner"] += any(tenant.canary in one.text.casefold() for one in answers)
    return seen


def _got_through(answer: httpx.Response) -> bool:
    """Done, or refused for the state of things. The owners here have no password to give again."""
    return answer.status_code < 300 or answer.status_code == 409 or "wrong_password" in answer.text


def _least_harm_first(operation: Operation) -> tuple[bool, bool, bool, bool, str]:
    """What is done to a thing comes after what changes or reads it, its end later still; the undo of all that
    was done, last."""
    does = operation.method == "POST" and operation.has_ids
    undoes = operation.name == "undo_operation"
    return operation.is_unsafe, undoes, operation.method == "DELETE", does, operation.name


def _fitting(fields: Sequence[Field], kinds: Sequence[Kind]) -> list[Turn]:
    """Every operation with every kind that fits it."""
    return [(field.operation, kind) for field in fields for kind in kinds if kind(field) is not None]


def _turns(turns: Sequence[Turn], rng: random.Random) -> Iterator[Turn]:
    """All of them, again and again, in ever new orders."""
    while True:
        yield from rng.sample(turns, len(turns))


async def _try(
    web: httpx.AsyncClient, attack: Attack, victim: Tenant, seen: Counter[str], wrote: str
) -> None:
    answer = await attack.request.send(web, attack.caller.headers)
    seen["calls"] += 1
    seen[f"by_{attack.kind}"] += 1
    about = f"{attack.kind} {attack.request.operation.name} as {attack.caller.name}: {answer.status_code}"
    if leaked(answer, attack.request, victim, wrote):
        _complain(seen, "leaks", [about])
    if not _is_right(attack, answer):
        _complain(seen, "wrong_answers", [f"{about} {answer.text[:200]}"])
    if attack.twin is not None:
        twin = await attack.twin.send(web, attack.caller.headers)
        if _faceless(answer, attack.request) != _faceless(twin, attack.twin):
            _complain(seen, "told_apart", [f"{about}, but {twin.status_code} for what exists nowhere"])


def leaked(answer: httpx.Response, request: Request, victim: Tenant, wrote: str = "") -> bool:
    """Whether the answer, headers included, holds something of the victim that the caller did not say.

    An id that the caller once put into a record of its own comes back with that record: `wrote` holds those.
    """
    told = f"{answer.text} {answer.headers}".casefold()
    if victim.canary in told and victim.canary not in request.said:
        return True
    return any(id_ in told and id_ not in request.said + wrote for id_ in victim.all_ids)


def _is_right(attack: Attack, answer: httpx.Response) -> bool:
    if answer.status_code >= 500:
        return False
    if answer.status_code >= 400 and answer.headers.get("content-type") != PROBLEM:
        return False
    if attack.kind != "outside" and attack.may_be_refused:
        return answer.status_code == 403
    return attack.expects is None or answer.status_code == attack.expects


def _faceless(answer: httpx.Response, request: Request) -> tuple[int, str]:
    text = answer.text
    for word in (request.slug, *request.ids, *request.query.values()):
        text = text.replace(word, "·")
    return answer.status_code, text


def _differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    return [table for table in before if before[table] != after.get(table)]


def _complain(seen: Counter[str], what: str, sentences: Sequence[str]) -> None:
    seen[what] += len(sentences)
    for sentence in sentences:
        print(f"{what}: {sentence}", file=sys.stderr)
