"""SQL of facets: the records of a list are read once, and their values in each field counted.

A contact has the fields of its company through `g`: each company once, with how many of the contacts work
there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.errors import QueryCanceled
from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.records.facets.classes import SIZES
from leadgen.records.field import Field, RecordKind
from leadgen.records.repository.filtering import Where
from leadgen.records.repository.grid import alive
from leadgen.records.repository.rows import scalars, typed

# More than a person reads; beyond them there is the typeahead.
MOST_VALUES = 200


@dataclass(frozen=True)
class Listed:
    """A list: its records of one kind, those of one operation, those that a filter matches."""

    kind: RecordKind
    operation_id: UUID | None
    where: Where | None


@dataclass(frozen=True)
class Wanted:
    """A field whose values are counted: those that have `needle` in them, where one is given."""

    field: Field
    chosen: Sequence[str]
    needle: str | None


@dataclass(frozen=True)
class Counted:
    """How often a value was met in the field at `place`. Value None: nothing in it. Place -1: all records
    of the list, -2: those with a company.
    """

    place: int
    value: str | None
    count: int


async def believed(session: WorkspaceSession, listed: Listed) -> int:
    """How many records the planner believes the list has."""
    query = SQL("EXPLAIN (FORMAT JSON) SELECT r.id FROM {} r WHERE {}").format(
        Identifier(listed.kind), alive(listed.kind, listed.operation_id, listed.where)
    )
    plans = await scalars(session, list, query, **_given(listed))
    return int(plans[0][0]["Plan"]["Plan Rows"])


async def table_rows(session: WorkspaceSession, kind: RecordKind) -> int:
    """About how many records of this kind all workspaces have together."""
    query = "SELECT greatest(reltuples, 1)::bigint FROM pg_class WHERE oid = %(table)s::regclass"
    return (await scalars(session, int, query, table=f"public.{kind}"))[0]


async def counted(
    session: WorkspaceSession,
    listed: Listed,
    wanted: Sequence[Wanted],
    *,
    percent: float | None,
    within_ms: int,
) -> list[Counted] | None:
    """The values met; with `percent` in a sample of the table's pages. None where it takes too long."""
    query = _query(listed, wanted, percent)
    params = _given(listed)
    for place, one in enumerate(wanted):
        params |= {f"chosen{place}": list(one.chosen), f"needle{place}": one.needle}
    connection = await session.driver()
    try:
        # As the grid's count: a savepoint that is released keeps the driver's prepared statements.
        async with connection.transaction():
            await connection.execute(SQL("SET LOCAL statement_timeout = {}").format(within_ms))
            found = await typed(session, Counted, query, **params)
            await connection.execute("SET LOCAL statement_timeout TO DEFAULT")
            return found
    except QueryCanceled:
        return None


def _given(listed: Listed) -> dict[str, object]:
    return {"operation": listed.operation_id, **(listed.where.params if listed.where else {})}


def _query(listed: Listed, wanted: Sequence[Wanted], percent: float | None) -> Composed:
    own = {name for one in wanted if one.field.kind == listed.kind for name in _columns(one.field)}
    hops = {name for one in wanted if one.field.kind != listed.kind for name in _columns(one.field)}
    has_hop = any(one.field.kind != listed.kind for one in wanted)
    sample = SQL("") if percent is None else SQL(" TABLESAMPLE SYSTEM ({})").format(Literal(percent))
    parts: list[Composable] = [SQL("SELECT -1 AS place, NULL::text AS value, count(*) AS count FROM r")]
    if has_hop:
        own |= {"company_id"}
        parts.append(SQL("SELECT -2, NULL, coalesce(sum(g.n), 0)::bigint FROM g"))
    parts += [
        _values(place, one, "r" if one.field.kind == listed.kind else "g") for place, one in enumerate(wanted)
    ]
    return SQL("WITH r AS MATERIALIZED (SELECT r.id, 1 AS n{} FROM {} r{} WHERE {}){} {}").format(
        _listed(own, "r"),
        Identifier(listed.kind),
        sample,
        alive(listed.kind, listed.operation_id, listed.where),
        _companies(hops) if has_hop else SQL(""),
        SQL(" UNION ALL ").join(SQL("({})").format(part) for part in parts),
    )


