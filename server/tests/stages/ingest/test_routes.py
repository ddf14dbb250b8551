"""Imports over HTTP: what the import screens do, and who may do it."""

from typing import Any

import httpx
import pytest

from tests.factories.web import Browsers
from tests.stages.ingest.base import contacts, names
from tests.stages.ingest.conftest import Ingest

BASE = "/api/v1/workspaces/alice"
CONTENT = b"Name,E-mail,Town\nAda Example,ada@firm.example,Brno\nBob Sample,bob@,Praha\n"


async def uploaded(web: Browsers, content: bytes = CONTENT, filename: str = "list.csv") -> dict[str, Any]:
    answer = await web.alice.post(
        f"{BASE}/imports",
        params={"filename": filename},
        content=content,
        headers={"content-type": "application/octet-stream"},
    )
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def mapped(
    web: Browsers,
    ingest: Ingest,
    content: bytes = CONTENT,
    fields: list[str | None] | None = None,
    match: tuple[str, ...] = ("email",),
) -> dict[str, Any]:
    """Uploaded, inspected, mapped as proposed or to these fields, staged."""
    made = await uploaded(web, content)
    await ingest.advance(made["id"])
    seen = (await web.alice.get(f"{BASE}/imports/{made['id']}")).json()
    columns = [{key: column[key] for key in ("index", "field", "policy")} for column in seen["columns"]]
    for column, field in zip(columns, fields or [], strict=False):
        column["field"] = field
    answer = await web.alice.put(
        f"{BASE}/imports/{made['id']}/mapping", json={"columns": columns, "match": match}
    )
    assert answer.status_code == 202, answer.text
    await ingest.advance(made["id"])
    staged: dict[str, Any] = (await web.alice.get(f"{BASE}/imports/{made['id']}")).json()
    return staged


async def test_from_upload_to_contacts(web: Browsers, ingest: Ingest) -> None:
    made = await uploaded(web)
    assert made["state"] == "uploaded"
    await ingest.advance(made["id"])
    seen = (await web.alice.get(f"{BASE}/imports/{made['id']}")).json()
    assert seen["state"] == "mapping"
    assert seen["source"] == {"key": "csv", "label": "CSV file"}
    assert [column["field"] for column in seen["columns"]] == ["full_name", "email", "city"]
    assert seen["columns"][2]["samples"] == ["Brno", "Praha"]
    assert seen["match_sentence"].startswith("A line updates the contact with the same e-mail address")
    assert seen["match_fields"]["linkedin"] == ["linkedin_url"]
    preview = (await web.alice.get(f"{BASE}/imports/{made['id']}/preview")).json()
    assert preview["rows"][0] == ["Ada Example", "ada@firm.example", "Brno"]

    staged = await mapped(web, ingest)
    assert staged["state"] == "staged"
    assert (staged["counts"]["create"], staged["counts"]["rejected"], staged["counts"]["lines"]) == (1, 1, 2)
    assert await names(ingest) == []
    answer = await web.alice.post(f"{BASE}/imports/{staged['id']}/commit")
    assert (answer.status_code, answer.json()["state"]) == (202, "applying")
    await ingest.advance(staged["id"])
    done = (await web.alice.get(f"{BASE}/imports/{staged['id']}")).json()
    assert done["state"] == "applied"
    assert done["counts"] == staged["counts"] | {"companies": done["counts"]["companies"]}
    assert await names(ingest) == ["Ada Example"]
    listed = (await web.alice.get(f"{BASE}/imports")).json()
    assert [one["id"] for one in listed["items"]] == [staged["id"], made["id"]]


