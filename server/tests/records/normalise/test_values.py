"""Countries, dates, numbers, ranges, money, yes and no, labels: as people write them."""

from datetime import date

import pytest

from leadgen.records.field import Option
from leadgen.records.normalise import Bad, Context, Value, dates, normalise_many, normalise_value, spread

CZECH = Context(country="CZ")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Deutschland", "DE"),
        ("germany", "DE"),
        ("Německo", "DE"),
        ("Allemagne", "DE"),
        ("CZ", "CZ"),
        ("cze", "CZ"),
        ("Czech Republic", "CZ"),
        ("Česká republika", "CZ"),
        ("Tschechien", "CZ"),
        ("ČR", "CZ"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States (US)", "US"),
        ("Spojené státy", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Österreich", "AT"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("Suomi", "FI"),
        ("Sverige", "SE"),
        ("Polska", "PL"),
        ("Slovensko", "SK"),
        ("Korea, Republic of", "KR"),
        ("South Korea", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("NO", "NO"),
        ("España", "ES"),
        ("Россия", "RU"),
    ],
)
def test_a_country_by_any_name(written: str, code: str) -> None:
    assert normalise_value("country", written, CZECH) == code


def test_an_unknown_country_is_refused_and_na_is_empty() -> None:
    assert isinstance(normalise_value("country", "Narnia", CZECH), Bad)
    assert normalise_value("country", "NA", CZECH) is None


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024-03-05", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("5. 3. 2024", "2024-03-05"),
        ("05 Mar 2024", "2024-03-05"),
        ("5-Mar-24", "2024-03-05"),
        ("March 5th, 2024", "2024-03-05"),
        ("Tue, 05 Mar 2024 10:00:00 +0000", "2024-03-05"),
        ("20240305", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("2024/3/5 10:00", "2024-03-05"),
        ("12 mars 2023", "2023-03-12"),
        ("5. března 2024", "2024-03-05"),
        ("1 maja 2024", "2024-05-01"),
        ("5 de marzo de 2024", "2024-03-05"),
        ("3. Dezember 2024", "2024-12-03"),
        ("3. toukokuuta 2024", "2024-05-03"),
        ("4 dic 2024", "2024-12-04"),
        ("13/04/2025", "2025-04-13"),
        ("04/13/2025", "2025-04-13"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_a_date_in_many_forms(written: str, day: str) -> None:
    assert normalise_value("date", written, CZECH) == day


def test_the_column_decides_over_an_ambiguous_date() -> None:
    assert normalise_value("date", "03/04/2025", Context(date_order="dmy")) == "2025-04-03"
    assert normalise_value("date", "03/04/2025", Context(date_order="mdy")) == "2025-03-04"
    assert dates.guess_order(["03/04/2025", "13/04/2025"]) == "dmy"
    assert dates.guess_order(["03/04/2025", "04/13/2025"]) == "mdy"
    assert dates.guess_order(["03/04/2025"]) is None


@pytest.mark.parametrize(
    "written", ["2024-02-30", "45000", "soon", "2024", "Monday", "31.31.2024", "²/3/2024"]
)
def test_what_is_no_date_is_refused(written: str) -> None:
    assert isinstance(normalise_value("date", written, CZECH), Bad)


def test_a_moment_is_in_utc() -> None:
    assert normalise_value("datetime", "2024-03-05T10:00:00+02:00", CZECH) == "2024-03-05T08:00:00Z"
    assert normalise_value("datetime", "7/8/26, 3:43 PM", Context(date_order="mdy")) == "2026-07-08T15:43:00Z"


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("number", "1,234", 1234),
        ("number", "1 234", 1234),
        ("number", "-3", -3),
        ("number", "12.0", 12),
        ("decimal", "12,5", "12.5"),
        ("decimal", "1.234,5", "1234.5"),
        ("decimal", "1,234.5", "1234.5"),
        ("year", "2011", 2011),
        ("year", "2011-05-06", 2011),
        ("year", "1998.0", 1998),
        ("range", "1,001-5,000", {"min": 1001, "max": 5000}),
        ("range", "50+", {"min": 50, "max": None}),
        ("range", "11-50 employees", {"min": 11, "max": 50}),
        ("range", "51–200", {"min": 51, "max": 200}),
        ("range", "200", {"min": 200, "max": 200}),
        ("range", "<10", {"min": None, "max": 9}),
        ("range", "5K-10K", {"min": 5000, "max": 10000}),
        ("range", "10 000+ zaměstnanců", {"min": 10000, "max": None}),
        ("money", "$1.2M", {"amount": 120000000, "currency": "USD"}),
        ("money", "€ 3,5 Mio", {"amount": 350000000, "currency": "EUR"}),
        ("money", "1 200 000 Kč", {"amount": 120000000, "currency": "CZK"}),
        ("money", "1.234,50 EUR", {"amount": 123450, "currency": "EUR"}),
        ("money", "¥5000", {"amount": 5000, "currency": "JPY"}),
        ("boolean", "Ano", True),
        ("boolean", "nein", False),
        ("boolean", "0", False),
        ("boolean", "✓", True),
        ("tags", "* myContacts ::: Friends", ["myContacts", "Friends"]),
        ("tags", "a, B; A", ["a", "B"]),
    ],
)
def test_a_number_as_people_write_it(name: str, written: str, value: Value) -> None:
    assert normalise_value(name, written, CZECH) == value


@pytest.mark.parametrize("written", ["Nov-50", "1-Oct", "10-Jan"])
def test_a_range_that_a_spreadsheet_made_a_date_says_so(written: str) -> None:
    found = normalise_value("range", written, CZECH)
    assert isinstance(found, Bad)
    assert "spreadsheet" in found.message


def test_the_columns_decimal_mark_settles_three_digits() -> None:
    assert normalise_value("decimal", "1.234", Context(decimal=".")) == "1.234"
    assert normalise_value("decimal", "1.234", Context(decimal=",")) == "1234"


def test_a_choice_is_found_by_value_or_label() -> None:
    ctx = Context(options=(Option("hot", "Very interested"), Option("cold", "Not now")))
    assert normalise_value("choice", "HOT", ctx) == "hot"
    assert normalise_value("choice", "very interested", ctx) == "hot"
    assert normalise_value("choice", "warm", ctx) == Bad("'warm' is not one of Very interested, Not now")


@pytest.mark.parametrize(
    "name", ["email", "phone", "date", "number", "url", "country", "linkedin_person", "range"]
)
@pytest.mark.parametrize(
    "written", ["", "  ", "-", "--", "N/A", "n/a", "null", "None", "#N/A", "unknown", "\u200b"]
)
def test_words_for_nothing_are_empty(name: str, written: str) -> None:
    assert normalise_value(name, written, CZECH) is None


def test_a_cell_of_several_is_spread() -> None:
    assert spread("email", "a@example.com; b@example.com") == ["a@example.com", "b@example.com"]
    assert spread("phone", "+420 777 123 456 / +420 608 123 456") == ["+420 777 123 456", "+420 608 123 456"]
    assert spread("phone", "030/1234567") == ["030/1234567"]
    assert spread("text", "a; b") == ["a; b"]
    assert normalise_many("email", "A@example.com, a@example.com", CZECH) == ["a@example.com"]
    assert normalise_many("email", "a@example.com, b@", CZECH) == Bad("E-mail has no domain after the @ sign")
    assert dates.normalise("2024-03-05") == date(2024, 3, 5)
