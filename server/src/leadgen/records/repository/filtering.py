"""SQL of filters: a tree becomes one condition on the record's alias, its values parameters.

A condition is true of exactly the records that match, and false or NULL of all others; `NOT` is applied
where it cannot be NULL, `IS NOT TRUE` elsewhere, so that a filter and its complement part a list in two.
What stands outside the record's row is asked by EXISTS, which the planner turns into a join where that is
cheaper, and which no NULL and no amount of rows makes slow in its negation.

Under row-level security only leakproof operators use an index: equality and order of stored forms, `= ANY`,
and starts_with() in a database that sorts by bytes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import LiteralString

from psycopg.sql import SQL, Composable, Identifier, Placeholder

from leadgen.records.field import RecordKind
from leadgen.records.filters.operators import ABOUT, NEGATED, Op
from leadgen.records.filters.stretches import moment_span
from leadgen.records.filters.tree import (
    Bind,
    Called,
    Days,
    Every,
    Node,
    Not,
    Operand,
    Related,
    Some,
    Test,
)
from leadgen.records.repository.filter_cells import about
from leadgen.records.repository.filter_rows import Part, complement, empty, filled
from leadgen.records.repository.filter_values import valued


@dataclass(frozen=True)
class Where:
    """A condition on the record `r` and the parameters it mentions."""

    condition: Composable
    params: dict[str, object]


def compiled(kind: RecordKind, node: Node, now: datetime, sourced: Collection[str]) -> Where:
    """The condition of a list's records `r`; relative dates are those of `now`.

    `sourced` are the kinds of operations that bring evidence along.
    """
    compiler = Compiler(now, sourced)
    found = compiler.node(node, "r", kind)
    return Where(found.sql, compiler.params)


@dataclass
class Compiler:
    """Makes conditions of trees, and collects their parameters."""

    now: datetime
    sourced: Collection[str]
    params: dict[str, object] = field(default_factory=dict)

    def bind(self, value: object, of: LiteralString) -> Composable:
        """A placeholder of this PostgreSQL type; arrays of ids go as the text PostgreSQL reads."""
        name = f"f{len(self.params)}"
        self.params[name] = value
        return SQL("{}::{}").format(Placeholder(name), SQL(of))

    def node(self, node: Node, alias: str, kind: RecordKind) -> Part:
        """The condition of a record with this alias."""
        match node:
            case Every(parts):
                return self._joined(" AND ", parts, alias, kind)
            case Some(parts):
                return self._joined(" OR ", parts, alias, kind)
            case Not(part):
                return complement(self.node(part, alias, kind))
            case Related(other, part):
                return self._related(other, part, alias)
            case Called():
                return self._called(node, alias, kind)
            case Test():
                return self._test(node, alias)

    def _test(self, test: Test, alias: str) -> Part:
        return _test(test, alias, self)

    def _called(self, called: Called, alias: str, kind: RecordKind) -> Part:
        if called.part is not None:
            return self.node(called.part, alias, kind)
        assert called.term.condition is not None, "a term that stands for a filter was opened before"
        operand = called.operand if called.settled is None else called.settled
        return Part(SQL("({})").format(called.term.condition(kind, alias, operand, self.bind)))

    def _joined(self, word: str, parts: Sequence[Node], alias: str, kind: RecordKind) -> Part:
        found = [self.node(part, alias, kind) for part in parts]
        between = SQL(" AND " if word == " AND " else " OR ")
        whole = SQL("({})").format(between.join([part.sql for part in found]))
        return Part(whole, exact=all(part.exact for part in found))

    def _related(self, other: RecordKind, part: Node, alias: str) -> Part:
        """A segment behind a hop may have one of its own: each has an alias of its own."""
        hop = f"h{alias}"
        inner = self.node(part, hop, other)
        query = _COMPANY_OF if other == "company" else _CONTACT_OF
        return Part(query.format(r=Identifier(alias), h=Identifier(hop), inner=inner.sql), exact=True)


_COMPANY_OF = SQL(
    "EXISTS (SELECT FROM company {h} WHERE {h}.workspace_id = %(ws)s AND {h}.id = {r}.company_id"
    " AND {h}.deleted_at IS NULL AND {inner})"
)
_CONTACT_OF = SQL(
    "EXISTS (SELECT FROM contact {h} WHERE {h}.workspace_id = %(ws)s AND {h}.company_id = {r}.id"
    " AND {h}.deleted_at IS NULL AND {inner})"
)


def _test(test: Test, alias: str, compiler: Compiler) -> Part:
    if test.op == "is_filled":
        return filled(test.field, alias, compiler.bind)
    if test.op in NEGATED:
        return complement(_test(_as(test, NEGATED[test.op]), alias, compiler))
    if test.op == "is_empty":
        return empty(test.field, alias, compiler.bind)
    if test.op in ABOUT:
        return Part(about(test, alias, compiler.bind, compiler.now, compiler.sourced))
    operand = _settled(test, compiler.now)
    return valued(test.field, test.op, operand, alias, compiler.bind)


def _as(test: Test, op: Op) -> Test:
    return Test(test.field, op, test.operand, test.given)


def _settled(test: Test, now: datetime) -> Operand:
    """The operand with relative days turned into a stretch of time."""
    if not isinstance(test.operand, Days):
        return test.operand
    return moment_span(test.op, test.operand.count, now, is_day=test.field.type == "date")


def came_with(kind: RecordKind, alias: str, operand: object, bind: Bind) -> Composable:
    """Made or changed by this operation; both ways have an index, from either end."""
    query = SQL(
        "EXISTS (SELECT FROM (SELECT o.id FROM {table} o WHERE o.workspace_id = %(ws)s"
        " AND o.origin_operation_id = {operation} UNION ALL SELECT c.record_id FROM change c"
        " WHERE c.workspace_id = %(ws)s AND c.operation_id = {operation}) AS o WHERE o.id = {r}.id)"
    )
    return query.format(table=Identifier(kind), r=Identifier(alias), operation=bind(operand, "uuid"))
