"""Lists that keys follow from: legal forms, role mailboxes and free-mail domains, as a workspace has them."""

import asyncio
import os
import signal
import sys
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records import bulk, undo
from leadgen.records.jobs import change_many
from leadgen.stages.cleanup.deciding import scanning
from leadgen.stages.ingest import deciding
from leadgen.stages.ingest.contracts import ColumnChoice
from tests.factories.records import alice, place, the
from tests.factories.server import SECRET
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.ingest.conftest import Ingest, ingest

__all__ = ["ingest"]
BASE = "/api/v1/workspaces/alice"
KEYS = "SELECT key FROM record_key ORDER BY key"
NAMES = "SELECT company_name_key FROM company WHERE deleted_at IS NULL ORDER BY id"
# All that is stored but when a row was written last.
STANDS = """
SELECT to_jsonb(c) - 'updated_at' FROM company c UNION ALL SELECT to_jsonb(p) - 'updated_at' FROM contact p
UNION ALL SELECT to_jsonb(k) FROM record_key k ORDER BY 1
"""


async def ask(database: Database, workspace: Workspace, query: str, **params: object) -> list[Any]:
    async with database.workspace(workspace.id) as session:
        return list(await session.scalars(text(query), params))


async def say(
    web: Browsers, name: str, *words: tuple[str, str | None], slug: str = "alice"
) -> dict[str, Any]:
    """All entries of this list; what its operation has come to, where it is that small."""
    entries = [{"word": word, "meaning": meaning} for word, meaning in words]
    address = f"/api/v1/workspaces/{slug}"
    said = await web.alice.put(f"{address}/vocabularies/{name}", json={"entries": entries})
    assert said.status_code == 200, said.text
    operation: dict[str, Any] = (
        await web.alice.get(f"{address}/operations/{said.json()['rekeying']}")
    ).json()
    assert operation["kind"] == "rekey"
    return operation


async def companies(database: Database, workspace: Workspace, *lines: dict[str, str]) -> list[UUID]:
    _, placed = await place(database, workspace, lines, kind="company")
    return [the(one.record_id) for one in placed]


async def works_at(ingest: Ingest, line: str) -> Any:
    """The company of the contact that this line of a file makes: its name, or None."""
    await ingest.run(f"Full name,E-mail,Company\n{line}\n")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        return await session.scalar(
            text("""SELECT e.company_name FROM contact c LEFT JOIN company e ON e.id = c.company_id
                    ORDER BY c.id DESC LIMIT 1""")
        )


async def test_two_firms_are_one_by_a_form_of_ones_own_until_it_is_taken_back(
    web: Browsers, database: Database, workspace: Workspace, ingest: Ingest
) -> None:
    await companies(database, workspace, {"company_name": "Nordwind Kvtz."}, {"company_name": "Baltic GmbH"})
    before = await ask(database, workspace, STANDS)
    assert await ask(database, workspace, NAMES) == ["nordwind kvtz", "baltic"]
    found = {"filter": {"field": "company_name", "op": "equals", "value": "Nordwind"}}
    assert (await web.bob.post(f"{BASE}/companies/count", json=found)).json() == {"count": 0}
    operation = await say(web, "legal_form", ("K.v.t.z.", "legal_form"), ("GmbH", None))
    assert (operation["state"], operation["counts"]) == ("done", {"rekeyed": 2})
    assert operation["undoable"] is False
    assert operation["summary"] == "Rewrote keys of 2 companies after legal forms changed"
    assert await ask(database, workspace, NAMES) == ["nordwind", "baltic gmbh"]
    for name in ("Nordwind", "Nordwind KVTZ"):
        found["filter"]["value"] = name
        assert (await web.bob.post(f"{BASE}/companies/count", json=found)).json() == {"count": 1}
    assert await works_at(ingest, "Ada Novak,ada@gmail.com,Nordwind") == "Nordwind Kvtz."
    made = await web.alice.post(f"{BASE}/companies", json={"values": {"company_name": "Elbe Kvtz"}})
    edit = {"values": {"company_name": "Weser Kvtz"}}
    await web.alice.patch(f"{BASE}/companies/{made.json()['record']['id']}", json=edit)
    assert (await ask(database, workspace, NAMES))[-1] == "weser"
    again = await say(web, "legal_form", ("K.v.t.z.", "legal_form"), ("GmbH", None))
    assert again["counts"] == {"unchanged": 3}
    await say(web, "legal_form")
    assert await ask(database, workspace, NAMES) == ["nordwind kvtz", "baltic", "weser kvtz"]
    standing = await ask(database, workspace, STANDS)
    assert [row for row in before if row not in standing] == []


