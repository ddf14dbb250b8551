"""A corrected cell makes the import what it would be, had the file been right from the start."""

import random
from dataclasses import replace

import pytest

from leadgen.records import evidence
from leadgen.stages.ingest import deciding, service
from leadgen.stages.ingest.contracts import ColumnChoice, Counts, Import, ImportNotReady, Line, Verdict
from leadgen.stages.ingest.fixing import acts, repository
from leadgen.stages.ingest.fixing.acts import CellFix, FixRefused
from leadgen.stages.ingest.rejected import rejected_csv
from tests.stages.ingest.base import contacts, rows
from tests.stages.ingest.conftest import ACTOR, Ingest

FIELDS = ("first_name", "email", "linkedin_url", "company_name", "company_website", "birthday")


async def mapped(ingest: Ingest, content: str, fields: tuple[str | None, ...] = FIELDS) -> Import:
    made = await ingest.run(content, mode="review")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, "fill") for index, field in enumerate(fields)]
        await deciding.map_columns(session, made.id, choices, ["email", "linkedin"], remember=False)
    staged = await ingest.advance(made.id)
    assert staged.state == "staged", staged.problem
    return staged


async def fixed(ingest: Ingest, found: Import, *fixes: CellFix) -> tuple[list[Line], Counts]:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        return await acts.fix_cells(session, found.id, ACTOR, fixes)


async def many(
    ingest: Ingest, found: Import, find: str | None, text: str, problem: str | None = None
) -> Import:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await acts.fix_column(session, found.id, ACTOR, column=5, find=find, text=text, problem=problem)
    return await ingest.advance(found.id)


async def commit(ingest: Ingest, found: Import) -> Import:
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, found.id, ACTOR)
    return await ingest.advance(found.id)


def messy(seed: int, count: int) -> tuple[str, str, list[CellFix]]:
    """A file, the same file with its wrong cells right, and the corrections between."""
    chance = random.Random(seed)
    wrong, right, fixes = [",".join(FIELDS)], [",".join(FIELDS)], []
    for number in range(2, count + 2):
        mail = f"p{chance.randrange(9)}@gmail.com" if chance.random() < 0.7 else ""
        profile = f"https://www.linkedin.com/in/person-{chance.randrange(9)}" if chance.random() < 0.4 else ""
        firm = chance.randrange(4)
        company = f"Firm {firm} Ltd" if chance.random() < 0.6 else ""
        site = f"firm{firm}.example" if company and chance.random() < 0.5 else ""
        cells = [f"N{number % 4}", mail, profile, company, site, "1990-01-31"]
        right.append(",".join(cells))
        if chance.random() < 0.4:
            column, text = chance.choice([(5, "1990-02-31"), (1, "a@b@c")])
            fixes.append(CellFix(number, column, cells[column]))
            cells[column] = text
        wrong.append(",".join(cells))
    return "\n".join(wrong) + "\n", "\n".join(right) + "\n", fixes


@pytest.mark.parametrize("seed", range(2))
async def test_fixes_in_any_order_lead_to_the_counts_of_a_right_file(ingest: Ingest, seed: int) -> None:
    await ingest.run("first_name,email\nOld,p1@gmail.com\nOld,p2@gmail.com\n")
    wrong, right, fixes = messy(seed, 30)
    wanted = await mapped(ingest, right)
    found = await mapped(ingest, wrong)
    assert found.counts.rejected == len(fixes) > 5
    random.Random(seed).shuffle(fixes)
    counts = found.counts
    for start in range(0, len(fixes), 3):
        _, counts = await fixed(ingest, found, *fixes[start : start + 3])
    assert counts == replace(wanted.counts, fixes=len(fixes))
    plan = [(line.line_no, line.verdict) for line in await ingest.lines(wanted.id)]
    assert [(line.line_no, line.verdict) for line in await ingest.lines(found.id)] == plan
    done = await commit(ingest, found)
    assert (done.state, done.counts) == ("applied", counts)
    assert [(line.line_no, line.verdict) for line in await ingest.lines(found.id)] == plan


async def test_a_fix_shows_both_texts_and_a_second_time_changes_nothing(ingest: Ingest) -> None:
    found = await mapped(ingest, ",".join(FIELDS) + "\nAda,ada@firm.example,,,,1990-02-31\n")
    (line,), counts = await fixed(ingest, found, CellFix(2, 5, "1990-02-28"))
    assert (line.verdict, line.cells[5], line.text(5), line.fixed[5].by) == (
        "create", "1990-02-31", "1990-02-28", ACTOR.name,
    )  # fmt: skip
    assert (counts.create, counts.rejected, counts.fixes) == (1, 0, 1)
    (again,), counts_again = await fixed(ingest, found, CellFix(2, 5, "1990-02-28"))
    assert (again, counts_again) == (line, counts)
    (bad,), counts = await fixed(ingest, found, CellFix(2, 5, "1990-02-31"))
    assert (bad.verdict, bad.fixed, counts.rejected, counts.fixes) == ("rejected", {}, 1, 0)
    (empty,), counts = await fixed(ingest, found, CellFix(2, 5, ""))
    assert (empty.verdict, empty.problems, counts.create) == ("create", (), 1)


async def test_what_cannot_be_fixed_says_why(ingest: Ingest) -> None:
    found = await mapped(ingest, ",".join(FIELDS) + "\nAda,ada@firm.example,,,,1990-02-31\n")
    with pytest.raises(FixRefused, match="no line 9"):
        await fixed(ingest, found, CellFix(9, 5, "1990-02-28"))
    with pytest.raises(FixRefused, match="no column 7"):
        await fixed(ingest, found, CellFix(2, 6, "1990-02-28"))
    with pytest.raises(FixRefused, match="which cells"):
        await many(ingest, found, None, "1990-02-28")
    await commit(ingest, found)
    with pytest.raises(ImportNotReady):
        await fixed(ingest, found, CellFix(2, 5, "1990-02-28"))


