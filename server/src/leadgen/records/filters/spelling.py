"""A part of a text in the order of that text: "sales" among titles, sorted by title.

Records that match stand together there, possibly behind a million others, which no walk along the list can
know. Where the field has few different values those that match are named, and the index leads from one to the
next; where it has many, they are spread over the list, and a walk meets them soon.
"""

from dataclasses import replace

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.filters.operators import Op
from leadgen.records.filters.texts import search_side
from leadgen.records.filters.tree import Called, Every, Node, Not, Related, Some, Test, Texts
from leadgen.records.repository import spellings

MOST = 200
_NAMED: dict[Op, Op] = {"contains": "in", "not_contains": "not_in"}


async def spelled_out(session: WorkspaceSession, kind: RecordKind, node: Node, column: str | None) -> Node:
    """The same filter of records of this kind, for a list in the order of the column. One query at most."""
    if not _mentions(node, column):
        return node
    assert column is not None
    values = await spellings.few(session, kind, column, MOST)
    return node if values is None else _named(node, column, values)


def _mentions(node: Node, column: str | None) -> bool:
    match node:
        case Every(parts) | Some(parts):
            return any(_mentions(part, column) for part in parts)
        case Not(part):
            return _mentions(part, column)
        case Called(part=part):
            return part is not None and _mentions(part, column)
        case Related():
            return False
        case Test():
            return _is_within(node, column)


def _named(node: Node, column: str, values: list[str]) -> Node:
    match node:
        case Every(parts):
            return Every(tuple(_named(part, column, values) for part in parts))
        case Some(parts):
            return Some(tuple(_named(part, column, values) for part in parts))
        case Not(part):
            return Not(_named(part, column, values))
        case Called(part=part) if part is not None:
            return replace(node, part=_named(part, column, values))
        case Test() if _is_within(node, column) and isinstance(node.operand, Texts):
            [needle] = node.operand.values
            held = tuple(value for value in values if needle in value)
            return replace(node, op=_NAMED[node.op], operand=Texts(held))
        case _:
            return node


def _is_within(test: Test, column: str | None) -> bool:
    """Whether it looks within the column's own text."""
    if column is None or test.op not in _NAMED or test.field.key_column != column:
        return False
    return search_side(test.field) == "key"
