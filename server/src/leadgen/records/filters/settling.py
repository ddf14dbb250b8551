"""What is looked up before the query is made: whether a search finds few records, which tags are meant.

One query for each place of such a term, of which a filter has one at most as a rule, and one for all tags: by
their ids the planner knows how many records have them, by their names it takes each for one of middling use.
"""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.filters.opening import leaves
from leadgen.records.filters.operators import ABOUT
from leadgen.records.filters.tree import Among, Called, Every, Node, Not, Related, Some, Test, Texts
from leadgen.records.repository import tags

_NO_TAG = UUID(int=0)


async def settled(session: WorkspaceSession, kind: RecordKind, node: Node) -> Node:
    """The filter of records of this kind with every such term settled, those of opened filters included."""
    keys = {key for leaf in leaves(node, inside=True) for key in _tag_keys(leaf)}
    return await _settled(session, kind, node, await tags.ids(session, keys) if keys else {})


async def _settled(
    session: WorkspaceSession, kind: RecordKind, node: Node, known: Mapping[str, UUID]
) -> Node:
    match node:
        case Every(parts):
            return Every(tuple([await _settled(session, kind, part, known) for part in parts]))
        case Some(parts):
            return Some(tuple([await _settled(session, kind, part, known) for part in parts]))
        case Not(part):
            return Not(await _settled(session, kind, part, known))
        case Related(other, part):
            return Related(other, await _settled(session, other, part, known))
        case Called(part=part) if part is not None:
            return replace(node, part=await _settled(session, kind, part, known))
        case Called() if node.term.settles is not None:
            return replace(node, settled=await node.term.settles(session, kind, node.operand))
        case Test() if keys := _tag_keys(node):
            return replace(node, operand=Among(tuple([known.get(key, _NO_TAG) for key in keys])))
        case Test() | Called():
            return node


def _tag_keys(leaf: Test | Called) -> tuple[str, ...]:
    """The tags that a test names; what it asks of the cell, such as its state, names none."""
    if not isinstance(leaf, Test) or leaf.field.storage != "tags" or leaf.op in ABOUT:
        return ()
    return leaf.operand.values if isinstance(leaf.operand, Texts) else ()