async def test_a_domain_that_anybody_can_have_names_no_employer_and_one_that_is_a_firms_does(
    web: Browsers, database: Database, workspace: Workspace, ingest: Ingest
) -> None:
    portal = {"company_name": "Portal", "company_domain": "portal.example"}
    seznam = {"company_name": "Seznam", "company_domain": "seznam.cz"}
    await companies(database, workspace, portal, seznam)
    assert await works_at(ingest, "Ada Novak,ada@portal.example,") == "Portal"
    assert await works_at(ingest, "Jan Novak,jan@seznam.cz,") is None
    operation = await say(web, "free_mail", ("@Portal.example", "free_mail"), ("seznam.cz", None))
    assert operation["counts"] == {"rekeyed": 2}
    keys = await ask(database, workspace, KEYS)
    assert ("domain:portal.example" in keys, "domain:seznam.cz" in keys) == (False, True)
    assert await works_at(ingest, "Eva Novak,eva@portal.example,") is None
    assert await works_at(ingest, "Iva Novak,iva@seznam.cz,") == "Seznam"
    held = (await web.bob.post(f"{BASE}/contacts/query", json={})).json()["items"]
    assert sum(one["values"].get("company_name") == "Portal" for one in held) <= 1  # links stay as they are
    await say(web, "free_mail")
    assert "domain:portal.example" in await ask(database, workspace, KEYS)


