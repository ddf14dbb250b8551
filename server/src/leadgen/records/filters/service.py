"""From what a caller sent to a filter that can be asked and told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.members import service as members
from leadgen.records import evidence
from leadgen.records.field import RecordKind
from leadgen.records.filters.catalogue import Catalogue, catalogue
from leadgen.records.filters.operators import slow
from leadgen.records.filters.parsing import loaded, understand
from leadgen.records.filters.phrases import Named
from leadgen.records.filters.tree import Among, Called, Every, Node, Not, Related, Some, Term, Test
from leadgen.records.filters.words import phrase
from leadgen.records.repository.filtering import Where, compiled


@dataclass(frozen=True)
class Filter:
    """A filter of records of one kind. `digest` is the same for the same JSON: a cursor is bound to it."""

    kind: RecordKind
    node: Node
    digest: str


async def read(session: WorkspaceSession, kind: RecordKind, given: JSON | None) -> Filter | None:
    """The filter in this JSON; None where there is none. Raises InvalidFilter."""
    return None if given is None else await read_whole(session, kind, given)


async def read_whole(session: WorkspaceSession, kind: RecordKind, given: JSON) -> Filter:
    """The filter in this JSON, which must be one. Raises InvalidFilter."""
    return understood(kind, given, await catalogue(session))


def understood(kind: RecordKind, given: JSON, known: Catalogue) -> Filter:
    """The filter in this JSON, by the fields of a catalogue. Raises InvalidFilter. Pure."""
    return Filter(kind, understand(kind, given, known), _digest(given))


async def read_text(session: WorkspaceSession, kind: RecordKind, text: str | None) -> Filter | None:
    """As `read`, of JSON in a query parameter, which is a filter where it is there. Raises InvalidFilter."""
    return None if text is None else await read_whole(session, kind, loaded(text))


def where(found: Filter | None) -> Where | None:
    """The filter as a list's SQL takes it; "in the last 30 days" are those before this moment."""
    return None if found is None else compiled(found.kind, found.node, clock.now(), evidence.sourced())


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
    tests = [node for node in _leaves(found.node) if isinstance(node, Test)]
    reasons = [(test, slow(test.field, test.op)) for test in tests]
    return Description(
        words=phrase(found.node, await _named(session, found.node)),
        slow=tuple(
            dict.fromkeys(Slow(test.field.key, test.op, reason) for test, reason in reasons if reason)
        ),
    )


def _digest(given: JSON) -> str:
    plain = json.dumps(given, sort_keys=True, separators=(",", ":"))
    return sha256(plain.encode()).hexdigest()


def _leaves(node: Node) -> Iterator[Test | Called]:
    match node:
        case Every(parts) | Some(parts):
            for part in parts:
                yield from _leaves(part)
        case Not(part) | Related(part=part):
            yield from _leaves(part)
        case Test() | Called():
            yield node


async def _named(session: WorkspaceSession, node: Node) -> Named:
    """One query for members and one for each kind of term, where they are mentioned at all."""
    leaves = list(_leaves(node))
    named: dict[object, str] = {}
    if any(
        isinstance(leaf, Test) and isinstance(leaf.operand, Among) and leaf.field.type == "member"
        for leaf in leaves
    ):
        named |= {member.user_id: member.name for member in await members.listed(session)}
    called: dict[str, tuple[Term, set[object]]] = {}
    for leaf in leaves:
        if isinstance(leaf, Called):
            called.setdefault(leaf.term.name, (leaf.term, set()))[1].add(leaf.operand)
    for term, operands in called.values():
        named |= await term.names(session, frozenset(operands))
    return named
