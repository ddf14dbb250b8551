"""Tags as words: counted, renamed, merged, taken off everybody, forgotten."""

from uuid import UUID

import pytest

from leadgen.db.engine import Database
from tests.factories.records import place, the, undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


@pytest.fixture
async def ids(database: Database, workspace: Workspace) -> list[UUID]:
    """Three contacts: Fair; Fair and Friend; Friend."""
    tags = (["Fair"], ["Fair", "Friend"], ["Friend"])
    lines = [{"email": f"p{n}@x.example", "tags": one} for n, one in enumerate(tags)]
    return [the(one.record_id) for one in (await place(database, workspace, lines))[1]]


async def words(web: Browsers) -> dict[str, tuple[str, int]]:
    """Name → id and count."""
    items = (await web.bob.get(f"{BASE}/tags")).json()["items"]
    return {one["name"]: (one["id"], one["count"]["value"]) for one in items}


ROUTES = (
    ("PATCH", "/tags/{fair}", {"name": "Trade fair"}),
    ("POST", "/tags/{fair}/merge", {"into": "Friend"}),
    ("DELETE", "/tags/{friend}", None),
    ("POST", "/tags/clean", None),
)


async def test_editors_change_tags_and_others_do_not(
    web: Browsers, other_workspace: Workspace, ids: list[UUID]
) -> None:
    known = {name.lower(): one[0] for name, one in (await words(web)).items()}
    elsewhere = f"/api/v1/workspaces/{other_workspace.slug}"
    for method, path, body in ROUTES:
        address = path.format(**known)
        sent = body
        people = (web.bob, web.charlie, web.nobody)
        answers = [await one.request(method, BASE + address, json=sent) for one in people]
        assert [one.status_code for one in answers] == [403, 404, 401]
        if "{" in path:
            answer = await web.charlie.request(method, elsewhere + address, json=sent)
            assert (answer.status_code, answer.json()["code"]) == (404, "tag_not_found")
        answer = await web.alice.request(method, BASE + address, json=sent)
        assert answer.status_code in (200, 202), answer.text
    assert (await web.charlie.get(f"{BASE}/tags")).status_code == 404
    assert (await web.charlie.get(f"{elsewhere}/tags")).json() == {"items": []}


async def test_a_tag_is_renamed_everywhere_at_once(
    database: Database, workspace: Workspace, web: Browsers, ids: list[UUID]
) -> None:
    fair = (await words(web))["Fair"][0]
    renamed = await web.alice.patch(f"{BASE}/tags/{fair}", json={"name": " Trade  fair "})
    assert renamed.json() == {"id": fair, "name": "Trade fair", "count": {"value": 2, "exact": True}}
    assert (await values_of(database, workspace, ids[1]))["tags"] == ["Friend", "Trade fair"]
    for name, code in (("FRIEND", "tag_exists"), ("a, b", "invalid_values"), ("***", "invalid_values")):
        assert (await web.alice.patch(f"{BASE}/tags/{fair}", json={"name": name})).json()["code"] == code


async def test_two_tags_are_merged_as_one_operation_and_undone(
    database: Database, workspace: Workspace, web: Browsers, ids: list[UUID]
) -> None:
    known = await words(web)
    answer = await web.alice.post(f"{BASE}/tags/{known['Fair'][0]}/merge", json={"into": "friend"})
    assert (answer.status_code, answer.json()["counts"]) == (202, {"updated": 2})
    assert {name: count for name, (_, count) in (await words(web)).items()} == {"Friend": 3}
    await undo(database, workspace, UUID(answer.json()["id"]))
    values = [(await values_of(database, workspace, one))["tags"] for one in ids]
    assert values == [["Fair"], ["Fair", "Friend"], ["Friend"]]
    itself = await web.alice.post(f"{BASE}/tags/{known['Friend'][0]}/merge", json={"into": "friend"})
    assert (itself.status_code, itself.json()["code"]) == (422, "same_tag")


async def test_a_tag_is_taken_off_everybody_and_comes_back_by_undo(
    database: Database, workspace: Workspace, web: Browsers, ids: list[UUID]
) -> None:
    answer = await web.alice.delete(f"{BASE}/tags/{(await words(web))['Fair'][0]}")
    assert answer.json()["summary"] == "Took “Fair” off 2 contacts"
    assert {name: count for name, (_, count) in (await words(web)).items()} == {"Friend": 2}
    await undo(database, workspace, UUID(answer.json()["id"]))
    assert {name: count for name, (_, count) in (await words(web)).items()} == {"Fair": 2, "Friend": 2}


async def test_only_tags_that_nobody_has_are_forgotten(web: Browsers, ids: list[UUID]) -> None:
    for contact in ids[:2]:
        assert (await web.alice.delete(f"{BASE}/contacts/{contact}")).is_success
    await web.alice.patch(f"{BASE}/contacts/{ids[2]}", json={"values": {"tags": ["Other"]}})
    known = {name: count for name, (_, count) in (await words(web)).items()}
    assert known == {"Fair": 0, "Friend": 0, "Other": 1}
    assert (await web.alice.post(f"{BASE}/tags/clean")).json() == {"removed": 0}, "the trash has them"
    await web.alice.patch(f"{BASE}/contacts/{ids[2]}", json={"values": {"tags": None}})
    assert (await web.alice.post(f"{BASE}/tags/clean")).json() == {"removed": 1}
