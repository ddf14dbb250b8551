"""Every number of data health is that of its filter, as the oracle, the list and PostgreSQL count it."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.records import grid
from leadgen.records.contracts import Value
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters import terms
from leadgen.records.filters.errors import InvalidFilter
from leadgen.stages.cleanup.health import repository, rules, service
from leadgen.stages.cleanup.health.sheet import asked
from tests.factories.records import place
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.records.filters.bases import NOW, make, read
from tests.records.filters.evaluator import matching
from tests.records.filters.findings import finds

URL = "/api/v1/workspaces/alice/data-health"
KINDS: tuple[RecordKind, RecordKind] = ("contact", "company")
Json = Any

_FIRM = {"company_name": "Firm", "company_domain": "firm.example"}
# A contact and what is found in it.
PEOPLE: list[tuple[dict[str, Value], set[str]]] = [
    ({"full_name": "Ada North", "email": "ada@firm.example", **_FIRM}, set()),
    ({"full_name": "Bea North", "email": "bea@mail.firm.example", **_FIRM}, set()),
    ({"full_name": "Cy North", "email": "cy@afirm.example", **_FIRM}, {"email_elsewhere"}),
    ({"full_name": "Dan North", "email": "dan.north@gmail.com", **_FIRM}, set()),
    ({"full_name": "Eve North", "email": "eve@else.example"}, set()),
    ({"full_name": "Bright GmbH", "email": "bright@bright.example"}, {"firm_as_name"}),
    ({"full_name": "Bright s.r.o.", "email": "b2@bright.example"}, {"firm_as_name"}),
    ({"full_name": "Info", "email": "info@bright.example"}, {"firm_as_name"}),
    ({"first_name": "Jo", "last_name": "Sa", "email": "jo@bright.example"}, set()),
    ({"first_name": "J.", "last_name": "North", "email": "j@bright.example"}, {"first_name_initial"}),
    ({"first_name": "Žofie", "last_name": "Š", "email": "z@bright.example"}, {"last_name_initial"}),
    ({"first_name": "明", "last_name": "王", "email": "m@bright.example"}, set()),
    ({"email": "p1@bright.example", "phone_mobile": "+420601555014", "country": "CZ"}, set()),
    ({"email": "p2@bright.example", "phone_mobile": "+420601555015", "country": "DE"}, {
        "phone_mobile_elsewhere"}),
    ({"email": "p3@bright.example", "phone_work": "+15005550006", "country": "CA"}, set()),
    ({"email": "p4@bright.example", "phone_work": "+420601555016"}, set()),
]  # fmt: skip


def _tallies(answer: Json) -> Iterator[Json]:
    yield answer["score"]
    yield from answer["score"]["obstacles"]
    for field in answer["fields"]:
        yield from (field[name] for name in ("filled", "missing", "invalid", "suspicious", "stale"))
        yield from field["findings"]


def _told(answer: Json) -> list[Json]:
    return [one for one in _tallies(answer) if one is not None]


async def test_every_number_is_what_a_plain_reader_finds_by_its_filter(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "COUNTING_MS", 30_000)
    await make(database, workspace, Random(5), contacts=40)
    await place(database, workspace, [values for values, _ in PEOPLE])
    await place(database, workspace, [{"email": "left@gone.example", "company_name": "Gone Ltd"}])
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        await connection.execute(
            "UPDATE company SET deleted_at = updated_at WHERE company_name = %s", ["Gone Ltd"]
        )
    world = await read(database, workspace)
    # Some of what was imported is older than it can be trusted then, but what was written since is not.
    with clock.fix(NOW + timedelta(days=85)):
        world.now = clock.now()
        for kind in KINDS:
            async with database.workspace(workspace.id) as session:
                found = await service.health(session, kind)
            assert (found.total, found.exact) == (len(world.of(kind)), True)
            filters_of = asked(found.sheet).values()
            wrong = [
                f"{found.count(one)} {one}"
                for one in filters_of
                if found.count(one) != len(matching(world, kind, one))
            ]
            assert wrong == []
            assert sum(found.count(one) > 0 for one in filters_of) > 20


async def test_the_list_behind_a_number_has_as_many_records(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await place(database, workspace, [values for values, _ in PEOPLE])
    for kind in KINDS:
        answer = (await web.alice.get(URL, params={"kind": kind})).json()
        async with database.workspace(workspace.id) as session:
            for one in _told(answer):
                listed = await filters.read_whole(session, kind, one["filter"])
                assert (await grid.count(session, kind, listed)).value == one["count"], one


@pytest.mark.parametrize(("values", "expected"), PEOPLE)
def test_the_oracle_finds_what_was_written_down(values: dict[str, Value], expected: set[str]) -> None:
    """Its table of cases; that SQL finds the same is told by the numbers above."""
    assert {one for one in rules.named("contact") if finds(one, values, values)} == expected


async def test_each_finding_has_its_condition_its_rule_and_words(
    database: Database, workspace: Workspace
) -> None:
    names = {name for kind in KINDS for name in rules.named(kind)}
    assert names == set(repository._FINDINGS)
    async with database.workspace(workspace.id) as session:
        given: Json = {"not": {"term": "contact_finding", "value": "firm_as_name"}}
        found = await filters.read_whole(session, "contact", given)
        told = await filters.describe(session, found)
        assert told.words == "Not with the finding “A firm or a mailbox for a name”"
        wrong: list[tuple[RecordKind, Json]] = [
            ("contact", "provider_domain"),
            ("company", "x"),
            ("company", 1),
        ]
        for kind, value in wrong:
            with pytest.raises(InvalidFilter):
                await filters.read_whole(session, kind, {"term": f"{kind}_finding", "value": value})
    assert {one.name for one in terms.registered("company")} >= {"company_finding", "operation"}


async def test_members_see_it_and_outsiders_do_not(web: Browsers, other_workspace: Workspace) -> None:
    clients = (web.alice, web.bob, web.charlie, web.nobody)
    answers = [await client.get(URL) for client in clients]
    assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
    answer = answers[1].json()
    assert (answer["kind"], answer["total"]) == ("contact", {"value": 0, "exact": True})
    assert (await web.alice.get(URL, params={"kind": "deal"})).status_code == 422


async def test_it_is_one_pass_however_many_rules_and_held_as_long_as_it_was_dear(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_HELD_TIMES", 100_000)
    async with database.workspace(workspace.id) as session:
        assert await counted(session, lambda: service.health(session, "contact")) < 12
        assert await counted(session, lambda: service.health(session, "contact")) == 0
    await place(database, workspace, [{"email": "new@firm.example"}])
    async with database.workspace(workspace.id) as session:
        assert (await service.health(session, "contact")).total == 0
        assert (await service.health(session, "company")).total == 0
        with clock.fix(clock.now() + timedelta(days=2)):
            assert (await service.health(session, "contact")).total == 1


async def test_of_many_records_a_sample_is_counted_and_it_says_so(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    people: list[dict[str, Value]] = [
        {"email": f"p{n}@x.example", **({"country": "DE"} if n % 4 else {})} for n in range(2_000)
    ]
    await place(database, workspace, people)
    monkeypatch.setattr(service, "MOST_COUNTED", 0)
    monkeypatch.setattr(service, "SAMPLE", 500)
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        await connection.execute("SELECT gather_statistics()")
        found = await service.health(session, "contact")
    assert not found.exact
    assert 1_500 < found.total < 2_500
    assert 0.5 < found.count({"field": "country", "op": "is_filled"}) / found.total < 0.95
