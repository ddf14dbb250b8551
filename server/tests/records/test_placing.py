"""Lines become contacts and companies: each finds the one it is about, or makes it."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.records import custom, service
from leadgen.records.contracts import FieldType, Option, Patch, Value
from tests.factories.records import Importer, Line, edit, open_import, place, the, undo, values_of
from tests.factories.tenancy import Workspace

ADA: Line = {
    "full_name": "Ada Example",
    "email": "ada@firm.example",
    "linkedin_url": "https://www.linkedin.com/in/ada",
    "job_title": "CTO",
    "company_name": "Firm Ltd",
    "company_country": "GB",
}


async def companies(database: Database, workspace: Workspace) -> list[tuple[str | None, str | None]]:
    """Name and domain of the living companies, by their ids."""
    async with database.workspace(workspace.id) as session:
        query = "SELECT company_name, company_domain FROM company WHERE deleted_at IS NULL ORDER BY id"
        return [(name, domain) for name, domain in await session.execute(text(query))]


async def keys(session: WorkspaceSession, record_id: UUID) -> set[str]:
    return set(
        await session.scalars(text("SELECT key FROM record_key WHERE record_id = :id"), {"id": record_id})
    )


async def test_a_line_makes_a_contact_with_points_job_and_company(
    database: Database, workspace: Workspace
) -> None:
    _, [placed] = await place(
        database, workspace, [{**ADA, "email_other": ["a@other.example"], "tags": ["VIP"]}]
    )
    assert (placed.outcome, placed.company_created) == ("create", True)
    assert await values_of(database, workspace, the(placed.record_id)) == {
        "full_name": "Ada Example",
        "first_name": "Ada",
        "last_name": "Example",
        "email": "ada@firm.example",
        "email_other": ["a@other.example"],
        "linkedin_url": "https://www.linkedin.com/in/ada",
        "job_title": "CTO",
        "seniority": "c_level",
        "department": "engineering",
        "tags": ["VIP"],
        "company": str(placed.company_id),
    }
    assert await companies(database, workspace) == [("Firm Ltd", "firm.example")]
    async with database.workspace(workspace.id) as session:
        job = (await session.execute(text("SELECT company_id, title, is_primary FROM employment"))).one()
        assert tuple(job) == (placed.company_id, "CTO", True)
        assert await keys(session, the(placed.record_id)) == {
            "email:ada@firm.example",
            "email:a@other.example",
            "linkedin:in/ada",
        }


@pytest.mark.parametrize(
    ("line", "outcome"),
    [
        ({"email": "ada@firm.example"}, "update"),
        ({"email": "ADA@firm.example".lower(), "linkedin_url": "https://www.linkedin.com/in/ada"}, "update"),
        ({"linkedin_url": "https://www.linkedin.com/in/grace", "email": "ada@firm.example"}, "ambiguous"),
        ({"email": "new@firm.example"}, "create"),
        ({"full_name": "Ada Example"}, "create"),
    ],
)
async def test_a_line_finds_the_record_of_its_keys(
    database: Database, workspace: Workspace, line: Line, outcome: str
) -> None:
    await place(database, workspace, [ADA, {"linkedin_url": "https://www.linkedin.com/in/grace"}])
    _, [placed] = await place(database, workspace, [line])
    assert placed.outcome == outcome
    assert (placed.record_id is None) == (outcome == "ambiguous")


async def test_only_keys_of_the_chosen_kinds_count(database: Database, workspace: Workspace) -> None:
    await place(database, workspace, [ADA])
    async with database.workspace(workspace.id) as session:
        importer = Importer(await open_import(session, workspace), match=["linkedin"])
        [placed] = await importer.chunk(session, [{"email": "ada@firm.example", "full_name": "Another"}])
        assert placed.outcome == "create"
        assert await keys(session, the(placed.record_id)) == set()


async def test_lines_of_one_group_are_one_contact_in_any_chunk(
    database: Database, workspace: Workspace
) -> None:
    async with database.workspace(workspace.id) as session:
        importer = Importer(await open_import(session, workspace))
        first = await importer.chunk(
            session, [{"email": "a@x.example"}, {"email": "a@x.example", "city": "Brno"}]
        )
    async with database.workspace(workspace.id) as session:
        later = await importer.chunk(session, [{"email": "a@x.example"}])
    assert [one.outcome for one in first + later] == ["create", "duplicate", "duplicate"]
    assert len({one.record_id for one in first + later}) == 1


async def test_the_same_lines_again_add_nothing(database: Database, workspace: Workspace) -> None:
    lines: list[Line] = [
        ADA,
        {"full_name": "Grace Example", "city": "Brno"},
        {"phone_mobile": "+420777123456"},
    ]
    await place(database, workspace, lines)
    _, again = await place(database, workspace, lines)
    assert [one.outcome for one in again] == ["update", "update", "update"]
    assert not any(one.company_created for one in again)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([{"company_name": "Firm Ltd"}, {"company_name": "FIRM Limited"}], [("Firm Ltd", None)]),
        (
            [
                {"company_name": "Firm", "company_country": "GB"},
                {"company_name": "Firm", "company_country": "DE"},
            ],
            [("Firm", None), ("Firm", None)],
        ),
        (
            [
                {"company_name": "Firm", "company_domain": "a.example"},
                {"company_name": "Firm", "company_domain": "b.example"},
            ],
            [("Firm", "a.example"), ("Firm", "b.example")],
        ),
        (
            [{"company_name": "Firm", "company_domain": "a.example"}, {"company_name": "Firm"}],
            [("Firm", "a.example")],
        ),
        (
            [{"company_name": "Firm", "email": "x@a.example"}, {"company_domain": "a.example"}],
            [("Firm", "a.example")],
        ),
        ([{"company_name": "Firm", "email": "x@gmail.com"}], [("Firm", None)]),
        ([{"company_name": "Freelance", "email": "x@a.example"}], []),
        ([{"email": "x@a.example"}], []),
    ],
)
@pytest.mark.parametrize("apart", [False, True])
async def test_a_contact_finds_or_makes_its_company(
    database: Database, workspace: Workspace, lines: list[Line], expected: list[tuple[str, str]], apart: bool
) -> None:
    named = [{"full_name": f"Person {number}", **line} for number, line in enumerate(lines)]
    for chunk in [[line] for line in named] if apart else [named]:
        await place(database, workspace, chunk)
    assert await companies(database, workspace) == expected


async def test_a_placeholder_stays_a_word_on_the_job(database: Database, workspace: Workspace) -> None:
    await place(database, workspace, [{"full_name": "Ada Example", "company_name": "Self-employed"}])
    async with database.workspace(workspace.id) as session:
        job = (await session.execute(text("SELECT company_id, company_name FROM employment"))).one()
    assert tuple(job) == (None, "Self-employed")


async def test_companies_come_by_key_or_else_by_name_and_country(
    database: Database, workspace: Workspace
) -> None:
    lines: list[Line] = [
        {"company_name": "Firm", "company_domain": "firm.example", "company_size": {"min": 10, "max": 49}},
        {"company_name": "Other", "company_country": "DE"},
    ]
    _, made = await place(database, workspace, lines, kind="company")
    assert [one.outcome for one in made] == ["create", "create"]
    assert (await values_of(database, workspace, the(made[0].record_id), "company"))["company_size"] == {
        "min": 10,
        "max": 49,
    }
    again: list[Line] = [
        {"company_domain": "firm.example"},
        {"company_name": "other", "company_country": "DE"},
        {"company_name": "Firm"},
    ]
    _, found = await place(database, workspace, again, kind="company")
    assert [one.outcome for one in found] == ["update", "update", "update"]
    assert [one.record_id for one in found] == [made[0].record_id, made[1].record_id, made[0].record_id]


@pytest.mark.parametrize(("fills", "outcome"), [(True, "create"), (False, "update")])
async def test_a_company_that_gets_a_country_is_no_more_the_one_without(
    database: Database, workspace: Workspace, fills: bool, outcome: str
) -> None:
    await place(database, workspace, [{"company_name": "Firm", "company_external_id": "X1"}], kind="company")
    lines: list[Line] = [
        {"company_external_id": "X1", "company_country": "CZ"},
        {"company_name": "Firm"},
    ]
    async with database.workspace(workspace.id) as session:
        operation_id = await open_import(session, workspace)
        importer = Importer(operation_id, "company", fills_country=fills)
        placed = await importer.chunk(session, lines)
    assert [one.outcome for one in placed] == ["update", outcome]


async def test_custom_values_of_every_type_come_with_the_line(
    database: Database, workspace: Workspace
) -> None:
    given: dict[FieldType, Value] = {
        "text": "Žluť", "long_text": "a\nb", "email": "q@x.example", "phone": "+420777123456",
        "url": "https://x.example/", "date": "2026-01-31", "datetime": "2026-01-31T09:00:00Z", "number": 42,
        "decimal": "12.50", "boolean": True, "choice": "one", "country": "CZ",
    }  # fmt: skip
    async with database.workspace(workspace.id) as session:
        for type_ in given:
            await custom.create_field(
                session,
                kind="contact",
                label=f"My {type_}",
                type=type_,
                options=[Option("one", "One")] if type_ == "choice" else None,
                unit=None,
                description=None,
            )
    line: Line = {"email": "a@x.example", **{f"my_{type_}": value for type_, value in given.items()}}
    _, [placed] = await place(database, workspace, [line])
    held = await values_of(database, workspace, the(placed.record_id))
    assert {key: held[key] for key in line} == dict(line)
    rows = "SELECT field_id, value, text_key, number, at, ref FROM custom_value ORDER BY field_id"
    async with database.workspace(workspace.id) as session:
        by_line = (await session.execute(text(rows))).all()
        operation_id = await open_import(session, workspace)
        cleared = Patch(the(placed.record_id), {key: None for key in line if key.startswith("my_")})
        await service.write(session, operation_id, "contact", [cleared])
        assert (await session.execute(text(rows))).all() == []
        written = Patch(
            the(placed.record_id), {key: value for key, value in line.items() if key.startswith("my_")}
        )
        await service.write(session, operation_id, "contact", [written])
        assert (await session.execute(text(rows))).all() == by_line


async def test_a_further_key_belongs_to_the_found_contact_until_the_import_is_undone(
    database: Database, workspace: Workspace
) -> None:
    _, [ada] = await place(database, workspace, [{"email": "ada@firm.example"}])
    operation_id, [found] = await place(
        database,
        workspace,
        [{"email": "ada@firm.example", "linkedin_url": "https://www.linkedin.com/in/ada"}],
    )
    assert found.outcome == "update"
    _, [by_profile] = await place(database, workspace, [{"linkedin_url": "https://www.linkedin.com/in/ada"}])
    assert by_profile.record_id == ada.record_id
    redo = await undo(database, workspace, operation_id)
    async with database.workspace(workspace.id) as session:
        assert await keys(session, the(ada.record_id)) == {"email:ada@firm.example"}
    await undo(database, workspace, redo)
    async with database.workspace(workspace.id) as session:
        assert "linkedin:in/ada" in await keys(session, the(ada.record_id))


async def test_a_changed_address_is_free_for_somebody_else(database: Database, workspace: Workspace) -> None:
    _, [ada] = await place(database, workspace, [{"email": "ada@firm.example"}])
    await edit(database, workspace, the(ada.record_id), email="ada@home.example")
    _, [other] = await place(database, workspace, [{"email": "ada@firm.example"}])
    assert other.outcome == "create"


async def test_writers_at_once_make_one_record_for_each_key(database: Database, workspace: Workspace) -> None:
    lines: list[Line] = [{"email": f"p{number}@x.example", "company_name": "Firm"} for number in range(20)]

    async def writer(turn: int) -> None:
        await place(database, workspace, lines[turn:] + lines[:turn])

    await asyncio.gather(*(writer(turn) for turn in range(8)))
    async with database.workspace(workspace.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM contact")) == 20
        assert await session.scalar(text("SELECT count(*) FROM company")) == 1


@pytest.mark.parametrize("field", ["job_title", "notes", "external_id", "website", "company_name"])
async def test_a_value_of_any_length_is_stored(database: Database, workspace: Workspace, field: str) -> None:
    long = "https://x.example/" + "ž 日本 words" * 20_000
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", field: long}])
    assert placed.outcome == "create"
    if field != "company_name":
        assert (await values_of(database, workspace, the(placed.record_id)))[field] == long
        await edit(database, workspace, the(placed.record_id), **{field: long + "!"})
