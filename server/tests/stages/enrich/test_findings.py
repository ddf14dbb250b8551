"""Findings: kept with their verdicts, seen as evidence, marked right or wrong, counted."""

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.records import service as records
from leadgen.records.contracts import Belief, Patch
from leadgen.stages.enrich.evidence_gate import Found, Marks, Verdict
from leadgen.stages.enrich.findings import service
from leadgen.stages.enrich.findings.contracts import Asked
from tests.factories.enriching import open_run
from tests.factories.records import alice, place, the, undo
from tests.factories.tenancy import Workspace
from tests.factories.web import Browsers

BASE = "/api/v1/workspaces/alice"
THEN = datetime(2026, 11, 1, tzinfo=UTC)
SENTENCE = "Its site does not say it."


def found(field: str, verdict: Verdict, value: object = None) -> Found:
    if value is None:
        return Found(field, verdict, SENTENCE)
    return Found(
        field, verdict, "Its own site.", value,  # type: ignore[arg-type]  # any value
        url="https://muster.example/", quote=f"it is {value}", page="0" * 64, part="text",
        confidence=0.9 if verdict == "accepted" else None, retrieved_at=THEN,
    )  # fmt: skip


ANSWER = (
    found("founded_year", "accepted", 2004),
    found("company_city", "other_subject", "Oldford"),
    found("annual_revenue", "not_told"),
)


async def enriched(
    database: Database, workspace: Workspace, answer: Sequence[Found] = ANSWER, name: str = "Muster GmbH"
) -> tuple[UUID, UUID, UUID]:
    """A company about which a step found `answer`: the company, the run and its operation."""
    _, [placed] = await place(database, workspace, [{"company_name": name}], kind="company")
    record_id = the(placed.company_id or placed.record_id)
    async with database.workspace(workspace.id) as session:
        run_id, operation_id = await open_run(session, alice(workspace))
        asked = Asked(run_id, record_id, "company", "company_profile", "website", "muster.example", None)
        await service.keep(session, [(asked, answer, {"founded_year": 250})])
        taken = Patch(record_id, {"founded_year": 2004}, beliefs={"founded_year": Belief(0.9)})
        await records.believe(session, operation_id, "company", [taken])
        await records.unknown(session, operation_id, "company", [(record_id, "annual_revenue", SENTENCE)])
        await records.finish_operation(session, operation_id, state="done", counts={})
    return record_id, run_id, operation_id


