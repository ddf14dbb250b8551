"""Scores of names and places, ids with their check digits, credibility: tables of cases."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from leadgen_registries import ids
from leadgen_registries.credibility import judge
from leadgen_registries.entries import Entry, Fact
from leadgen_registries.matching import match
from leadgen_sdk.enriching import ASK, SURE, Page, Subject

PAGE = Page("https://register.example/", 200, {}, b"{}", datetime(2026, 6, 1, tzinfo=UTC))


def entry(name: str, **facts: Any) -> Entry:
    known = {key: Fact(value, ["/x"]) for key, value in {"register_id": "1", **facts}.items()}
    return Entry(known, [name], PAGE, {})


@pytest.mark.parametrize(
    ("ours", "theirs", "places", "verdict"),
    [
        ("Příklad a.s.", "PŘÍKLAD, a. s.", {}, "sure"),
        ("Příklad", "PŘÍKLAD, a. s.", {}, "ask"),
        ("Příklad", "PŘÍKLAD, a. s.", {"company_city": "Brno"}, "sure"),
        ("Příklad s.r.o.", "PŘÍKLAD, a. s.", {}, "ask"),
        ("Příklad spol. s r.o.", "Příklad, s.r.o.", {}, "sure"),
        ("Příklad a.s.", "PŘÍKLAD, a. s.", {"company_city": "Praha"}, "ask"),
        ("Příklady a.s.", "PŘÍKLAD, a. s.", {}, "no"),
        ("Příklady a.s.", "PŘÍKLAD, a. s.", {"company_city": "BRNO"}, "ask"),
        ("Zebra", "PŘÍKLAD, a. s.", {"company_city": "Brno", "company_postal_code": "602 00"}, "no"),
        ("Příklad Group", "PŘÍKLAD, a. s.", {}, "no"),
        ("Eksempel", "EKSEMPEL AS", {"company_postal_code": "60200"}, "sure"),
    ],
)
def test_a_name_and_a_place_make_a_score(
    ours: str, theirs: str, places: Mapping[str, str], verdict: str
) -> None:
    firm = entry(theirs, company_city="Brno", company_postal_code="60200")
    subject = Subject({"company_name": ours, **places}, frozenset())
    found = match(subject, firm, [firm], all_seen=True)
    assert ("sure" if found.score >= SURE else "ask" if found.score >= ASK else "no") == verdict, found


@pytest.mark.parametrize(
    ("read", "text", "expected"),
    [
        (ids.czech, "123 45 679", "12345679"),
        (ids.czech, "1236", "00001236"),
        (ids.czech, "12345678", None),
        (ids.czech, "123456790", None),
        (ids.czech, "", None),
        (ids.norwegian, "NO 987 654 325 MVA", "987654325"),
        (ids.norwegian, "987654324", None),
        (ids.finnish, "1234567-1", "1234567-1"),
        (ids.finnish, "FI12345671", "1234567-1"),
        (ids.finnish, "1234567-2", None),
        (ids.french, "123 456 782", "123456782"),
        (ids.french, "12345678200014", "123456782"),
        (ids.french, "123456789", None),
        (ids.lei, "example0000000000a55", "EXAMPLE0000000000A55"),
        (ids.lei, "EXAMPLE0000000000A56", None),
        (ids.vat, "gr 123456789", ("EL", "123456789")),
        (ids.vat, "XI123456789", ("XI", "123456789")),
        (ids.vat, "GB123456789", None),
        (ids.vat, "DE", None),
        (ids.vat, "x" * 5000, None),
    ],
)
def test_ids_are_written_one_way_or_refused(
    read: Callable[[str], object], text: str, expected: object
) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("facts", "vat", "street", "points"),
    [
        ({"register_status": "active", "founded_year": 1998}, True, "Dlouhá 1", 100),
        ({"register_status": "active", "founded_year": 1998}, None, "", 75),
        ({"register_status": "active", "founded_year": 2026}, None, "", 60),
        ({"register_status": "active", "founded_year": 2025}, None, "", 65),
        ({"register_status": "active", "founded_year": 1998}, False, "", 60),
        ({"register_status": "dissolved", "founded_year": 1998}, None, "", 5),
        ({"register_status": "insolvent", "founded_year": 1998}, True, "", 20),
        ({}, None, "", 30),
    ],
)
def test_credibility_is_a_sum_that_explains_itself(
    facts: Mapping[str, Any], vat: bool | None, street: str, points: int
) -> None:
    judged = judge(
        Subject({"company_street": street}, frozenset()), entry("X", company_street="DLOUHÁ 1", **facts), vat
    )
    assert judged.points == points
    assert judged.why.startswith("Registered +30")
