"""Terms that look something up before the query is made: whether a search finds few records or many.

One query for each place of such a term; a filter has one of them at most as a rule.
"""

from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.filters.tree import Called, Every, Node, Not, Related, Some, Test


async def settled(session: WorkspaceSession, kind: RecordKind, node: Node) -> Node:
    """The filter of records of this kind with every such term settled, those of opened filters included."""
    match node:
        case Every(parts):
            return Every(tuple([await settled(session, kind, part) for part in parts]))
        case Some(parts):
            return Some(tuple([await settled(session, kind, part) for part in parts]))
        case Not(part):
            return Not(await settled(session, kind, part))
        case Related(other, part):
            return Related(other, await settled(session, other, part))
        case Called(part=part) if part is not None:
            return replace(node, part=await settled(session, kind, part))
        case Called() if node.term.settles is not None:
            return replace(node, settled=await node.term.settles(session, kind, node.operand))
        case Test() | Called():
            return node