async def test_lines_come_in_pages_and_by_verdict(web: Browsers, ingest: Ingest) -> None:
    rows = b"".join(b"Ada %d,ada%d@firm.example,Brno\n" % (number, number) for number in range(250))
    staged = await mapped(web, ingest, b"Name,E-mail,Town\n" + rows + b"Bob,bob@,\n")
    url = f"{BASE}/imports/{staged['id']}/lines"
    first = (await web.alice.get(url, params={"limit": 200})).json()
    rest = (await web.alice.get(url, params={"limit": 200, "cursor": first["next_cursor"]})).json()
    assert [len(first["items"]), len(rest["items"]), rest["next_cursor"]] == [200, 51, None]
    bad = (await web.alice.get(url, params={"verdict": "rejected"})).json()["items"]
    assert [(line["line_no"], line["problems"][0]["field"]) for line in bad] == [(252, "email")]
    foreign = await web.alice.get(url, params={"verdict": "rejected", "cursor": first["next_cursor"]})
    assert foreign.status_code == 422


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ([{"index": 0, "field": "city"}, {"index": 1, "field": None}], "no line can become a record"),
        ([{"index": 0, "field": "external_id"}, {"index": 1, "field": "external_id"}], "do not mix"),
        ([{"index": 0, "field": "no_such_field"}], "no field a file can fill"),
        ([{"index": 9, "field": "email"}], "no column 10"),
        ([{"index": 0, "field": "email"}, {"index": 0, "field": "city"}], "mapped twice"),
        ([], "no line can become a record"),
    ],
)
async def test_a_mapping_that_cannot_work_is_refused_and_changes_nothing(
    web: Browsers, ingest: Ingest, columns: list[dict[str, Any]], says: str
) -> None:
    made = await uploaded(web)
    before = await ingest.advance(made["id"])
    answer = await web.alice.put(
        f"{BASE}/imports/{made['id']}/mapping", json={"columns": columns, "match": ["email"]}
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "mapping_refused")
    assert says in answer.json()["detail"]
    assert await ingest.get(made["id"]) == before


async def test_a_key_that_no_column_fills_cannot_be_matched_by(web: Browsers, ingest: Ingest) -> None:
    made = await uploaded(web)
    before = await ingest.advance(made["id"])
    answer = await web.alice.put(
        f"{BASE}/imports/{made['id']}/mapping",
        json={"columns": [{"index": 0, "field": "full_name"}], "match": ["linkedin", "external"]},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "mapping_refused")
    assert "No column holds the LinkedIn profile or external id." in answer.json()["detail"]
    assert await ingest.get(made["id"]) == before


