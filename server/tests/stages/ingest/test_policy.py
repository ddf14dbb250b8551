"""What a line may change on a record that exists."""

import pytest

from leadgen.stages.ingest import deciding, service
from leadgen.stages.ingest.contracts import ColumnChoice, Policy
from leadgen.stages.ingest.policy import fill_in, wish_of
from tests.stages.ingest.base import contacts
from tests.stages.ingest.conftest import Ingest

MANY = frozenset({"tags", "email_other"})


@pytest.mark.parametrize(
    ("policy", "held", "value", "changed", "confirmed"),
    [
        ("fill", {}, "Brno", {"city": "Brno"}, {}),
        ("fill", {"city": "Praha"}, "Brno", {}, {}),
        ("fill", {"city": "Brno"}, "Brno", {}, {"city": "Brno"}),
        ("overwrite", {"city": "Praha"}, "Brno", {"city": "Brno"}, {}),
        ("overwrite", {"city": "Praha"}, None, {}, {}),
        ("never", {}, "Brno", {}, {}),
    ],
)
def test_one_value(
    policy: Policy,
    held: dict[str, str],
    value: str | None,
    changed: dict[str, str],
    confirmed: dict[str, str],
) -> None:
    values = {"city": value} if value else {}
    wish = wish_of(2, values, held, {"city": policy}, MANY)
    assert (wish.changed, wish.confirmed) == (changed, confirmed)


def test_filling_several_values_adds_and_overwriting_replaces() -> None:
    held, values = {"tags": ["a", "b"]}, {"tags": ["b", "c"]}
    assert wish_of(2, values, held, {"tags": "fill"}, MANY).changed == {"tags": ["a", "b", "c"]}
    assert wish_of(2, values, held, {"tags": "overwrite"}, MANY).changed == {"tags": ["b", "c"]}
    assert wish_of(2, {"tags": ["b", "a"]}, held, {"tags": "fill"}, MANY).changed == {}


def test_parts_of_two_names_are_never_put_together() -> None:
    policies: dict[str, Policy] = dict.fromkeys(("first_name", "middle_name", "last_name"), "fill")
    other = {"first_name": "Eva", "middle_name": "Maria", "last_name": "Nová"}
    assert wish_of(2, other, {"first_name": "Ada", "last_name": "Example"}, policies, MANY).changed == {}
    same = {"first_name": "Ada", "middle_name": "Maria", "last_name": "Example"}
    wish = wish_of(2, same, {"first_name": "Ada", "last_name": "Example"}, policies, MANY)
    assert wish.changed == {"middle_name": "Maria"}


def test_a_further_line_of_the_file_only_adds() -> None:
    policies: dict[str, Policy] = {"city": "overwrite", "country": "overwrite"}
    wish = wish_of(2, {"city": "Brno"}, {"city": "Praha"}, policies, MANY)
    fill_in(wish, {"city": "Ostrava", "country": "CZ"}, {"city": "Praha"}, policies, MANY)
    assert wish.changed == {"city": "Brno", "country": "CZ"}


@pytest.mark.parametrize(
    ("policy", "city", "updated"), [("fill", "Praha", 0), ("overwrite", "Brno", 1), ("never", "Praha", 0)]
)
async def test_the_policy_of_a_column_decides_for_existing_records(
    ingest: Ingest, policy: Policy, city: str, updated: int
) -> None:
    await ingest.run("name,email,city\nAda Example,ada@firm.example,Praha\n")
    made = await ingest.run("name,email,city\nAda Example,ada@firm.example,Brno\n", mode="review")
    async with ingest.database.workspace(ingest.workspace_id) as session:
        choices = [
            ColumnChoice(0, "full_name", "fill"),
            ColumnChoice(1, "email", "fill"),
            ColumnChoice(2, "city", policy),
        ]
        await deciding.map_columns(session, made.id, choices, ["email"])
    staged = await ingest.advance(made.id)
    assert (staged.state, staged.counts.update) == ("staged", updated)
    async with ingest.database.workspace(ingest.workspace_id) as session:
        await service.commit(session, made.id, made.actor)
    done = await ingest.advance(made.id)
    assert (done.state, done.counts) == ("applied", staged.counts)
    assert [row[5] for row in await contacts(ingest)] == [city]
