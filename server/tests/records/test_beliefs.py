"""Values that a machine found: how sure they are, what was looked for in vain, and their undo."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.paging import CursorCodec, Paging
from leadgen.records import evidence, service, timeline
from leadgen.records.contracts import Belief, FieldRef, Finding, Patch
from leadgen.records.repository import history, operations
from tests.factories.records import alice, edit, place, the, undo, values_of
from tests.factories.tenancy import Workspace

# Fields that follow this one, as seniority and department follow a title.
FOLLOWING = {"headline": 0, "job_title": 2}
SENTENCE = "Its site does not say it."


async def enrichment(session: WorkspaceSession, workspace: Workspace) -> UUID:
    return await service.open_operation(
        session, kind="enrichment", actor=alice(workspace), source="website", summary="Enriched"
    )


async def enrich(
    database: Database,
    workspace: Workspace,
    record_id: UUID,
    values: Mapping[str, str],
    *,
    until: datetime | None = None,
    in_vain: Collection[str] = (),
) -> UUID:
    """A run that finds these values with a confidence of 0.9, and the others not."""
    beliefs = {key: Belief(0.9, until) for key in values}
    async with database.workspace(workspace.id) as session:
        operation_id = await enrichment(session, workspace)
        await service.believe(
            session, operation_id, "contact", [Patch(record_id, dict(values), beliefs=beliefs)]
        )
        await service.unknown(
            session, operation_id, "contact", [(record_id, key, SENTENCE) for key in in_vain]
        )
        await service.finish_operation(session, operation_id, state="done", counts={})
    return operation_id


async def states(database: Database, workspace: Workspace, record_id: UUID) -> dict[str, tuple[object, ...]]:
    async with database.workspace(workspace.id) as session:
        found = await history.states_of(session, record_id)
    return {
        key: (row.state, row.confidence and round(row.confidence, 3), row.expires_at, row.pinned)
        for key, row in found.items()
    }


async def make(database: Database, workspace: Workspace) -> UUID:
    _, [placed] = await place(database, workspace, [{"email": "a@x.example", "city": "Brno"}])
    return the(placed.record_id)


@pytest.mark.parametrize("title", ["headline", "job_title"], ids=["a plain field", "a field others follow"])
async def test_a_belief_comes_with_its_value_and_back_with_it(
    database: Database, workspace: Workspace, title: str
) -> None:
    record_id, until = await make(database, workspace), clock.now() + timedelta(days=90)
    first = await enrich(database, workspace, record_id, {title: "CTO"}, until=until, in_vain=["postal_code"])
    believed = ("value", 0.9, until, False)
    assert (await states(database, workspace, record_id))[title] == believed
    assert (await states(database, workspace, record_id))["postal_code"] == ("unknown", None, None, False)
    later = await edit(database, workspace, record_id, **{title: "CEO", "postal_code": "60200"})
    assert (await states(database, workspace, record_id))[title] == ("value", None, None, True)
    await undo(database, workspace, later)
    assert (await states(database, workspace, record_id))[title] == believed
    assert (await states(database, workspace, record_id))["postal_code"] == ("unknown", None, None, False)
    taken_back = await undo(database, workspace, first)
    assert await states(database, workspace, record_id) == {}
    assert await values_of(database, workspace, record_id) == {"email": "a@x.example", "city": "Brno"}
    async with database.workspace(workspace.id) as session:
        [counts] = [one.counts for one in (await operations.by_ids(session, [taken_back])).values()]
    assert counts["reverted"] == 1 + FOLLOWING[title]
    await undo(database, workspace, taken_back)
    assert (await states(database, workspace, record_id))[title] == believed


async def test_a_search_in_vain_leaves_values_and_pins_alone(
    database: Database, workspace: Workspace
) -> None:
    record_id = await make(database, workspace)
    await edit(database, workspace, record_id, headline="By hand", postal_code="60200")
    await edit(database, workspace, record_id, postal_code=None)
    before = await states(database, workspace, record_id)
    await enrich(
        database, workspace, record_id, {"headline": "By a machine"}, in_vain=["city", "postal_code", "state"]
    )
    after = await states(database, workspace, record_id)
    assert after == {**before, "state": ("unknown", None, None, False)}
    assert (await values_of(database, workspace, record_id))["headline"] == "By hand"


async def test_an_import_is_undone_although_something_was_looked_for_in_vain_since(
    database: Database, workspace: Workspace
) -> None:
    imported, [placed] = await place(database, workspace, [{"email": "a@x.example"}])
    record_id = the(placed.record_id)
    await enrich(database, workspace, record_id, {}, in_vain=["city", "job_title"])
    await undo(database, workspace, imported)
    assert await values_of(database, workspace, record_id) == {}


class Found:
    """What a stage that finds values knows."""

    async def findings(
        self, session: WorkspaceSession, record_id: UUID, wanted: Collection[FieldRef]
    ) -> Mapping[FieldRef, Finding]:
        return {
            ref: Finding(
                "https://x.example/", "our CTO", "website", None, clock.now(), "The record's own site."
            )
            for ref in wanted
            if ref[1] == "job_title"
        }


async def test_the_evidence_of_a_found_value_is_the_words_and_of_an_unknown_one_the_reason(
    database: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(evidence._finders, "enrichment", Found())
    record_id, until = await make(database, workspace), clock.now() + timedelta(days=90)
    await enrich(database, workspace, record_id, {"job_title": "CTO"}, until=until, in_vain=["state"])
    async with database.workspace(workspace.id) as session:
        found = {one.field: one for one in await evidence.of_record(session, "contact", record_id)}
    title, state = found["job_title"], found["state"]
    assert (title.source.kind, title.source.url, title.source.quote) == (
        "enrichment",
        "https://x.example/",
        "our CTO",
    )
    assert (title.source.provider, title.expires_at) == ("website", until)
    assert title.confidence == pytest.approx(0.9)
    assert (state.state, state.value, state.source.kind, state.source.note) == (
        "unknown",
        None,
        "enrichment",
        SENTENCE,
    )
    assert found["city"].source.kind == "edit"


async def test_the_timeline_does_not_tell_of_what_was_looked_for_in_vain(
    database: Database, workspace: Workspace
) -> None:
    record_id = await make(database, workspace)
    await enrich(database, workspace, record_id, {"headline": "CTO"}, in_vain=["state"])
    await enrich(database, workspace, record_id, {}, in_vain=["state"])
    paging = Paging(CursorCodec(b"secret"), workspace.id, 50)
    async with database.workspace(workspace.id) as session:
        page = await timeline.page(session, paging, "contact", record_id)
    assert [[field.field for field in entry.fields] for entry in page.items][:-1] == [["headline"]]
