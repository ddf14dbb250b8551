"""Which record is kept and whose value each field takes: tables of cases."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadgen.records.contracts import Value
from leadgen.records.field import RecordKind, by_key
from leadgen.records.held import Held
from leadgen.records.merging.survivorship import Candidate, Decision, Rule, Standing, decide
from leadgen.records.registry import registered

DAY = datetime(2026, 3, 1, tzinfo=UTC)
OPERATION = UUID(int=99)


def one(
    number: int,
    values: Mapping[str, Value],
    *,
    kind: RecordKind = "contact",
    age_days: int = 0,
    **standings: Standing,
) -> Candidate:
    at = DAY - timedelta(days=age_days)
    held = Held(UUID(int=number), kind, OPERATION, None, at, at, None, values, {})
    return Candidate(held, standings)


def made(
    *candidates: Candidate,
    kind: RecordKind = "contact",
    keep: int | None = None,
    rule: Rule = "fullest",
    **picks: int,
) -> Decision:
    fields = by_key(registered(kind))
    return decide(
        kind,
        candidates,
        fields,
        keep=UUID(int=keep) if keep else None,
        rule=rule,
        picks={field: UUID(int=number) for field, number in picks.items()},
    )


PINNED = Standing(True, 1.0, DAY - timedelta(days=9))
GUESSED = Standing(False, 0.4, DAY)


@pytest.mark.parametrize(
    ("first", "second", "wanted", "reason"),
    [
        (one(1, {"city": "Brno"}), one(2, {}), "Brno", "only"),
        (one(1, {"language": "cs"}), one(2, {"language": "cs"}), "cs", "same"),
        (one(1, {"language": "cs"}, language=PINNED), one(2, {"language": "de"}), "cs", "pinned"),
        (one(1, {"language": "cs"}, language=GUESSED), one(2, {"language": "de"}), "de", "evidence"),
        (one(1, {"language": "cs"}, age_days=3), one(2, {"language": "de"}), "de", "newest"),
        (one(1, {"location": "Prague"}), one(2, {"location": "Prague 4, Czechia"}), None, "longest"),
        (one(1, {"language": "cs"}), one(2, {"language": "de"}), "cs", "first"),
    ],
)
def test_the_rules_come_in_their_order(
    first: Candidate, second: Candidate, wanted: str | None, reason: str
) -> None:
    [(key, choice)] = made(first, second, keep=1).choices.items()
    assert choice.reason == reason
    assert choice.value == (wanted or second.value(key))


def test_a_pick_overrules_and_may_empty() -> None:
    pinned = one(1, {"language": "cs"}, language=PINNED)
    records = pinned, one(2, {"language": "de"}), one(3, {"city": "Brno"})
    assert made(*records, keep=1, language=2).choices["language"].value == "de"
    emptied = made(*records, keep=1, language=3).choices["language"]
    assert (emptied.value, emptied.reason) == (None, "picked")


def test_the_parts_of_a_job_and_of_a_name_come_from_one_record() -> None:
    older = one(1, {"company": "a", "job_title": "CTO", "first_name": "Ada", "last_name": "Old"}, age_days=5)
    newer = one(2, {"company": "b", "first_name": "Ada", "last_name": "New", "middle_name": "M."})
    values = made(older, newer, keep=1).values
    assert values == {"company": "b", "first_name": "Ada", "middle_name": "M.", "last_name": "New"}
    # Who agrees on the company may tell the title.
    friend = one(3, {"company": "b", "job_title": "CEO"}, age_days=9)
    assert made(older, newer, friend, keep=1).values["job_title"] == "CEO"
    assert made(older, newer, keep=1, company=1).values["job_title"] == "CTO"


def test_addresses_and_labels_unite_and_nothing_is_there_twice() -> None:
    decision = made(
        one(1, {"email": "a@x.example", "email_other": ["b@x.example"], "tags": ["Hot"]}),
        one(2, {"email": "b@x.example", "phone_mobile": "+420601", "tags": ["Cold", "hot"]}),
        keep=1,
        email=2,
    )
    assert decision.values["email"] == "b@x.example"
    assert decision.values["email_other"] == ["a@x.example"]
    assert decision.values["tags"] == ["Cold", "hot"]
    assert "phone_other" not in decision.values


def test_free_text_is_kept_whole() -> None:
    records = [one(number, {"notes": text}) for number, text in enumerate(["One.", "Two.", "One."], 1)]
    assert made(*records, keep=1).values["notes"] == "One.\n\nTwo."
    assert made(*records, keep=1, notes=2).values["notes"] == "Two."
    longer = [one(number, {"notes": str(number) * 15_000}) for number in (1, 2)]
    assert made(*longer, keep=1).choices["notes"].reason == "first"


@pytest.mark.parametrize(
    ("rule", "kept", "because"), [("fullest", 2, "fullest"), ("oldest", 3, "oldest"), ("first", 1, "first")]
)
def test_who_stays_is_found_by_the_rule(rule: Rule, kept: int, because: str) -> None:
    records = one(1, {"city": "Brno"}), one(2, {"city": "Brno", "notes": "x"}), one(3, {}, age_days=1)
    decision = made(*records, rule=rule)
    assert (decision.survivor.id, decision.because) == (UUID(int=kept), because)


FIELDS = ["first_name", "last_name", "city", "company", "job_title", "email", "notes", "language"]
people = st.lists(
    st.dictionaries(st.sampled_from(FIELDS), st.sampled_from(["a", "b", "c@x.example"])),
    min_size=2,
    max_size=4,
)


@given(people, st.randoms())
def test_the_order_of_asking_does_not_matter_and_no_value_is_made_up(
    given_values: list[dict[str, Value]], dice: Random
) -> None:
    records = [one(number, values) for number, values in enumerate(given_values, 1)]
    decision = made(*records, keep=1)
    shuffled = [*records]
    dice.shuffle(shuffled)
    assert made(*shuffled, keep=1).choices == decision.choices
    for key, value in decision.values.items():
        if decision.choices[key].reason != "united":
            assert value in [record.value(key) for record in records]
