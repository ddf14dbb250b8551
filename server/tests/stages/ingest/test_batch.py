"""Batches of the API: one operation, a verdict for each record, by the rules of an import."""

import asyncio
from typing import Any

from leadgen.db.engine import Database
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.ingest.base import names, rows, whole
from tests.stages.ingest.conftest import Ingest

BASE = "/api/v1/workspaces/alice"
CONTACTS = f"{BASE}/contacts/batch"
COMPANIES = f"{BASE}/companies/batch"


async def sent(web: Browsers, *values: dict[str, Any], url: str = CONTACTS, **more: Any) -> dict[str, Any]:
    body = {"records": [{"values": one} for one in values], **more}
    answer = await web.alice.post(url, json=body)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    assert [one["index"] for one in told["results"]] == list(range(len(values)))
    return told


def verdicts(told: dict[str, Any]) -> list[str]:
    return [one["verdict"] for one in told["results"]]


async def test_each_record_gets_its_verdict_by_the_rules_of_an_import(web: Browsers, ingest: Ingest) -> None:
    first = await sent(
        web,
        {"full_name": "Ada Example", "email": "ada@firm.example", "company_name": "Firm Ltd"},
        {"full_name": "Bo Example", "linkedin_url": "https://www.linkedin.com/in/bo-example"},
    )
    assert verdicts(first) == ["create", "create"]
    ada, bo = (one["record_id"] for one in first["results"])
    told = await sent(
        web,
        {
            "email": "ADA@firm.example",
            "city": "Brno",
            "tags": ["VIP"],
            "company_name": "Firm",
            "company_size": {"min": 10, "max": 49},
        },
        {"email": "ada@firm.example", "full_name": "Ada Example"},
        {"email": "new@firm.example", "first_name": "New", "phone_other": ["+420777123456"], "city": None},
        {"email": "new@firm.example", "last_name": "Person"},
        {"email": "ada@firm.example", "linkedin_url": "https://www.linkedin.com/in/bo-example"},
        {"email": "nobody@", "shoe_size": 43, "founded_year": "long ago"},
        {"city": "Oslo"},
    )
    assert verdicts(told) == [
        "update",
        "duplicate",
        "create",
        "duplicate",
        "ambiguous",
        "rejected",
        "rejected",
    ]
    ids = [one["record_id"] for one in told["results"]]
    assert ids[0] == ids[1] == ada
    assert ids[2] == ids[3]
    assert ids[4:] == [None, None, None]
    assert {one["field"] for one in told["results"][5]["problems"]} == {"email", "shoe_size", "founded_year"}
    assert told["results"][6]["problems"] == [
        {"field": None, "message": "Has no name, e-mail, phone or profile. Fill one of them in."}
    ]
    contact = (await web.bob.get(f"{BASE}/contacts/{ada}")).json()
    assert (contact["values"]["city"], contact["values"]["tags"]) == ("Brno", ["VIP"])
    assert contact["company"]["company_name"] == "Firm Ltd"
    assert await rows(ingest, "SELECT company_size_min FROM company") == [(10,)]
    assert bo != ada


async def test_what_is_there_is_filled_or_overwritten_as_asked(web: Browsers, ingest: Ingest) -> None:
    ada = {"full_name": "Ada Example", "email": "ada@firm.example", "city": "Brno"}
    made = await sent(web, ada)
    record_id = made["results"][0]["record_id"]
    assert verdicts(await sent(web, {"email": "ada@firm.example", "city": "Oslo"})) == ["duplicate"]
    assert verdicts(await sent(web, {"email": "ada@firm.example", "city": "Oslo"}, policy="overwrite")) == [
        "update"
    ]
    assert (await web.bob.get(f"{BASE}/contacts/{record_id}")).json()["values"]["city"] == "Oslo"
    alone = await sent(web, {"full_name": "Eve Example", "email": "ada@firm.example"}, match=["linkedin"])
    assert verdicts(alone) == ["create"]


async def test_companies_are_found_by_their_keys_and_by_name(web: Browsers, ingest: Ingest) -> None:
    made = await sent(
        web,
        {"company_name": "Firm GmbH", "company_domain": "firm.example"},
        {"company_name": "Other Works"},
        url=COMPANIES,
    )
    told = await sent(
        web,
        {"company_domain": "https://www.firm.example/about", "industry": "Steel"},
        {"company_name": "Other Works", "company_city": "Brno"},
        {"industry": "Nothing else"},
        {"email": "ada@firm.example"},
        url=COMPANIES,
    )
    assert verdicts(told) == ["update", "update", "rejected", "rejected"]
    assert [one["record_id"] for one in told["results"][:2]] == [one["record_id"] for one in made["results"]]


