"""From what a caller sent to a filter that can be asked and told."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.members import service as members
from leadgen.records import evidence
from leadgen.records.field import RecordKind
from leadgen.records.filters.catalogue import Catalogue, catalogue
from leadgen.records.filters.errors import Fault, InvalidFilter
from leadgen.records.filters.opening import leaves, opened
from leadgen.records.filters.operators import slow
from leadgen.records.filters.parsing import BY_A_PERSON, Limits, loaded, understand
from leadgen.records.filters.phrases import Named
from leadgen.records.filters.settling import settled
from leadgen.records.filters.spelling import spelled_out
from leadgen.records.filters.tree import Among, Called, Every, Node, Term, Test
from leadgen.records.filters.words import phrase
from leadgen.records.repository import lists
from leadgen.records.repository.filtering import Where, compiled
from leadgen.records.repository.one_pass import Each, compiled_each


@dataclass(frozen=True)
class Filter:
    """A filter of records of one kind. `digest` is the same for the same JSON: a cursor is bound to it."""

    kind: RecordKind
    node: Node
    digest: str


async def read(session: WorkspaceSession, kind: RecordKind, given: JSON | None) -> Filter | None:
    """The filter in this JSON; None where there is none. Raises InvalidFilter."""
    return None if given is None else await read_whole(session, kind, given)


async def read_whole(
    session: WorkspaceSession, kind: RecordKind, given: JSON, limits: Limits = BY_A_PERSON
) -> Filter:
    """The filter in this JSON, which must be one. Raises InvalidFilter."""
    known = await catalogue(session)
    found = understood(kind, given, known, limits)
    node = await opened(session, kind, found.node, known)
    return replace(found, node=await settled(session, kind, node))


async def in_order_of(session: WorkspaceSession, found: Filter, column: str | None) -> Filter:
    """The same filter as a list in the order of this column asks it best."""
    return replace(found, node=await spelled_out(session, found.kind, found.node, column))


def understood(kind: RecordKind, given: JSON, known: Catalogue, limits: Limits = BY_A_PERSON) -> Filter:
    """The filter in this JSON, by the fields of a catalogue. Raises InvalidFilter. Pure."""
    return Filter(kind, understand(kind, given, known, limits), _digest(given))


async def read_text(session: WorkspaceSession, kind: RecordKind, text: str | None) -> Filter | None:
    """As `read`, of JSON in a query parameter, which is a filter where it is there. Raises InvalidFilter."""
    return None if text is None else await read_whole(session, kind, loaded(text))


def where(found: Filter | None) -> Where | None:
    """The filter as a list's SQL takes it; "in the last 30 days" are those before this moment."""
    return None if found is None else compiled(found.kind, found.node, clock.now(), evidence.sourced())


def each(kind: RecordKind, found: Sequence[Filter]) -> Each:
    """Many filters of one kind for one statement, all at the same moment."""
    return compiled_each(kind, [one.node for one in found], clock.now(), evidence.sourced())


@dataclass(frozen=True)
class Slow:
    """A test that no index finds, and why."""

    field: str
    op: str
    reason: str


@dataclass(frozen=True)
class Description:
    """A filter for people: in words, and what makes it slow."""

    words: str
    slow: tuple[Slow, ...]


async def describe(session: WorkspaceSession, found: Filter) -> Description:
    """The filter in a sentence, with the names of members, operations and what else it mentions by id."""
    tests = [node for node in leaves(found.node, inside=True) if isinstance(node, Test)]
    reasons = [(test, slow(test.field, test.op)) for test in tests]
    return Description(
        words=phrase(found.node, await _named(session, found.node)),
        slow=tuple(
            dict.fromkeys(Slow(test.field.key, test.op, reason) for test, reason in reasons if reason)
        ),
    )


@dataclass(frozen=True)
class Told:
    """A kept filter in words; where it cannot be understood any more without words, and with the faults."""

    words: str
    faults: Sequence[Fault]


async def tell(session: WorkspaceSession, kept: Sequence[tuple[RecordKind, JSON]]) -> list[Told]:
    """Each of these filters in their order. What they mention by id is looked up once for all of them."""
    known = await catalogue(session)
    read = [await _read_kept(session, kind, given, known) for kind, given in kept]
    nodes = tuple(found for found in read if not isinstance(found, InvalidFilter))
    named = await _named(session, Every(nodes))
    return [
        Told("", found.faults) if isinstance(found, InvalidFilter) else Told(phrase(found, named), ())
        for found in read
    ]


async def _read_kept(
    session: WorkspaceSession, kind: RecordKind, given: JSON, known: Catalogue
) -> Node | InvalidFilter:
    try:
        return await opened(session, kind, understand(kind, given, known), known)
    except InvalidFilter as wrong:
        return wrong


def _digest(given: JSON) -> str:
    plain = json.dumps(given, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


async def _named(session: WorkspaceSession, node: Node) -> Named:
    """One query for members and one for each kind of term, where they are mentioned at all."""
    said = list(leaves(node))
    named: dict[object, str] = {}
    if any(
        isinstance(leaf, Test) and isinstance(leaf.operand, Among) and leaf.field.type == "member"
        for leaf in said
    ):
        named |= {member.user_id: member.name for member in await members.listed(session)}
    listed = [leaf.operand for leaf in said if isinstance(leaf, Test) and leaf.field.type == "lists"]
    if any(isinstance(operand, Among) for operand in listed):
        named |= {one.id: f"“{one.name}”" for one in await lists.every(session)}
    called: dict[str, tuple[Term, set[object]]] = {}
    for leaf in said:
        if isinstance(leaf, Called):
            called.setdefault(leaf.term.name, (leaf.term, set()))[1].add(leaf.operand)
    for term, operands in called.values():
        named |= await term.names(session, frozenset(operands))
    return named
