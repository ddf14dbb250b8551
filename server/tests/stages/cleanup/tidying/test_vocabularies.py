"""What a workspace's own lists change in stored values is proposed, done and undone as any cleanup."""

from uuid import UUID

from leadgen.db.engine import Database
from tests.factories.records import undo, values_of
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers
from tests.stages.cleanup.tidying.base import apply, changes, machine, people, preview

BASE = "/api/v1/workspaces/alice"


async def test_a_finding_and_a_companys_domain_follow_the_lists(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    found = {
        "vibes@x.example": "takes_mail",
        "ada@portal.example": "takes_mail",
        "bea@y.example": "no_domain",
    }
    ids = await people(database, workspace, *({"full_name": one[:3], "email": one} for one in found))
    for record_id, finding in zip(ids, found.values(), strict=True):
        await machine(database, workspace, record_id, {"email_status": "valid", "email_finding": finding})
    assert (await preview(web))["changes"] == 0
    for name, word in {"role_mailbox": "vibes", "free_mail": "portal.example"}.items():
        entries = {"entries": [{"word": word, "meaning": name}]}
        assert (await web.alice.put(f"{BASE}/vocabularies/{name}", json=entries)).status_code == 200
    for record_id in ids:
        assert (await values_of(database, workspace, record_id))["email_finding"] in found.values()
    seen = await preview(web)
    told = {(one["record_id"], one["after"]): one["reason"] for one in await changes(web, seen)}
    assert told == {
        (str(ids[0]), "Role mailbox, read by several people"): "Follows the e-mail “vibes@x.example”",
        (str(ids[1]), "Free mail provider; mailbox not checked"): "Follows the e-mail “ada@portal.example”",
    }
    done = await apply(web, seen, expected=2)
    findings = [(await values_of(database, workspace, one))["email_finding"] for one in ids]
    assert findings == ["role_mailbox", "free_mail", "no_domain"]
    await undo(database, workspace, UUID(done["id"]))
    findings = [(await values_of(database, workspace, one))["email_finding"] for one in ids]
    assert findings == list(found.values())


async def test_a_domain_is_proposed_by_the_lists_of_the_workspace(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    lines = [{"full_name": name, "company_name": "Seznam"} for name in ("Ada", "Bea")]
    for record_id, mail in zip(
        await people(database, workspace, *lines), ("ada@seznam.cz", "bea@seznam.cz"), strict=True
    ):
        await machine(database, workspace, record_id, {"email": mail})
    assert (await preview(web, ["domain"], kind="company"))["changes"] == 0
    entries = {"entries": [{"word": "seznam.cz", "meaning": None}]}
    await web.alice.put(f"{BASE}/vocabularies/free_mail", json=entries)
    seen = await preview(web, ["domain"], kind="company")
    assert [one["after"] for one in await changes(web, seen)] == ["seznam.cz"]
    done = await apply(web, seen, expected=1)
    assert done["state"] == "done"
    async with database.workspace(workspace.id) as session:
        connection = await session.driver()
        cursor = await connection.execute("SELECT key FROM record_key WHERE kind = 'company'")
        assert await cursor.fetchall() == [("domain:seznam.cz",)]