async def test_a_batch_is_one_operation_with_evidence_and_undone_from_history(
    web: Browsers, ingest: Ingest
) -> None:
    before = await whole(ingest)
    told = await sent(
        web,
        {"full_name": "Ada Example", "email": "ada@firm.example", "company_name": "Firm"},
        {"email": "nobody@"},
    )
    [operation] = (await web.bob.get(f"{BASE}/operations")).json()["items"]
    assert operation["id"] == told["operation_id"]
    assert (operation["source"], operation["state"]) == ("API", "done")
    assert operation["summary"] == "Batch of 2 contacts through the API"
    assert (operation["counts"]["created"], operation["counts"]["rejected"]) == (1, 1)
    assert operation["counts"]["companies"] == 1
    record_id = told["results"][0]["record_id"]
    evidence = (await web.bob.get(f"{BASE}/contacts/{record_id}/evidence")).json()["items"]
    email = next(one for one in evidence if one["field"] == "email")
    assert email["operation"]["source"] == "API"
    source = email["source"]
    assert (source["filename"], source["line_no"], source["columns"], source["raw"]) == (
        "API", 1, ["email"], "ada@firm.example",
    )  # fmt: skip
    timeline = (await web.bob.get(f"{BASE}/contacts/{record_id}/timeline")).json()["items"]
    assert timeline[0]["line"]["filename"] == "API"
    assert (await web.bob.get(f"{BASE}/imports")).json()["items"] == []
    shown = (await web.bob.get(f"{BASE}/imports/{operation['import_id']}")).json()
    assert (shown["origin"], shown["state"], shown["counts"]["lines"]) == ("api", "applied", 2)

    undone = await web.alice.post(f"{BASE}/operations/{operation['id']}/undo")
    assert undone.status_code == 202
    assert await whole(ingest) == before
    shown = (await web.bob.get(f"{BASE}/imports/{operation['import_id']}")).json()
    assert shown["state"] == "undone"


async def test_a_batch_that_writes_nothing_is_no_operation(web: Browsers, ingest: Ingest) -> None:
    told = await sent(web, {"email": "nobody@"}, {"city": "Brno"})
    assert (told["operation_id"], verdicts(told)) == (None, ["rejected", "rejected"])
    assert (await web.bob.get(f"{BASE}/operations")).json()["items"] == []


async def test_the_same_batch_under_one_key_is_written_once(web: Browsers, ingest: Ingest) -> None:
    body = {"records": [{"values": {"full_name": "No Keys"}}]}
    headers = {"Idempotency-Key": "batch-1"}
    first, again = [await web.alice.post(CONTACTS, json=body, headers=headers) for _ in range(2)]
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"
    other = {"records": [{"values": {"full_name": "Someone Else"}}]}
    assert (await web.alice.post(CONTACTS, json=other, headers=headers)).status_code == 409
    assert await names(ingest) == ["No Keys"]


async def test_two_batches_that_bring_the_same_people_at_once_make_each_once(
    web: Browsers, ingest: Ingest
) -> None:
    people = [{"email": f"p{number}@firm.example", "company_name": "Firm"} for number in range(40)]
    found = await asyncio.gather(*(sent(web, *people) for _ in range(3)))
    made = [one for told in found for one in verdicts(told)]
    assert made.count("create") == 40
    assert made.count("duplicate") == 80
    assert len(await rows(ingest, "SELECT id FROM contact")) == 40
    assert len(await rows(ingest, "SELECT id FROM company")) == 1


async def test_what_is_no_batch_is_refused_and_so_is_whoever_may_not(
    web: Browsers, ingest: Ingest, database: Database, other_workspace: Workspace
) -> None:
    one = {"values": {"email": "ada@firm.example"}}
    wrong: list[dict[str, Any]] = [
        {"records": []},
        {"records": [one] * 1_001},
        {"records": [{"values": {}}]},
        {"records": [one], "match": ["name"]},
    ]
    for body in wrong:
        assert (await web.alice.post(CONTACTS, json=body)).status_code == 422
    for url in (CONTACTS, COMPANIES):
        refused = [
            await client.post(url, json={"records": [one]}) for client in (web.bob, web.charlie, web.nobody)
        ]
        assert [answer.status_code for answer in refused] == [403, 404, 401]
    elsewhere = await web.alice.post(
        f"/api/v1/workspaces/{other_workspace.slug}/contacts/batch", json={"records": [one]}
    )
    assert elsewhere.status_code == 404
    assert await names(ingest) == []
