"""Search on a real base: what is found, when, by whom, and by which plan."""

import asyncio
from datetime import datetime
from uuid import UUID

import pytest
from psycopg.sql import SQL

from leadgen.db.address import Address
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.records.repository import searching
from leadgen.records.search import keeper, service
from leadgen.records.search.words import entry, matches, sought
from tests.factories.records import Line, edit, place, the, undo
from tests.factories.server import TestServer
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
BO = "Bo 100%_\\'X"
LINES: list[Line] = [
    {
        "full_name": "Jana Müllerová", "email": "jana@brightwater.example", "job_title": "Head of Sales",
        "company_name": "Brightwater GmbH", "company_domain": "brightwater.example",
        "email_other": ["j.m@private.example"],
    },
    {"full_name": BO, "email": "bo@x.example", "company_name": "Straßen & Söhne"},
]  # fmt: skip


@pytest.fixture
async def ids(database: Database, workspace: Workspace) -> dict[str, UUID]:
    """Jana and Bo, found."""
    operation_id, [jana, bo] = await place(database, workspace, LINES)
    await keep(database)
    return {
        "jana": the(jana.record_id), "bo": the(bo.record_id), "brightwater": the(jana.company_id),
        "import": operation_id,
    }  # fmt: skip


async def keep(database: Database) -> None:
    while await keeper.look_around(database):
        pass


async def found(database: Database, workspace: Workspace, query: str) -> list[str]:
    async with database.workspace(workspace.id) as session:
        return [hit.found.name for hit in await service.search(session, query, 5)]


