"""The workspace itself, seen by its owner, a viewer and a stranger."""

from tests.factories.web import Browsers

ADDRESS = "/api/v1/workspaces/alice"


async def test_members_see_the_workspace_with_their_role(web: Browsers) -> None:
    for browser, role in ((web.alice, "owner"), (web.bob, "viewer")):
        answer = await browser.get(ADDRESS)
        assert answer.status_code == 200
        assert answer.json()["slug"] == "alice"
        assert answer.json()["role"] == role


async def test_an_outsider_cannot_tell_it_from_one_that_does_not_exist(web: Browsers) -> None:
    foreign, missing = await web.charlie.get(ADDRESS), await web.charlie.get("/api/v1/workspaces/nowhere")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.json() == missing.json()


async def test_nobody_is_asked_to_sign_in(web: Browsers) -> None:
    answer = await web.nobody.get(ADDRESS)
    assert answer.status_code == 401
    assert answer.json()["code"] == "sign_in_required"


async def test_the_owner_changes_name_and_country(web: Browsers) -> None:
    answer = await web.alice.patch(ADDRESS, json={"name": " Alice & Co ", "country": "CZ"})
    assert answer.status_code == 200
    assert answer.json()["name"] == "Alice & Co"
    assert (await web.bob.get(ADDRESS)).json()["country"] == "CZ"


async def test_the_country_can_be_taken_away_and_stays_when_left_out(web: Browsers) -> None:
    await web.alice.patch(ADDRESS, json={"country": "CZ"})
    assert (await web.alice.patch(ADDRESS, json={"name": "A"})).json()["country"] == "CZ"
    assert (await web.alice.patch(ADDRESS, json={"country": None})).json()["country"] is None


async def test_a_viewer_may_not_change_it(web: Browsers) -> None:
    answer = await web.bob.patch(ADDRESS, json={"name": "Bob's"})
    assert answer.status_code == 403
    assert answer.json()["code"] == "role_forbids"
    assert (await web.alice.get(ADDRESS)).json()["name"] == "alice"


async def test_an_outsider_may_not_even_learn_that_it_is_forbidden(web: Browsers) -> None:
    assert (await web.charlie.patch(ADDRESS, json={"name": "Mine"})).status_code == 404
