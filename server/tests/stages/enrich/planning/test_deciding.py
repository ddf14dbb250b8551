"""Plans, ceilings and expectations as tables of cases: no database, no network."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

import pytest

from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.records import registry
from leadgen.records.field import Field
from leadgen.stages.enrich.contracts import Plan, StagePlan
from leadgen.stages.enrich.planning import composing, words
from leadgen.stages.enrich.planning.contracts import (
    Experience,
    NobodyToAsk,
    StageSetting,
    UnknownFields,
    Wish,
)
from leadgen.stages.enrich.planning.stages import PRESETS, STAGES, of_kind
from leadgen.stages.enrich.pricing import QUESTIONS, Price, charge, likely, most
from leadgen_sdk.enriching import Answer, Net, RecordKind, Subject, Terms


@dataclass(frozen=True)
class Provider:
    """An enricher by its facts; never asked here."""

    key: str
    fields: Sequence[str]
    kind: RecordKind = "company"
    terms: Terms = field(default_factory=Terms)
    label: str = "A provider"
    needs: Sequence[Sequence[str]] = ()
    hosts: Sequence[str] = ()
    settings: Mapping[str, JSON] = field(default_factory=dict)

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        raise AssertionError("nobody is asked while a plan is made")


def paid(key: str, fields: Sequence[str], **prices: int) -> Provider:
    return Provider(key, fields, terms=Terms(free=False, credits=prices))


SITE = Provider("site", ["company_domain", "legal_name", "vat_id"])
REGISTER = Provider("register", ["legal_name", "register_id", "credibility"])
SEARCH = paid(
    "search", ["legal_name", "products", "competitors"], company_registers=900, company_research=4_000
)
MODEL = paid("model", ["products"], company_research=1_000)
EVERYBODY = (SEARCH, MODEL, SITE, REGISTER)


def asked(plan: Plan) -> dict[str, tuple[list[str], list[str]]]:
    return {one.key: (list(one.fields), list(one.enrichers)) for one in plan.stages}


def test_the_stages_are_in_an_order_that_keeps_every_dependency() -> None:
    seen: set[str] = set()
    for stage in STAGES:
        assert seen.issuperset(stage.needs), stage.key
        seen.add(stage.key)
    kinds = [stage.kind for stage in STAGES]
    assert kinds == sorted(kinds), "companies before the people who work there"
    assert {key for one in PRESETS for key in one.stages} == seen - QUESTIONS - {"contact_mailbox"}


def test_each_field_of_a_stage_is_a_field_of_the_registry_and_of_no_other_stage() -> None:
    found = [name for stage in STAGES for name in stage.fields]
    assert len(found) == len(set(found))
    for stage in STAGES:
        known = {one.key: one for one in registry.registered(stage.kind)}
        assert known.keys() >= set(stage.fields), stage.key
        assert all(known[name].columns for name in stage.fields)
        assert all(known[name].editable or known[name].about for name in stage.fields), "or a judgement"


def test_a_plan_asks_the_cheapest_first_and_only_for_what_somebody_finds() -> None:
    composed = composing.compose(Wish("company", "standard"), EVERYBODY, {})
    assert asked(composed.plan) == {
        "company_profile": (["company_domain"], ["site"]),
        "company_registers": (
            ["legal_name", "register_id", "vat_id", "credibility"], ["register", "site", "search"],
        ),
        "company_research": (["products", "competitors"], ["model", "search"]),
    }  # fmt: skip
    assert {"company_email", "lei", "target_customers"} <= set(composed.left_out)


def test_a_workspace_switches_orders_and_limits_its_stages() -> None:
    only_czech: JSON = {"field": "company_country", "op": "in", "value": ["CZ"]}
    settings = {
        "company_profile": StageSetting(active=False),
        "company_registers": StageSetting(order=["search"], without=["site"]),
        "company_research": StageSetting(condition={"all": [only_czech]}),
    }
    composed = composing.compose(Wish("company", "standard"), EVERYBODY, settings)
    found = asked(composed.plan)
    assert found["company_registers"][1] == ["search", "register"]
    assert "company_profile" not in found
    assert composed.plan.stages[-1].condition == {"all": [only_czech]}
    by_name = composing.compose(Wish("company", fields=["company_domain"]), EVERYBODY, settings)
    assert asked(by_name.plan) == {"company_profile": (["company_domain"], ["site"])}


def test_a_wish_that_nobody_can_grant_is_refused() -> None:
    with pytest.raises(NobodyToAsk):
        composing.compose(Wish("company", fields=["lei"]), EVERYBODY, {})
    with pytest.raises(UnknownFields, match="tags"):
        composing.compose(Wish("company", fields=["lei", "tags"]), EVERYBODY, {})
    with pytest.raises(UnknownFields, match="job_title"):
        composing.compose(Wish("company", fields=["job_title"]), EVERYBODY, {})
    people = composing.compose(Wish("contact", fields=["products"]), EVERYBODY, {})
    assert people.plan.stages[0].kind == "company", "people are enriched with their companies"


def test_people_are_offered_the_stages_of_their_companies() -> None:
    asked = [stage.key for stage in STAGES if stage.key not in QUESTIONS]
    assert [stage.key for stage in of_kind("contact")] == asked
    assert {stage.kind for stage in of_kind("company")} == {"company"}


def test_a_field_of_the_workspace_s_own_is_a_question_for_those_who_take_questions() -> None:
    exports = Field(
        key="exports", kind="company", type="boolean", label="Do they export?", description="",
        normaliser="boolean", storage="custom", custom_id=uuid7(),
    )  # fmt: skip
    owner = replace(exports, key="account_owner", type="member", custom_id=uuid7())
    answers = Terms(free=False, questions=True, credits={"company_questions": 700})
    asks = Provider("asks", ["products"], terms=answers)
    own = [exports, owner]
    assert of_kind("company", own)[-1].fields == ["exports"], "what nobody on the web can know is not asked"
    assert [stage.key for stage in of_kind("contact", own)].count("contact_questions") == 0
    wish = Wish("company", fields=["exports"])
    plan = composing.compose(wish, [*EVERYBODY, asks], {}, own).plan
    assert asked(plan) == {"company_questions": (["exports"], ["asks"])}
    assert composing.prices(plan.stages[0], {"asks": asks}) == {"asks": Price(["exports"], 700)}
    with pytest.raises(NobodyToAsk):
        composing.compose(wish, EVERYBODY, {}, own)
    with pytest.raises(UnknownFields):
        composing.compose(wish, [asks], {})
    deep = composing.compose(Wish("company", "deep"), [*EVERYBODY, asks], {}, own).plan
    assert "exports" not in deep.fields, "a preset asks none of them"


def test_a_plan_is_kept_as_it_was() -> None:
    plan = composing.compose(Wish("company", "deep", refresh=True), EVERYBODY, {}).plan
    assert asked(Plan.read(plan.written())) == asked(plan)
    assert Plan.read(plan.written()).refresh


def test_whoever_answers_a_run_never_costs_more_than_its_ceiling() -> None:
    """Every way in which three fields of two records can be found by three providers, one after the other."""
    names = ("a", "b", "c")
    prices = [Price(names, 1_000), Price(names[:2], 701), Price(names[1:], 333)]
    ceiling = most(prices, dict.fromkeys(names, 2))
    assert ceiling == 2_069  # twice 701/2 for a and for b and 1000/3 for c, rounded up once
    for finders in product((0, 1, 2, None), repeat=3):
        found = [sum(finder == number for finder in finders) for number in range(3)]
        if any(
            finder is not None and name not in prices[finder].fields
            for name, finder in zip(names, finders, strict=True)
        ):
            continue
        cost = sum(
            charge(price.amount, len(price.fields), number)
            for price, number in zip(prices, found, strict=True)
        )
        assert 2 * cost <= ceiling, finders


def test_what_is_free_or_not_wanted_costs_nothing() -> None:
    assert most([], {"a": 5}) == 0
    assert most([Price(["a"], 0)], {"a": 5}) == 0
    assert most([Price(["a"], 900)], {}) == 0
    assert charge(900, 0, 0) == 0
    assert [charge(1_000, 3, found) for found in range(4)] == [0, 333, 666, 1_000]


def test_what_is_expected_stands_on_what_each_provider_has_found() -> None:
    free, cheap, dear = Price(["a", "b"], 0), Price(["a"], 100), Price(["a", "b"], 2_000)
    past = Experience(4, {"free": Fraction(1, 2), "cheap": Fraction(1, 4)})
    asked = [
        (free, past.share("free", free)),
        (cheap, past.share("cheap", cheap)),
        (dear, past.share("dear", dear)),
    ]
    # Of 8 cells each, "free" leaves 4; of a "cheap" takes 1 and leaves 3; "dear" has not been asked yet.
    assert likely(asked, {"a": 8, "b": 8}) == 1 * 100 + 3 * 1_000 + 4 * 1_000
    assert Experience().share("free", free) == 0
    assert words.basis(past) == "From how much each provider found in your last 4 runs."
    assert "price list" in words.basis(Experience())
    assert words.basis(Experience(1)).endswith("your last run.")


def test_a_condition_counts_where_nothing_comes_before_its_stage() -> None:
    stages = {stage.key: stage for stage in STAGES}
    alone = Plan([], [StagePlan("company_research", "company", [], [])])
    after = Plan([], [StagePlan("company_profile", "company", [], []), *alone.stages])
    assert composing.is_first(stages["company_research"], alone)
    assert not composing.is_first(stages["company_research"], after)