async def test_a_mailbox_of_several_is_nobodys_identity_until_it_is_taken_back(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    vibes = {"full_name": "Ada Novak", "email": "vibes@x.example", "email_other": ["ada@x.example"]}
    await place(database, workspace, [vibes, {"full_name": "Jan Info", "email": "info@x.example"}])
    assert await ask(database, workspace, KEYS + " LIMIT 2") == [
        "email:ada@x.example",
        "email:vibes@x.example",
    ]
    operation = await say(web, "role_mailbox", ("Vibes@", "role_mailbox"), ("info", None))
    assert operation["counts"] == {"rekeyed": 2}
    keys = [key for key in await ask(database, workspace, KEYS) if not key.startswith("row:")]
    assert keys == ["email:ada@x.example", "email:info@x.example"]
    values = {"values": {"full_name": "Eva Novak", "email": "vibes2@x.example"}}
    made = [(await web.alice.post(f"{BASE}/contacts", json=values)).status_code for _ in range(2)]
    assert made == [201, 201]  # two people of one mailbox
    taken = {"values": {"full_name": "Iva Novak", "email": "info@x.example"}}
    assert (await web.alice.post(f"{BASE}/contacts", json=taken)).status_code == 409
    await say(web, "role_mailbox")
    keys = [key for key in await ask(database, workspace, KEYS) if not key.startswith("row:")]
    assert keys == ["email:ada@x.example", "email:vibes2@x.example", "email:vibes@x.example"]


async def test_what_comes_back_has_the_keys_of_now(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    [firm] = await companies(
        database, workspace, {"company_name": "Nordwind Kvtz", "company_domain": "nordwind.example"}
    )
    trashed = await web.alice.delete(f"{BASE}/companies/{firm}")
    assert trashed.status_code == 200, trashed.text
    await say(web, "legal_form", ("kvtz", "legal_form"))
    await say(web, "free_mail", ("nordwind.example", "free_mail"))
    await undo.run_here(database, UUID(trashed.json()["id"]), alice(workspace), workspace.id)
    assert await ask(database, workspace, NAMES) == ["nordwind"]
    assert await ask(database, workspace, KEYS) == []


async def test_an_import_that_waited_is_applied_by_the_words_of_now(
    web: Browsers, database: Database, workspace: Workspace, ingest: Ingest
) -> None:
    await companies(database, workspace, {"company_name": "Nordwind"})
    head, lines = "Full name,E-mail,Company", [("Ada Novak", "Nordwind Kvtz"), ("Jan Novak", "Elbe Kvtz")]
    file = "\n".join([head, *(f"{person},vibes@x.example,{firm}" for person, firm in lines), ""])
    waiting = await ingest.run(file, mode="review")
    choices = [
        ColumnChoice(index, key, "fill") for index, key in enumerate(("full_name", "email", "company_name"))
    ]
    async with database.workspace(workspace.id) as session:
        await deciding.map_columns(session, waiting.id, choices, ["email"])
    assert (await ingest.advance(waiting.id)).state == "staged"
    await say(web, "legal_form", ("kvtz", "legal_form"))
    await say(web, "role_mailbox", ("vibes", "role_mailbox"))
    applied = await web.alice.post(f"{BASE}/imports/{waiting.id}/commit")
    assert applied.status_code < 300, applied.text
    assert (await ingest.advance(waiting.id)).state == "applied"
    assert await ask(database, workspace, NAMES) == ["nordwind", "elbe"]
    keys = await ask(database, workspace, KEYS)
    assert [key for key in keys if key.startswith("email:")] == []
    assert await ask(database, workspace, "SELECT count(*) FROM contact") == [2]


async def test_duplicates_are_looked_for_by_them(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    await companies(
        database,
        workspace,
        *({"company_name": name} for name in ("Nordwind Kvtz", "Nordwind", "Elbe", "Weser")),
    )

    await ask(
        database,
        workspace,
        "UPDATE company SET updated_at = updated_at - interval '1 hour' RETURNING 1",
    )

    async def pairs(*, whole: bool) -> list[Any]:
        async with database.workspace(workspace.id) as session:
            scan = await scanning.start(session, "company", whole=whole)
        assert await scanning.work(database, workspace.id, scan.id, lambda: False)
        return await ask(database, workspace, "SELECT count(*) FROM duplicate_cluster")

    before = await pairs(whole=True)
    await say(web, "legal_form", ("kvtz", "legal_form"))
    assert await pairs(whole=False) == [before[0] + 1]


async def test_another_workspace_keeps_its_keys(
    web: Browsers, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    firm = {"company_name": "Nordwind Kvtz", "company_domain": "portal.example"}
    for one in (workspace, other_workspace):
        await companies(database, one, firm)
        await place(database, one, [{"full_name": "Ada Novak", "email": "vibes@x.example"}])
    before = await ask(database, other_workspace, STANDS)
    await say(web, "legal_form", ("kvtz", "legal_form"))
    await say(web, "free_mail", ("portal.example", "free_mail"))
    await say(web, "role_mailbox", ("vibes", "role_mailbox"))
    assert await ask(database, other_workspace, STANDS) == before
    assert await ask(database, other_workspace, NAMES) == ["nordwind kvtz"]


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("legal_form", "..."),
        ("role_mailbox", "two words"),
        ("free_mail", "no domain"),
        ("free_mail", "x" * 200),
    ],
)
async def test_what_is_no_word_of_its_list_is_refused(
    web: Browsers, workspace: Workspace, name: str, word: str
) -> None:
    entries = [{"word": word[:120], "meaning": name}]
    answer = await web.alice.put(f"{BASE}/vocabularies/{name}", json={"entries": entries})
    assert (answer.status_code, answer.json()["code"]) == (422, "vocabulary_invalid")


# The job's own function in a process of its own.
JOB = """
import asyncio, sys
from uuid import UUID
from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.platform.jobs import JobContext
from leadgen.records.jobs import change_many
settings = load_settings()
context = JobContext(Database.open(settings), settings, job_id=1, attempts=0, should_abort=lambda: False)
asyncio.run(change_many(context, UUID(sys.argv[1]), UUID(sys.argv[2])))
"""


async def test_killed_or_cancelled_in_the_middle_it_goes_on_to_the_same_end(
    web: Browsers,
    settings: Settings,
    database: Database,
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk.run, "CHUNK", 5)
    firms = 300
    await companies(database, workspace, *({"company_name": f"Firm {one} Kvtz"} for one in range(firms)))
    operation = await say(web, "legal_form", ("kvtz", "legal_form"))
    assert (operation["state"], operation["total"]) == ("running", firms)
    environment = os.environ | {
        "LEADGEN_DATABASE_URL": settings.database_url or "",
        "LEADGEN_SECRET_KEY": SECRET,
        "LEADGEN_DATA_DIR": str(settings.data_dir),
    }
    job = await asyncio.create_subprocess_exec(
        sys.executable, "-c", JOB, str(workspace.id), operation["id"], env=environment
    )
    done = "SELECT done FROM operation WHERE id = :id"
    while await ask(database, workspace, done, id=operation["id"]) == [0]:
        assert job.returncode is None
        await asyncio.sleep(0.005)
    os.kill(job.pid, signal.SIGKILL)
    await job.wait()
    stale = "SELECT count(*) FROM company WHERE company_name_key LIKE '% kvtz'"
    [left] = await ask(database, workspace, stale)
    assert 0 < left < firms
    cancelled = await web.alice.post(f"{BASE}/operations/{operation['id']}/cancel", json={"keep": True})
    assert cancelled.json()["state"] == "cancelled", cancelled.text
    again = await say(web, "legal_form", ("kvtz", "legal_form"))
    context = JobContext(database, settings, job_id=1, attempts=0, should_abort=lambda: False)
    for _ in range(2):  # a job may run twice
        await change_many(context, workspace.id, UUID(again["id"]))
    [after] = await ask(
        database, workspace, "SELECT to_jsonb(o) FROM operation o WHERE id = :id", id=again["id"]
    )
    assert after["state"] == "done"
    assert after["counts"] == {"rekeyed": left, "unchanged": firms - left}
    assert await ask(database, workspace, stale) == [0]
