"""What a tenant can try on another, one call at a time, and what must come of it."""

import copy
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from leadgen.kernel.ids import uuid7
from tests.proofs.sealed.operations import JSON_BODY, Operation, Request
from tests.proofs.sealed.tenants import Caller, Tenant

SAME_LIST = 0.7


@dataclass(frozen=True)
class Attack:
    """`twin` is the same call about something that exists nowhere: its answer must be the same."""

    kind: str
    caller: Caller
    request: Request
    twin: Request | None = None
    expects: int | None = None  # None: whatever is answered, it holds nothing foreign

    @property
    def may_be_refused(self) -> bool:
        """A member without the role, or a key without the scope, is told so in their own workspace."""
        return not self.caller.may(self.request.operation)


@dataclass(frozen=True)
class Field:
    """Who attacks whom by which operation."""

    rng: random.Random
    operation: Operation
    attacker: Tenant
    victim: Tenant

    def caller(self) -> Caller:
        return self.rng.choice(self.attacker.callers)

    def ids(self, tenant: Tenant) -> tuple[str, ...]:
        return self.rng.choice(tenant.ids[self.operation.path])

    def foreign_id(self) -> str:
        return self.rng.choice(sorted(self.victim.all_ids))

    def own(self, **content: Any) -> Request:
        """A call in the attacker's own workspace, about its own things."""
        return Request(self.operation, self.attacker.slug, self.ids(self.attacker), **content)


def outside(field: Field) -> Attack:
    """The victim's own address, with its own ids."""
    ids = field.ids(field.victim)
    request = Request(field.operation, field.victim.slug, ids)
    twin = Request(field.operation, "nowhere", ids)
    return Attack("outside", field.caller(), request, twin, 404)


def in_path(field: Field) -> Attack | None:
    """The victim's ids in the path of the own workspace."""
    if not field.operation.has_ids or not (own := field.victim.own(field.operation.path)):
        return None
    ids = field.rng.choice(own)
    request = Request(field.operation, field.attacker.slug, ids)
    twin = Request(field.operation, field.attacker.slug, tuple(str(uuid7()) for _ in ids))
    return Attack("path", field.caller(), request, twin, 404)


def in_query(field: Field) -> Attack | None:
    """The victim's ids as a filter."""
    names = field.operation.query(format="uuid")
    if not names:
        return None
    name = field.rng.choice(names)
    request = field.own(query={name: field.foreign_id()})
    twin = Request(field.operation, request.slug, request.ids, query={name: str(uuid7())})
    return Attack("query", field.caller(), request, twin)


def by_cursor(field: Field) -> Attack | None:
    """A page of the victim's list, mostly of the same one, asked for in the own workspace."""
    if not field.operation.takes("query", "cursor"):
        return None
    cursors = field.victim.cursors
    same = cursors.get(field.operation.path)
    cursor = same if same and field.rng.random() < SAME_LIST else field.rng.choice(list(cursors.values()))
    request = field.own(query={"cursor": cursor})
    return Attack("cursor", field.caller(), request, expects=422)


def in_body(field: Field) -> Attack | None:
    """One of the victim's ids somewhere in the body."""
    if field.operation.media != JSON_BODY:
        return None
    body = copy.deepcopy(field.operation.body)
    holder, key = field.rng.choice(_leaves(body) or [({}, "id")])
    holder[key] = field.foreign_id()
    return Attack("body", field.caller(), field.own(body=body))


def by_key(field: Field) -> Attack | None:
    """The victim's Idempotency-Key: its kept answer is for nobody else."""
    if not field.operation.takes("header", "Idempotency-Key") or field.operation.has_ids:
        return None
    headers = {"idempotency-key": field.victim.idempotency_key}
    return Attack("header", field.caller(), field.own(headers=headers))


def with_another_hat(field: Field) -> Attack | None:
    """Owner elsewhere, only viewer here: the role that counts is the one here."""
    if not field.operation.is_unsafe or field.victim.guest.may(field.operation):
        return None
    request = Request(field.operation, field.victim.slug, field.ids(field.victim))
    return Attack("guest", field.victim.guest, request, expects=403)


Kind = Callable[[Field], Attack | None]
KINDS: tuple[Kind, ...] = (
    outside, in_path, in_query, by_cursor, in_body, by_key, with_another_hat,
)  # fmt: skip


def _leaves(value: object) -> list[tuple[dict[Any, Any], Any]]:
    """Where the texts of a body stand."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, Mapping):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    holder = cast(dict[Any, Any], value)
    here = [(holder, key) for key, one in items if isinstance(one, str)]
    return here + [leaf for _, one in items for leaf in _leaves(one)]
