"""Who is one and who is not: tables of people, through the same door as a file's cells."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pytest

from leadgen.records.normalise.words import words
from leadgen.stages.cleanup.duplicates import Column, Found, Settings, find, kinds
from leadgen.stages.cleanup.duplicates.blocks import candidates
from leadgen.stages.cleanup.duplicates.comparing import levels_of
from leadgen.stages.cleanup.duplicates.explaining import reasons
from leadgen.stages.cleanup.duplicates.reading import columns_of

Rows = Sequence[Mapping[str, str]]
FIRST = sorted(
    words("ada bela chiara dmitri elodie farid greta hana ivo jana kofi lina marek nora oto petra")
)
LAST = sorted(words("novak muller rossi smith okafor dupont garcia sato larsen obrien kowalski weber horvat"))


def people(count: int) -> list[dict[str, str]]:
    """Strangers, each with everything."""
    rng = random.Random(5)
    return [
        {
            "first_name": rng.choice(FIRST),
            "last_name": rng.choice(LAST),
            "email": f"{rng.choice(LAST)}{number}@firm{rng.randrange(count)}.example",
            "phone": f"+42060{rng.randrange(10**7):07d}",
            "company": f"firm {rng.randrange(count)} ltd",
        }
        for number in range(count)
    ]


def found_in(rows: Rows) -> Found:
    header = list(dict.fromkeys(key for row in rows for key in row))
    cells = [[row.get(title, "") for row in rows] for title in header]
    return find(columns_of(header, cells, [None] * len(header), "contact"))


def person(**changed: str) -> dict[str, str]:
    made = {
        "first_name": "Zdenka",
        "last_name": "Vesela",
        "email": "zdenka@dobra.example",
        "phone": "+420 601 111 222",
        "company": "Dobra s.r.o.",
    }
    return {**made, **changed}


SAME: list[tuple[str, dict[str, str]]] = [
    ("a letter of the name is another", person(last_name="Veselaa")),
    ("the address is missing", person(email="")),
    ("first and last name change places", person(first_name="Vesela", last_name="Zdenka")),
    ("the firm is written in another way", person(company="DOBRA, spol. s r.o.", phone="")),
    ("the number is written without the country", person(phone="601111222", email="")),
]
APART: list[tuple[str, dict[str, str], dict[str, str]]] = [
    (
        "father and son, told apart by the generation",
        person(first_name="Jan", last_name="Vesely st.", email=""),
        person(first_name="Jan", last_name="Vesely ml.", email=""),
    ),
    ("man and wife at one number", person(email=""), person(first_name="Hugo", email="")),
    (
        "two at one switchboard",
        person(email="zdenka@dobra.example"),
        person(first_name="Hugo", last_name="Lund", email="hugo@dobra.example"),
    ),
    *(
        (
            f"of father and son in one firm one alone is told as such: {said}",
            person(first_name="Jan", last_name="Vesely", email="jan.vesely@dobra.example"),
            person(first_name="Jan", last_name=f"Vesely{said}", email="j.vesely@dobra.example"),
        )
        for said in (" st.", " ml.", ", Sr.", " jr", " II")
    ),
    (
        "two of one family name whose mailboxes are made of it",
        person(email="zvesela@dobra.example", phone=""),
        person(first_name="Zora", email="zvesela@jina.example", phone="", company="Jina a.s."),
    ),
    (
        "two behind one mailbox of a function",
        person(email="info@dobra.example", phone=""),
        person(first_name="Hugo", last_name="Lund", email="info@dobra.example", phone=""),
    ),
]


@pytest.mark.parametrize(("what", "again"), SAME)
@pytest.mark.parametrize("strangers", [8, 300])
def test_one_person_is_found_though(what: str, again: dict[str, str], strangers: int) -> None:
    found = found_in([person(), *people(strangers), again])
    assert [sorted(rows) for rows in found.clusters] == [[0, strangers + 1]], what


@pytest.mark.parametrize(("what", "one", "other"), APART)
@pytest.mark.parametrize("strangers", [8, 300])
def test_two_people_stay_apart(what: str, one: dict[str, str], other: dict[str, str], strangers: int) -> None:
    found = found_in([one, *people(strangers), other])
    assert not any({0, strangers + 1} <= set(rows) for rows in found.clusters), what


def test_what_father_and_son_of_one_name_share_is_never_merged_unseen() -> None:
    found = found_in([person(), *people(300), person(email="")])
    assert [0, 301] in [sorted(rows) for rows in found.clusters]
    assert not replace(found, settings=Settings(automatic=0.99)).automatic.any()


@pytest.mark.parametrize("strangers", [8, 300])
def test_namesakes_in_one_firm_are_never_merged_unseen(strangers: int) -> None:
    one = person(email="vesela@dobra.example", phone="+420601111222")
    other = person(email="z.vesela2@dobra.example", phone="+420777888999")
    assert not found_in([one, *people(strangers), other]).automatic.any()


@pytest.mark.parametrize("kind", [kinds.GIVEN, kinds.FAMILY])
def test_names_that_a_number_tells_apart_are_not_alike(kind: kinds.Kind) -> None:
    column = Column.of("name", kind, ["guest1", "guest2"])
    assert levels_of([column], np.array([0]), np.array([1])) == len(kind.levels) - 1


@pytest.mark.parametrize("strangers", [0, 8, 300])
def test_who_shares_a_name_alone_is_reviewed_at_most(strangers: int) -> None:
    anna = dict.fromkeys(person(), "") | {"first_name": "Anna", "last_name": "Schmidt"}
    found = found_in([anna, anna, anna, *people(strangers)])
    assert found.probability.max(initial=0.0) <= 0.9 + 1e-9
    told = reasons(found, slice(0, len(found.left)))
    assert np.allclose([sum(one.weight for one in why) for why in told], found.log_odds, atol=0.02)


def test_a_short_form_a_firm_and_a_title_written_in_another_way_are_found() -> None:
    bob = {
        "first_name": "Bob",
        "last_name": "Lindqvist",
        "email": "bob@acme.example",
        "company": "Acme Inc",
        "title": "CTO",
    }
    robert = bob | {
        "first_name": "Robert",
        "email": "robert.lindqvist@acme.example",
        "company": "ACME, Inc.",
        "title": "Chief Technology Officer",
    }
    found = found_in([bob, *people(8), robert])
    assert [0, 9] in [sorted(rows) for rows in found.clusters]


def test_an_address_stays_its_owners_however_the_name_beside_it_is_written() -> None:
    names = (("Sofia", "Russo"), ("", "Russo"), ("Russo", "Sofia"), ("Fosia", "Russo"), ("Sofia", "Ruso"))
    rows = [person(first_name=first, last_name=last, phone="", company="") for first, last in names]
    found = found_in([*people(50), *rows])
    assert [50, 51, 52, 53, 54] in [sorted(rows) for rows in found.clusters]


def test_a_new_row_meets_the_old_one_beside_it_in_a_block_too_large_for_all_pairs() -> None:
    column = Column.of(
        "text", kinds.TEXT, [*(f"all alike {number:04d}" for number in range(400)), "all alike 0200b"]
    )
    left, right = candidates([column], np.arange(401) == 400)
    assert (200, 400) in set(zip(left.tolist(), right.tolist(), strict=True))


def test_a_row_that_is_like_two_who_differ_does_not_make_them_one() -> None:
    father = person(first_name="Jan", last_name="Vesely st.", email="old@dobra.example")
    between = person(first_name="Jan", last_name="Vesely", email="")
    son = person(first_name="Jan", last_name="Vesely ml.", email="young@dobra.example")
    found = found_in([father, between, son, *people(200)])
    assert not any({0, 2} <= set(rows) for rows in found.clusters)


def test_the_weights_of_a_pair_sum_up_to_its_log_odds() -> None:
    rows = people(100)
    found = found_in([*rows, *(dict(row, phone="") for row in rows[:30])])
    assert len(found.left) == 30
    told = reasons(found, slice(0, 30))
    assert np.allclose([sum(one.weight for one in why) for why in told], found.log_odds, atol=0.02)
    assert "email is the same" in {one.words for one in told[0]}


def test_ten_thousand_equal_rows_are_one_cluster_and_no_explosion_of_pairs() -> None:
    found = found_in([*people(50), *[person()] * 10_000])
    assert [len(rows) for rows in found.clusters] == [10_000]
    assert len(found.left) == 9_999


def test_a_cluster_of_five_hundred_is_one() -> None:
    rng = random.Random(3)
    rows = [person(phone=f"+4206{rng.randrange(10**8):08d}", company="") for _ in range(500)]
    found = found_in([*people(300), *rows])
    assert 500 in [len(found_rows) for found_rows in found.clusters]


def test_new_rows_meet_the_old_but_the_old_not_each_other() -> None:
    rows = [*people(200), person(), person(email=""), person(phone="")]
    header = list(rows[0])
    columns = columns_of(header, [[row[title] for row in rows] for title in header], [None] * 5, "contact")
    new = np.zeros(len(rows), dtype=bool)
    new[-1] = True
    found = find(columns, new=new)
    assert sorted(zip(found.left.tolist(), found.right.tolist(), strict=True)) == [(200, 202), (201, 202)]


@pytest.mark.parametrize(
    "cells",
    [
        [],
        ["only one"],
        ["", "", ""],
        ["🦊", "🦊", "🐻 x"],
        ["محمد علي", "محمد علي", "שרה לוי"],
        ["x" * 1_000_000, "x" * 1_000_000, "x" * 999_999 + "y"],
        ["\u0000", "\ud83e", " "],
    ],
)
def test_any_single_column_is_looked_at(cells: list[str]) -> None:
    for kind in (kinds.GIVEN, kinds.FAMILY, kinds.EMAIL, kinds.TEXT, kinds.DATE, kinds.IDENTITY, kinds.FIRM):
        found = find([Column.of("column", kind, cells)], Settings(review=0.01))
        assert all(rows == sorted(rows) for rows in found.clusters)


def test_firms_are_found_by_domain_and_name_and_not_by_their_city() -> None:
    header = ["Company", "Domain", "City"]
    rng = random.Random(2)
    rows = [[f"{rng.choice(LAST)} {rng.choice(FIRST)} ltd", f"d{n}.example", "prague"] for n in range(200)]
    rows += [["Acme Tools GmbH", "acme.example", "Wien"], ["ACME Tools", "www.acme.example", ""]]
    cells = [list(column) for column in zip(*rows, strict=True)]
    found = find(columns_of(header, cells, [None] * 3, "company"))
    assert [200, 201] in [sorted(rows) for rows in found.clusters]
    assert found.automatic.sum() <= 1