async def test_any_part_of_names_addresses_job_and_company_finds_a_contact(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    for query in (
        "jana", "MULLEROVA", "müll", "lerov", "ja mü", "sales head", "brightwater.example",
        "jana sales bright", "private", "ja",
    ):  # fmt: skip
        assert "Jana Müllerová" in await found(database, workspace, query), query
    assert await found(database, workspace, "strassen sohne") == ["Straßen & Söhne", BO]


async def test_a_domain_finds_its_company_and_the_people_there_without_reading_texts(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    assert await found(database, workspace, "brightwater.ex") == ["Jana Müllerová", "Brightwater GmbH"]
    async with database.workspace(workspace.id) as session:
        assert await counted(session, lambda: service.search(session, "brightwater.ex", 5)) == 4
    assert await found(database, workspace, "vate.exam") == ["Jana Müllerová"]


async def test_wildcards_and_quotes_are_text(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    for query in ("100%", "100%_", "100%_\\'x"):
        assert await found(database, workspace, query) == [BO], query
    for query in ("%", "_", "1_0%", "j%a", "a_a", "0%_", "_\\'x", "' OR 1=1 --"):
        assert await found(database, workspace, query) == [], query


async def test_what_was_written_is_found_after_one_look_and_the_old_words_no_more(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    await edit(database, workspace, ids["jana"], last_name="Nová")
    assert await found(database, workspace, "mullerova") == []
    await keeper.look_around(database)
    assert await found(database, workspace, "nova") == ["Jana Nová"]
    assert await _entries(database, workspace, ids["jana"]) == [
        entry(
            [
                "jana nova", "head of sales", "jana@brightwater.example", "j.m@private.example",
                "brightwater gmbh", "brightwater.example",
            ]
        )
    ]  # fmt: skip


async def test_undo_and_redo_take_out_and_bring_back(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    gone = await undo(database, workspace, ids["import"])
    assert await found(database, workspace, "jana") == []
    await keep(database)
    assert await _entries(database, workspace) == []
    await undo(database, workspace, gone)
    await keep(database)
    assert await found(database, workspace, "jana") == ["Jana Müllerová"]


async def test_a_renamed_company_is_found_with_its_contacts(
    database: Database, workspace: Workspace, ids: dict[str, UUID], web: Browsers
) -> None:
    path = f"{BASE}/companies/{ids['brightwater']}"
    answer = await web.alice.patch(path, json={"values": {"company_name": "Quietwater"}})
    assert answer.status_code == 200, answer.text
    await keep(database)
    assert await found(database, workspace, "quietwater") == ["Quietwater", "Jana Müllerová"]
    assert await found(database, workspace, "brightwater gmbh") == []


async def test_another_workspace_finds_nothing(
    database: Database, workspace: Workspace, other_workspace: Workspace, ids: dict[str, UUID]
) -> None:
    assert await found(database, other_workspace, "jana") == []
    async with database.workspace(other_workspace.id) as session:
        connection = await session.driver()
        cursor = await connection.execute("SELECT search_records('contact', ARRAY['%jana%'], NULL)")
        assert await cursor.fetchall() == []
    async with database.identity() as nowhere:
        connection = await nowhere.driver()
        cursor = await connection.execute("SELECT search_records('contact', ARRAY['%jana%'], 5)")
        assert await cursor.fetchall() == []


async def test_members_search_and_outsiders_do_not(web: Browsers, ids: dict[str, UUID]) -> None:
    clients = (web.alice, web.bob, web.charlie, web.nobody)
    answers = [await client.get(f"{BASE}/search", params={"q": "jana"}) for client in clients]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
    assert answers[1].json()["items"] == [
        {
            "id": str(ids["jana"]), "kind": "contact", "name": "Jana Müllerová",
            "secondary": "Head of Sales · Brightwater GmbH", "field": "full_name", "value": "Jana Müllerová",
        }
    ]  # fmt: skip


async def test_a_list_is_narrowed_by_a_text_and_says_so(web: Browsers, ids: dict[str, UUID]) -> None:
    term = {"term": "search", "value": "Müller  bright"}
    page = await web.bob.post(f"{BASE}/contacts/query", json={"filter": term})
    assert [row["id"] for row in page.json()["items"]] == [str(ids["jana"])]
    others = await web.bob.post(f"{BASE}/contacts/query", json={"filter": {"not": term}})
    assert [row["id"] for row in others.json()["items"]] == [str(ids["bo"])]
    wild: dict[str, object] = {"term": "search", "value": "1_0%"}
    nothing = await web.bob.post(f"{BASE}/contacts/query", json={"filter": wild})
    assert nothing.json()["items"] == []
    behind = await web.bob.post(
        f"{BASE}/contacts/query", json={"filter": {"company": {"term": "search", "value": "sohne"}}}
    )
    assert [row["id"] for row in behind.json()["items"]] == [str(ids["bo"])]
    told = await web.bob.post(f"{BASE}/filters/describe", json={"kind": "contact", "filter": term})
    assert told.json()["words"] == "Matches “Müller bright”"


async def test_what_many_records_have_is_asked_of_each_with_the_same_answer(
    web: Browsers, ids: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    for most in (5_000, 0):
        monkeypatch.setattr(searching, "MOST_MET", most)
        for value, names in (("example", {"jana", "bo"}), ("ja sales", {"jana"}), ("nobody", set[str]())):
            term = {"term": "search", "value": value}
            for given, wanted in ((term, names), ({"not": term}, {"jana", "bo"} - names)):
                page = await web.bob.post(f"{BASE}/contacts/query", json={"filter": given})
                assert {row["id"] for row in page.json()["items"]} == {str(ids[name]) for name in wanted}


async def test_a_text_without_words_is_refused(web: Browsers, workspace: Workspace) -> None:
    for value in (None, 7, "", "–", "x" * 201):
        answer = await web.bob.post(
            f"{BASE}/contacts/query", json={"filter": {"term": "search", "value": value}}
        )
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "/value")


async def test_a_search_asks_at_most_five_times(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    async with database.workspace(workspace.id) as session:
        assert await counted(session, lambda: service.search(session, "water", 5)) == 5


async def test_two_keepers_never_work_on_one_workspace(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    await edit(database, workspace, ids["jana"], last_name="Nová")
    async with database.workspace(workspace.id) as one, database.workspace(workspace.id) as other:
        assert await keeper.step(one)
        assert not await keeper.step(other)
    assert not await keeper.look_around(database)


async def test_a_change_that_is_committed_while_the_keeper_works_is_not_lost(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    """Out of order: the note of the first statement is worked off before the second commits."""
    async with database.workspace(workspace.id) as slow:
        await _rename(slow, ids["bo"], "Slow Bo")
        await edit(database, workspace, ids["jana"], last_name="Nová")
        await keep(database)
    await keep(database)
    assert await found(database, workspace, "slow") == ["Slow Bo"]


async def test_a_keeper_that_dies_in_the_middle_leaves_its_notes(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    await edit(database, workspace, ids["jana"], last_name="Nová")
    async with database.workspace(workspace.id) as session:
        assert await keeper.step(session)
        await session.rollback()
    await keep(database)
    assert await found(database, workspace, "nova") == ["Jana Nová"]


async def test_a_workspace_whose_texts_cannot_be_made_keeps_no_other_one_waiting(
    database: Database,
    workspace: Workspace,
    other_workspace: Workspace,
    ids: dict[str, UUID],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def fails(session: WorkspaceSession) -> bool:
        asked.append(session.workspace_id)
        if session.workspace_id == workspace.id:
            raise ValueError("planted")
        return await step(session)

    asked: list[UUID] = []
    resting: dict[UUID, datetime] = {}
    step = keeper.step
    await edit(database, workspace, ids["jana"], last_name="Nová")
    await place(database, other_workspace, LINES)
    monkeypatch.setattr(keeper, "step", fails)
    while await keeper.look_around(database, resting=resting):
        pass
    assert await found(database, other_workspace, "jana") == ["Jana Müllerová"]
    assert asked.count(workspace.id) == 1
    monkeypatch.undo()
    with clock.fix(clock.now() + keeper.REST):
        await keeper.look_around(database, resting=resting)
    assert await found(database, workspace, "nova") == ["Jana Nová"]


async def test_the_loop_ends_when_asked_and_keeps_meanwhile(
    database: Database, workspace: Workspace, ids: dict[str, UUID]
) -> None:
    stop = asyncio.Event()
    running = asyncio.create_task(keeper.run_keeper(database, stop, every_s=0.01))
    await edit(database, workspace, ids["jana"], last_name="Nová")
    for _ in range(500):
        await asyncio.sleep(0.02)
        if await found(database, workspace, "nova"):
            break
    else:
        pytest.fail("nothing was kept")
    stop.set()
    await running


async def test_the_function_reads_by_its_index_under_row_level_security_and_says_what_a_plain_reader_says(
    database: Database, workspace: Workspace
) -> None:
    """Several thousand records, so that the first of them are not all."""
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        await connection.execute(
            """INSERT INTO search_entry (workspace_id, record_id, kind, text)
               SELECT %(ws)s, gen_random_uuid(), CASE WHEN n %% 5 = 0 THEN 'company' ELSE 'contact' END,
                 '  name ' || n || '  sales ' || n %% 7 FROM generate_series(1, 12000) AS n""",
            {"ws": workspace.id},
        )
        for query in ("1199", "name", "ame 77 sal", "s 3", "11 sales"):
            assert await _by_function(session, query) == await _by_reading(session, query), query
        few = await connection.execute("SELECT search_records('contact', ARRAY['%name%'], 60)")
        assert len(await few.fetchall()) == 60
        before = await _index_reads(session)
        some = await connection.execute("SELECT search_records('contact', ARRAY['%7 %', '%sales 3%'], 60)")
        assert (len(await some.fetchall()), await _index_reads(session)) == (60, before)
        await connection.execute("SELECT search_records('contact', ARRAY['%11 %', '%sales 3%'], NULL)")
        assert await _index_reads(session) == before + 1


async def test_the_function_belongs_to_a_role_that_may_read_texts_and_nothing_else(
    postgres: TestServer, address: Address
) -> None:
    with postgres.connect(address.database) as administrator:
        [function] = administrator.execute(
            """SELECT proowner::regrole::text, prosecdef,
                 proconfig::text LIKE '%search_path=public, pg_temp%',
                 has_function_privilege('leadgen_system', oid, 'EXECUTE'),
                 has_schema_privilege('leadgen_search', 'public', 'CREATE')
               FROM pg_proc WHERE proname = 'search_records'"""
        ).fetchall()
        assert function == ("leadgen_search", True, True, False, False)
        rights = administrator.execute(
            """SELECT table_name, privilege_type FROM information_schema.role_table_grants
               WHERE grantee = 'leadgen_search'"""
        ).fetchall()
        assert rights == [("search_entry", "SELECT")]
        logs_in = administrator.execute("SELECT rolcanlogin FROM pg_roles WHERE rolname = 'leadgen_search'")
        assert logs_in.fetchone() == (False,)


async def _by_function(session: WorkspaceSession, query: str) -> set[UUID]:
    connection = await session.driver()
    cursor = await connection.execute("SELECT search_records('contact', %s, NULL)", [sought(query).within])
    return {row[0] for row in await cursor.fetchall()}


async def _by_reading(session: WorkspaceSession, query: str) -> set[UUID]:
    connection = await session.driver()
    cursor = await connection.execute("SELECT record_id, text FROM search_entry WHERE kind = 'contact'")
    return {record_id for record_id, text in await cursor.fetchall() if matches(text, sought(query))}


async def _index_reads(session: WorkspaceSession) -> int:
    """How often this transaction has read the index of contacts."""
    connection = await session.driver()
    cursor = await connection.execute(
        SQL("SELECT coalesce(pg_stat_get_xact_numscans('search_entry_contact'::regclass), 0)")
    )
    row = await cursor.fetchone()
    assert row is not None
    return int(row[0])


async def _rename(session: WorkspaceSession, record_id: UUID, name: str) -> None:
    connection = await session.driver()
    await connection.execute(
        "UPDATE contact SET full_name = %s, full_name_key = lower(%s) WHERE id = %s", [name, name, record_id]
    )


async def _entries(database: Database, workspace: Workspace, record_id: UUID | None = None) -> list[str]:
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        cursor = await connection.execute("SELECT record_id, text FROM search_entry ORDER BY text")
        return [text for found_id, text in await cursor.fetchall() if record_id in (None, found_id)]
