"""What is asked for, what answers it, and what comes first. Pure."""

import pytest

from leadgen.kernel.ids import uuid7
from leadgen.records.search.ranking import Found, Rank, ranked
from leadgen.records.search.words import entry, matches, sought


@pytest.mark.parametrize(
    ("query", "patterns"),
    [
        ("Müller", ["%muller%"]),
        ("  Jana   BRIGHT ", ["%jana%", "%bright%"]),
        ("an", ["% an%"]),
        ("a_b", ["% a\\_b%"]),
        ("O'Brien O'B", ["%o'brien%", "% o'b%"]),
        ("100%", ["%100\\%%"]),
        ("a\\b", ["% a\\\\b%"]),
        ("ann ann", ["%ann%"]),
        ("', --", []),
        ("", []),
    ],
)
def test_a_query_becomes_patterns_in_which_nothing_is_a_wildcard(query: str, patterns: list[str]) -> None:
    assert sought(query).within == patterns


def test_a_long_word_is_sought_by_its_beginning_and_looked_at_again() -> None:
    asked = sought("ada.example@brightwater.example")
    assert asked.roughly == ["%ada.example@brig%"]
    assert asked.within == ["%ada.example@brightwater.example%"]
    assert ranked([_contact("Ada", ("email", "ada.example@bright.example"))], asked) == []


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("ada", True),
        ("ÁD exam", True),
        ("da", False),
        ("ad", True),
        ("ada nowhere", False),
        ("example ada", True),
        ("sales ada", True),
    ],
)
def test_all_words_must_occur_and_short_ones_begin_a_word(query: str, is_found: bool) -> None:
    assert matches(entry(["ada example", "head of sales"]), sought(query)) is is_found


def test_the_best_comes_first_with_the_value_it_was_found_by() -> None:
    found = [
        _contact("Bo Adams", ("company_name", "Nova Ada Works")),
        _contact("Cy Granada"),
        _contact("Zoe Works", ("job_title", "Ada engineer")),
        _contact("Ada Young"),
        _contact("Ada"),
        _contact("Dora Dor"),
        _contact("Ulla Ada"),
    ]
    hits = ranked(found, sought("ada"))
    assert [(hit.found.name, hit.rank, hit.value) for hit in hits] == [
        ("Ada", Rank.EXACT, "Ada"),
        ("Ada Young", Rank.NAME_BEGINS, "Ada Young"),
        ("Bo Adams", Rank.IN_NAME, "Bo Adams"),
        ("Ulla Ada", Rank.IN_NAME, "Ulla Ada"),
        ("Zoe Works", Rank.WORD_BEGINS, "Ada engineer"),
        ("Cy Granada", Rank.WITHIN, "Cy Granada"),
    ]


def test_of_several_words_the_one_that_stands_worst_counts() -> None:
    [hit] = ranked([_contact("Ada Novak", ("email", "ada@brightwater.example"))], sought("ada water"))
    assert (hit.rank, hit.field) == (Rank.WITHIN, "email")


def _contact(name: str, *others: tuple[str, str]) -> Found:
    return Found(uuid7(), "contact", name, "", [("full_name", name), *others], own=2)
