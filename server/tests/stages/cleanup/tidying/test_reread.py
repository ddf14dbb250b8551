"""What a file wrote is read again by Clean up, and stays the evidence."""

from uuid import UUID

from psycopg.types.json import Jsonb

from leadgen.db.engine import Database
from leadgen.records.repository.rows import run
from leadgen.stages.ingest import running
from tests.factories.records import values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.tidying.base import BASE, apply, changes, preview

FILE = """Name,Title,Phone
"LOVELAND, ADA",CTO,020 7946 0958
"Bea Example",Nurse,
"""


async def test_what_the_file_wrote_is_read_again_and_stays_the_evidence(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    """An import of before: its phone was read as of another country, its name not split, no rank told."""
    await web.alice.patch(BASE, json={"country": "GB"})
    ada, _ = await imported(web, database, workspace, FILE)
    then = {"first_name": "LOVELAND, ADA", "job_title": "CTO", "phone_work": "+4202079460958"}
    async with database.workspace(workspace.id) as session:
        await run(
            session,
            """UPDATE contact SET first_name = %(first)s, last_name = NULL, phone_work = %(phone)s,
                 seniority = NULL, department = NULL WHERE id = %(id)s""",
            id=ada, first=then["first_name"], phone=then["phone_work"],
        )  # fmt: skip
        await run(
            session,
            'UPDATE import_line SET "values" = %(then)s WHERE record_id = %(id)s',
            id=ada,
            then=Jsonb(then),
        )
    seen = await preview(web)
    told = [(one["record_id"], one["field"], one["after"], one["reason"]) for one in await changes(web, seen)]
    name = "First name: Ada · Last name: Loveland"
    moved = "The parts of the name told apart better; the file says “LOVELAND, ADA”"
    phone = "A number with its country code; the file says “020 7946 0958”"
    assert told == [
        (str(ada), "full_name", name, moved),
        (str(ada), "phone_work", "+442079460958", phone),
        (str(ada), "seniority", "C-level", "Follows the job title “CTO”"),
        (str(ada), "department", "Engineering", "Follows the job title “CTO”"),
    ]  # fmt: skip
    done = await apply(web, seen)
    assert done["counts"] == {"values": 4, "updated": 1}
    values = await values_of(database, workspace, ada)
    assert (values["first_name"], values["last_name"]) == ("Ada", "Loveland")
    assert (await preview(web))["changes"] == 0
    evidence = {
        one["field"]: one for one in (await web.bob.get(f"{BASE}/contacts/{ada}/evidence")).json()["items"]
    }
    assert evidence["phone_work"]["operation"]["id"] == done["id"]
    source = evidence["phone_work"]["source"]
    assert (source["kind"], source["filename"], source["raw"]) == ("import", "people.csv", "020 7946 0958")
    assert evidence["last_name"]["source"]["raw"] == "LOVELAND, ADA"
    assert evidence["seniority"]["source"]["kind"] == "derived"


async def imported(web: Browsers, database: Database, workspace: Workspace, text: str) -> list[UUID]:
    """A file all the way: the contacts of its lines."""
    made = (await web.alice.post(f"{BASE}/imports?filename=people.csv", content=text)).json()
    import_id = UUID(made["id"])
    await running.advance(database, workspace.id, import_id, lambda: False)
    seen = (await web.alice.get(f"{BASE}/imports/{import_id}")).json()
    columns = [{name: one[name] for name in ("index", "field", "policy")} for one in seen["columns"]]
    await web.alice.put(f"{BASE}/imports/{import_id}/mapping", json={"columns": columns, "match": []})
    await running.advance(database, workspace.id, import_id, lambda: False)
    await web.alice.post(f"{BASE}/imports/{import_id}/commit")
    await running.advance(database, workspace.id, import_id, lambda: False)
    lines = (await web.alice.get(f"{BASE}/imports/{import_id}/lines")).json()["items"]
    return [UUID(one["record_id"]) for one in lines]
