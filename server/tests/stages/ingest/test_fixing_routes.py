"""Fixes, problems and suppressions over HTTP, and who may do what with them."""

from tests.factories.web import Browsers
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_routes import BASE, mapped


async def test_a_rejected_line_is_found_fixed_and_committed(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    url = f"{BASE}/imports/{staged['id']}"
    (group,) = (await web.alice.get(f"{url}/problems")).json()["items"]
    assert (group["column"], group["field"], group["count"], group["samples"]) == (1, "email", 1, ["bob@"])
    asked = {"problem": group["message"], "column": 1}
    (line,) = (await web.alice.get(f"{url}/lines", params=asked)).json()["items"]
    assert (line["line_no"], line["fixed"]) == (3, {})
    nowhere = await web.alice.get(f"{url}/lines", params={**asked, "column": 2**58})
    assert (nowhere.status_code, nowhere.json()["code"]) == (422, "request_invalid")
    fix = {"line_no": 3, "column": 1, "text": "bob@firm.example"}
    for browser, status in ((web.bob, 403), (web.charlie, 404)):
        assert (await browser.patch(f"{url}/lines", json={"fixes": [fix]})).status_code == status
        body = {"column": 1, "find": "bob@", "text": ""}
        assert (await browser.post(f"{url}/fixes", json=body)).status_code == status
    assert (await web.bob.get(f"{url}/problems")).status_code == 200
    assert (await web.charlie.get(f"{url}/problems")).status_code == 404
    answer = (await web.alice.patch(f"{url}/lines", json={"fixes": [fix]})).json()
    assert answer["counts"] | {"create": 2, "rejected": 0} == answer["counts"]
    assert (answer["items"][0]["fixed"], answer["items"][0]["cells"][1]) == (
        {"1": "bob@firm.example"},
        "bob@",
    )
    refused = await web.alice.patch(f"{url}/lines", json={"fixes": [{**fix, "line_no": 77}]})
    assert (refused.status_code, refused.json()["code"]) == (422, "fix_refused")


async def test_many_cells_are_fixed_by_a_worker(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    url = f"{BASE}/imports/{staged['id']}"
    body = {"column": 1, "find": "bob@", "text": ""}
    answer = await web.alice.post(f"{url}/fixes", json=body)
    assert (answer.status_code, answer.json()["state"]) == (202, "fixing")
    assert answer.json()["progress"] == {"phase": "fixing", "done": 0, "total": 1}
    assert (await web.alice.post(f"{url}/commit")).status_code == 409
    await ingest.advance(staged["id"])
    seen = (await web.alice.get(url)).json()
    assert (seen["state"], seen["counts"]["rejected"], seen["counts"]["create"]) == ("staged", 0, 2)


async def test_the_second_who_maps_gets_a_conflict_in_words(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    columns = [{"index": 0, "field": "full_name"}, {"index": 1, "field": "email"}]
    body = {"columns": columns, "match": ["email"], "version": staged["version"] - 1}
    answer = await web.alice.put(f"{BASE}/imports/{staged['id']}/mapping", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "decided_since")


async def test_a_suppression_is_added_shown_at_its_contact_and_removed(web: Browsers) -> None:
    made = (await web.alice.post(f"{BASE}/contacts", json={"values": {"email": "ada@firm.example"}})).json()
    contact = f"{BASE}/contacts/{made['record']['id']}"
    assert (await web.alice.get(contact)).json()["suppressed_by"] == []
    body = {"kind": "email", "value": " Ada@FIRM.example ", "note": "by phone"}
    assert (await web.bob.post(f"{BASE}/suppressions", json=body)).status_code == 403
    assert (await web.charlie.post(f"{BASE}/suppressions", json=body)).status_code == 404
    first, again = [(await web.alice.post(f"{BASE}/suppressions", json=body)).json() for _ in range(2)]
    assert (first["id"], first["value"], first["reason"]) == (again["id"], "ada@firm.example", "by_hand")
    (shown,) = (await web.alice.get(contact)).json()["suppressed_by"]
    assert (shown["id"], shown["kind"]) == (first["id"], "email")
    listed = (await web.bob.get(f"{BASE}/suppressions", params={"search": "FIRM"})).json()
    assert [one["id"] for one in listed["items"]] == [first["id"]]
    assert (await web.bob.get(f"{BASE}/suppressions", params={"search": "nobody"})).json()["items"] == []
    assert (await web.charlie.get(f"{BASE}/suppressions")).status_code == 404
    url = f"{BASE}/suppressions/{first['id']}"
    assert (await web.bob.delete(url)).status_code == 403
    assert (await web.alice.delete(url)).status_code == 204
    assert (await web.alice.delete(url)).status_code == 404
    assert (await web.alice.get(contact)).json()["suppressed_by"] == []
    refused = await web.alice.post(f"{BASE}/suppressions", json={"kind": "domain", "value": "gmail.com"})
    assert (refused.status_code, refused.json()["code"]) == (422, "address_invalid")
