"""SQL of the search: records by parts of their texts, and what they are shown by."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from psycopg.sql import SQL, Composable, Composed, Identifier, Literal

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.tree import Bind
from leadgen.records.registry import registered
from leadgen.records.repository.rows import rows, scalars, typed
from leadgen.records.search.words import Sought, sought

# So many records are looked up by their ids; where more have a text, each record's own is looked at.
MOST_MET = 5_000


@dataclass(frozen=True)
class Met:
    """The records that have a text; None: too many to name them."""

    text: str
    ids: tuple[UUID, ...] | None


async def met(session: WorkspaceSession, kind: RecordKind, operand: str) -> Met:
    """Which records of this kind have all the words."""
    found = await scalars(
        session,
        UUID,
        "SELECT search_records(%(kind)s, %(patterns)s::text[], %(most)s::integer)",
        kind=kind,
        patterns=sought(operand).within,
        most=MOST_MET + 1,
    )
    return Met(operand, tuple(found) if len(found) <= MOST_MET else None)


def text_has(kind: RecordKind, alias: str, operand: object, bind: Bind) -> Composable:
    """The record's text has all the words."""
    if isinstance(operand, Met) and operand.ids is not None:
        return SQL("{}.id = ANY({})").format(Identifier(alias), bind(list(operand.ids), "uuid[]"))
    if isinstance(operand, Met):
        return _own_text_has(alias, sought(operand.text), bind)
    assert isinstance(operand, str)
    return SQL("{}.id IN (SELECT search_records({}, {}, NULL))").format(
        Identifier(alias), Literal(kind), bind(sought(operand).within, "text[]")
    )


def _own_text_has(alias: str, asked: Sought, bind: Bind) -> Composable:
    """No join: on the walk along a list many records match, and it ends soon."""
    tests = [SQL("e.text LIKE {}").format(bind(pattern, "text")) for pattern in asked.within]
    query = SQL(
        "coalesce((SELECT {} FROM search_entry e WHERE e.workspace_id = %(ws)s AND e.record_id = {}.id),"
        " false)"
    )
    return query.format(SQL(" AND ").join(tests), Identifier(alias))


@dataclass(frozen=True)
class Candidate:
    """A record whose text has what was asked for."""

    kind: RecordKind
    id: UUID


async def candidates(
    session: WorkspaceSession, kinds: Sequence[RecordKind], patterns: Sequence[str], most: int
) -> list[Candidate]:
    """Up to `most` records of each kind; which of them, where there are more, does not matter."""
    return await typed(
        session,
        Candidate,
        """SELECT kind, search_records(kind, %(patterns)s::text[], %(most)s::integer) AS id
           FROM unnest(%(kinds)s::text[]) AS k (kind)""",
        kinds=list(kinds),
        patterns=list(patterns),
        most=most,
    )


async def beginning(session: WorkspaceSession, prefix: str, most: int) -> list[Candidate]:
    """Up to `most` records by each of the fields with an index that lists are sorted by: those whose value
    begins so, in its order.
    """
    return await typed(session, Candidate, _BEGINNING, prefix=prefix, most=most)


async def people_at(session: WorkspaceSession, companies: Sequence[UUID], most: int) -> list[Candidate]:
    """Up to `most` contacts of these companies."""
    return await typed(
        session,
        Candidate,
        """SELECT 'contact' AS kind, id FROM contact WHERE workspace_id = %(ws)s AND deleted_at IS NULL
             AND company_id = ANY(%(companies)s) LIMIT %(most)s""",
        companies=list(companies),
        most=most,
    )


_BEGINNING = SQL(" UNION ALL ").join(
    SQL(
        "(SELECT {} AS kind, r.id FROM {} r WHERE r.workspace_id = %(ws)s AND r.deleted_at IS NULL"
        " AND starts_with(r.{key}, %(prefix)s::text) ORDER BY r.{key}, r.id LIMIT %(most)s::bigint)"
    ).format(Literal(field.kind), Identifier(field.kind), key=Identifier(field.sort_column))
    for field in registered()
    if field.searched and field.sort_column
)


