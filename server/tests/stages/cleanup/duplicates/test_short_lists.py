"""Lists of a few rows, where next to nothing can be learnt: who is one is found, and nobody else."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from leadgen.stages.cleanup.duplicates import Found, Settings, find
from leadgen.stages.cleanup.duplicates.explaining import reasons
from leadgen.stages.cleanup.duplicates.reading import columns_of

Row = dict[str, str]
FIRST = [
    "Agneta",
    "Bohumil",
    "Chiara",
    "Dmitri",
    "Elodie",
    "Farid",
    "Gunnar",
    "Hana",
    "Ivo",
    "Jolanta",
    "Kofi",
    "Lina",
    "Marek",
    "Nadia",
    "Otto",
    "Petra",
    "Quentin",
    "Rosa",
    "Stefan",
    "Tereza",
]
LAST = [
    "Quillfeather",
    "Thornbury",
    "Marchetti",
    "Volkov",
    "Dubois",
    "Haddad",
    "Lindqvist",
    "Prochazka",
    "Zelenka",
    "Wisniewska",
    "Mensah",
    "Berg",
    "Kral",
    "Osei",
    "Brandt",
    "Weber",
    "Moreau",
    "Silva",
    "Novak",
    "Urban",
]
TITLES = ["Buyer", "Engineer", "Accountant", "Sales Manager", "Head of Design", "Founder", "Recruiter"]
TOWNS = ["Brno", "Wien", "Oslo", "Lyon", "Turin", "Porto", "Ghent"]
UNLIKELY = 0.2


def stranger(number: int, **changed: str) -> Row:
    first, last = FIRST[number % 20], LAST[(number + number // 20) % 20]
    named = f"{first}-{last}".lower()
    made = {
        "first_name": first,
        "last_name": last,
        "email": f"{named}@firm{number}.example",
        "phone_mobile": f"+420{601000000 + number**2 * 7919431 % 99999999}",
        "linkedin_url": f"https://www.linkedin.com/in/{named}",
        "job_title": TITLES[number % 7],
        "company_name": f"{last} {number}",
        "city": TOWNS[number % 7],
    }
    return {**made, **changed}


def strangers(count: int, **changed: str) -> list[Row]:
    return [stranger(number, **changed) for number in range(count)]


def one_firm(count: int) -> list[Row]:
    shared = {"company_name": "Acme", "phone_mobile": "+420222333444", "city": "Brno", "job_title": "Buyer"}
    rows = strangers(count, **shared, company_postal_code="60200", company_domain="acme.example")
    return [row | {"email": f"{row['first_name'].lower()}@acme.example"} for row in rows]


def series(count: int) -> list[Row]:
    """Colleagues whose numbers, profiles and addresses follow one another."""
    follow = (
        {
            "phone_mobile": f"+420222333{number:03d}",
            "linkedin_url": f"https://www.linkedin.com/in/acme-{number}",
            "email": f"staff{number}@acme.example",
        }
        for number in range(count)
    )
    return [row | one for row, one in zip(one_firm(count), follow, strict=True)]


def one_name_each(count: int) -> list[Row]:
    rows = series(count)
    profile = "https://www.linkedin.com/in/hand"
    named = (
        {"first_name": f"Hand{n}", "last_name": "", "linkedin_url": f"{profile}{n}"} for n in range(count)
    )
    return [row | one for row, one in zip(rows, named, strict=True)]


def little_known(count: int) -> list[Row]:
    return [
        {key: row[key] for key in ("first_name", "last_name", "job_title", "company_name")}
        for row in one_firm(count)
    ]


def at_one_desk(count: int) -> list[Row]:
    """Two who share all but what is one's own."""
    other = {"first_name": "Zora", "last_name": "Xylander", "email": "", "linkedin_url": ""}
    return [*strangers(count - 1), stranger(0, **other)]


def family(count: int) -> list[Row]:
    home = {"last_name": "Vesely", "phone_mobile": "+420222333444", "city": "Brno", "company_name": ""}
    return strangers(count, **home)


NOBODY: Sequence[tuple[str, Callable[[int], list[Row]]]] = [
    ("strangers", strangers),
    ("strangers of one title", lambda count: strangers(count, job_title="Buyer")),
    ("strangers of one town", lambda count: strangers(count, city="Brno")),
    ("strangers of one firm", lambda count: strangers(count, company_name="Acme")),
    ("a list that is all one firm", one_firm),
    ("a firm of which names, titles and nothing else are known", little_known),
    ("colleagues with consecutive numbers", series),
    ("the same with one name each", one_name_each),
    ("two at one desk", at_one_desk),
    ("a large family", family),
]
AGAIN: Sequence[tuple[str, Row]] = [
    ("without its address", {"email": ""}),
    ("with a slip in the name", {"last_name": "Quillfether", "phone_mobile": "", "linkedin_url": ""}),
    ("under another name after a wedding", {"last_name": "Xylander", "phone_mobile": "", "linkedin_url": ""}),
    (
        "with the names in each other's place",
        {"first_name": "Quillfeather", "last_name": "Agneta", "email": ""},
    ),
]
COUNTS = (3, 7, 10, 20)


def found_in(rows: Sequence[Row], review: float = 0.5) -> Found:
    header = list(rows[0])
    cells = [[row.get(title, "") for row in rows] for title in header]
    return find(columns_of(header, cells, header, "contact"), Settings(review=review))


@pytest.mark.parametrize("count", [2, *COUNTS, 120])
@pytest.mark.parametrize(("what", "rows"), NOBODY)
def test_nobody_is_found_among(what: str, rows: Callable[[int], list[Row]], count: int) -> None:
    found = found_in(rows(count), review=UNLIKELY)
    assert [list(home) for home in found.clusters] == [], what


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize(("what", "changed"), AGAIN)
def test_one_who_is_there_twice_is_found(what: str, changed: Row, count: int) -> None:
    found = found_in([*strangers(count - 1), stranger(0, **changed)])
    assert [sorted(home) for home in found.clusters] == [[0, count - 1]], what


@pytest.mark.parametrize("count", COUNTS)
def test_father_and_son_are_two(count: int) -> None:
    son = stranger(0, first_name="Zdenek", email="zdenek@home.example", linkedin_url="", job_title="Student")
    assert not len(found_in([*strangers(count - 1), son]).left)


def test_two_who_are_there_twice_among_colleagues_of_one_title_are_two() -> None:
    hands = one_name_each(3)
    agneta, bohumil = (
        {**dict.fromkeys(hands[0], ""), "first_name": first, "last_name": last, "phone_mobile": phone}
        for first, last, phone in (
            ("Agneta", "Quillfeather", "+420771000123"),
            ("Bohumil", "Thornbury", "+420777000123"),
        )
    )
    rows = [row | {"job_title": "Buyer"} for row in (*hands, agneta, bohumil, agneta, bohumil)]
    found = found_in(rows)
    assert sorted(sorted(home) for home in found.clusters) == [[3, 5], [4, 6]]
    told = reasons(found, slice(0, 2))
    assert np.allclose([sum(one.weight for one in why) for why in told], found.log_odds, atol=0.02)
    assert all(one.weight < 1 for why in told for one in why if one.field == "job_title")


def test_a_row_between_does_not_make_one_of_two_who_have_other_names() -> None:
    between = stranger(0, last_name="Thornbury", first_name="", phone_mobile="", linkedin_url="", email="")
    found = found_in([stranger(0), between, stranger(1, phone_mobile=stranger(0)["phone_mobile"])], UNLIKELY)
    assert not any({0, 2} <= set(home) for home in found.clusters)