async def test_many_cells_at_once_survive_a_kill_and_do_nothing_twice(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(acts, "CHUNK_LINES", 3)
    lines = [
        f"N{number},p{number % 6}@gmail.com,,Firm Ltd,,{'never' if number % 2 else '1990-02-31'}"
        for number in range(20)
    ]
    found = await mapped(ingest, "\n".join([",".join(FIELDS), *lines]) + "\n")
    assert found.counts.rejected == 20
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await acts.fix_column(session, found.id, ACTOR, column=5, find="never", text="", problem=None)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        assert await acts._fix_chunk(session, found.id)  # and then the worker dies
    halfway = await ingest.get(found.id)
    assert (halfway.state, halfway.fixing and halfway.fixing["done"]) == ("fixing", 3)
    with pytest.raises(ImportNotReady):
        await commit(ingest, found)
    after = await ingest.advance(found.id)
    assert (after.state, after.fixing, after.counts.rejected) == ("staged", None, 10)
    assert (after.counts.create, after.counts.duplicate, after.counts.companies) == (3, 7, 1)
    (problem,) = {line.problems[0]["message"] for line in await ingest.lines(found.id, "rejected")}
    whole = await many(ingest, after, None, "1990-02-28", str(problem))
    assert (whole.counts.rejected, whole.counts.create, whole.counts.duplicate) == (0, 6, 14)
    done = await commit(ingest, whole)
    assert done.counts == whole.counts
    assert await rows(ingest, "SELECT count(*) FROM company WHERE deleted_at IS NULL") == [(1,)]


async def test_problems_come_in_groups_and_lines_are_found(ingest: Ingest) -> None:
    lines = [
        f"N{number},p{number}@gmail.com,,,,{'1990-02-31' if number < 3 else 'soon'}" for number in range(5)
    ]
    found = await mapped(ingest, "\n".join([",".join(FIELDS), *lines, "Éva,eva@gmail.com,,,,"]) + "\n")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        groups = await repository.groups(session, found.id, 100)
        assert [(group.column, group.field, group.count) for group in groups] == [
            (5, "birthday", 3), (5, "birthday", 2),
        ]  # fmt: skip
        assert groups[0].samples == ["1990-02-31"] * 3

        async def search(
            *,
            verdict: Verdict | None = None,
            search: str | None = None,
            problem: str | None = None,
            column: int | None = None,
            limit: int = 10,
        ) -> tuple[list[int], int | None]:
            part, last = await repository.search(
                session, found.id, verdict=verdict, search=search, problem=problem, column=column, after=0,
                limit=limit,
            )  # fmt: skip
            return [line.line_no for line in part], last

        assert await search(search="EVA@g") == ([7], None)
        assert await search(problem=groups[1].message, column=5) == ([5, 6], None)
        assert await search(problem=groups[1].message, column=4) == ([], None)
        assert await search(limit=2) == ([2, 3], 3)
        assert await search(verdict="create") == ([7], None)
    await fixed(ingest, found, CellFix(5, 5, "1999-09-09"))
    async with ingest.database.workspace(ingest.workspace_id) as session:
        assert (await repository.search(
            session, found.id, verdict=None, search="1999-09", problem=None, column=None, after=0, limit=5
        ))[0][0].line_no == 5  # fmt: skip


async def test_a_search_through_a_long_file_goes_on_page_by_page(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repository, "SCANNED", 4)
    lines = [f"N{number},p{number}@gmail.com,,,," for number in range(10)]
    found = await mapped(ingest, "\n".join([",".join(FIELDS), *lines]) + "\n")
    seen: list[tuple[list[int], int | None]] = []
    after: int | None = 0
    async with ingest.database.workspace(ingest.workspace_id) as session:
        while after is not None:
            part, after = await repository.search(
                session, found.id, verdict=None, search="p8@", problem=None, column=None, after=after, limit=5
            )
            seen.append(([line.line_no for line in part], after))
    assert seen == [([], 5), ([], 9), ([10], None)]


async def test_the_rejected_file_and_the_evidence_know_the_correction(ingest: Ingest) -> None:
    content = ",".join(FIELDS) + "\nAda,ada@firm.example,,,,1990-02-31\nBob,b@b@b,,,,soon\n"
    found = await mapped(ingest, content)
    await fixed(ingest, found, CellFix(2, 5, "1990-02-28"), CellFix(3, 1, "bob@firm.example"))
    file = b"".join(
        [piece async for piece in rejected_csv(ingest.database, ingest.workspace_id, found)]
    ).decode()
    assert [text in file for text in ("bob@firm.example", "b@b@b", "Ada")] == [True, False, False]
    done = await commit(ingest, found)
    assert done.counts.create == 1
    assert [row[:2] for row in await contacts(ingest)] == [("Ada", "ada@firm.example")]

    async with ingest.database.workspace(ingest.workspace_id) as session:
        (record_id,) = (line.record_id for line in await ingest.lines(found.id, "create"))
        assert record_id is not None
        why = {one.field: one.source for one in await evidence.of_record(session, "contact", record_id)}
    assert (why["birthday"].raw, why["birthday"].corrected, why["birthday"].corrected_by) == (
        "1990-02-31", "1990-02-28", ACTOR.name,
    )  # fmt: skip
    assert (why["email"].raw, why["email"].corrected) == ("ada@firm.example", None)
