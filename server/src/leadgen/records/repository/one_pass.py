"""SQL of many filters that are asked of every record at once: what stands in other tables is joined, once.

Each filter alone asks by EXISTS, which is right for a list; fifty of them would look up the same
company and the same states of cells fifty times for each record.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from psycopg.sql import SQL, Composable, Composed, Identifier

from leadgen.records.field import RecordKind
from leadgen.records.filters.stretches import moment_span
from leadgen.records.filters.tree import Days, Node, Test
from leadgen.records.repository.filter_rows import Part, filled
from leadgen.records.repository.filter_values import within
from leadgen.records.repository.filtering import Compiler

_CHECKED = ("checked_in_last_days", "checked_more_than_days_ago")


@dataclass(frozen=True)
class Each:
    """Conditions of several filters of the record `r` beside `joins`, never NULL, and their parameters."""

    conditions: Sequence[Composable]
    joins: Composed
    params: dict[str, object]


def compiled_each(kind: RecordKind, nodes: Sequence[Node], now: datetime, sourced: Collection[str]) -> Each:
    """As `filtering.compiled`, of many filters for one statement."""
    compiler = _OnePass(now, sourced)
    found = [compiler.node(node, "r", kind) for node in nodes]
    conditions = [part.sql if part.exact else SQL("({}) IS TRUE").format(part.sql) for part in found]
    return Each(conditions, compiler.joins, compiler.params)


@dataclass
class _OnePass(Compiler):
    has_company: bool = False
    cells: dict[str, Composable] = field(default_factory=dict)  # field → when its cell was checked

    def _related(self, other: RecordKind, part: Node, alias: str) -> Part:
        if other != "company" or alias != "r":
            return super()._related(other, part, alias)
        self.has_company = True
        inner = self.node(part, "hr", other)
        return Part(SQL("(hr.id IS NOT NULL AND {})").format(inner.sql), exact=inner.exact)

    def _test(self, test: Test, alias: str) -> Part:
        if test.op not in _CHECKED or alias != "r":
            return super()._test(test, alias)
        assert isinstance(test.operand, Days)
        key = test.field.key
        cell = self.cells.setdefault(key, Identifier("cells", f"c{len(self.cells)}"))
        held = filled(test.field, alias, self.bind).sql
        at = SQL("coalesce({}, CASE WHEN {} THEN r.created_at END)").format(cell, held)
        return Part(within(at, moment_span(test.op, test.operand.count, self.now, is_day=False), self.bind))

    @property
    def joins(self) -> Composed:
        found = [_COMPANY] if self.has_company else []
        return SQL("").join([*found, *([self._cells()] if self.cells else [])])

    def _cells(self) -> Composed:
        moments = [
            SQL("max(s.checked_at) FILTER (WHERE s.field = {}) AS {}").format(
                self.bind(key, "text"), SQL(f"c{place}")
            )
            for place, key in enumerate(self.cells)
        ]
        return SQL(
            " LEFT JOIN LATERAL (SELECT {} FROM field_state s WHERE s.workspace_id = %(ws)s"
            " AND s.record_id = r.id) AS cells ON true"
        ).format(SQL(", ").join(moments))


_COMPANY = SQL(
    " LEFT JOIN company hr ON hr.workspace_id = %(ws)s AND hr.id = r.company_id AND hr.deleted_at IS NULL"
)
