"""The routes of records, as Alice (owner), Bob (viewer), Charlie (outside) and nobody."""

from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
ADA = {
    "full_name": "Ada Example",
    "email": "ada@example.com",
    "job_title": "CTO",
    "company_name": "Example Ltd",
}


async def test_a_contact_is_added_read_changed_and_found_in_the_list(web: Browsers) -> None:
    added = await web.alice.post(
        f"{BASE}/contacts", json={"values": {"full_name": "Ada Example", "email": "ada@example.com"}}
    )
    assert added.status_code == 201, added.text
    record = added.json()["record"]
    assert record["values"] == {
        "first_name": "Ada",
        "last_name": "Example",
        "full_name": "Ada Example",
        "email": "ada@example.com",
    }
    changed = await web.alice.patch(f"{BASE}/contacts/{record['id']}", json={"values": {"job_title": "CTO"}})
    assert changed.status_code == 200, changed.text
    assert changed.json()["operation"]["summary"] == "Edited job title of Ada Example"
    assert changed.json()["record"]["employments"][0]["title"] == "CTO"
    page = (await web.bob.get(f"{BASE}/contacts")).json()
    assert page["total"] == {"value": 1, "exact": True}
    assert page["items"][0]["values"]["job_title"] == "CTO"
    assert page["items"][0]["states"]["job_title"] == {"state": "value", "pinned": True}
