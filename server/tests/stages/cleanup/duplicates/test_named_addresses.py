"""Addresses that are made of names and a number say no more of two rows than the names do, and the number."""

import random
from collections.abc import Sequence

import numpy as np
import pytest

from leadgen.records.normalise.words import words
from leadgen.stages.cleanup.duplicates import Found, find
from leadgen.stages.cleanup.duplicates.addresses import without_names
from leadgen.stages.cleanup.duplicates.columns import Mask
from leadgen.stages.cleanup.duplicates.reading import columns_of

FIRST = sorted(
    words("ada bela chiara dmitri elodie farid greta hana ivo jana kofi lina marek nora oto petra rosa")
)
LAST = [
    f"{stem}{end}"
    for stem in ("novak", "kovac", "kowal", "smit", "weber", "horv", "berg", "kral", "mor", "lars")
    for end in ("", "er", "ski", "ini", "sen", "eau")
]
PATTERNS = ("{first}.{last}.{number}", "{initial}{last}{number}", "{first}{number}")
FREE = ("gmail.com", "outlook.com", "seznam.cz")
ROWS = 3_000
Contact = dict[str, str]


def contacts(pattern: str, twice: float) -> tuple[list[Contact], list[int]]:
    """A third of them at one firm, a third at many, a third at hosts for everybody; and by row who it is."""
    rng = random.Random(3)
    firms = [f"{one}{other}" for one in LAST for other in FIRST]
    made: list[tuple[Contact, int]] = []
    taken: set[str] = set()
    while len(made) < ROWS:
        first, last = rng.choice(FIRST), rng.choice(LAST)
        firm = rng.choice(("acme", rng.choice(firms), rng.choice(firms)))
        host = rng.choice((f"{firm}.example", f"{firm}.example", rng.choice(FREE)))
        number = rng.randrange(10, 100 if "{last}" in pattern else 10_000)
        mailbox = pattern.format(first=first, initial=first[0], last=last, number=number)
        if f"{mailbox}@{host}" in taken:
            continue
        taken.add(f"{mailbox}@{host}")
        person = {
            "first_name": first.title(),
            "last_name": last.title(),
            "email": f"{mailbox}@{host}",
            "phone_mobile": f"+4206{rng.randrange(10**8):08d}",
            "company_name": firm,
        }
        made.append((person, len(taken)))
        if rng.random() < twice:
            changed = rng.choice(({"email": ""}, {"phone_mobile": ""}, {"first_name": f"{first[0]}."}))
            made.append((person | changed, len(taken)))
    rng.shuffle(made)
    rows, people = zip(*made[:ROWS], strict=True)
    return list(rows), list(people)


def found_in(rows: Sequence[Contact]) -> Found:
    header = list(rows[0])
    return find(columns_of(header, [[row[title] for row in rows] for title in header], header, "contact"))


def wrong(found: Found, people: Sequence[int]) -> Mask:
    who = np.array(people)
    return np.asarray(who[found.left] != who[found.right])


@pytest.mark.parametrize("twice", [0.0, 0.3])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_people_of_other_last_names_are_not_one_by_like_addresses(pattern: str, twice: float) -> None:
    rows, people = contacts(pattern, twice)
    found = found_in(rows)
    false = np.flatnonzero(wrong(found, people))
    others = [(rows[found.left[pair]], rows[found.right[pair]]) for pair in false.tolist()]
    assert [pair for pair in others if pair[0]["last_name"] != pair[1]["last_name"]] == []
    assert not (found.automatic & wrong(found, people)).any()


@pytest.mark.parametrize("pattern", PATTERNS)
def test_namesakes_with_other_numbers_are_told_from_those_who_are_there_twice(pattern: str) -> None:
    rows, people = contacts(pattern, twice=0.3)
    found = found_in(rows)
    right = np.count_nonzero(~wrong(found, people))
    assert right >= 0.97 * len(found.left)
    assert right >= 0.95 * (len(people) - len(set(people)))


@pytest.mark.parametrize(
    ("mailbox", "names", "left"),
    [
        ("greta.kovac.41", ["greta", "kovac"], "41"),
        ("greta.kovac2.41", ["greta", "kovac2"], "41"),
        ("gkovac41", ["greta", "kovac"], "41"),
        ("kovacg41", ["greta", "kovac"], "41"),
        ("bob41", ["robert", "kovac"], "41"),
        ("robertsmith41", ["robert", "smiht"], "41"),
        ("gkovac41", ["greta", "kovca"], "41"),
        ("quillfeather.a.1983", ["agneta", "quillfeather"], "1983"),
        ("anna.smith-jones7", ["anna", "smith-jones"], "7"),
        ("greta.kovac.office41", ["greta", "kovac"], "office41"),
        ("hunter41", ["greta", "kovac"], "hunter41"),
        ("greta.kovac", ["greta", "kovac"], ""),
        ("greta41", ["", "kovac"], "greta41"),
    ],
)
def test_a_name_is_taken_out_of_its_address(mailbox: str, names: Sequence[str], left: str) -> None:
    assert without_names(mailbox, names) == left