async def test_every_answer_of_a_step_is_kept_and_the_taken_one_bears_the_cost(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    record_id, run_id, _ = await enriched(database, workspace)
    of_run = f"/enrichment/runs/{run_id}/findings"
    for path in (f"/companies/{record_id}/findings", of_run, "/findings"):
        items = (await web.bob.get(f"{BASE}{path}")).json()["items"]
        told = {one["field"]: (one["verdict"], one["value"], one["cost"], one["record"]) for one in items}
        assert told == {
            "founded_year": ("accepted", 2004, 250, "Muster GmbH"),
            "company_city": ("other_subject", "Oldford", 0, "Muster GmbH"),
            "annual_revenue": ("not_told", None, 0, "Muster GmbH"),
        }
        assert (await web.charlie.get(f"{BASE}{path}")).status_code == 404
        pages = await web.alice.get(f"{BASE}{path}", params={"limit": "2"})
        rest = await web.alice.get(
            f"{BASE}{path}", params={"limit": "2", "cursor": pages.json()["next_cursor"]}
        )
        assert [len(page.json()["items"]) for page in (pages, rest)] == [2, 1]
    only = {"verdict": "accepted", "field": "founded_year"}
    for path in (of_run, "/findings"):
        [one] = (await web.alice.get(f"{BASE}{path}", params=only)).json()["items"]
        assert (one["quote"], one["url"]) == ("it is 2004", "https://muster.example/")
    assert (await web.alice.get(f"{BASE}/enrichment/runs/{uuid7()}/findings")).status_code == 404
    other = await web.bob.get(f"{BASE}/findings", params={"enricher": "llm"})
    assert other.json()["items"] == []
    assert (await web.charlie.get(f"{BASE}/findings")).status_code == 404
    assert (await web.alice.get(f"{BASE}/contacts/{record_id}/findings")).status_code == 404


async def test_the_words_are_the_evidence_of_the_value_until_the_run_is_undone(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    record_id, _, operation_id = await enriched(database, workspace)
    path = f"{BASE}/companies/{record_id}/evidence"
    evidence = {one["field"]: one for one in (await web.bob.get(path)).json()["items"]}
    source = evidence["founded_year"]["source"]
    assert (source["kind"], source["quote"], source["url"], source["provider"]) == (
        "enrichment",
        "it is 2004",
        "https://muster.example/",
        "muster.example",
    )
    assert (evidence["annual_revenue"]["state"], evidence["annual_revenue"]["source"]["note"]) == (
        "unknown",
        SENTENCE,
    )
    await undo(database, workspace, operation_id)
    evidence = {one["field"]: one for one in (await web.bob.get(path)).json()["items"]}
    assert set(evidence) == {"company_name"}


async def test_a_value_is_marked_by_a_member_who_may_and_the_mark_can_be_taken_back(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    record_id, _, _ = await enriched(database, workspace)
    items = (await web.alice.get(f"{BASE}/companies/{record_id}/findings")).json()["items"]
    ids = {one["field"]: one["id"] for one in items}
    path = f"{BASE}/findings/{ids['founded_year']}/mark"
    assert (await web.bob.put(path, json={"mark": "right"})).status_code == 403
    assert (await web.charlie.put(path, json={"mark": "right"})).status_code == 404
    assert (await web.alice.put(path, json={"mark": "wrong"})).json()["mark"] == "wrong"
    async with database.workspace(workspace.id) as session:
        assert await service.marks(session, "website") == {"founded_year": Marks(0, 1)}
        assert await service.marks(session, "other") == {}
    taken_back = await web.alice.put(path, json={"mark": None})
    assert (taken_back.json()["mark"], taken_back.json()["marked_at"]) == (None, None)
    nothing = await web.alice.put(f"{BASE}/findings/{ids['annual_revenue']}/mark", json={"mark": "right"})
    assert (nothing.status_code, nothing.json()["code"]) == (409, "nothing_to_mark")
    assert (await web.alice.put(f"{BASE}/findings/{uuid7()}/mark", json={"mark": None})).status_code == 404


async def test_quality_says_how_good_each_enricher_is_and_how_sure_that_is(
    database: Database, workspace: Workspace, web: Browsers
) -> None:
    for number in range(4):
        told = ANSWER if number else [found("founded_year", "unsupported", 1999), *ANSWER[1:]]
        record_id, _, _ = await enriched(database, workspace, told, f"Muster {number} GmbH")
        items = (await web.alice.get(f"{BASE}/companies/{record_id}/findings")).json()["items"]
        [year] = [one for one in items if one["field"] == "founded_year"]
        mark = {"mark": "wrong" if number == 1 else "right"}
        await web.alice.put(f"{BASE}/findings/{year['id']}/mark", json=mark)
    quality = (await web.bob.get(f"{BASE}/enrichment/quality")).json()["items"]
    [year] = [one for one in quality if one["field"] == "founded_year"]
    assert {
        key: year[key] for key in ("label", "enricher", "asked", "found", "coverage", "marked", "right")
    } == {
        "label": "Founded",
        "enricher": "website",
        "asked": 4,
        "found": 3,
        "coverage": 0.75,
        "marked": 3,
        "right": 2,
    }
    assert (year["accuracy"], year["cost"], year["price_per_correct"]) == (0.667, 750, 375)
    low, high = year["interval"]
    assert low < 0.667 < high
    [revenue] = [one for one in quality if one["field"] == "annual_revenue"]
    assert (revenue["interval"], revenue["accuracy"], revenue["price_per_correct"]) == (None, None, None)
    assert (await web.charlie.get(f"{BASE}/enrichment/quality")).status_code == 404