def _companies(columns: set[str]) -> Composed:
    return SQL(
        ", g AS MATERIALIZED (SELECT co.id, t.n{} FROM (SELECT company_id, count(*) AS n FROM r"
        " WHERE company_id IS NOT NULL GROUP BY company_id) AS t"
        " JOIN company co ON co.workspace_id = %(ws)s AND co.id = t.company_id AND co.deleted_at IS NULL)"
    ).format(_listed(columns, "co"))


def _listed(columns: set[str], alias: str) -> Composed:
    return SQL("").join(SQL(", {}").format(Identifier(alias, name)) for name in sorted(columns))


def _columns(field: Field) -> list[str]:
    names = [name for name, _ in field.columns]
    return [*names, field.key_column] if field.key_column else names


def _values(place: int, wanted: Wanted, alias: str) -> Composed:
    field = wanted.field
    if field.type == "range":
        return _of_range(place, field, alias)
    value, source = _MANY[field.storage] if field.storage in _MANY else _single(field, alias)
    rows = source.format(r=Identifier(alias), field=Literal(field.custom_id))
    top = SQL(
        """SELECT {place}, min(shown), sum(n)::bigint
           FROM (SELECT {value} AS value, {shown} AS shown, {r}.n FROM {rows}) AS held
           WHERE %({needle})s::text IS NULL OR strpos(folded(value), %({needle})s::text) > 0
           GROUP BY value ORDER BY value IS NULL DESC, value = ANY(%({chosen})s::text[]) DESC, 3 DESC, value
           LIMIT {most}"""
    )
    return top.format(
        place=Literal(place),
        value=value,
        shown=Identifier(alias, field.columns[0][0]) if field.key_column else value,
        r=Identifier(alias),
        rows=rows,
        needle=SQL(f"needle{place}"),
        chosen=SQL(f"chosen{place}"),
        most=Literal(MOST_VALUES),
    )


def _single(field: Field, alias: str) -> tuple[Composable, SQL]:
    name = field.key_column or field.columns[0][0]
    return SQL("{}::text").format(Identifier(alias, name)), SQL("{r}")


# Each value is met with each record that has it; a record without any is met once, with none.
_MANY: Mapping[str, tuple[Composable, SQL]] = {
    "custom": (
        SQL("v.value"),
        SQL(
            "{r} LEFT JOIN custom_value v ON v.workspace_id = %(ws)s AND v.record_id = {r}.id"
            " AND v.field_id = {field}"
        ),
    ),
    "tags": (
        SQL("v.name"),
        SQL(
            "{r} LEFT JOIN (SELECT h.record_id, t.name FROM record_tag h JOIN tag t"
            " ON t.workspace_id = h.workspace_id AND t.id = h.tag_id WHERE h.workspace_id = %(ws)s) AS v"
            " ON v.record_id = {r}.id"
        ),
    ),
    "lists": (
        SQL("v.list_id::text"),
        SQL(
            "{r} LEFT JOIN (SELECT h.record_id, h.list_id FROM record_list h JOIN list l"
            " ON l.workspace_id = h.workspace_id AND l.id = h.list_id AND l.archived_at IS NULL"
            " WHERE h.workspace_id = %(ws)s) AS v ON v.record_id = {r}.id"
        ),
    ),
}


def _of_range(place: int, field: Field, alias: str) -> Composed:
    """By the number of the class; a range that touches two is counted in both, as `overlaps` finds it."""
    low, high = (Identifier(alias, name) for name, _ in field.columns)
    classes = SQL(", ").join(
        SQL("({}::text, {}::bigint, {}::bigint)").format(Literal(str(number)), Literal(start), Literal(end))
        for number, (start, end) in enumerate(SIZES)
    )
    return SQL(
        """SELECT {place}, NULL, coalesce(sum(n), 0)::bigint FROM {r} WHERE {low} IS NULL AND {high} IS NULL
           UNION ALL SELECT {place}, c.number, sum({r}.n)::bigint FROM {r}
           JOIN (VALUES {classes}) AS c (number, low, high) ON ({low} IS NOT NULL OR {high} IS NOT NULL)
             AND ({low} IS NULL OR c.high IS NULL OR {low} <= c.high)
             AND ({high} IS NULL OR {high} >= c.low)
           GROUP BY c.number"""
    ).format(place=Literal(place), r=Identifier(alias), low=low, high=high, classes=classes)
