"""A workspace's own words of titles: who may say them, and who reads by them."""

from leadgen.records.normalise.own_words import OwnWords
from leadgen.stages.ingest.parsing import Limits, Request
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
VIBES = {"entries": [{"word": " VIBES ", "meaning": "operations"}, {"word": "marketing", "meaning": None}]}


async def test_editors_say_words_and_others_do_not(web: Browsers, other_workspace: Workspace) -> None:
    people = (web.bob, web.charlie, web.nobody)
    answers = [await one.put(f"{BASE}/vocabularies/department", json=VIBES) for one in people]
    assert [one.status_code for one in answers] == [403, 404, 401]
    said = await web.alice.put(f"{BASE}/vocabularies/department", json=VIBES)
    assert said.status_code == 200, said.text
    assert said.json()["entries"] == [
        {"word": "marketing", "meaning": None},
        {"word": "vibes", "meaning": "operations"},
    ]
    assert (await web.bob.get(f"{BASE}/vocabularies/department")).json() == said.json()
    listed = (await web.bob.get(f"{BASE}/vocabularies")).json()["items"]
    counts = {one["name"]: one["entries"] for one in listed}
    assert counts == {"seniority": 0, "department": 2, "legal_form": 0, "role_mailbox": 0, "free_mail": 0}
    elsewhere = f"/api/v1/workspaces/{other_workspace.slug}/vocabularies/department"
    assert (await web.charlie.get(elsewhere)).json()["entries"] == []


async def test_titles_are_read_by_them_in_edits_and_evidence_until_they_go(
    web: Browsers, workspace: Workspace
) -> None:
    reading = f"{BASE}/title-reading?text=Head%20of%20Vibes"
    assert (await web.bob.get(reading)).json()["department"] == "other"
    await web.alice.put(f"{BASE}/vocabularies/department", json=VIBES)
    assert (await web.bob.get(reading)).json()["because"] == [
        {"word": "head", "vocabulary": "seniority", "meaning": "head"},
        {"word": "vibes", "vocabulary": "department", "meaning": "operations"},
    ]
    values = {"email": "v@x.example", "job_title": "Head of Vibes"}
    made = (await web.alice.post(f"{BASE}/contacts", json={"values": values})).json()["record"]
    assert made["values"]["department"] == "operations"
    edit = {"values": {"job_title": "Marketing Manager"}}
    edited = (await web.alice.patch(f"{BASE}/contacts/{made['id']}", json=edit)).json()["record"]
    assert edited["values"].get("department") is None
    await web.alice.put(f"{BASE}/vocabularies/department", json={"entries": []})
    back = (
        await web.alice.patch(f"{BASE}/contacts/{made['id']}", json={"values": {"job_title": "Marketer"}})
    ).json()
    assert back["record"]["values"]["department"] == "marketing"


async def test_what_is_no_word_or_no_choice_is_refused_with_its_name(
    web: Browsers, workspace: Workspace
) -> None:
    for entry in ({"word": "!!!", "meaning": "sales"}, {"word": "vibes", "meaning": "vibes"}):
        answer = await web.alice.put(f"{BASE}/vocabularies/department", json={"entries": [entry]})
        assert (answer.status_code, answer.json()["code"]) == (422, "vocabulary_invalid")


def test_the_child_that_reads_a_file_is_told_them() -> None:
    words = OwnWords(department=(("vibes", "operations"), ("marketing", None)))
    request = Request("a.csv", Limits(1, 1), words=words)
    assert Request.from_json(request.to_json()).words == words
