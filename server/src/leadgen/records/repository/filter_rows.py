"""SQL of filters: parts of a condition, and whether a field holds anything at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from psycopg.sql import SQL, Composable, Identifier

from leadgen.records.field import Field
from leadgen.records.filters.operators import RECORD_TIMES
from leadgen.records.filters.tree import Bind


@dataclass(frozen=True)
class Part:
    """`exact`: never NULL."""

    sql: Composable
    exact: bool = False


def complement(part: Part) -> Part:
    return Part(SQL("NOT {}" if part.exact else "{} IS NOT TRUE").format(part.sql), exact=True)


CUSTOM = SQL("custom_value v WHERE v.workspace_id = %(ws)s AND v.record_id = {r}.id AND v.field_id = {of}")
POINT = SQL("contact_point v WHERE v.workspace_id = %(ws)s AND v.contact_id = {r}.id AND {of}")
LIST = SQL(
    "record_list v JOIN list l ON l.workspace_id = v.workspace_id AND l.id = v.list_id"
    " AND l.archived_at IS NULL WHERE v.workspace_id = %(ws)s AND v.record_id = {r}.id"
)
TAG = SQL("record_tag v WHERE v.workspace_id = %(ws)s AND v.record_id = {r}.id")


def in_rows(rows: SQL, known: Field, alias: str, bind: Bind, condition: Composable) -> Part:
    """One of the rows that hold the field's values meets the condition."""
    found = rows.format(r=Identifier(alias), of=_own_rows(known, bind))
    return Part(SQL("EXISTS (SELECT FROM {} AND {})").format(found, condition), exact=True)


def _own_rows(known: Field, bind: Bind) -> Composable:
    if known.point is not None:
        return SQL("v.kind = {} AND v.label = {}").format(
            bind(known.point.kind, "text"), bind(known.point.label, "text")
        )
    return bind(known.custom_id, "uuid") if known.custom_id else SQL("true")


def filled(known: Field, alias: str, bind: Bind) -> Part:
    if known.storage == "column":
        held = [known.folded_column] if known.folded_column else own_columns(known)
        columns = [SQL("{}.{} IS NOT NULL").format(Identifier(alias), Identifier(one)) for one in held]
        return Part(SQL("({})").format(SQL(" OR ").join(columns)), exact=True)
    rows = {"custom": CUSTOM, "points": POINT, "tags": TAG, "lists": LIST}[known.storage]
    return in_rows(rows, known, alias, bind, SQL("true"))


def own_columns(known: Field) -> Sequence[str]:
    return [known.key] if known.key in RECORD_TIMES else [name for name, _ in known.columns]


def empty(known: Field, alias: str, bind: Bind) -> Part:
    """What has no value has no comparable form of it: that is what has the index."""
    if known.storage != "column":
        return complement(filled(known, alias, bind))
    keys = [known.key_column] if known.key_column else []
    columns = [
        SQL("{}.{} IS NULL").format(Identifier(alias), Identifier(one))
        for one in (*own_columns(known), *keys)
    ]
    return Part(SQL("({})").format(SQL(" AND ").join(columns)), exact=True)
