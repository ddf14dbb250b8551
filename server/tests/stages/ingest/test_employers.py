"""A line about a contact that exists brings its company along, as the policies of the columns say."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from leadgen.records import service as records
from leadgen.records.undo import Preview, preview
from leadgen.stages.ingest import applying, deciding, service
from leadgen.stages.ingest.contracts import ColumnChoice, Counts, Import, Policy
from tests.factories.web import Browsers
from tests.stages.ingest.base import rows, whole
from tests.stages.ingest.conftest import ACTOR, Ingest
from tests.stages.ingest.test_plan_holds import FIELDS as TANGLED
from tests.stages.ingest.test_plan_holds import tangled

BASE = "/api/v1/workspaces/alice"

BARE = "name,email\nAda Example,ada@gmail.com\n"
HIRED = "name,email,company,company website\nAda Example,ada@gmail.com,Firm Ltd,firm.example\n"
MOVED = "name,email,company,company website\nAda Example,ada@gmail.com,Other Ltd,other.example\n"
FIELDS = ("full_name", "email", "company_name", "company_website", "industry")

_COMPANIES = """
SELECT company_name, company_domain, company_website, industry FROM company
WHERE deleted_at IS NULL ORDER BY 1
"""
_JOBS = """
SELECT c.full_name, co.company_name, e.title, e.is_primary, e.to_date IS NOT NULL AS past,
  c.company_id IS NOT DISTINCT FROM e.company_id AS own
