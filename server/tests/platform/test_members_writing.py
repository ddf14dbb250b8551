"""A member says in which language they write and how they address people."""

from tests.factories.web import Browsers, app, web

BASE = "/api/v1/workspaces/alice"
__all__ = ["app", "web"]


async def test_everybody_says_for_themselves_how_they_write(web: Browsers) -> None:
    said = {"language": "de", "addressing": "formal"}
    for one, status in ((web.charlie, 404), (web.nobody, 401), (web.bob, 200)):
        assert (await one.put(f"{BASE}/writing", json=said)).status_code == status
    members = (await web.alice.get(f"{BASE}/members")).json()["items"]
    assert {one["name"]: (one["language"], one["addressing"]) for one in members} == {
        "Alice": (None, None),
        "Bob": ("de", "formal"),
    }
    for wrong in ({"language": "xx", "addressing": None}, {"language": None, "addressing": "rude"}, {}):
        assert (await web.alice.put(f"{BASE}/writing", json=wrong)).status_code == 422
    unsaid = await web.bob.put(f"{BASE}/writing", json={"language": None, "addressing": None})
    assert (unsaid.json()["language"], unsaid.json()["addressing"]) == (None, None)
