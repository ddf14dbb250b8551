"""What the review counts is what happens, whatever the lines and wherever the chunks end."""

import random
from collections.abc import Sequence

import pytest

from leadgen.stages.ingest import applying, deciding, service, staging
from leadgen.stages.ingest.contracts import ColumnChoice, Counts, Policy
from tests.stages.ingest.base import rows
from tests.stages.ingest.conftest import Ingest

FIELDS = (
    "first_name",
    "email",
    "linkedin_url",
    "external_id",
    "city",
    "company_name",
    "company_website",
    "industry",
)


def tangled(seed: int, count: int) -> str:
    """Few people and many ways to name them, so that lines meet, part and lead to two."""
    chance = random.Random(seed)
    lines = ["first,mail,profile,id,town,company,site,industry"]
    for number in range(count):
        mail = f"p{chance.randrange(12)}@gmail.com" if chance.random() < 0.6 else ""
        profile = (
            f"https://www.linkedin.com/in/person-{chance.randrange(12)}" if chance.random() < 0.5 else ""
        )
        identity = f"X{chance.randrange(12)}" if chance.random() < 0.3 else ""
        town = chance.choice(["", "Brno", "Praha"])
        name = chance.choice(["Ada", "Bob", ""]) if mail or profile or identity else f"N{number % 5}"
        firm = chance.randrange(6)
        company = f"Firm {firm} Ltd" if chance.random() < 0.5 else ""
        site = f"firm{firm}.example" if company and chance.random() < 0.5 else ""
        industry = chance.choice(["", "Food", "Toys"]) if company else ""
        lines.append(f"{name},{mail},{profile},{identity},{town},{company},{site},{industry}")
    return "\n".join(lines) + "\n"


async def applied(
    ingest: Ingest, content: str, overwrite: bool, fields: Sequence[str] = FIELDS
) -> tuple[Counts, Counts]:
    """The counts before and after."""
    made = await ingest.run(content, mode="review")
    policy: Policy = "overwrite" if overwrite else "fill"
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, policy) for index, field in enumerate(fields)]
        await deciding.map_columns(session, made.id, choices, ["email", "linkedin", "external"])
    staged = await ingest.advance(made.id)
    plan = [(line.line_no, line.verdict) for line in await ingest.lines(made.id)]
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, made.id, made.actor)
    done = await ingest.advance(made.id)
    assert [(line.line_no, line.verdict) for line in await ingest.lines(made.id)] == plan
    assert (staged.state, done.state) == ("staged", "applied")
    return staged.counts, done.counts


@pytest.mark.parametrize("seed", range(4))
async def test_the_plan_holds(ingest: Ingest, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    for turn, chunk in enumerate((7, 1, 1_000)):
        monkeypatch.setattr(staging, "CHUNK_LINES", 13)
        monkeypatch.setattr(applying, "CHUNK_LINES", chunk)
        before, after = await applied(ingest, tangled(seed * 10 + turn, 60), overwrite=bool(seed % 2))
        assert (before.lines, after.lines) == (60, 60)
        assert [getattr(before, name) for name in ("create", "update", "duplicate", "ambiguous")] == [
            getattr(after, name) for name in ("create", "update", "duplicate", "ambiguous")
        ]
    shared = await rows(ingest, "SELECT key, count(*) FROM record_key GROUP BY key HAVING count(*) > 1")
    assert shared == []


async def test_chunks_of_any_size_give_the_same_records(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = (
        "SELECT first_name, email, linkedin_url, external_id, city FROM contact "
        "WHERE deleted_at IS NULL ORDER BY origin_line_no"
    )
    found = []
    for chunk in (1_000, 9):
        monkeypatch.setattr(applying, "CHUNK_LINES", chunk)
        content = tangled(99, 80)
        made = await ingest.run(content)
        assert made.state == "applied", made.problem
        found.append((made.counts, await rows(ingest, query)))
        await ingest.undo(made.operation_id)
    assert found[0] == found[1]


async def test_another_mapping_forgets_what_was_staged_chunk_by_chunk(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", 7)
    made = await ingest.run(tangled(5, 40), mode="review")
    for fields in (FIELDS, FIELDS[:2]):
        async with ingest.database.workspace(ingest.workspace_id) as session:
            choices = [ColumnChoice(index, field, "fill") for index, field in enumerate(fields)]
            await deciding.map_columns(session, made.id, choices, ["email"])
        staged = await ingest.advance(made.id)
        assert (staged.state, staged.counts.lines) == ("staged", len(await ingest.lines(made.id)))


FIRM_FIELDS = ("company_name", "company_domain", "company_country", "company_external_id")


def firms(seed: int, count: int) -> str:
    """Few companies, half of them without any key, that contradict each other in domain and country."""
    chance = random.Random(seed)
    lines = [",".join(FIRM_FIELDS)]
    for _ in range(count):
        name = f"Firm {chance.randrange(5)}" if chance.random() < 0.85 else ""
        domain = f"d{chance.randrange(5)}.example" if chance.random() < 0.35 else ""
        identity = f"X{chance.randrange(8)}" if chance.random() < 0.3 else ""
        lines.append(f"{name},{domain},{chance.choice(['', 'CZ', 'DE'])},{identity}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("seed", [21, 40, 120])
async def test_the_plan_of_companies_without_a_key_holds(
    ingest: Ingest, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(staging, "CHUNK_LINES", 5)
    for turn, chunk in enumerate((7, 1_000)):
        monkeypatch.setattr(applying, "CHUNK_LINES", chunk)
        before, after = await applied(ingest, firms(seed + turn, 40), overwrite=False, fields=FIRM_FIELDS)
        assert before == after
    dangling = await rows(
        ingest,
        "SELECT l.line_no FROM import_line l LEFT JOIN company c ON c.id = l.record_id "
        "WHERE l.record_id IS NOT NULL AND c.id IS NULL",
    )
    assert dangling == []
