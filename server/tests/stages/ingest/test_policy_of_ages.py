"""Keep newest: the file against what the base holds, by the age of each value."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from leadgen.stages.ingest import deciding, service
from leadgen.stages.ingest.contracts import ColumnChoice, ForAllLines, Import, Policy
from leadgen.stages.ingest.policy import Rules
from tests.stages.ingest.base import rows
from tests.stages.ingest.conftest import ACTOR, Ingest

DAY = datetime(2026, 1, 10, tzinfo=UTC)
RECORD = uuid4()


@pytest.mark.parametrize(
    ("policy", "since", "decided"),
    [
        ("newest", DAY - timedelta(days=1), "overwrite"),
        ("newest", DAY, "fill"),
        ("newest", DAY + timedelta(days=1), "fill"),
        ("newest", None, "fill"),
        ("overwrite", DAY + timedelta(days=1), "overwrite"),
        ("never", None, "never"),
    ],
)
def test_a_field_is_overwritten_where_the_file_is_younger(
    policy: Policy, since: datetime | None, decided: Policy
) -> None:
    ages = {RECORD: {"city": since}} if since else {}
    assert Rules({"city": policy}, DAY, ages).of(RECORD)["city"] == decided


def test_a_name_is_as_old_as_its_youngest_part() -> None:
    ages = {RECORD: {"first_name": DAY - timedelta(days=9), "last_name": DAY + timedelta(days=1)}}
    rules = Rules({"first_name": "newest", "last_name": "newest"}, DAY, ages)
    assert dict(rules.of(RECORD)) == {"first_name": "fill", "last_name": "fill"}


async def imported(ingest: Ingest, content: str, days_ago: int) -> tuple[Import, Import]:
    made = await ingest.run(content, mode="review")
    as_of = DAY - timedelta(days=days_ago) if days_ago else None
    fields = ("first_name", "email", "city", "company_name", "company_website", "industry")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [ColumnChoice(index, field, "newest") for index, field in enumerate(fields)]
        await deciding.map_columns(
            session, made.id, choices, ["email"], remember=False, for_all=ForAllLines(as_of=as_of)
        )
    staged = await ingest.advance(made.id)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, made.id, ACTOR)
    return staged, await ingest.advance(made.id)


HEAD = "first_name,email,city,company_name,company_website,industry\n"
HELD = "SELECT c.city, co.industry FROM contact c JOIN company co ON co.id = c.company_id"


async def test_an_older_file_fills_and_a_younger_one_overwrites(ingest: Ingest) -> None:
    await imported(ingest, HEAD + "Ada,ada@gmail.com,Praha,Firm,firm.example,Food\n", 5)
    for days_ago, town, held in (
        (9, "Brno", ("Praha", "Food")),
        (5, "Brno", ("Praha", "Food")),
        (2, "Brno", ("Brno", "Toys")),
        (3, "Ostrava", ("Brno", "Toys")),
        (0, "Ostrava", ("Ostrava", "Toys")),
    ):
        line = f"Ada,ada@gmail.com,{town},Firm,firm.example,Toys\n"
        staged, done = await imported(ingest, HEAD + line, days_ago)
        assert (days_ago, await rows(ingest, HELD)) == (days_ago, [held])
        assert (done.state, done.counts) == ("applied", staged.counts)
