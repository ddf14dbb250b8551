"""Facets against a plain reader, under every filter, by counting and by sampling."""

from random import Random
from typing import Any

import pytest

from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.pipeline.assembly import build
from leadgen.records.facets import service
from leadgen.records.facets.service import Asked, Facet
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.repository import faceting
from tests.factories.records import place
from tests.factories.statements import counted
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.records.filters.bases import NOW, make, read
from tests.records.filters.drawing import Draw
from tests.records.filters.evaluator import World, matching

BASE = "/api/v1/workspaces/alice"
Json = Any


@pytest.fixture
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts are estimates only where a test says so, however busy the machine is."""
    monkeypatch.setattr(service, "COUNTING_MS", 30_000)
    monkeypatch.setattr(service, "SAMPLING_MS", 30_000)


async def test_every_count_is_what_a_plain_reader_finds_with_that_value(
    database: Database, workspace: Workspace, patience: None
) -> None:
    build()
    random = Random(3)
    await make(database, workspace, random, contacts=60)
    world = await read(database, workspace)
    draw, wrong, seen = Draw(world, random), [], 0
    async with database.workspace(workspace.id) as session:
        some = (await service.facets(session, Asked("company", None, keys=["company_country"])))[0]
    with clock.fix(NOW):
        for _ in range(40):
            kind: RecordKind = random.choice(["contact", "company"])
            rest = draw.filter(kind, depth=2)
            async with database.workspace(workspace.id) as session:
                first = await service.facets(session, Asked(kind, await filters.read(session, kind, rest)))
                picked = _include(kind, random.choice([one for one in first if one.values] or [some]), random)
                given = random.choice([{"all": [rest, picked]}, {"all": [rest, {"not": picked}]}, picked])
                node = await filters.read(session, kind, given)
                found = await service.facets(session, Asked(kind, node))
            for facet in found:
                seen += len(facet.values)
                wrong += _differences(world, kind, _left(given, facet, kind), facet)
    assert wrong == []
    assert seen > 300


def _left(given: Json, facet: Facet, kind: RecordKind) -> Json:
    """The filter without the parts that are the facet's own, by their JSON."""
    parts = given["all"] if set(given) == {"all"} else [given]
    left = [one for one in parts if not _mentions_only(one, facet.field.key, facet.field.kind == kind)]
    return {"all": left} if left else None


def _mentions_only(given: Json, key: str, is_own: bool) -> bool:
    if "not" in given:
        return _mentions_only(given["not"], key, is_own)
    if "any" in given:
        return all(_mentions_only(one, key, is_own) for one in given["any"])
    if "company" in given and not is_own:
        return _mentions_only(given["company"], key, True)
    asked = ("in", "not_in", "equals", "not_equals", "overlaps", "is_empty", "is_filled")
    return is_own and given.get("field") == key and given["op"] in asked


def _include(kind: RecordKind, facet: Facet, random: Random) -> Json:
    test = _test(facet, random.choice(facet.values).value)
    return test if facet.field.kind == kind else {"company": test}


def _test(facet: Facet, value: Json) -> Json:
    return {
        "field": facet.field.key, "op": facet.op, "value": [value] if facet.op == "in" else value
    }  # fmt: skip


def _differences(
    world: World, kind: RecordKind, left: Json, facet: Facet, *, is_group: bool = False
) -> list[str]:
    rest = matching(world, kind, left) if left else {one.id for one in world.of(kind)}
    tests = [(value.count, _test(facet, value.value)) for value in facet.values]
    tests.append((facet.empty, {"field": facet.field.key, "op": "is_empty"}))
    wrong = []
    for count, test in tests:
        asked = test if facet.field.kind == kind else {"company": test}
        if is_group and test["op"] == "is_empty" and facet.field.kind != kind:
            asked = {"not": {"company": {"field": facet.field.key, "op": "is_filled"}}}
        wanted = len(matching(world, kind, asked) & rest)
        if count != wanted or not facet.exact:
            wrong.append(f"{kind} {left} {test}: {count} instead of {wanted}")
    return wrong


