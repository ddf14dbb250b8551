"""Random workspaces made by the product's own services, and what a plain reader finds in them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, cast
from uuid import UUID, uuid5

from psycopg.rows import dict_row

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.records import custom, service
from leadgen.records.contracts import FieldType, Patch, Value
from leadgen.records.field import Field, Option, RecordKind
from leadgen.records.held import Held
from leadgen.records.normalise import Bad, Context, normalise_value
from leadgen.records.repository import lists, reading
from leadgen.records.repository.lists import RecordList
from tests.factories.records import Importer, alice, open_import, undo
from tests.factories.tenancy import Workspace
from tests.records.filters.evaluator import Cell, Record, World

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WORDS = (
    "Ada", "ADA", "Žofie", "zofie", "Łukasz", "Straße", "STRASSE", "Müller", "Ærø", "Ὀδυσσεύς",
    "Иван", "ИВАН", "王芳", "O’Neil", "100%", "a_b", "back\\slash", "quo'te", "Ｆｕｌｌ", "ﬁne", "한국",
    "sales", "Head", "VP",
)  # fmt: skip
_CUSTOM: tuple[FieldType, ...] = (
    "text", "long_text", "email", "phone", "url", "date", "datetime", "number", "decimal", "boolean",
    "choice", "country",
)  # fmt: skip
CHOICES = (Option("fair", "Trade fair"), Option("referral", "Empfehlung"), Option("ad", "Ad"))
STATES = ("unknown", "failed", "skipped", "queued", "running")
Line = dict[str, Value]


async def make(database: Database, workspace: Workspace, random: Random, *, contacts: int) -> None:
    """Companies and contacts of two imports, edits by hand, undos, removed records, cells with states."""
    async with database.workspace(workspace.id) as session:
        fields = await _with_own_fields(session, random)
    companies = [_line(random, fields, "company") for _ in range(contacts // 4)]
    await _import(database, workspace, random, companies, "company")
    people = [{**_line(random, fields, "contact"), **_employer(random, companies)} for _ in range(contacts)]
    for part in (people[: contacts // 2], people[contacts // 2 :]):
        await _import(database, workspace, random, part, "contact")
    gone = await _import(database, workspace, random, people[:3] + companies[:0], "contact")
    await undo(database, workspace, gone)
    await _edits(database, workspace, random, fields)
    async with database.workspace(workspace.id) as session:
        await _cells(session, random, fields)


async def read(database: Database, workspace: Workspace) -> World:
    """What is there, as a plain reader sees it: one value after the other."""
    async with database.workspace(workspace.id) as session:
        kinds: tuple[RecordKind, ...] = ("contact", "company")
        fields = {(field.kind, field.key): field for field in await service.fields_of(session)}
        cells = await _rows(session, "SELECT *, pinned_by IS NOT NULL AS pinned FROM field_state")
        touched = await _rows(session, "SELECT operation_id, record_id FROM change")
        imports = await _rows(session, "SELECT id FROM operation WHERE kind = 'import'")
        made = await _rows(session, "SELECT id FROM list ORDER BY id")
        found: dict[RecordKind, dict[UUID, Record]] = {}
        for kind in kinds:
            ids = [
                row["id"]
                for row in await _rows(session, f"SELECT id FROM {kind} WHERE deleted_at IS NULL ORDER BY id")
            ]
            held = await reading.hold(session, kind, ids)
            found[kind] = {
                one.id: _record(one, cells, touched) for one in sorted(held.values(), key=lambda one: one.id)
            }
    for contact in found["contact"].values():
        company = (
            found["company"].get(UUID(str(contact.values["company"])))
            if "company" in contact.values
            else None
        )
        contact.company = company
        if company is not None:
            company.contacts.append(contact)
    return World(
        contacts=list(found["contact"].values()),
        companies=list(found["company"].values()),
        fields=fields,
        imports={row["id"] for row in imports},
        members=[workspace.alice.id, workspace.bob.id],
        lists=[row["id"] for row in made],
        now=NOW,
    )


async def _with_own_fields(session: WorkspaceSession, random: Random) -> Sequence[Field]:
    kinds: tuple[RecordKind, ...] = ("contact", "company")
    for kind in kinds:
        for of in _CUSTOM:
            options = CHOICES if of == "choice" else None
            await custom.create_field(
                session, kind=kind, label=f"Own {of} {kind}", type=of, options=options, unit=None,
                description=None,
            )  # fmt: skip
        for number, list_id in enumerate(_lists(session.workspace_id, kind)):
            made = RecordList(UUID(list_id), kind, f"List {number}", "", NOW, None)
            await lists.write(session, made, made.name)
    return await service.fields_of(session)


def _line(random: Random, fields: Sequence[Field], kind: RecordKind) -> Line:
    """Each field is filled in a third of the records, so that every test finds some and misses some."""
    chosen = [field for field in fields if field.kind == kind and field.importable and not field.derived]
    drawn = {field.key: value_of(random, field) for field in chosen if random.random() < 0.35}
    return {key: value for key, value in drawn.items() if value is not None}


def _employer(random: Random, companies: Sequence[Line]) -> Line:
    if random.random() < 0.4:
        return {}
    company = random.choice(companies)
    return {key: company[key] for key in ("company_name", "company_domain") if key in company}


def value_of(random: Random, field: Field) -> Value | None:
    """A value of the field, as its normaliser would store it."""
    if field.type == "range":
        low, high = sorted((random.randint(1, 12), random.randint(1, 12)))
        ends = [(low, high), (low, None), (None, high)]
        return dict(zip(("min", "max"), random.choice(ends), strict=True))
    if field.type == "money":
        return {"amount": random.randint(-3, 3), "currency": random.choice(["EUR", "USD"])}
    if field.type in ("number", "boolean"):
        return random.randint(2000, 2005) if field.type == "number" else random.random() < 0.5
    if field.many:
        drawn = {stored(field, raw_of(random, field)) for _ in range(random.randint(1, 3))}
        return sorted(str(one) for one in drawn if one is not None) or None
    return stored(field, raw_of(random, field))


def stored(field: Field, raw: str) -> Value | None:
    found = normalise_value(field.normaliser, raw, Context(options=field.options or ()))
    if field.type == "tags":
        found = raw
    return None if isinstance(found, Bad) else found


def raw_of(random: Random, field: Field) -> str:
    """A text as somebody might write it."""
    made = _MADE.get(field.type) or _MADE.get(field.normaliser)
    if made is not None:
        return made(random)
    if field.type == "url":
        return _address(random, field)
    between = "\n\n" if field.type == "long_text" else " "
    word = random.choice(WORDS)
    return f"{word}{between}{random.choice(WORDS)}" if random.random() < 0.5 else word


def _email(random: Random) -> str:
    local = f"{random.choice(['Ada', 'bo', 'cy.d'])}{random.randint(1, 40)}"
    return f"{local}@{random.choice(['x', 'mül'])}.example"


def _company_name(random: Random) -> str:
    form = random.choice(["GmbH", "works", "Ltd", ""])
    return f"{random.choice(WORDS)} {form}{random.choice(['', ' ', ' & Co'])}"


_MADE: Mapping[str, Callable[[Random], str]] = {
    "email": _email,
    "phone": lambda random: f"+420 777 {random.randint(100, 130)} {random.randint(100, 104)}",
    "date": lambda random: (NOW.date() + timedelta(days=random.randint(-6, 4))).isoformat(),
    "datetime": lambda random: (NOW + timedelta(hours=random.randint(-100, 60))).isoformat(),
    "decimal": lambda random: random.choice(["1.5", "-2", "0.12345", "1.50", "100", "0.12341"]),
    "choice": lambda random: random.choice(CHOICES).label,
    "country": lambda random: random.choice(["DE", "Austria", "CZ"]),
    "domain": lambda random: f"{random.choice('abcdefghijk')}{random.randint(1, 9)}.example",
    "company_name": _company_name,
}


def _address(random: Random, field: Field) -> str:
    name = random.choice(["ada", "Bo", "c-d", "Žofie"]) + str(random.randint(1, 40))
    known = {
        "linkedin_person": f"linkedin.com/in/{name}",
        "linkedin_company": f"https://www.linkedin.com/company/{name}/",
        "facebook": f"facebook.com/{name}",
        "twitter": f"@{name.replace('-', '_')}",
    }
    return known.get(field.normaliser, f"https://{random.choice('abc')}.example/{name}")


async def _import(
    database: Database,
    workspace: Workspace,
    random: Random,
    lines: Sequence[Mapping[str, Value]],
    kind: RecordKind,
) -> UUID:
    with clock.fix(_some_time(random)):
        async with database.workspace(workspace.id) as session:
            importer = Importer(await open_import(session, workspace), kind)
            await importer.chunk(session, lines)
            await service.finish_operation(session, importer.operation_id, state="done", counts={})
    return importer.operation_id


def _some_time(random: Random, ago: Sequence[int] = (1, 5, 40, 100)) -> datetime:
    """What is written later is written by a later time."""
    return NOW - timedelta(days=random.choice(ago), seconds=random.randint(0, 1))


async def _edits(database: Database, workspace: Workspace, random: Random, fields: Sequence[Field]) -> None:
    """By hand and by a later import, some of them undone."""
    kinds: tuple[RecordKind, ...] = ("contact", "company")
    for kind in kinds:
        editable = [
            one for one in fields if one.kind == kind and one.editable and not one.point and not one.derived
        ]
        async with database.workspace(workspace.id) as session:
            ids = [
                row["id"]
                for row in await _rows(session, f"SELECT id FROM {kind} WHERE deleted_at IS NULL ORDER BY id")
            ]
        for number in range(6):
            with clock.fix(_some_time(random, [0, 1])):
                operation_id = await _written(
                    database, workspace, random, kind, editable, ids, by_hand=number > 1
                )
            if random.random() < 0.3:
                await undo(database, workspace, operation_id)


async def _written(
    database: Database, workspace: Workspace, random: Random, kind: RecordKind, fields: Sequence[Field],
    ids: Sequence[UUID], *, by_hand: bool,
) -> UUID:  # fmt: skip
    patches = [
        Patch(one, {field.key: _new(random, field, workspace) for field in _some(random, fields)})
        for one in random.sample(list(ids), min(len(ids), 8))
    ]
    async with database.workspace(workspace.id) as session:
        operation_id = await service.open_operation(
            session,
            kind="edit" if by_hand else "import",
            actor=alice(workspace),
            source="",
            summary="Written",
        )
        await service.write(session, operation_id, kind, patches)
        await service.finish_operation(session, operation_id, state="done", counts={})
    return operation_id


def _some(random: Random, fields: Sequence[Field]) -> Sequence[Field]:
    """What only edits fill comes more often than its share."""
    own = [field for field in fields if field.type == "lists" and random.random() < 0.3]
    return [*random.sample([field for field in fields if field not in own], 4), *own]


def _new(random: Random, field: Field, workspace: Workspace) -> Value | None:
    if random.random() < 0.3:
        return None
    if field.type == "member":
        return str(random.choice([workspace.alice.id, workspace.bob.id]))
    if field.type == "lists":
        return sorted(random.sample(_lists(workspace.id, field.kind), random.randint(1, 3)))
    return value_of(random, field)


def _lists(workspace_id: UUID, kind: RecordKind) -> list[str]:
    """The lists of a kind, which every world has."""
    return [str(uuid5(workspace_id, f"{kind} {number}")) for number in range(3)]


async def _cells(session: WorkspaceSession, random: Random, fields: Sequence[Field]) -> None:
    """States that only later stages give."""
    rows = await _rows(
        session, "SELECT id, origin_operation_id FROM contact WHERE deleted_at IS NULL ORDER BY id"
    )
    connection = await session.driver()
    names = [one.key for one in fields if one.kind == "contact" and not one.derived]
    for row in random.sample(rows, min(len(rows), 20)):
        await connection.execute(
            "INSERT INTO field_state (workspace_id, record_id, field, kind, state, operation_id, checked_at)"
            " VALUES (%s, %s, %s, 'contact', %s, %s, %s) ON CONFLICT DO NOTHING",
            [session.workspace_id, row["id"], random.choice(names), random.choice(STATES),
             row["origin_operation_id"], _some_time(random)],
        )  # fmt: skip


async def _rows(session: WorkspaceSession, query: str) -> list[dict[str, Any]]:
    connection = await session.driver()
    async with connection.cursor(row_factory=dict_row) as cursor:
        await cursor.execute(cast(Any, query))
        return await cursor.fetchall()


def _record(held: Held, cells: Sequence[Mapping[str, Any]], touched: Sequence[Mapping[str, Any]]) -> Record:
    return Record(
        id=held.id,
        kind=held.kind,
        values=held.values,
        created_at=held.created_at,
        updated_at=held.updated_at,
        origin=held.origin_id,
        cells={
            row["field"]: Cell(row["state"], row["checked_at"], row["operation_id"], row["pinned"])
            for row in cells
            if row["record_id"] == held.id
        },
        touched_by={held.origin_id} | {row["operation_id"] for row in touched if row["record_id"] == held.id},
    )