async def test_a_staged_import_may_be_mapped_anew(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    answer = await web.alice.put(
        f"{BASE}/imports/{staged['id']}/mapping",
        json={"columns": [{"index": 0, "field": "full_name"}], "match": []},
    )
    assert answer.json()["counts"]["lines"] == 0
    await ingest.advance(staged["id"])
    again = (await web.alice.get(f"{BASE}/imports/{staged['id']}")).json()
    assert (again["counts"]["create"], again["counts"]["rejected"], again["match"]) == (2, 0, [])


async def test_what_is_not_due_is_a_conflict(web: Browsers, ingest: Ingest) -> None:
    made = await uploaded(web)
    for act in ("commit", "resume"):
        answer = await web.alice.post(f"{BASE}/imports/{made['id']}/{act}")
        assert (answer.status_code, answer.json()["code"]) == (409, "import_not_ready")
    assert (await web.alice.get(f"{BASE}/imports/{made['id']}/preview")).json() == {"header": [], "rows": []}


async def test_an_upload_sent_twice_under_one_key_is_one_import(web: Browsers) -> None:
    headers = {"content-type": "application/octet-stream", "idempotency-key": "upload-1"}

    async def post(content: bytes) -> httpx.Response:
        return await web.alice.post(
            f"{BASE}/imports", params={"filename": "a.csv"}, content=content, headers=headers
        )

    first, second, other = await post(CONTENT), await post(CONTENT), await post(b"other\n1\n")
    assert first.json() == second.json()
    assert other.status_code == 409


async def test_rejected_lines_come_back_as_a_file_that_imports_again(web: Browsers, ingest: Ingest) -> None:
    bad = [
        "Name,E-mail,Note",
        '=Ada Example,ada@,"say ""hi"", +1"',
        "Zoë Test,zoe@,'=quoted'",
        "Bob Sample,bob@other.example,-",
        "@Eve Third,eve@,+420 777 123 456",
    ]
    fields: list[str | None] = ["full_name", "email", "notes"]
    staged = await mapped(web, ingest, "\n".join(bad).encode(), fields)
    answer = await web.alice.get(f"{BASE}/imports/{staged['id']}/rejected")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "rejected-list.csv" in answer.headers["content-disposition"]
    text = answer.content.decode("utf-8-sig")
    assert not any(
        cell.startswith(("=", "+", "-", "@")) for line in text.splitlines() for cell in line.split(",")
    )

    again = await mapped(web, ingest, answer.content, fields)
    assert again["columns"][-1]["header"] == "leadgen_problem"
    assert again["columns"][-1]["field"] is None
    assert again["counts"]["rejected"] == staged["counts"]["rejected"] == 3
    second = await web.alice.get(f"{BASE}/imports/{again['id']}/rejected")
    assert second.content == answer.content

    repaired = answer.content.replace(b"ada@,", b"ada@firm.example,").replace(b"eve@,", b"eve@firm.example,")
    last = await mapped(web, ingest, repaired, fields)
    await web.alice.post(f"{BASE}/imports/{last['id']}/commit")
    await ingest.advance(last["id"])
    assert [row[0] for row in await contacts(ingest)] == ["=Ada Example", "@Eve Third"]


async def test_viewers_look_outsiders_see_nothing(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    url = f"{BASE}/imports/{staged['id']}"
    for path in ("", "/preview", "/lines", "/rejected"):
        assert (await web.bob.get(url + path)).status_code == 200
        assert (await web.charlie.get(url + path)).status_code == 404
        assert (await web.nobody.get(url + path)).status_code == 401
    for path in ("/commit", "/resume"):
        assert (await web.bob.post(url + path)).status_code == 403
        assert (await web.charlie.post(url + path)).status_code == 404
    assert (await web.bob.post(f"{url}/cancel", json={"keep": True})).status_code == 403
    assert (await web.bob.post(f"{BASE}/sample")).status_code == 403
    assert (await ingest.get(staged["id"])).state == "staged"


async def test_the_sample_comes_by_one_click_and_goes_by_its_undo(web: Browsers, ingest: Ingest) -> None:
    assert (await web.alice.get(f"{BASE}/sample")).json() == {"operation_id": None}
    made = await web.alice.post(f"{BASE}/sample")
    assert made.status_code == 202
    twice = await web.alice.post(f"{BASE}/sample")
    assert (twice.status_code, twice.json()["code"]) == (409, "sample_loaded")
    done = await ingest.advance(made.json()["id"])
    assert (done.state, done.counts.create, done.counts.companies) == ("applied", 60, 20)
    assert done.counts.lines == 60
    assert (await web.alice.get(f"{BASE}/sample")).json() == {"operation_id": str(done.operation_id)}
    await ingest.undo(done.operation_id)
    assert await names(ingest) == []
    assert (await web.alice.get(f"{BASE}/sample")).json() == {"operation_id": None}
    assert (await web.alice.post(f"{BASE}/sample")).status_code == 202


async def test_an_ambiguous_line_names_whom_it_meets(web: Browsers, ingest: Ingest) -> None:
    await ingest.run("name,email\nAda Example,ada@firm.example\n")
    await ingest.run("name,linkedin\nAda E.,https://www.linkedin.com/in/ada-example\n")
    both = (
        b"name,email,linkedin\nAda,ada@firm.example,https://www.linkedin.com/in/ada-example\n"
        b"Eve,eve@firm.example,\n"
    )
    made = await mapped(web, ingest, both, match=("email", "linkedin"))
    lines = (await web.bob.get(f"{BASE}/imports/{made['id']}/lines")).json()["items"]
    assert [[one["name"] for one in line["meets"]] for line in lines] == [["Ada E.", "Ada Example"], []]
    assert (await web.charlie.get(f"{BASE}/imports/{made['id']}/lines")).status_code == 404
