"""Whom a record is asked of next."""

import random

import pytest

from leadgen.stages.enrich.contracts import Cell
from leadgen.stages.enrich.waterfall import Ask, Finished, ItemState, Next, Offer, Wait, next_step

SITE = Offer("profile", "site", frozenset({"city", "phone"}), (("domain",), ("name", "country")), 0)
MODEL = Offer("profile", "model", frozenset({"city", "phone", "size"}), (), 3_000)
NEWS = Offer("news", "model", frozenset({"news"}), (), 500)
OFFERS = [SITE, MODEL, NEWS]


def item(known: str = "", open_: str = "city phone size news", **more: object) -> ItemState:
    return ItemState(frozenset(known.split()), frozenset(open_.split()), **more)  # type: ignore[arg-type]  # by name


def said(step: Next) -> str:
    """A step in words."""
    match step:
        case Ask(offer, fields, ceiling):
            return f"{offer.stage}/{offer.enricher} {' '.join(sorted(fields))} {ceiling}"
        case Wait(least):
            return f"wait {least}"
        case Finished(cells):
            return " ".join(f"{key}={cell.state}" for key, cell in sorted(cells.items()))


@pytest.mark.parametrize(
    ("state", "budget", "expected"),
    [
        (item("domain"), 9_000, "profile/site city phone 0"),
        (item("name country"), 9_000, "profile/site city phone 0"),
        (item("name"), 9_000, "profile/model city phone size 3000"),
        (item("domain", asked={("profile", "site")}), 9_000, "profile/model city phone size 3000"),
        # What was found is not asked for again, and asking for less costs less.
        (item("domain", "size", asked={("profile", "site")}), 9_000, "profile/model size 1000"),
        (item("domain", "phone", asked={("profile", "site")}), 1_000, "profile/model phone 1000"),
        (item("domain", "phone", asked={("profile", "site")}), 999, "wait 1000"),
        # One that is too dear keeps its fields, and does not stand in the way of the others.
        (item("", "size news"), 700, "news/model news 500"),
        (item("", "size news"), 100, "wait 500"),
        (item("", "size news", passed_over={"profile"}), 700, "news/model news 500"),
        # A free one is asked without money, before one that would have to be paid.
        (item("domain", "city size"), 0, "profile/site city 0"),
        (item("", "news", passed_over={"news"}), 9_000, "news=skipped"),
        (item("", "legs"), 9_000, "legs=skipped"),
        (item("", "", asked=set()), 9_000, ""),
    ],
)
def test_the_next_step_is_the_first_offer_that_can_be_asked(
    state: ItemState, budget: int, expected: str
) -> None:
    assert said(next_step(state, OFFERS, budget)) == expected


def test_a_field_ends_with_what_was_last_said_of_it() -> None:
    told = Cell("unknown", "The site does not say it.", "site")
    state = item("domain", "city", asked={("profile", "site"), ("profile", "model")}, said={"city": told})
    assert next_step(state, OFFERS, 0) == Finished({"city": told})


def test_a_field_that_nobody_could_be_asked_for_is_unknown() -> None:
    step = next_step(item("", "city"), [SITE], 0)
    assert isinstance(step, Finished)
    assert (step.cells["city"].state, bool(step.cells["city"].reason)) == ("unknown", True)


def test_every_record_comes_to_its_end_and_never_costs_more_than_the_budget() -> None:
    dice = random.Random(7)
    fields = list("abcdef")
    for _ in range(2_000):
        offers = [
            Offer(
                f"s{number % 3}",
                f"e{number}",
                frozenset(dice.sample(fields, dice.randint(1, 4))),
                [dice.sample(fields, 1)] if dice.random() < 0.3 else (),
                dice.choice((0, 0, 100, 700)),
            )
            for number in range(6)
        ]
        known, open_, asked, spent, budget = set[str](), set(fields), set[tuple[str, str]](), 0, 1_000
        for _ in range(len(offers) + 1):
            step = next_step(
                ItemState(frozenset(known), frozenset(open_), frozenset(asked)), offers, budget - spent
            )
            if not isinstance(step, Ask):
                break
            assert step.offer.key not in asked
            found = {one for one in step.fields if dice.random() < 0.5}
            spent += step.offer.charge(len(found))
            asked.add(step.offer.key)
            known, open_ = known | found, open_ - found
        assert not isinstance(step, Ask)
        assert spent <= budget