async def test_what_was_chosen_stays_in_sight_and_the_others_with_it(
    web: Browsers, database: Database, workspace: Workspace, patience: None
) -> None:
    await place(
        database,
        workspace,
        [
            {"email": f"p{n}@x.example", "country": code, "job_title": title, "company_name": f"Firm {n}"}
            for n, (code, title) in enumerate(
                [("DE", "Head of Sales"), ("DE", "head of sales"), ("AT", "CEO")]
            )
        ],
    )
    chosen: Json = {"all": [{"field": "country", "op": "in", "value": ["DE", "CH"]}]}
    answer = await web.bob.post(
        f"{BASE}/contacts/facets", json={"filter": chosen, "fields": ["country", "job_title", "industry"]}
    )
    assert answer.status_code == 200, answer.text
    country, title, industry = answer.json()["facets"]
    assert country["values"] == [
        {"value": "DE", "label": "Germany", "count": 2},
        {"value": "AT", "label": "Austria", "count": 1},
        {"value": "CH", "label": "Switzerland", "count": 0},
    ]
    assert [(one["label"], one["count"]) for one in title["values"]] == [("Head of Sales", 2)]
    assert (industry["kind"], industry["values"], industry["empty"], industry["exact"]) == (
        "company",
        [],
        2,
        True,
    )

    typed = await web.bob.post(f"{BASE}/contacts/facets", json={"fields": ["job_title"], "search": "SALES"})
    assert [one["count"] for one in typed.json()["facets"][0]["values"]] == [2]


async def test_members_count_and_outsiders_do_not(
    web: Browsers, workspace: Workspace, other_workspace: Workspace
) -> None:
    clients = (web.alice, web.bob, web.charlie, web.nobody)
    for path in ("contacts", "companies"):
        answers = [await client.post(f"{BASE}/{path}/facets", json={}) for client in clients]
        assert [answer.status_code for answer in answers] == [200, 200, 404, 401]
    refused = await web.bob.post(f"{BASE}/contacts/facets", json={"fields": ["email"]})
    assert (refused.status_code, refused.json()["code"]) == (422, "no_facet")


async def test_the_groups_of_a_list_are_what_it_shows_and_no_record_is_left_out(
    database: Database, workspace: Workspace, patience: None
) -> None:
    """By oracle: each count under the whole filter; of a field with one value the groups are the list."""
    build()
    random = Random(7)
    await make(database, workspace, random, contacts=60)
    world = await read(database, workspace)
    draw, wrong, seen = Draw(world, random), [], 0
    with clock.fix(NOW):
        for _ in range(20):
            kind: RecordKind = random.choice(["contact", "company"])
            given = random.choice([{"all": [draw.filter(kind, depth=2)]}, draw.filter(kind, depth=1)])
            async with database.workspace(workspace.id) as session:
                node = await filters.read(session, kind, given)
                keys = sorted(await service.group_keys(session, kind))
                found = await service.facets(session, Asked(kind, node, keys=keys, groups=True))
            size = len(matching(world, kind, given))
            for facet in found:
                seen += len(facet.values)
                wrong += _differences(world, kind, given, facet, is_group=True)
                whole = sum(one.count for one in facet.values) + facet.empty + facet.others
                is_cut = facet.field.many or facet.field.type == "range"
                if not is_cut and whole != size:
                    wrong.append(f"{kind} {given} {facet.field.key}: {whole} of {size}")
    assert wrong == []
    assert seen > 300


async def test_a_large_list_is_estimated_from_a_sample_and_says_so(
    database: Database, workspace: Workspace, patience: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    await place(
        database,
        workspace,
        [{"email": f"p{n}@x.example", "country": "DE" if n % 4 else "AT"} for n in range(2_000)],
    )
    monkeypatch.setattr(service, "MOST_COUNTED", 0)
    monkeypatch.setattr(service, "SAMPLE", 500)
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        await connection.execute("SELECT gather_statistics()")
        asked = Asked("contact", None, keys=["country"])
        [facet] = await service.facets(session, asked)
        assert not facet.exact
        counts = {value.value: value.count for value in facet.values}
        assert 500 < counts["DE"] < 3_500
        assert 100 < counts["AT"] < 1_500
        assert await counted(session, lambda: service.facets(session, asked)) < 12


async def test_what_cannot_be_counted_in_time_is_no_error(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def never(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(faceting, "counted", never)
    async with database.workspace(workspace.id) as session:
        [facet] = await service.facets(session, Asked("contact", None, keys=["country"]))
    assert (facet.values, facet.exact) == ([], False)


async def test_all_facets_under_one_filter_are_one_query(
    database: Database, workspace: Workspace, patience: None
) -> None:
    async with database.workspace(workspace.id) as session:
        node = await filters.read(session, "contact", {"field": "country", "op": "in", "value": ["DE"]})
        some = Asked("contact", node, keys=["owner", "seniority", "department"])
        more = Asked("contact", node, keys=["owner", "seniority", "department", "tags", "industry"])
        one = await counted(session, lambda: service.facets(session, some))
        assert await counted(session, lambda: service.facets(session, more)) == one
        with_own = Asked("contact", node, keys=["owner", "country"])
        assert await counted(session, lambda: service.facets(session, with_own)) == one + 6
