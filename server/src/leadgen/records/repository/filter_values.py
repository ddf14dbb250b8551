"""SQL of filters: a field's value against an operand, wherever the field is stored."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import LiteralString
from uuid import UUID

from psycopg.sql import SQL, Composable, Identifier

from leadgen.records.field import Field
from leadgen.records.filters.operators import Op
from leadgen.records.filters.texts import equal_side, search_side
from leadgen.records.filters.tree import Among, Amounts, Bind, Bound, Operand, Span, Texts
from leadgen.records.repository.filter_rows import CUSTOM, POINT, Part, in_rows, own_columns


def valued(known: Field, op: Op, operand: Operand, alias: str, bind: Bind) -> Part:
    if known.storage == "tags":
        return _tagged(op, operand, alias, bind)
    if known.storage == "lists":
        return _listed(op, operand, alias, bind)
    if known.storage == "custom":
        return in_rows(CUSTOM, known, alias, bind, _of_custom(known, op, operand, bind))
    if known.storage == "points" and op in ("equals", "in"):
        return in_rows(POINT, known, alias, bind, _same(SQL("v.key"), operand, bind))
    if known.storage == "points":
        return in_rows(POINT, known, alias, bind, _searched(known, op, operand, SQL("v.value"), bind))
    return Part(_of_column(known, op, operand, alias, bind))


def _of_column(known: Field, op: Op, operand: Operand, alias: str, bind: Bind) -> Composable:
    columns = [SQL("{}.{}").format(Identifier(alias), Identifier(name)) for name in own_columns(known)]
    if known.type == "range":
        return _of_range(op, operand, columns, bind)
    if isinstance(operand, Amounts):
        amount = within(columns[0], operand.span, bind)
        return SQL("({} = {} AND {})").format(columns[1], bind(operand.currency, "text"), amount)
    if isinstance(operand, Texts):
        return _of_text(known, op, operand, alias, columns[0], bind)
    if known.key == "created_at" and isinstance(operand, Span) and operand.low is not None:
        return _created(alias, columns[0], operand, bind)
    return _compared(columns[0], operand, bind)


# Clocks of two machines may differ, never by so much.
_SKEW = timedelta(days=1)


def _created(alias: str, column: Composable, span: Span, bind: Bind) -> Composable:
    """No record was changed before it was made, and by its last change there is an index."""
    assert isinstance(span.low, datetime)
    changed = SQL("{}.updated_at").format(Identifier(alias))
    since = within(changed, Span(span.low - _SKEW, None), bind)
    return SQL("({} AND {})").format(within(column, span, bind), since)


def _of_text(known: Field, op: Op, operand: Texts, alias: str, column: Composable, bind: Bind) -> Composable:
    if known.folded_column:
        return _of_folded(op, operand, Identifier(alias, known.folded_column), bind)
    key = SQL("{}.{}").format(Identifier(alias), Identifier(known.key_column)) if known.key_column else column
    if op in ("equals", "in"):
        side = equal_side(known)
        return _folded_among(column, operand, bind) if side == "folded" else _same(key, operand, bind)
    return _searched(known, op, operand, key if search_side(known) == "key" else column, bind)


# So many values are folded while the query is planned, so that the planner knows how many have each.
_FOLDED_AT_ONCE = 50


def _of_folded(op: Op, operand: Texts, column: Composable, bind: Bind) -> Composable:
    """A column that the database keeps folded."""
    if op not in ("equals", "in"):
        return _within(op, column, SQL("folded({})").format(bind(operand.values[0], "text")))
    if len(operand.values) > _FOLDED_AT_ONCE:
        return SQL("({} = ANY({}))").format(column, _folded(operand, bind))
    each = [SQL("folded({})").format(bind(value, "text")) for value in operand.values]
    return SQL("({} = ANY(ARRAY[{}]))").format(column, SQL(", ").join(each))


def _of_custom(known: Field, op: Op, operand: Operand, bind: Bind) -> Composable:
    if isinstance(operand, Texts):
        if op in ("equals", "in"):
            return _same(SQL("v.text_key"), operand, bind)
        column = SQL("v.text_key") if search_side(known) == "key" else SQL("v.value")
        return _searched(known, op, operand, column, bind)
    if known.type == "date":
        assert isinstance(operand, Span)
        return within(SQL("v.at"), Span(_midnight(operand.low), _midnight(operand.high)), bind)
    return _compared(SQL("v.at") if known.type == "datetime" else SQL("v.number"), operand, bind)


def _midnight(day: Bound | None) -> datetime | None:
    """As a day of a custom field is stored; a bare date would be one of the session's time zone."""
    return None if not isinstance(day, date) else datetime.combine(day, time(), UTC)


def _searched(known: Field, op: Op, operand: Operand, column: Composable, bind: Bind) -> Composable:
    assert isinstance(operand, Texts)
    needle = bind(operand.values[0], "text")
    if search_side(known) == "folded":
        if known.type == "long_text":
            column = SQL("regexp_replace({}, '\\s+', ' ', 'g')").format(column)
        column, needle = SQL("folded({})").format(column), SQL("folded({})").format(needle)
    return _within(op, column, needle)


