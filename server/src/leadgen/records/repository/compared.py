"""SQL of what is compared of a record when duplicates are looked for: its values as text, '' where none."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

from psycopg.sql import SQL, Composed, Identifier

from leadgen.db.engine import WorkspaceSession
from leadgen.records.field import RecordKind
from leadgen.records.repository.rows import run, scalars, typed, with_workspace

# In the order of the cells. A contact's company is compared by its name; one without a name by its domain.
COMPARED: Mapping[RecordKind, Sequence[str]] = {
    "contact": (
        "first_name", "last_name", "name_suffix", "email", "phone_mobile", "phone_work", "linkedin_url",
        "birthday", "company_name", "job_title", "street", "postal_code", "city", "country",
    ),
    "company": (
        "company_name", "company_domain", "company_linkedin_url", "register_id", "phone_company",
        "company_street", "company_postal_code", "company_city", "company_country",
    ),
}  # fmt: skip
_EMPLOYER = "coalesce(c.company_name, c.company_domain, '')"


@dataclass(frozen=True)
class Compared:
    """A living record with its cells, in the order of `COMPARED`, and when it was changed last."""

    id: UUID
    updated_at: datetime
    cells: Sequence[str]

    @property
    def digest(self) -> int:
        """Another one, but for chance, where another cell."""
        spelt = "\x1f".join(self.cells).encode("utf-8", "replace")
        return int.from_bytes(blake2b(spelt, digest_size=8).digest(), signed=True)


async def chunk(
    session: WorkspaceSession, kind: RecordKind, after: UUID | None, limit: int
) -> list[Compared]:
    """The next living records behind an id."""
    behind = SQL("AND (%(after)s::uuid IS NULL OR r.id > %(after)s) ORDER BY r.id LIMIT %(limit)s")
    return await _read(session, kind, behind, {"after": after, "limit": limit})


async def of(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, Compared]:
    """The living ones of these records."""
    among = SQL("AND r.id = ANY(%(ids)s::uuid[])")
    return {one.id: one for one in await _read(session, kind, among, {"ids": list(ids)})}


async def count(session: WorkspaceSession, kind: RecordKind) -> int:
    """How many living records there are."""
    query = SQL("SELECT count(*) FROM {} WHERE workspace_id = %(ws)s AND deleted_at IS NULL")
    return (await scalars(session, int, query.format(Identifier(kind))))[0]


async def lock(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> None:
    """Nobody changes these records until this transaction ends."""
    query = SQL(
        "SELECT id FROM {} WHERE workspace_id = %(ws)s AND id = ANY(%(ids)s::uuid[]) ORDER BY id FOR UPDATE"
    )
    await run(session, query.format(Identifier(kind)), ids=list(ids))


async def _read(
    session: WorkspaceSession, kind: RecordKind, which: SQL, params: Mapping[str, object]
) -> list[Compared]:
    connection = await session.driver()
    cursor = await connection.execute(_query(kind, which), with_workspace(session, params))
    return [Compared(row[0], row[1], row[2:]) async for row in cursor]


def _query(kind: RecordKind, which: SQL) -> Composed:
    """The page first, the companies of its records then: their names are no reason to walk all of them."""
    cells = [
        SQL(_EMPLOYER)
        if kind == "contact" and key == "company_name"
        else SQL("coalesce(r.{}::text, '')").format(Identifier(key))
        for key in COMPARED[kind]
    ]
    employer = SQL(
        " LEFT JOIN company c ON c.workspace_id = r.workspace_id AND c.id = r.company_id"
        if kind == "contact"
        else ""
    )
    return SQL(
        "SELECT r.id, r.updated_at, {} FROM (SELECT r.* FROM {} r WHERE r.workspace_id = %(ws)s"
        " AND r.deleted_at IS NULL {}) AS r {} ORDER BY r.id"
    ).format(SQL(", ").join(cells), Identifier(kind), which, employer)


@dataclass(frozen=True)
class Title:
    """What a record is called in a line, and what is said below."""

    id: UUID
    title: str
    subtitle: str


async def titles(session: WorkspaceSession, kind: RecordKind, ids: Collection[UUID]) -> dict[UUID, Title]:
    """Of these records, removed ones too."""
    query = _CONTACTS if kind == "contact" else _COMPANIES
    return {one.id: one for one in await typed(session, Title, query, ids=list(ids))}


_CONTACTS = """
SELECT r.id, coalesce(r.full_name, r.email, r.linkedin_url, '') AS title,
  concat_ws(', ', r.job_title, coalesce(c.company_name, c.company_domain),
    CASE WHEN r.full_name IS NOT NULL THEN r.email END) AS subtitle
FROM contact r LEFT JOIN company c ON c.workspace_id = r.workspace_id AND c.id = r.company_id
WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s::uuid[])
"""
_COMPANIES = """
SELECT r.id, coalesce(r.company_name, r.company_domain, '') AS title,
  concat_ws(', ', CASE WHEN r.company_name IS NOT NULL THEN r.company_domain END, r.company_city,
    r.company_country) AS subtitle
FROM company r WHERE r.workspace_id = %(ws)s AND r.id = ANY(%(ids)s::uuid[])
"""
