"""Random filters that fit a world: every field and operator, values that are there and others."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import terms
from leadgen.records.filters.catalogue import askable
from leadgen.records.filters.operators import RECORD_TIMES, STATES, TAKES, Op, ops_of
from tests.records.filters.bases import CHOICES, WORDS, raw_of
from tests.records.filters.evaluator import Record, World

Json = Any

_OTHER: Mapping[RecordKind, RecordKind] = {"contact": "company", "company": "contact"}


class Draw:
    """Draws filters for one world."""

    def __init__(self, world: World, random: Random) -> None:
        self._world, self._random = world, random
        own = tuple(field for field in world.fields.values() if field.custom)
        kinds: tuple[RecordKind, ...] = ("contact", "company")
        self._fields = {kind: list(askable(kind, own).values()) for kind in kinds}

    def filter(self, kind: RecordKind, depth: int = 4, *, hopped: bool = False) -> Json:
        random = self._random
        if depth == 0 or random.random() < 0.4:
            return self._leaf(kind)
        match random.choice(["all", "any", "not", "hop", "all", "any"]):
            case "not":
                return {"not": self.filter(kind, depth - 1, hopped=hopped)}
            case "hop" if not hopped:
                return {_OTHER[kind]: self.filter(_OTHER[kind], depth - 1, hopped=True)}
            case "all":
                return {"all": self._several(kind, depth, hopped=hopped)}
        return {"any": self._several(kind, depth, hopped=hopped)}

    def _several(self, kind: RecordKind, depth: int, *, hopped: bool) -> list[Json]:
        many = self._random.randint(1, 3)
        return [self.filter(kind, depth - 1, hopped=hopped) for _ in range(many)]

    def _leaf(self, kind: RecordKind) -> Json:
        if self._random.random() < 0.03:
            touched = [one for record in self._world.of(kind) for one in sorted(record.touched_by)]
            return {
                "term": "operation",
                "value": str(self._random.choice([*touched, UUID(int=self._random.getrandbits(128))])),
            }
        if self._random.random() < 0.03:
            (term,) = [one for one in terms.registered(kind) if one.name == f"{kind}_finding"]
            return {"term": term.name, "value": self._random.choice(term.options).value}
        field = self._random.choice(self._fields[kind])
        return self.test(kind, field, self._random.choice(ops_of(field)))

    def test(self, kind: RecordKind, field: Field, op: Op) -> Json:
        """A test of this field by this operator."""
        if TAKES[op] == "nothing":
            return {"field": field.key, "op": op}
        return {"field": field.key, "op": op, "value": self._value(kind, field, op)}

    def _value(self, kind: RecordKind, field: Field, op: Op) -> Json:
        random = self._random
        match TAKES[op]:
            case "days":
                return random.choice([0, 1, 2, 5, 6, 40, 41, 1000])
            case "states":
                return random.sample(STATES, random.randint(1, 3))
            case "many":
                return [self._one(kind, field) for _ in range(random.choice([1, 2, 2, 5, 30]))]
            case "pair":
                return self._pair(kind, field)
        if op in ("contains", "not_contains", "starts_with"):
            return self._piece(kind, field, is_first=op == "starts_with")
        return self._one(kind, field)

    def _pair(self, kind: RecordKind, field: Field) -> Json:
        one, other = self._one(kind, field), self._one(kind, field)
        if field.type == "money":
            other["currency"] = one["currency"]
        low, high = sorted((one, other), key=_ORDER.get(field.type, str))
        return self._random.choice([[low, high], [low, high], [low, None], [None, high]])

    def _one(self, kind: RecordKind, field: Field) -> Json:
        """What a record has, spelled another way, or what none may have."""
        random = self._random
        if field.type in _MADE:
            return _MADE[field.type](random, self._world)
        if field.key in RECORD_TIMES:
            record = random.choice(self._world.of(kind))
            return random.choice(
                [str(getattr(record, field.key).date()), getattr(record, field.key).isoformat()]
            )
        held = [value for record in self._world.of(kind) for value in _texts(record, field)]
        if field.type in ("date", "datetime", "decimal", "choice", "country"):
            return _exact(random, field, held)
        text = random.choice(held) if held and random.random() < 0.8 else raw_of(random, field)
        return _respelled(random, text)

    def _piece(self, kind: RecordKind, field: Field, *, is_first: bool) -> str:
        text = str(self._one(kind, field))
        start = 0 if is_first else self._random.randint(0, max(0, len(text) - 2))
        piece = text[start : start + self._random.randint(1, 6)].strip()
        return piece if any(one.isalnum() for one in piece) else self._random.choice(WORDS[:12])


def _texts(record: Record, field: Field) -> Sequence[str]:
    value = record.values.get(field.key)
    return [value] if isinstance(value, str) else value if isinstance(value, list) else []


def _exact(random: Random, field: Field, held: Sequence[str]) -> str:
    if field.type == "choice":
        return random.choice(field.options or CHOICES).value
    text = random.choice(held) if held and random.random() < 0.7 else raw_of(random, field)
    return text[:10] if field.type == "datetime" and random.random() < 0.5 else text


def _respelled(random: Random, text: str) -> str:
    return random.choice([str.upper, str.lower, str.title, str, lambda one: f"  {one} "])(text)  # type: ignore[operator]


def _member(random: Random, world: World) -> str:
    return str(random.choice([*world.members, UUID(int=random.getrandbits(128))]))


_MADE: Mapping[str, Callable[[Random, World], Json]] = {
    "number": lambda random, _: random.randint(1999, 2006),
    "range": lambda random, _: random.randint(0, 13),
    "boolean": lambda random, _: random.random() < 0.5,
    "money": lambda random, _: {
        "amount": random.randint(-4, 4),
        "currency": random.choice(["EUR", "USD", "CZK"]),
    },
    "member": _member,
    "lists": lambda random, world: str(random.choice([*world.lists, UUID(int=random.getrandbits(128))])),
    "decimal": lambda random, _: random.choice([1.5, "-2", "0.1234", 0.12345, "1.50", 100, 0]),
}
_ORDER: Mapping[str, Callable[[Json], Json]] = {
    "number": int,
    "range": int,
    "decimal": lambda one: float(one),
    "money": lambda one: one["amount"],
    "datetime": lambda one: (one[:10], len(one) > 10, one),
}