def _within(op: Op, column: Composable, needle: Composable) -> Composable:
    if op == "starts_with":
        return SQL("starts_with({}, {})").format(column, needle)
    return SQL("(strpos({}, {}) > 0)").format(column, needle)


def _same(column: Composable, operand: Operand, bind: Bind) -> Composable:
    assert isinstance(operand, Texts)
    if len(operand.values) == 1:
        return SQL("({} = {})").format(column, bind(operand.values[0], "text"))
    return SQL("({} = ANY({}))").format(column, bind(list(operand.values), "text[]"))


def _folded_among(column: Composable, operand: Texts, bind: Bind) -> Composable:
    return SQL("(folded({}) = ANY({}))").format(column, _folded(operand, bind))


def _folded(operand: Texts, bind: Bind) -> Composable:
    """The values are folded once, not for each record."""
    values = bind(list(operand.values), "text[]")
    return SQL("ARRAY(SELECT folded(one) FROM unnest({}) AS one)").format(values)


def _compared(column: Composable, operand: Operand, bind: Bind) -> Composable:
    if isinstance(operand, Span):
        return within(column, operand, bind)
    assert isinstance(operand, Among)
    if isinstance(operand.values[0], UUID):
        ids = "{" + ",".join(str(one) for one in operand.values) + "}"
        return SQL("({} = ANY({}))").format(column, bind(ids, "uuid[]"))
    return SQL("({} = ANY({}))").format(column, bind(list(operand.values), "bigint[]"))


def within(column: Composable, span: Span, bind: Bind) -> Composable:
    ends = [(SQL(">="), span.low), (SQL("<="), span.high)]
    bounds = [
        SQL("{} {} {}").format(column, sign, bind(end, _type_of(end)))
        for sign, end in ends
        if end is not None
    ]
    return SQL("({})").format(SQL(" AND ").join(bounds))


def _type_of(bound: object) -> LiteralString:
    if isinstance(bound, int):
        return "bigint"
    return "timestamptz" if isinstance(bound, datetime) else "date"


def _of_range(op: Op, operand: Operand, columns: Sequence[Composable], bind: Bind) -> Composable:
    """A range that is open at an end goes on for ever there; `overlaps` asks only what is written."""
    assert isinstance(operand, Span)
    first, last = columns
    low = None if operand.low is None else bind(operand.low, "bigint")
    high = None if operand.high is None else bind(operand.high, "bigint")
    if op == "overlaps":
        any_end = SQL("({} IS NOT NULL OR {} IS NOT NULL)").format(first, last)
        tests = [any_end]
        if high is not None:
            tests.append(SQL("({c} IS NULL OR {c} <= {v})").format(c=first, v=high))
        if low is not None:
            tests.append(SQL("({c} IS NULL OR {c} >= {v})").format(c=last, v=low))
    else:
        tests = [] if low is None else [SQL("{} >= {}").format(first, low)]
        tests += [] if high is None else [SQL("{} <= {}").format(last, high)]
    return SQL("({})").format(SQL(" AND ").join(tests))


def _listed(op: Op, operand: Operand, alias: str, bind: Bind) -> Part:
    assert isinstance(operand, Among)
    if op == "has_all":
        parts = [_listed("in", Among((one,)), alias, bind).sql for one in operand.values]
        return Part(SQL("({})").format(SQL(" AND ").join(parts)), exact=True)
    query = SQL(
        "EXISTS (SELECT FROM record_list v WHERE v.workspace_id = %(ws)s AND v.record_id = {}.id AND {})"
    )
    return Part(query.format(Identifier(alias), _compared(SQL("v.list_id"), operand, bind)), exact=True)


def _tagged(op: Op, operand: Operand, alias: str, bind: Bind) -> Part:
    """By the ids of tags where they were looked up before, else by their names."""
    assert isinstance(operand, Among | Texts)
    if op == "has_all":
        each = (
            [Among((one,)) for one in operand.values]
            if isinstance(operand, Among)
            else [Texts((one,)) for one in operand.values]
        )
        parts = [_tagged("in", one, alias, bind).sql for one in each]
        return Part(SQL("({})").format(SQL(" AND ").join(parts)), exact=True)
    if isinstance(operand, Among):
        condition = _compared(SQL("v.tag_id"), operand, bind)
    else:
        condition = SQL(
            "v.tag_id IN (SELECT t.id FROM tag t WHERE t.workspace_id = %(ws)s AND t.key = ANY({}))"
        ).format(bind(list(operand.values), "text[]"))
    query = SQL(
        "EXISTS (SELECT FROM record_tag v WHERE v.workspace_id = %(ws)s AND v.record_id = {}.id AND {})"
    )
    return Part(query.format(Identifier(alias), condition), exact=True)
