"""A filter without the tests that a facet made of it, and the values those tests name. Pure.

What stands at the top level, one beside the other, is a facet's; anything deeper somebody has built.
"""

from collections.abc import Iterator

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.operators import Op
from leadgen.records.filters.tree import Every, Node, Not, Related, Some, Test

# Other tests of the field, such as what its text contains, narrow the values there are to choose from.
_OF_FACETS: tuple[Op, ...] = (
    "in", "not_in", "equals", "not_equals", "overlaps", "is_empty", "is_filled",
)  # fmt: skip


def without_own(node: Node | None, kind: RecordKind, field: Field) -> Node | None:
    """What is left to count this field's values under; None: all records."""
    if node is None or _is_own(node, kind, field):
        return None
    if not isinstance(node, Every):
        return node
    left = tuple(part for part in node.parts if not _is_own(part, kind, field))
    return None if not left else node if len(left) == len(node.parts) else Every(left)


def chosen(node: Node | None, kind: RecordKind, field: Field) -> list[JSON]:
    """The values that the field's own tests name, as they were given, each once."""
    parts = node.parts if isinstance(node, Every) else () if node is None else (node,)
    named: list[JSON] = []
    for part in parts:
        if _is_own(part, kind, field):
            named += [value for value in _given(part) if value not in named]
    return named


def _is_own(node: Node, kind: RecordKind, field: Field) -> bool:
    match node:
        case Test():
            return kind == field.kind and node.field.key == field.key and node.op in _OF_FACETS
        case Not(part):
            return _is_own(part, kind, field)
        case Some(parts):
            return all(_is_own(part, kind, field) for part in parts)
        case Related(other, part):
            return other == field.kind != kind and _is_own(part, other, field)
        case _:
            return False


def _given(node: Node) -> Iterator[JSON]:
    match node:
        case Test(op="in" | "not_in"):
            yield from node.given if isinstance(node.given, list) else ()
        case Test(op="overlaps" | "equals" | "not_equals"):
            yield node.given
        case Not(part) | Related(part=part):
            yield from _given(part)
        case Some(parts):
            for part in parts:
                yield from _given(part)
