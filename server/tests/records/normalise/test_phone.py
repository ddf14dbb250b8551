"""Phone numbers: E.164 from what people and spreadsheets write."""

import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadgen.records.normalise import Bad, phone


@pytest.mark.parametrize(
    ("written", "country", "value"),
    [
        ("777 123 456", "CZ", "+420777123456"),
        ("+420 777 123 456", None, "+420777123456"),
        ("00420777123456", "CZ", "+420777123456"),
        ("420777123456", "CZ", "+420777123456"),
        ("(+420) 777-123-456", None, "+420777123456"),
        ("'+420777123456", None, "+420777123456"),
        ("777123456.0", "CZ", "+420777123456"),
        ("tel.: 777 123 456", "CZ", "+420777123456"),
        ("777 123 456 (mobil)", "CZ", "+420777123456"),
        ("0171 1234567", "DE", "+491711234567"),
        ("030/1234567", "DE", "+49301234567"),
        ("+49 (0)30 1234567", "DE", "+49301234567"),
        ("+44 (0)20 7946 0958", None, "+442079460958"),
        ("020 7946 0958", "GB", "+442079460958"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("1-800-FLOWERS", "US", "+18003569377"),
        ("011 420 777 123 456", "US", "+420777123456"),
        ("+39 06 1234 5678", None, "+390612345678"),
        ("+1 415 555 2671 ext. 23", None, "+14155552671;ext=23"),
        ("+14155552671;ext=23", None, "+14155552671;ext=23"),
        ("777 123 456 klapka 12", "CZ", "+420777123456;ext=12"),
        ("+420\u00a0777\u00a0123\u00a0456", None, "+420777123456"),
        ("＋４２０７７７１２３４５６", None, "+420777123456"),
    ],
)
def test_a_number_becomes_e164(written: str, country: str | None, value: str) -> None:
    found = phone.normalise(written, country)
    assert isinstance(found, phone.Phone)
    assert found.value == value


@pytest.mark.parametrize(
    ("written", "country", "sentence"),
    [
        (
            "4.20777E+11",
            "CZ",
            "A spreadsheet shortened this phone number to 4.20777E+11 and lost its last digits",
        ),
        ("+420 777", None, "Phone is too short for Czechia"),
        ("12345", "CZ", "Phone is too short for Czechia"),
        ("+420 777 123 456 789 012", None, "Phone is too long for Czechia"),
        ("+999 777 123 456", None, "Phone starts with a country code that no country has"),
        ("call me", "CZ", "Phone has no digits"),
        ("777 CALL ME", "CZ", "Phone has letters in it"),
        ("0000000000", "CZ", "Phone is the same digit 10 times"),
        ("ada7@example.com", "CZ", "This is an e-mail address, not a phone number"),
        (
            "777 123 456",
            None,
            "Phone has no country code such as +420, and the workspace has no country to take it from",
        ),
    ],
)
def test_what_cannot_be_dialled_says_why(written: str, country: str | None, sentence: str) -> None:
    assert phone.normalise(written, country) == Bad(sentence)


_REGIONS = [
    "CZ",
    "SK",
    "DE",
    "AT",
    "CH",
    "PL",
    "FR",
    "ES",
    "IT",
    "NL",
    "SE",
    "FI",
    "GB",
    "US",
    "BR",
    "AR",
    "HU",
    "RU",
]


@given(st.sampled_from(_REGIONS), st.from_regex(r"(\+|00)?[0-9][0-9 ]{4,14}", fullmatch=True))
def test_the_fast_path_agrees_with_the_library(country: str, written: str) -> None:
    found = phone.normalise(written, country)
    if isinstance(found, Bad):
        return
    is_abroad = re.match(r"00\d", written) and country not in ("US", "BR", "RU")
    dialled = f"+{written[2:]}" if is_abroad else written
    number = phonenumbers.parse(dialled, country)
    assert found.value == phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def test_a_call_abroad_of_another_country_is_no_number_at_home() -> None:
    assert phone.normalise("99 0100 200", "FI") != phone.normalise("+358 99 0100 200", "FI")
