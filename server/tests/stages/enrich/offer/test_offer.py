"""The offer profile: written by editors, read by everybody of the workspace, told to models."""

from leadgen.db.engine import Database
from leadgen.stages.enrich.offer import service as offer
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"


async def test_the_offer_profile_is_kept_and_short_enough_for_a_prompt(
    web: Browsers, database: Database, workspace: Workspace
) -> None:
    blank = (await web.bob.get(f"{BASE}/enrichment/offer")).json()
    assert blank == {
        "about": "",
        "products": "",
        "customers": "",
        "proof": "",
        "tone": "",
        "updated_at": None,
    }
    written = {"about": " Example Tools ", "products": "x" * 2_000, "tone": "Plain"}
    told = (await web.alice.put(f"{BASE}/enrichment/offer", json=written)).json()
    assert (told["about"], told["customers"]) == ("Example Tools", "")
    async with database.workspace(workspace.id) as session:
        text = await offer.text(session)
    assert text.startswith("Who we are: Example Tools\nWhat we sell: xxx")
    assert len(text) == 2_000


async def test_a_viewer_reads_it_and_strangers_see_nothing(web: Browsers) -> None:
    written = {"about": "Example Tools", "tone": "Plain"}
    assert (await web.alice.put(f"{BASE}/enrichment/offer", json=written)).status_code == 200
    for method, of_bob in (("GET", 200), ("PUT", 403)):
        answers = [
            await one.request(method, f"{BASE}/enrichment/offer", json=written)
            for one in (web.bob, web.charlie, web.nobody)
        ]
        assert [one.status_code for one in answers] == [of_bob, 404, 401]
    for wrong in ({"motto": "x"}, {"about": "x" * 2_001}):
        answer = await web.alice.put(f"{BASE}/enrichment/offer", json=wrong)
        assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