FROM contact c JOIN employment e ON e.contact_id = c.id LEFT JOIN company co ON co.id = e.company_id
WHERE c.deleted_at IS NULL ORDER BY 1, past, 2
"""
_EXACT = (
    "SELECT to_jsonb(c) - 'updated_at' FROM contact c WHERE deleted_at IS NULL ORDER BY id",
    "SELECT to_jsonb(c) - 'updated_at' FROM company c WHERE deleted_at IS NULL ORDER BY id",
    """SELECT to_jsonb(e) FROM employment e JOIN contact c ON c.id = e.contact_id AND c.deleted_at IS NULL
       ORDER BY e.contact_id, e.id""",
    "SELECT to_jsonb(k) FROM record_key k ORDER BY kind, key",
    "SELECT to_jsonb(s) FROM field_state s ORDER BY record_id, field",
)
_APART = """
SELECT c.id FROM contact c
LEFT JOIN employment e ON e.contact_id = c.id AND e.is_primary AND e.to_date IS NULL
WHERE c.deleted_at IS NULL AND c.company_id IS DISTINCT FROM e.company_id
"""


async def jobs(ingest: Ingest) -> list[tuple[Any, ...]]:
    """(who, where, as what, past?) of every job of living contacts, the present ones first."""
    return [(who, at, title, past) for who, at, title, _, past, _ in await rows(ingest, _JOBS)]


async def exact(ingest: Ingest) -> list[list[tuple[Any, ...]]]:
    """The living base to the byte, but for the time of the last write."""
    return [await rows(ingest, query) for query in _EXACT]


async def names_of_companies(ingest: Ingest) -> list[str]:
    return [row[0] for row in await rows(ingest, _COMPANIES)]


async def previewed(ingest: Ingest, operation_id: UUID | None) -> Preview:
    assert operation_id is not None
    async with ingest.database.workspace(ingest.workspace_id) as session:
        return await preview(session, operation_id)


async def reviewed(
    ingest: Ingest, content: str, policy: Policy = "fill", fields: tuple[str, ...] = FIELDS
) -> tuple[Import, Import]:
    """An import by a person: as it stands before the commit and after it."""
    made = await ingest.run(content, mode="review")
    header = content.partition("\n")[0].split(",")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, fields[index], policy) for index in range(len(header))]
        await deciding.map_columns(session, made.id, choices, ["email"])
    staged = await ingest.advance(made.id)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, made.id, made.actor)
    return staged, await ingest.advance(made.id)


def verdicts(counts: Counts) -> tuple[int, int, int]:
    return counts.create, counts.update, counts.duplicate


async def test_a_contact_without_a_company_gets_the_one_of_its_line(ingest: Ingest) -> None:
    await ingest.run(BARE)
    staged, done = await reviewed(ingest, HIRED)
    assert verdicts(staged.counts) == verdicts(done.counts) == (0, 1, 0)
    assert done.counts.companies == 1
    assert await jobs(ingest) == [("Ada Example", "Firm Ltd", None, False)]
    before = [await whole(ingest), await jobs(ingest)]
    staged, again = await reviewed(ingest, HIRED)
    assert verdicts(staged.counts) == verdicts(again.counts) == (0, 0, 1)
    assert again.counts.companies == 0
    assert [await whole(ingest), await jobs(ingest)] == before


async def test_filling_leaves_a_company_alone_and_makes_none_for_nobody(ingest: Ingest) -> None:
    await ingest.run(HIRED)
    before = [await whole(ingest), await jobs(ingest)]
    staged, done = await reviewed(ingest, MOVED)
    assert verdicts(staged.counts) == verdicts(done.counts) == (0, 0, 1)
    assert [await whole(ingest), await jobs(ingest)] == before


@pytest.mark.parametrize("policy", ["never", "overwrite"])
async def test_only_overwriting_is_a_change_of_jobs(ingest: Ingest, policy: Policy) -> None:
    await ingest.run(HIRED)
    staged, done = await reviewed(ingest, MOVED, policy)
    moves = policy == "overwrite"
    assert verdicts(staged.counts) == verdicts(done.counts) == (0, int(moves), int(not moves))
    assert await jobs(ingest) == (
        [("Ada Example", "Other Ltd", None, False), ("Ada Example", "Firm Ltd", None, True)]
        if moves
        else [("Ada Example", "Firm Ltd", None, False)]
    )
    staged, again = await reviewed(ingest, MOVED, policy)
    assert verdicts(staged.counts) == verdicts(again.counts) == (0, 0, 1)


async def test_never_brings_no_company(ingest: Ingest) -> None:
    await ingest.run(BARE)
    _, done = await reviewed(ingest, HIRED, "never")
    assert (verdicts(done.counts), done.counts.companies) == ((0, 0, 1), 0)
    assert await jobs(ingest) == []


async def test_a_blank_cell_and_a_placeholder_end_no_job(ingest: Ingest) -> None:
    await ingest.run(HIRED)
    before = [await whole(ingest), await jobs(ingest)]
    for company in ("", "Freelance", "Self-employed"):
        content = f"name,email,company\nAda Example,ada@gmail.com,{company}\n"
        staged, done = await reviewed(ingest, content, "overwrite")
        assert verdicts(staged.counts) == verdicts(done.counts) == (0, 0, 1)
    assert [await whole(ingest), await jobs(ingest)] == before


async def test_an_address_alone_moves_nobody(ingest: Ingest) -> None:
    await ingest.run("company_name,company_domain\nFirm Ltd,firm.example\n")
    await ingest.run("name,email,linkedin\nAda Example,,https://www.linkedin.com/in/ada\n")
    content = "name,email,linkedin\nAda Example,ada@firm.example,https://www.linkedin.com/in/ada\n"
    await ingest.run(content)
    assert await jobs(ingest) == []


@pytest.mark.parametrize("content", [HIRED, MOVED])
async def test_undo_takes_the_company_back_exactly_and_redo_brings_it_again(
    ingest: Ingest, content: str
) -> None:
    await ingest.run(BARE if content == HIRED else HIRED)
    before = await exact(ingest)
    _, done = await reviewed(ingest, content, "overwrite")
    after = await exact(ingest)
    seen = await previewed(ingest, done.operation_id)
    assert (seen.remove, seen.conflicts_total) == (1, 0)
    undo = await ingest.undo(done.operation_id)
    assert await exact(ingest) == before
    redo = await ingest.undo(undo)
    assert await exact(ingest) == after
    assert (await previewed(ingest, redo)).remove == 1
    await ingest.undo(redo)
    assert await exact(ingest) == before


async def test_a_company_that_others_use_since_stays_and_is_listed(ingest: Ingest) -> None:
    await ingest.run(BARE)
    _, done = await reviewed(ingest, HIRED)
    await ingest.run("name,email,company,company website\nBob Sample,bob@gmail.com,Firm Ltd,firm.example\n")
    seen = await previewed(ingest, done.operation_id)
    assert (seen.remove, seen.revert) == (0, len(("first_name", "last_name", "email", "company")))
    assert [one.reason for one in seen.conflicts] == ["Still used by 1 contact"]
    await ingest.undo(done.operation_id)
    assert await jobs(ingest) == [("Bob Sample", "Firm Ltd", None, False)]


async def test_a_company_somebody_worked_at_stays_for_the_way_back(ingest: Ingest) -> None:
    first = await ingest.run(HIRED)
    _, moved = await reviewed(ingest, MOVED, "overwrite")
    await ingest.undo(first.operation_id)
    assert (await names_of_companies(ingest)) == ["Firm Ltd", "Other Ltd"]
    await ingest.undo(moved.operation_id)
    assert await jobs(ingest) == [("Ada Example", "Firm Ltd", None, False)]


async def test_a_later_confirmation_keeps_the_company(ingest: Ingest) -> None:
    await ingest.run(BARE)
    _, first = await reviewed(ingest, HIRED)
    await reviewed(ingest, HIRED)
    await ingest.undo(first.operation_id)
    assert await jobs(ingest) == [("Ada Example", "Firm Ltd", None, False)]


async def test_two_changes_of_jobs_go_back_one_by_one(ingest: Ingest) -> None:
    await ingest.run(HIRED)
    states, done = [await exact(ingest)], []
    for content in (MOVED, HIRED, MOVED.replace("Other", "Third").replace("other.", "third.")):
        _, one = await reviewed(ingest, content, "overwrite")
        done.append(one.operation_id)
        states.append(await exact(ingest))
    undos = []
    for number, operation_id in reversed(list(enumerate(done))):
        undos.append(await ingest.undo(operation_id))
        assert await exact(ingest) == states[number]
    for number, operation_id in enumerate(reversed(undos), 1):
        await ingest.undo(operation_id)
        assert await exact(ingest) == states[number]


async def test_tangled_imports_go_back_one_by_one_and_each_present_job_is_the_contacts_company(
    ingest: Ingest,
) -> None:
    states, done = [await exact(ingest)], []
    for seed, policy in enumerate[Policy](("fill", "overwrite", "overwrite")):
        fields = ("first_name", "email", "headline", "notes", *TANGLED[4:])
        _, one = await reviewed(ingest, tangled(seed, 30), policy, fields)
        assert await rows(ingest, _APART) == []
        done.append(one.operation_id)
        states.append(await exact(ingest))
    for number, operation_id in reversed(list(enumerate(done))):
        await ingest.undo(operation_id)
        assert await exact(ingest) == states[number]
        assert await rows(ingest, _APART) == []


async def test_an_identity_that_moved_to_a_record_of_the_same_import_goes_back(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "CHUNK_LINES", 1)
    header, fields = "name,email,profile\n", ("full_name", "email", "linkedin_url")
    await ingest.run(header + "Ada Example,ada@gmail.com,https://www.linkedin.com/in/eleven\n")
    before = await exact(ingest)
    moved = (
        header + "Ada Example,ada@gmail.com,https://www.linkedin.com/in/one\n"
        "Bob Example,bob@gmail.com,https://www.linkedin.com/in/eleven\n"
    )
    _, done = await reviewed(ingest, moved, "overwrite", fields)
    after = await exact(ingest)
    seen = await previewed(ingest, done.operation_id)
    assert (seen.remove, seen.conflicts_total) == (1, 0)
    undo = await ingest.undo(done.operation_id)
    assert await exact(ingest) == before
    await ingest.undo(undo)
    assert await exact(ingest) == after


async def test_a_found_company_takes_what_it_has_not_whether_its_contact_is_new_or_known(
    ingest: Ingest,
) -> None:
    await ingest.run("company_name,industry\nFirm Ltd,\nOther Ltd,Fish\n")
    await ingest.run(BARE)
    before = await exact(ingest)
    content = (
        "name,email,company,company website,industry\n"
        "Ada Example,ada@gmail.com,Firm Ltd,firm.example,Food\n"
        "Bob Sample,bob@gmail.com,Other Ltd,other.example,Food\n"
        "Cyd Test,cyd@gmail.com,Firm Ltd,firm.example,Toys\n"
    )
    _, done = await reviewed(ingest, content)
    assert done.counts.companies == 0
    assert await rows(ingest, _COMPANIES) == [
        ("Firm Ltd", "firm.example", "https://firm.example", "Food"),
        ("Other Ltd", "other.example", "https://other.example", "Fish"),
    ]
    await ingest.undo(done.operation_id)
    assert await exact(ingest) == before


async def test_an_address_does_not_tell_the_domain_of_a_company_whose_website_anybody_can_have(
    ingest: Ingest,
) -> None:
    await ingest.run("company_name\nFirm Ltd\n")
    content = "name,email,company,company website\nAda Example,ada@other.example,Firm Ltd,gmail.com\n"
    await reviewed(ingest, content)
    [(name, domain, _, _)] = await rows(ingest, _COMPANIES)
    assert (name, domain) == ("Firm Ltd", None)


async def test_a_line_that_only_tells_of_its_company_is_an_update(ingest: Ingest) -> None:
    await ingest.run(
        "name,email,company\nAda Example,ada@gmail.com,Firm Ltd\nBob Sample,bob@gmail.com,Firm Ltd\n"
    )
    content = (
        "name,email,company,company website,industry\n"
        "Ada Example,ada@gmail.com,Firm Ltd,,Food\nBob Sample,bob@gmail.com,Firm Ltd,,Toys\n"
    )
    staged, done = await reviewed(ingest, content)
    assert verdicts(staged.counts) == verdicts(done.counts) == (0, 2, 0)
    assert [row[3] for row in await rows(ingest, _COMPANIES)] == ["Food"]
    staged, again = await reviewed(ingest, content)
    assert verdicts(staged.counts) == verdicts(again.counts) == (0, 0, 2)


async def test_overwriting_a_found_company_is_decided_by_the_first_line_about_it(ingest: Ingest) -> None:
    await ingest.run("company_name,company_domain,industry\nFirm Ltd,firm.example,Fish\n")
    content = (
        "name,email,company,company website,industry\n"
        "Ada Example,ada@gmail.com,Firm Ltd,firm.example,Food\n"
        "Bob Sample,bob@gmail.com,Firm Ltd,firm.example,Toys\n"
    )
    await reviewed(ingest, content, "overwrite")
    assert [row[3] for row in await rows(ingest, _COMPANIES)] == ["Food"]
    before = await exact(ingest)
    _, again = await reviewed(ingest, content, "overwrite")
    assert verdicts(again.counts) == (0, 0, 2)
    assert (await exact(ingest))[1] == before[1]


async def test_a_second_line_about_a_contact_only_brings_a_company_where_none_is(ingest: Ingest) -> None:
    content = (
        "name,email,company\nAda Example,ada@gmail.com,\n"
        "Ada Example,ada@gmail.com,Firm Ltd\nAda Example,ada@gmail.com,Other Ltd\n"
    )
    staged, done = await reviewed(ingest, content, "overwrite")
    assert verdicts(staged.counts) == verdicts(done.counts) == (1, 0, 2)
    assert await jobs(ingest) == [("Ada Example", "Firm Ltd", None, False)]
    assert await names_of_companies(ingest) == ["Firm Ltd"]
    await ingest.undo(done.operation_id)
    assert await names_of_companies(ingest) == []


async def test_the_timeline_and_the_evidence_name_the_company(ingest: Ingest, web: Browsers) -> None:
    await ingest.run(HIRED)
    await reviewed(ingest, MOVED, "overwrite")
    [row] = (await web.bob.get(f"{BASE}/contacts")).json()["items"]
    assert row["values"]["company_name"] == "Other Ltd"
    assert row["states"]["company_name"] == {"state": "value", "pinned": False}
    assert "company" not in row["values"]
    contact = f"{BASE}/contacts/{row['id']}"
    entry, made = (await web.bob.get(f"{contact}/timeline")).json()["items"]
    assert {"field": "company_name", "before": "Firm Ltd", "after": "Other Ltd"} in entry["fields"]
    assert {"field": "company_name", "before": None, "after": "Firm Ltd"} in made["fields"]
    evidence = {one["field"]: one for one in (await web.bob.get(f"{contact}/evidence")).json()["items"]}
    found = evidence["company_name"]
    assert (found["value"], found["source"]["kind"], found["source"]["raw"]) == (
        "Other Ltd",
        "import",
        "Other Ltd",
    )
    keys = {(one["kind"], one["key"]) for one in (await web.bob.get(f"{BASE}/fields")).json()["items"]}
    assert ("contact", "company") not in keys


async def test_two_imports_at_once_bring_one_company(ingest: Ingest) -> None:
    await ingest.run(BARE)
    made = [await ingest.upload(HIRED), await ingest.upload(HIRED.replace("name,", "full name,"))]
    done = await asyncio.gather(*(ingest.advance(one.id) for one in made))
    assert sorted(verdicts(one.counts) for one in done) == [(0, 0, 1), (0, 1, 0)]
    assert sum(one.counts.companies for one in done) == 1
    assert await jobs(ingest) == [("Ada Example", "Firm Ltd", None, False)]


async def test_a_hand_edit_between_review_and_commit_is_not_filled_over(ingest: Ingest) -> None:
    await ingest.run(BARE)
    await ingest.run("company_name,company_domain\nFirm Ltd,firm.example\n")
    made = await ingest.run(
        HIRED.replace("\n", ",industry\n", 1).replace("firm.example", "firm.example,Food"), mode="review"
    )
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, "fill") for index, field in enumerate(FIELDS)]
        await deciding.map_columns(session, made.id, choices, ["email"])
    await ingest.advance(made.id)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        [company_id] = await session.scalars(text("SELECT id FROM company"))
        edit = await records.open_operation(session, kind="edit", actor=ACTOR, source="", summary="")
        await records.edit(session, edit, "company", company_id, {"industry": "Toys"})
        await records.finish_operation(session, edit, state="done", counts={})
        await service.commit(session, made.id, made.actor)
    done = await ingest.advance(made.id)
    assert verdicts(done.counts) == (0, 1, 0)
    assert [row[3] for row in await rows(ingest, _COMPANIES)] == ["Toys"]
    await ingest.undo(done.operation_id)
    assert [row[3] for row in await rows(ingest, _COMPANIES)] == ["Toys"]
