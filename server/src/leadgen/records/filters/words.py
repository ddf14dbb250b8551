"""A filter in English. Pure.

"Job title contains “sales”, and at a company where Country is Germany or Austria"
"""

from collections.abc import Mapping, Sequence

from leadgen.records.field import RecordKind
from leadgen.records.filters.operators import NEGATED, Op
from leadgen.records.filters.phrases import Named, tested
from leadgen.records.filters.tree import Called, Every, Node, Not, Related, Some, Test

_HOPS: Mapping[RecordKind, str] = {"company": "at a company where", "contact": "with a contact where"}
_NO_HOPS: Mapping[RecordKind, str] = {
    "company": "not at a company where",
    "contact": "without a contact where",
}


def phrase(node: Node, named: Named) -> str:
    """The filter in words, as a sentence without its full stop."""
    said = _said(node, named, is_inner=False)
    return said[:1].upper() + said[1:]


def _said(node: Node, named: Named, *, is_inner: bool) -> str:
    match node:
        case Every(parts) | Some(parts):
            return _joined(node, parts, named, is_inner=is_inner)
        case Not(part):
            return _denied(part, named)
        case Related(kind, part):
            return _hop(_HOPS[kind], part, named)
        case Called(term, operand):
            return _called(term.phrase, operand, named)
        case Test():
            return tested(node, named)


def _denied(part: Node, named: Named) -> str:
    match part:
        case Test() if part.op in _OPPOSITE:
            return tested(Test(part.field, _OPPOSITE[part.op], part.operand, part.given), named)
        case Test(op="is_pinned"):
            return f"{part.field.label} is not pinned"
        case Test(op="has_evidence"):
            return f"{part.field.label} has no evidence"
        case Related(kind, inner):
            return _hop(_NO_HOPS[kind], inner, named)
        case Called(term, operand):
            return f"not {_called(term.phrase, operand, named)}"
        case _:
            return f"not ({_said(part, named, is_inner=False)})"


_OPPOSITE: Mapping[Op, Op] = {**NEGATED, **{other: op for op, other in NEGATED.items()}}


def _joined(node: Every | Some, parts: Sequence[Node], named: Named, *, is_inner: bool) -> str:
    """In brackets within another group, so that and / or cannot be misread."""
    if len(parts) == 1:
        return _said(parts[0], named, is_inner=is_inner)
    between = ", and " if isinstance(node, Every) else ", or "
    said = between.join(_said(part, named, is_inner=True) for part in parts)
    return f"({said})" if is_inner else said


def _hop(words: str, part: Node, named: Named) -> str:
    """What is said of the relative stands in brackets where it is more than one thing."""
    return f"{words} {_said(part, named, is_inner=True)}"


def _called(words: str, operand: object, named: Named) -> str:
    return words.format(named.get(operand, str(operand)))
