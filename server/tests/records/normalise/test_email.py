"""E-mail addresses: what is taken, what is folded, what is refused with which sentence."""

import pytest

from leadgen.records.normalise import Bad, email


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("ada@example.com", "ada@example.com"),
        ("Ada.Loveland@Example.COM", "ada.loveland@example.com"),
        ("  ada@example.com\u200b\n", "ada@example.com"),
        ("mailto:ada@example.com?subject=Hi", "ada@example.com"),
        ("Ada Loveland <Ada@example.com>", "ada@example.com"),
        ('"Loveland, Ada" <ada@example.com>', "ada@example.com"),
        ("<ada@example.com>;", "ada@example.com"),
        ("ada+crm@example.com", "ada+crm@example.com"),
        ("ada@example.com.", "ada@example.com"),
        ("'ada@example.com", "ada@example.com"),
        ('="ada@example.com"', "ada@example.com"),
        ("o'hara@example.com", "o'hara@example.com"),
        ("ada@müller.example", "ada@müller.example"),
        ("ada@xn--mller-kva.example", "ada@müller.example"),
        ("ádám@example.com", "ádám@example.com"),
        ("E-mail: ada@example.com", "ada@example.com"),
        ("ada@mail.sub.example.co.uk", "ada@mail.sub.example.co.uk"),
    ],
)
def test_an_address_is_freed_of_what_stands_around_it(written: str, value: str) -> None:
    found = email.normalise(written)
    assert isinstance(found, email.Email)
    assert found.value == value


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("ada.example.com", "E-mail has no @ sign"),
        ("ada@home@example.com", "E-mail has two @ signs"),
        ("@example.com", "E-mail has nothing before the @ sign"),
        ("ada@", "E-mail has no domain after the @ sign"),
        ("ada@example", "E-mail has no domain ending such as .com"),
        ("ada loveland@example.com", "E-mail has a space inside"),
        ("ada..l@example.com", "E-mail has two dots in a row"),
        (".ada@example.com", "E-mail has a dot at the edge of the part before the @ sign"),
        ("ada@example.con", "E-mail ends in .con; did you mean .com?"),
        ("a@example.com, b@example.com", "E-mail cell holds 2 addresses where one is expected"),
        ('"ada l"@example.com', "E-mail has a space inside"),
        ("ada@192.0.2.1", "E-mail domain is an IP address, not a name"),
        ("ada@-example.com", "E-mail domain has characters that no domain can have"),
        ("x" * 65 + "@example.com", "E-mail has more than 64 characters before the @ sign"),
    ],
)
def test_what_cannot_be_an_address_says_why(written: str, sentence: str) -> None:
    assert email.normalise(written) == Bad(sentence)


def test_the_key_of_an_international_domain_is_ascii() -> None:
    found = email.normalise("Ada@MÜLLER.example")
    assert isinstance(found, email.Email)
    assert (found.value, found.key, found.domain) == (
        "ada@müller.example", "ada@xn--mller-kva.example", "müller.example",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_role", "is_free", "domain"),
    [
        ("info@example.com", True, False, "example.com"),
        ("Obchod@example.cz", True, False, "example.cz"),
        ("sales.cz@mail.example.com", True, False, "example.com"),
        ("info2@example.com", True, False, "example.com"),
        ("ada.loveland@gmail.com", False, True, "gmail.com"),
        ("jan@seznam.cz", False, True, "seznam.cz"),
        ("salesha@example.co.uk", False, False, "example.co.uk"),
    ],
)
def test_role_mailboxes_and_free_domains_are_told_apart(
    address: str, is_role: bool, is_free: bool, domain: str
) -> None:
    found = email.normalise(address)
    assert isinstance(found, email.Email)
    assert (found.is_role, found.is_free, found.domain) == (is_role, is_free, domain)


def test_a_slip_in_a_domain_that_exists_is_only_a_suggestion() -> None:
    found = email.normalise("ada@gmial.com")
    assert isinstance(found, email.Email)
    assert (found.value, found.suggestion) == ("ada@gmial.com", "ada@gmail.com")
