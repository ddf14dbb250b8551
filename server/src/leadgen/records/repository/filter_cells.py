"""SQL of filters: the cell instead of its value, its state, its age, who stands behind it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from psycopg.sql import SQL, Composable, Identifier

from leadgen.records.field import Field
from leadgen.records.filters.stretches import moment_span
from leadgen.records.filters.tree import Bind, Days, Test, Texts
from leadgen.records.repository import filter_rows
from leadgen.records.repository.filter_values import within


def about(test: Test, alias: str, bind: Bind, now: datetime, sourced: Collection[str]) -> Composable:
    """A cell without a state of its own has that of its value, and the record's origin and age.

    `sourced` are the kinds of operations that bring evidence along.
    """
    cell = _Cell(test.field, alias, bind)
    match test.op:
        case "state_in":
            return _state_in(test, cell)
        case "is_pinned":
            return cell.own(SQL("s.pinned_by IS NOT NULL"))
        case "has_evidence":
            return _evident(cell, sourced)
        case _:
            return _checked(test, cell, now)


@dataclass(frozen=True)
class _Cell:
    field: Field
    alias: str
    bind: Bind

    def own(self, condition: Composable) -> Composable:
        """It has a state of its own that meets the condition."""
        return SQL("EXISTS (SELECT FROM {} AND {})").format(self.state, condition)

    @property
    def state(self) -> Composable:
        rows = SQL("field_state s WHERE s.workspace_id = %(ws)s AND s.record_id = {}.id AND s.field = {}")
        return rows.format(Identifier(self.alias), self.bind(self.field.key, "text"))

    @property
    def filled(self) -> Composable:
        return filter_rows.filled(self.field, self.alias, self.bind).sql

    @property
    def stateless(self) -> Composable:
        return SQL("NOT {}").format(self.own(SQL("true")))


def _state_in(test: Test, cell: _Cell) -> Composable:
    assert isinstance(test.operand, Texts)
    wanted = test.operand.values
    ways = [cell.own(SQL("s.state = ANY({})").format(cell.bind(list(wanted), "text[]")))]
    if "value" in wanted:
        ways.append(SQL("({} AND {})").format(cell.stateless, cell.filled))
    if "empty" in wanted:
        ways.append(SQL("({} AND NOT {})").format(cell.stateless, cell.filled))
    return SQL("({})").format(SQL(" OR ").join(ways))


def _evident(cell: _Cell, sourced: Collection[str]) -> Composable:
    """The operation that authored the value brought its source along."""
    query = SQL(
        "({filled} AND EXISTS (SELECT FROM operation o WHERE o.workspace_id = %(ws)s"
        " AND o.kind = ANY({kinds}) AND o.id = coalesce((SELECT s.operation_id FROM {state}),"
        " {r}.origin_operation_id)))"
    )
    return query.format(
        filled=cell.filled,
        kinds=cell.bind(sorted(sourced), "text[]"),
        state=cell.state,
        r=Identifier(cell.alias),
    )


def _checked(test: Test, cell: _Cell, now: datetime) -> Composable:
    assert isinstance(test.operand, Days)
    span = moment_span(test.op, test.operand.count, now, is_day=False)
    created = SQL("{}.created_at").format(Identifier(cell.alias))
    return SQL("({} OR ({} AND {} AND {}))").format(
        cell.own(within(SQL("s.checked_at"), span, cell.bind)),
        cell.stateless,
        cell.filled,
        within(created, span, cell.bind),
    )