async def shown(
    session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]
) -> dict[UUID, list[tuple[str, str]]]:
    """Living record → its values that are searched, as people see them: (field, value), the name first."""
    found = await rows(session, _shown(kind), ids=list(ids))
    return {cast(UUID, row["id"]): _pairs(row["pairs"]) for row in found if row["pairs"] is not None}


def _pairs(found: object) -> list[tuple[str, str]]:
    return [(key, value) for key, value in cast(list[list[str]], found)]


def searched(kind: RecordKind) -> list[Field]:
    """The fields that records of this kind are found by: a contact also by those of its company."""
    own = [field for field in registered(kind) if field.searched]
    return own if kind == "company" else own + searched("company")


def _shown(kind: RecordKind) -> Composed:
    listed = [
        SQL("SELECT {}, {}, {}").format(Literal(place), Literal(field.key), _stored(kind, field))
        if field.storage == "column"
        else SQL("SELECT {}, {}, p.value FROM {}").format(Literal(place), Literal(field.key), points(field))
        for place, field in enumerate(searched(kind))
    ]
    return SQL(
        """SELECT r.id, (SELECT jsonb_agg(jsonb_build_array(v.key, v.value) ORDER BY v.place, v.value)
             FROM ({listed}) AS v (place, key, value) WHERE v.value IS NOT NULL) AS pairs
           FROM {source} WHERE r.workspace_id = %(ws)s AND r.deleted_at IS NULL AND r.id = ANY(%(ids)s)"""
    ).format(listed=SQL(" UNION ALL ").join(listed), source=SOURCE[kind])


# A contact with its present company, or the name of the one it works at that is no record. The limits leave
# only keys to look with: without statistics the planner else reads whole tables.
SOURCE: dict[RecordKind, SQL] = {
    "company": SQL("company r"),
    "contact": SQL(
        """contact r
           LEFT JOIN LATERAL (SELECT c.* FROM company c WHERE c.workspace_id = %(ws)s
             AND c.id = r.company_id AND c.deleted_at IS NULL LIMIT 1) AS co ON true
           LEFT JOIN LATERAL (SELECT j.company_name FROM employment j WHERE j.workspace_id = %(ws)s
             AND j.contact_id = r.id AND j.is_primary AND j.to_date IS NULL LIMIT 1) AS e ON true"""
    ),
}


def entry_text(kind: RecordKind) -> Composed:
    """The text of the entry of a record of `SOURCE`, as `search.words.entry` makes it."""
    parts: list[Composable] = []
    for field in searched(kind):
        if field.storage == "column":
            parts.append(SQL("coalesce(search_words({}), '')").format(_folded(kind, field)))
        else:
            parts.append(
                SQL(
                    "coalesce((SELECT string_agg(search_words(folded(p.value)), '' ORDER BY p.value)"
                    " FROM {}), '')"
                ).format(points(field))
            )
    return SQL(" || ").join(parts)


def _folded(kind: RecordKind, field: Field) -> Composable:
    """Where the comparable form beside the value is the folded one, it is taken: a company's is not."""
    if field.key_column and field.kind == kind and field.normaliser != "company_name":
        return SQL("r.{}").format(Identifier(field.key_column))
    return SQL("folded({})").format(_stored(kind, field))


def _stored(kind: RecordKind, field: Field) -> Composable:
    column = Identifier(field.columns[0][0])
    if field.kind == kind:
        return SQL("r.{}").format(column)
    if field.normaliser == "company_name":
        return SQL("coalesce(co.{}, e.{})").format(column, column)
    return SQL("co.{}").format(column)


def points(field: Field) -> Composed:
    """The rows `p` of the contact's points of this field."""
    assert field.point is not None
    return SQL(
        "contact_point p WHERE p.workspace_id = %(ws)s AND p.contact_id = r.id"
        " AND p.kind = {} AND p.label = {}"
    ).format(Literal(field.point.kind), Literal(field.point.label))
