"""JSON to a tree that is known to fit the workspace's fields, or every fault with its place. Pure.

{"all": [F, …]}  {"any": [F, …]}  {"not": F}
{"field": "job_title", "op": "contains", "value": "sales"}
{"company": F}     of a contact: its present company matches
{"contact": F}     of a company: one of its contacts matches
{"term": "operation", "value": "…"}     what a module registered
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn, cast

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters import terms
from leadgen.records.filters.catalogue import Catalogue
from leadgen.records.filters.errors import Fault, InvalidFilter, Misfit
from leadgen.records.filters.operands import read
from leadgen.records.filters.operators import TAKES, Op, ops_of
from leadgen.records.filters.tree import Called, Every, Node, Not, Related, Some, Test

DEEPEST = 20
MOST_TESTS = 200
MOST_VALUES = 20_000
_MOST_FAULTS = 20


@dataclass(frozen=True)
class Limits:
    """How much one filter may hold."""

    levels: int = DEEPEST
    tests: int = MOST_TESTS


BY_A_PERSON = Limits()
# What the product makes of several filters of people's.
BY_THE_PRODUCT = Limits(levels=60, tests=1_000)

_OTHER: Mapping[RecordKind, RecordKind] = {"contact": "company", "company": "contact"}
_PLURAL: Mapping[RecordKind, str] = {"contact": "contacts", "company": "companies"}
_GROUPS: Mapping[str, type[Every] | type[Some]] = {"all": Every, "any": Some}


def loaded(text: str) -> JSON:
    """The JSON in a query parameter. Raises InvalidFilter."""
    try:
        return cast(JSON, json.loads(text, parse_constant=_refuse))
    except (ValueError, RecursionError):
        message = 'This is not JSON. Write an object, such as {"field": "email", "op": "is_empty"}.'
        raise InvalidFilter([Fault("", message)]) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def understand(kind: RecordKind, given: JSON, catalogue: Catalogue, limits: Limits = BY_A_PERSON) -> Node:
    """The filter of records of this kind. Raises InvalidFilter with every fault, up to 20."""
    parser = _Parser(catalogue, limits)
    node = parser.node(given, _Place(kind))
    if parser.faults or node is None:
        raise InvalidFilter(parser.faults[:_MOST_FAULTS])
    return node


class _Wrong(Exception):
    """One fault, on its way to the part of the filter it belongs to."""

    def __init__(self, pointer: str, message: str, allowed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.fault = Fault(pointer, message, allowed)


@dataclass(frozen=True)
class _Place:
    """Where in the filter we are: of which records it speaks, how deep, whether behind a hop."""

    kind: RecordKind
    pointer: str = ""
    depth: int = 1
    hopped: bool = False

    def below(self, *steps: str | int) -> "_Place":
        return replace(self, pointer=self.at(*steps), depth=self.depth + 1)

    def at(self, *steps: str | int) -> str:
        return self.pointer + "".join(f"/{step}" for step in steps)


class _Parser:
    """Walks once through the whole filter; a part that is wrong leaves a fault and None."""

    def __init__(self, catalogue: Catalogue, limits: Limits) -> None:
        self._catalogue = catalogue
        self._limits = limits
        self._tests = 0
        self._values = 0
        self.faults: list[Fault] = []

    def node(self, given: JSON, here: _Place) -> Node | None:
        try:
            return self._node(given, here)
        except _Wrong as wrong:
            self.faults.append(wrong.fault)
            return None

    def _node(self, given: JSON, here: _Place) -> Node | None:
        if here.depth > self._limits.levels:
            raise _Wrong(
                here.pointer,
                f"A filter is at most {self._limits.levels} levels deep. Put like groups together.",
            )
        shapes = ["all", "any", "not", "field", _OTHER[here.kind], "term"]
        members = given if isinstance(given, Mapping) else {}
        shape = next((word for word in (*shapes, here.kind) if word in members), None)
        if shape is None:
            raise _Wrong(here.pointer, f"A filter is an object with {_one_of(shapes)}.", shapes)
        match shape:
            case "all" | "any":
                return self._group(shape, members, here)
            case "not":
                return self._not(members, here)
            case "field":
                return self._test(members, here)
            case "term":
                return self._called(members, here)
            case _:
                return self._related(shape, members, here)

    def _group(self, word: str, given: Mapping[str, JSON], here: _Place) -> Node | None:
        _has_only(given, (word,), here)
        parts = given[word]
        if not isinstance(parts, list) or not parts:
            raise _Wrong(here.at(word), f"“{word}” takes a list with one filter at least.")
        found = [
            self.node(part, here.below(word, index))
            for index, part in enumerate(parts)
            if len(self.faults) < _MOST_FAULTS
        ]
        return _GROUPS[word](tuple(part for part in found if part is not None))

    def _not(self, given: Mapping[str, JSON], here: _Place) -> Node | None:
        _has_only(given, ("not",), here)
        part = self.node(given["not"], here.below("not"))
        return None if part is None else Not(part)

    def _related(self, word: str, given: Mapping[str, JSON], here: _Place) -> Node | None:
        _has_only(given, (word,), here)
        other = _OTHER[here.kind]
        if word != other:
            raise _Wrong(here.at(word), f"These are {_PLURAL[here.kind]} already. Leave this level out.")
        if here.hopped:
            raise _Wrong(here.at(word), "A filter goes from a record to its relatives and no further.")
        part = self.node(given[word], replace(here.below(word), kind=other, hopped=True))
        return None if part is None else Related(other, part)

    def _test(self, given: Mapping[str, JSON], here: _Place) -> Node:
        self._count_test(here)
        known = self._field(given["field"], here)
        op = _op(given.get("op"), known, here)
        takes_value = TAKES[op] != "nothing"
        _has_only(given, ("field", "op", "value") if takes_value else ("field", "op"), here)
        if takes_value and "value" not in given:
            raise _Wrong(here.pointer, f"“{op}” needs a “value”.")
        value = given.get("value")
        self._count_values(value, here)
        try:
            return Test(known, op, read(known, op, value, self._catalogue.around), value)
        except Misfit as wrong:
            raise _misfit(wrong, here) from None

    def _called(self, given: Mapping[str, JSON], here: _Place) -> Node:
        self._count_test(here)
        known = {term.name: term for term in terms.registered(here.kind)}
        name = given["term"]
        if not isinstance(name, str) or name not in known:
            message = f"There is no such term of {_PLURAL[here.kind]}. Use {_one_of(list(known))}."
            raise _Wrong(here.at("term"), message, list(known))
        _has_only(given, ("term", "value"), here)
        try:
            return Called(known[name], known[name].read(given.get("value")), here.at("value"))
        except Misfit as wrong:
            raise _misfit(wrong, here) from None

    def _field(self, key: JSON, here: _Place) -> Field:
        fields, other = self._catalogue.fields, _OTHER[here.kind]
        if isinstance(key, str) and key in fields[here.kind]:
            return fields[here.kind][key]
        if isinstance(key, str) and key in fields[other] and not here.hopped:
            hint = f'This is a field of {_PLURAL[other]}. Put the test into {{"{other}": …}}.'
            raise _Wrong(here.at("field"), hint)
        message = f"There is no such field of {_PLURAL[here.kind]}. GET /fields lists them by “key”."
        if isinstance(key, str) and key in self._catalogue.archived:
            message = (
                f"The field “{self._catalogue.archived[key]}” was archived. Bring it back, or leave it out."
            )
        raise _Wrong(here.at("field"), message)

    def _count_test(self, here: _Place) -> None:
        self._tests += 1
        if self._tests > self._limits.tests:
            raise _Wrong(
                here.pointer, f"A filter has at most {self._limits.tests} tests. “in” takes many values."
            )

    def _count_values(self, value: JSON, here: _Place) -> None:
        self._values += len(value) if isinstance(value, list) else 1
        if self._values > MOST_VALUES:
            raise _Wrong(here.at("value"), f"A filter has at most {MOST_VALUES:,} values.")


def _op(op: JSON, known: Field, here: _Place) -> Op:
    allowed = ops_of(known)
    found = next((one for one in allowed if one == op), None)
    if found is None:
        message = f"{known.label} has no such operator. Use {_one_of(allowed)}."
        raise _Wrong(here.pointer if op is None else here.at("op"), message, allowed)
    return found


def _has_only(given: Mapping[str, JSON], members: Sequence[str], here: _Place) -> None:
    strange = next((key for key in given if key not in members), None)
    if strange is not None:
        message = f"This member does not belong here. Beside {_one_of(members)} there is nothing to say."
        raise _Wrong(here.at(_escaped(strange)), message, members)


def _misfit(wrong: Misfit, here: _Place) -> _Wrong:
    allowed = f". Use {_one_of(wrong.allowed[:20])}" if wrong.allowed else ""
    return _Wrong(here.at("value", *wrong.path), f"{wrong.message}{allowed}.", wrong.allowed)


def _one_of(words: Sequence[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _escaped(member: str) -> str:
    """A member's name as a step of a JSON pointer (RFC 6901), short."""
    return member[:80].replace("~", "~0").replace("/", "~1")
