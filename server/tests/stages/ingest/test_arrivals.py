"""How files arrive: pasted, like an earlier one, read in another way; and how they are found again."""

from typing import Any

from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_routes import BASE, CONTENT, mapped, uploaded

OCTETS = {"content-type": "application/octet-stream"}
IMPORTS = f"{BASE}/imports"


async def seen(web: Browsers, import_id: str) -> dict[str, Any]:
    found: dict[str, Any] = (await web.bob.get(f"{IMPORTS}/{import_id}")).json()
    return found


async def test_pasted_rows_need_no_name(web: Browsers, ingest: Ingest) -> None:
    rows = b"Name\tE-mail\nAda Example\tada@firm.example\n"
    nameless = await web.alice.post(IMPORTS, content=rows, headers=OCTETS)
    assert (nameless.status_code, nameless.json()["code"]) == (422, "name_missing")
    made = await web.alice.post(IMPORTS, params={"origin": "paste"}, content=rows, headers=OCTETS)
    assert made.status_code == 201, made.text
    assert made.json()["filename"].startswith("Pasted rows 20")
    await ingest.advance(made.json()["id"])
    found = await seen(web, made.json()["id"])
    assert (found["origin"], found["state"], found["shape"]["delimiter"]) == ("paste", "mapping", "\t")
    assert [column["field"] for column in found["columns"]] == ["full_name", "email"]


async def test_the_next_file_of_the_same_shape_is_staged_at_once(web: Browsers, ingest: Ingest) -> None:
    first = await mapped(web, ingest, fields=["full_name", "email", "notes"])
    same = await web.alice.post(
        IMPORTS,
        params={"filename": "next.csv", "like": first["id"]},
        content=b"Town,Name,E-mail\nBrno,Eva Next,eva@firm.example\n",
        headers=OCTETS,
    )
    await ingest.advance(same.json()["id"])
    found = await seen(web, same.json()["id"])
    assert (found["state"], found["like_import_id"], found["problems"]) == ("staged", first["id"], [])
    assert [column["field"] for column in found["columns"]] == ["notes", "full_name", "email"]
    assert found["columns"][0]["samples"] == ["Brno"]
    assert found["counts"]["create"] == 1

    other = await web.alice.post(
        IMPORTS,
        params={"filename": "other.csv", "like": first["id"]},
        content=b"Name,E-mail,City\nEva Next,eva@firm.example,Oslo\n",
        headers=OCTETS,
    )
    await ingest.advance(other.json()["id"])
    found = await seen(web, other.json()["id"])
    assert found["state"] == "mapping"
    assert [column["field"] for column in found["columns"]] == ["full_name", "email", "city"]
    assert [problem["code"] for problem in found["problems"]] == ["like_differs"]
    assert "“City” came along and “Town” is gone" in found["problems"][0]["detail"]


async def test_only_an_import_that_was_mapped_is_followed(
    web: Browsers, ingest: Ingest, other_workspace: Workspace
) -> None:
    made = await uploaded(web)
    await ingest.advance(made["id"])
    for like, status, code in (
        (made["id"], 409, "not_to_follow"),
        (str(other_workspace.id), 404, "import_not_found"),
    ):
        answer = await web.alice.post(
            IMPORTS, params={"filename": "a.csv", "like": like}, content=CONTENT, headers=OCTETS
        )
        assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_a_file_is_read_anew_as_a_person_says(web: Browsers, ingest: Ingest) -> None:
    content = "Jméno;E-mail\nŽofie Řehoř;zofie@firm.example\n".encode("cp1250")
    staged = await mapped(web, ingest, content)
    url = f"{IMPORTS}/{staged['id']}/reading"
    for client, status in ((web.bob, 403), (web.charlie, 404), (web.nobody, 401)):
        assert (await client.put(url, json={"header_row": 0})).status_code == status
    answer = await web.alice.put(url, json={"encoding": "cp1250", "header_row": 0})
    assert answer.status_code == 202, answer.text
    assert (answer.json()["state"], answer.json()["columns"]) == ("inspecting", [])
    await ingest.advance(staged["id"])
    found = await seen(web, staged["id"])
    assert (found["state"], found["shape"]["encoding"]) == ("mapping", "cp1250")
    assert found["reading"] == {"encoding": "cp1250", "delimiter": None, "header_row": 0, "sheet": None}
    preview = (await web.alice.get(f"{IMPORTS}/{staged['id']}/preview")).json()
    assert preview["rows"][1] == ["Žofie Řehoř", "zofie@firm.example"]

    await web.alice.put(url, json={"encoding": "no-such-encoding"})
    await ingest.advance(staged["id"])
    failed = await seen(web, staged["id"])
    assert failed["state"] == "failed"
    assert failed["shape"] is not None
    await web.alice.put(url, json={})
    await ingest.advance(staged["id"])
    found = await seen(web, staged["id"])
    assert (found["state"], found["reading"], found["problem"]) == ("mapping", None, None)
    assert found["columns"][1]["field"] == "email"


async def test_an_import_that_is_applied_is_not_read_anew(web: Browsers, ingest: Ingest) -> None:
    staged = await mapped(web, ingest)
    await web.alice.post(f"{IMPORTS}/{staged['id']}/commit")
    await ingest.advance(staged["id"])
    answer = await web.alice.put(f"{IMPORTS}/{staged['id']}/reading", json={})
    assert (answer.status_code, answer.json()["code"]) == (409, "import_not_ready")


async def test_history_is_searched_and_filtered(web: Browsers, ingest: Ingest) -> None:
    made = [await uploaded(web, filename=name) for name in ("Fair 50%.csv", "fair 500.csv", "Other_x.csv")]
    await ingest.advance(made[2]["id"])

    async def found(**query: Any) -> list[str]:
        page = (await web.bob.get(IMPORTS, params=query)).json()
        return [one["filename"] for one in page["items"]]

    assert await found(search="FAIR") == ["fair 500.csv", "Fair 50%.csv"]
    assert await found(search="50%") == ["Fair 50%.csv"]
    assert await found(search="_x") == ["Other_x.csv"]
    assert await found(search="alice") == ["Other_x.csv", "fair 500.csv", "Fair 50%.csv"]
    assert await found(state="mapping") == ["Other_x.csv"]
    assert await found(state=["mapping", "uploaded"], search="fair") == ["fair 500.csv", "Fair 50%.csv"]
    first = (await web.bob.get(IMPORTS, params={"search": "fair", "limit": 1})).json()
    assert await found(search="fair", limit=1, cursor=first["next_cursor"]) == ["Fair 50%.csv"]
    stolen = await web.bob.get(IMPORTS, params={"search": "other", "cursor": first["next_cursor"]})
    assert stolen.status_code == 422
