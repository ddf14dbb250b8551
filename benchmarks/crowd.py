"""A large workspace among others, made in the database itself: nothing here is measured.

Contacts of one workspace at a fifth as many companies, and twice as many contacts in 49 others. Names, titles
and the like are drawn from short lists with a fixed rule, so that every run has the same records: a title in
fourteen, a country in twelve, a city in five hundred, a tag on one in ten, in a hundred, in two thousand; a
number and a text of the workspace's own on every second contact. Whatever the lists do not read (identities,
lines of files, changes) is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg.sql import SQL, Composed, Literal

OTHERS = 49
TAGS = {"Customer": 10, "Partner": 100, "Speaker": 2_000}  # one in so many
COMPANIES_OF = 5  # contacts at each

_FIRST = [
    "Ada", "Bela", "Chiara", "Dmitri", "Élodie", "Farid", "Greta", "Hana", "Ivo", "Jana", "Kofi", "Lina",
    "Marek", "Nadia", "Omar", "Petra",
]  # fmt: skip
_LAST = [
    "Novák", "Müller", "Rossi", "Smith", "Okafor", "Dupont", "Garcia", "Sato", "Larsen", "Kowalski", "Horvat",
    "Silva", "Berg", "Nagy",
]  # fmt: skip
TITLES = [
    "CEO", "Head of Sales", "VP Sales", "Marketing Manager", "Account Executive", "CTO", "Office Manager",
    "Founder", "Sales Engineer", "Head of Marketing", "Controller", "Recruiter", "Product Owner", "Buyer",
]  # fmt: skip
COUNTRIES = ["DE", "AT", "CH", "CZ", "SK", "PL", "FR", "IT", "ES", "NL", "GB", "US"]
SENIORITIES = ["founder", "c_level", "vp", "head", "director", "manager", "senior", "individual_contributor"]
INDUSTRIES = ["Software", "Food", "Machinery", "Logistics", "Textiles", "Energy", "Health", "Retail"]
_SIZES = "(ARRAY[1, 10, 50, 250, 1000])[1 + abs(hashint8(i * 31)) % 5]"


@dataclass(frozen=True)
class Crowd:
    """What a view can ask for."""

    workspace: UUID
    contacts: int
    owner: UUID
    number_field: UUID
    text_field: UUID
    tags: Mapping[str, UUID]


def fill(
    connection: psycopg.Connection, workspace: UUID, contacts: int, owner: UUID, number: UUID, text: UUID
) -> Crowd:
    """Fill the tables of records; `number` and `text` are fields that the workspace has."""
    connection.execute("SELECT setseed(0.5)")
    connection.execute(
        "CREATE TABLE crowd_workspace AS SELECT %s::uuid AS id, 0 AS place UNION ALL "
        "SELECT gen_random_uuid(), place FROM generate_series(1, %s) AS place",
        [workspace, OTHERS],
    )
    _records(connection, 0, contacts, owner)
    # The others are rows of the tables only, no workspaces: nobody could make the texts they are searched by,
    # so that no trigger asks for them.
    connection.execute("SET session_replication_role = replica")
    for place in range(1, OTHERS + 1):
        _records(connection, place, contacts * 2 // OTHERS, owner)
    connection.execute("RESET session_replication_role")
    _own_values(connection, workspace, number, text)
    tags = {name: _tag(connection, workspace, name, one_in) for name, one_in in TAGS.items()}
    connection.execute("VACUUM ANALYZE")
    return Crowd(workspace, contacts, owner, number, text, tags)


def _records(connection: psycopg.Connection, place: int, count: int, owner: UUID) -> None:
    _companies(connection, place, max(1, count // COMPANIES_OF))
    _contacts(connection, place, count, owner)


def _companies(connection: psycopg.Connection, place: int, count: int) -> None:
    connection.execute(
        SQL(
            """INSERT INTO company (workspace_id, id, origin_operation_id, created_at, updated_at,
                 company_name, company_name_key, company_domain, industry, company_size_min, company_size_max,
                 company_country)
               SELECT w.id, md5(w.id::text || 'company' || i)::uuid, w.id, at, at, 'Firm ' || i, 'firm ' || i,
                 'firm' || i || '.example', {industry}, {size}, {size} * 5 - 1, {country}
               FROM crowd_workspace w, generate_series(1, {count}) AS i,
                 LATERAL (SELECT timestamptz '2026-01-01' + i * interval '10 seconds' AS at) AS made
               WHERE w.place = {place}"""
        ).format(
            industry=_pick(INDUSTRIES, 17), size=SQL(_SIZES), country=_pick(COUNTRIES, 19),
            count=Literal(count), place=Literal(place),
        )
    )  # fmt: skip


def _contacts(connection: psycopg.Connection, place: int, count: int, owner: UUID) -> None:
    connection.execute(
        SQL(
            """INSERT INTO contact (workspace_id, id, origin_operation_id, created_at, updated_at,
                 full_name, full_name_key, first_name, last_name, email, job_title, job_title_key, seniority,
                 city, country, owner_id, company_id)
               SELECT w.id, uuidv7(), w.id, at, at, first || ' ' || last, folded(first || ' ' || last), first,
                 last, folded(first) || i || '@firm' || (i / {firm}) || '.example', title, folded(title),
                 {seniority}, 'City ' || abs(hashint8(i * 7)) % 500, {country},
                 CASE WHEN i % 20 = 0 THEN {owner} END,
                 md5(w.id::text || 'company' || (1 + i / {firm}))::uuid
               FROM crowd_workspace w, generate_series(1, {count}) AS i,
                 LATERAL (SELECT {first} AS first, {last} || ' ' || i % 1000 AS last, {title} AS title,
                   timestamptz '2026-01-01' + i * interval '20 seconds' AS at) AS made
               WHERE w.place = {place}"""
        ).format(
            firm=Literal(COMPANIES_OF), seniority=_pick(SENIORITIES, 11), country=_pick(COUNTRIES, 13),
            owner=Literal(owner), count=Literal(count), first=_pick(_FIRST, 3), last=_pick(_LAST, 5),
            title=_pick(TITLES, 23), place=Literal(place),
        )
    )  # fmt: skip


def _own_values(connection: psycopg.Connection, workspace: UUID, number: UUID, text: UUID) -> None:
    connection.execute(
        """INSERT INTO custom_value (workspace_id, record_id, field_id, value, number)
           SELECT workspace_id, id, %s, (nth %% 1000)::text, nth %% 1000
           FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM contact WHERE workspace_id = %s) AS r
           WHERE nth %% 2 = 0""",
        [number, workspace],
    )
    connection.execute(
        """INSERT INTO custom_value (workspace_id, record_id, field_id, value, text_key)
           SELECT workspace_id, id, %s, 'Fair ' || nth %% 5000, 'fair ' || nth %% 5000
           FROM (SELECT *, row_number() OVER (ORDER BY id) AS nth FROM contact WHERE workspace_id = %s) AS r
           WHERE nth %% 2 = 1""",
        [text, workspace],
    )


def _tag(connection: psycopg.Connection, workspace: UUID, name: str, one_in: int) -> UUID:
    row = connection.execute(
        "INSERT INTO tag (workspace_id, id, name, key) "
        "VALUES (%s, gen_random_uuid(), %s, lower(%s)) RETURNING id",
        [workspace, name, name],
    ).fetchone()
    assert row is not None
    connection.execute(
        """INSERT INTO record_tag (workspace_id, record_id, tag_id)
           SELECT workspace_id, id, %s FROM (
             SELECT *, row_number() OVER (ORDER BY id) AS nth FROM contact WHERE workspace_id = %s) AS r
           WHERE nth %% %s = 0""",
        [row[0], workspace, one_in],
    )
    return UUID(str(row[0]))


def _pick(words: list[str], prime: int) -> Composed:
    listed = SQL(", ").join(map(Literal, words))
    return SQL("({}::text[])[1 + abs(hashint8(i * {})) % {}]").format(
        SQL("ARRAY[{}]").format(listed), Literal(prime), Literal(len(words))
    )
