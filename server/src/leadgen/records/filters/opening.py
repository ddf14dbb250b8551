"""Terms that stand for a filter, such as a segment: read, understood, and put where they are named.

One query for each kind of term and level, however many are named. A term that names itself, one whose own
filter cannot be understood any more, and one of the other kind of record are faults of the filter that names
it: nothing is left out silently.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.filters.catalogue import Catalogue
from leadgen.records.filters.errors import Fault, InvalidFilter
from leadgen.records.filters.parsing import BY_THE_PRODUCT, understand
from leadgen.records.filters.tree import Called, Every, Node, Not, Opened, Related, Some, Test

DEEPEST_NESTING = 5
MOST_TESTS_OPENED = BY_THE_PRODUCT.tests

_PLURAL: Mapping[RecordKind, str] = {"contact": "contacts", "company": "companies"}
_Key = tuple[str, object]


@dataclass(frozen=True)
class _Found:
    """What a term stands for, and what its own filter was understood as, or the sentence why not."""

    opened: Opened
    node: Node | None
    problem: str = ""


async def opened(session: WorkspaceSession, kind: RecordKind, node: Node, known: Catalogue) -> Node:
    """The filter with every term that stands for another one opened. Raises InvalidFilter."""
    found: dict[_Key, _Found] = {}
    waiting = _openable(node)
    for _ in range(DEEPEST_NESTING):
        if not waiting:
            break
        fresh = await _read(session, waiting, known)
        found |= fresh
        waiting = [
            called
            for one in fresh.values()
            if one.node is not None
            for called in _openable(one.node)
            if _key(called) not in found
        ]
    return _Opening(found).node(node, kind)


def leaves(node: Node, *, inside: bool = False) -> Iterator[Test | Called]:
    """The tests and terms of a filter; `inside`: also those of the filters that its terms stand for."""
    match node:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from leaves(part, inside=inside)
        case Not(part) | Related(part=part):
            yield from leaves(part, inside=inside)
        case Test():
            yield node
        case Called():
            yield node
            if inside and node.part is not None:
                yield from leaves(node.part, inside=True)


def _openable(node: Node) -> list[Called]:
    return [leaf for leaf in leaves(node) if isinstance(leaf, Called) and leaf.term.opens is not None]


def _key(called: Called) -> _Key:
    return called.term.name, called.operand


async def _read(session: WorkspaceSession, waiting: list[Called], known: Catalogue) -> Mapping[_Key, _Found]:
    found: dict[_Key, _Found] = {}
    for term in {called.term.name: called.term for called in waiting}.values():
        assert term.opens is not None
        operands = frozenset(called.operand for called in waiting if called.term.name == term.name)
        for operand, one in (await term.opens(session, operands)).items():
            found[term.name, operand] = _understood(one, known)
    return found


def _understood(one: Opened, known: Catalogue) -> _Found:
    try:
        return _Found(one, understand(one.kind, one.given, known, BY_THE_PRODUCT))
    except InvalidFilter as wrong:
        return _Found(one, None, wrong.faults[0].message)


@dataclass
class _Opening:
    """Walks through a filter and those it names; `chain` are those it stands in."""

    found: Mapping[_Key, _Found]
    tests: int = 0
    chain: tuple[_Key, ...] = ()
    outermost: str | None = None

    def node(self, node: Node, kind: RecordKind) -> Node:
        match node:
            case Every(parts):
                return Every(tuple(self.node(part, kind) for part in parts))
            case Some(parts):
                return Some(tuple(self.node(part, kind) for part in parts))
            case Not(part):
                return Not(self.node(part, kind))
            case Related(other, part):
                return Related(other, self.node(part, other))
            case Called() if node.term.opens is not None:
                return self._opened(node, kind)
            case Test() | Called():
                self._count()
                return node

    def _opened(self, called: Called, kind: RecordKind) -> Called:
        place, chain = self.outermost, self.chain
        self.outermost = place or called.place
        self.chain = (*chain, _key(called))
        one = self._usable(called, kind, chain)
        part = self.node(one, kind)
        self.outermost, self.chain = place, chain
        return replace(called, part=part)

    def _usable(self, called: Called, kind: RecordKind, chain: tuple[_Key, ...]) -> Node:
        """The filter that this stands for. Raises InvalidFilter."""
        key = _key(called)
        one = self.found.get(key)
        if key in chain:
            self._refuse(f"“{self.found[key].opened.name}” would hold itself.")
        if len(chain) >= DEEPEST_NESTING:
            self._refuse(f"What stands for a filter goes {DEEPEST_NESTING} levels deep at most.")
        if one is None:
            self._refuse(f"This is not {called.term.takes}.")
        if one.node is None:
            self._refuse(f"“{one.opened.name}” cannot be asked for any more. {one.problem}")
        if one.opened.kind != kind:
            wrong = f"“{one.opened.name}” is one of {_PLURAL[one.opened.kind]}"
            self._refuse(f"{wrong}, and these are {_PLURAL[kind]}.")
        return one.node

    def _count(self) -> None:
        self.tests += 1
        if self.tests > MOST_TESTS_OPENED and self.outermost is not None:
            self._refuse(f"With what is in it, this filter has more than {MOST_TESTS_OPENED:,} tests.")

    def _refuse(self, message: str) -> NoReturn:
        raise InvalidFilter([Fault(self.outermost or "", message)])
