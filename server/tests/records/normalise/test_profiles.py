"""Addresses of LinkedIn pages, other profiles and web pages."""

import pytest

from leadgen.records.normalise import Bad, linkedin, url


@pytest.mark.parametrize(
    ("written", "key", "opaque"),
    [
        ("https://www.linkedin.com/in/ada-loveland", "in/ada-loveland", False),
        ("http://cz.linkedin.com/in/Ada-Loveland/?trk=people&x=1", "in/ada-loveland", False),
        ("linkedin.com/in/ada-loveland/en", "in/ada-loveland", False),
        ("https://linkedin.com/in/ji%C5%99%C3%AD-nov%C3%A1k", "in/jiří-novák", False),
        ("https://linkedin.com/in/ji%25C5%2599%25C3%25AD-nov%25C3%25A1k", "in/jiří-novák", False),
        ("/in/ada", "in/ada", False),
        ("https://www.linkedin.com/in/ACoAAAbCdEf", "in/ACoAAAbCdEf", True),
        ("https://www.linkedin.com/sales/lead/ACwAAAbCdEf,NAME_SEARCH,a1b2", "in/ACwAAAbCdEf", True),
        ("https://www.linkedin.com/sales/people/ACwAAAbCdEf,x", "in/ACwAAAbCdEf", True),
        ("ACwAAAbCdEf", "in/ACwAAAbCdEf", True),
        ("https://www.linkedin.com/pub/ada-loveland/1a/2b/3c", "in/ada-loveland-03c02b1a", False),
    ],
)
def test_a_person_has_one_address(written: str, key: str, opaque: bool) -> None:
    found = linkedin.normalise(written)
    assert found == linkedin.Profile(f"https://www.linkedin.com/{key}", key, "person", opaque)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("https://www.linkedin.com/company/Acme/about/", "company/acme"),
        ("https://www.linkedin.com/company/12345", "company/12345"),
        ("https://www.linkedin.com/sales/company/12345?x", "company/12345"),
        ("linkedin.com/school/acme-college/", "school/acme-college"),
    ],
)
def test_a_company_has_one_address(written: str, key: str) -> None:
    found = linkedin.normalise(written)
    assert isinstance(found, linkedin.Profile)
    assert (found.kind, found.key) == ("company", key)


@pytest.mark.parametrize(
    "written",
    [
        "https://lnkd.in/abc",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/feed/",
        "ada",
        "",
        "https://linkedin.com.evil.example/in/ada",
        "https://notlinkedin.com/in/ada",
        "https://linkedin.com/in/a b",
    ],
)
def test_other_addresses_are_refused(written: str) -> None:
    assert isinstance(linkedin.normalise(written), Bad)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("example.com", "https://example.com"),
        ("HTTP://Example.com/Path?q=1#a", "http://example.com/Path?q=1#a"),
        ("//example.com/", "https://example.com"),
        ("https://example.com:8443/x", "https://example.com:8443/x"),
        ("bücher.example/ä", "https://bücher.example/ä"),
    ],
)
def test_a_web_address_gets_its_scheme(written: str, stored: str) -> None:
    assert url.normalise(written) == stored


@pytest.mark.parametrize(
    "written", ["javascript:alert(1)", "ftp://example.com", "two words", "ada@example.com", "localhost"]
)
def test_what_is_no_web_address_is_refused(written: str) -> None:
    assert isinstance(url.normalise(written), Bad)


@pytest.mark.parametrize("written", ["@Ada", "ada", "https://twitter.com/Ada?lang=cs", "x.com/ada/status/1"])
def test_a_handle_and_an_address_are_one_profile(written: str) -> None:
    assert url.twitter(written) == "https://x.com/ada"


def test_facebook_keeps_numbered_profiles() -> None:
    assert url.facebook("m.facebook.com/profile.php?id=42") == "https://www.facebook.com/profile.php?id=42"
    assert url.facebook("https://www.facebook.com/acme/?ref=x") == "https://www.facebook.com/acme"
