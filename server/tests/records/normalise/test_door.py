"""Promises of the one way in that hold for any text, and the keys that come from its values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadgen.records.normalise import (
    NORMALISERS,
    Bad,
    Context,
    keys_of,
    normalise_many,
    normalise_value,
    row_key,
    text,
)
from leadgen.records.registry import FIELDS

ANYWHERE = [Context(), Context(country="CZ"), Context(country="DE", date_order="mdy", decimal=",")]
_PIECES = st.sampled_from(
    [
        "ada", "ADA", "@", ".", "example.com", "+420", "777123456", " ", "(", ")", "/", "https://", "2024",
        "-", "linkedin.com/in/", ",", "Mar", "05", "$", "1.2M", "Kč", "van der", "Dr.", "s.r.o.", "é", "ß",
        "İ", "山", "🚀", "\u200d", "\u0301", "²", "%C5", "%", "'", '"', "=", "<", ">", "ext", "K+", "|", ";",
        ":::", "\n", "\x00", "x", "e", "0",
    ]
)  # fmt: skip
ANY_TEXT = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map("".join))


@pytest.mark.parametrize("name", sorted(NORMALISERS))
@settings(max_examples=150, deadline=None)
@given(written=ANY_TEXT, ctx=st.sampled_from(ANYWHERE))
def test_no_text_breaks_it_and_an_answer_is_its_own_answer(name: str, written: str, ctx: Context) -> None:
    found = normalise_value(name, written, ctx)
    assert found != ""
    if isinstance(found, Bad):
        assert found.message.strip()
    elif isinstance(found, str):
        assert "\x00" not in found
        assert normalise_value(name, found, ctx) == found
    elif isinstance(found, list):
        assert normalise_value(name, "; ".join(found), ctx) == found
    elif isinstance(found, int) and not isinstance(found, bool):
        assert normalise_value(name, str(found), ctx) == found


@settings(max_examples=300, deadline=None)
@given(ANY_TEXT)
def test_a_key_of_a_key_is_the_key(written: str) -> None:
    assert text.key(text.key(written)) == text.key(written)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("de 123 456 789", "DE123456789"), ("CHE-123.456.788", "CHE123456788"),
        ("ie1234567+*", "IE1234567+*"),
        ("n-a", None), ("'5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"), ("n/a", None), ("--", None),
    ],
)  # fmt: skip
def test_a_code_is_written_together_in_capitals(written: str, read: str | None) -> None:
    assert normalise_value("code", written, Context()) == read


def test_every_field_names_a_normaliser_that_exists() -> None:
    assert {field.normaliser for field in FIELDS} <= set(NORMALISERS)


def test_a_contact_has_the_keys_that_only_one_person_can_have() -> None:
    values = {
        "email": "ada@example.com",
        "email_other": ["info@example.com", "ada@müller.example", "ada@example.com"],
        "linkedin_url": "https://www.linkedin.com/in/ada",
        "external_id": "X-1",
        "phone_mobile": "+420777123456",
    }
    assert keys_of("contact", values) == [
        "email:ada@example.com", "email:ada@xn--mller-kva.example", "linkedin:in/ada", "external:X-1",
    ]  # fmt: skip


def test_a_contact_without_a_strong_key_is_known_by_its_whole_line() -> None:
    line = {"full_name": "Ada Loveland", "email": "info@example.com", "tags": ["a", "b"]}
    same = {
        "tags": ["b", "a"],
        "email": "INFO@example.com",
        "full_name": "ada loveland",
        "city": None,
        "notes": "",
    }
    assert keys_of("contact", line) == keys_of("contact", same) == [row_key(line)]
    assert keys_of("contact", {**line, "city": "Brno"}) != keys_of("contact", line)


def test_a_company_is_never_known_by_a_domain_of_many() -> None:
    assert (
        keys_of("company", {"company_domain": "gmail.com", "company_website": "https://facebook.com/acme"})
        == []
    )
    assert keys_of("company", {"company_website": "https://www.example.com/en"}) == ["domain:example.com"]
    values = {
        "company_domain": "example.cz",
        "register_id": "123 45 678",
        "company_country": "CZ",
        "company_linkedin_url": "https://www.linkedin.com/company/acme",
        "company_external_id": "7",
    }
    assert keys_of("company", values) == [
        "domain:example.cz",
        "register:CZ:12345678",
        "company_linkedin:company/acme",
        "company_external:7",
    ]


def test_many_values_come_as_a_list() -> None:
    assert normalise_many("phone", "+420 777 123 456; +420 608 123 456", Context()) == [
        "+420777123456", "+420608123456",
    ]  # fmt: skip
    assert normalise_many("phone", "n/a", Context()) is None
