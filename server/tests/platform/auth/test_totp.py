"""Codes of an authenticator, against the tables of the standards; devices and networks in words."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from leadgen.config import Settings
from leadgen.kernel.ids import uuid7
from leadgen.platform.auth import browsers, recovery, totp
from leadgen.platform.auth.devices import UNKNOWN, device_name
from leadgen.platform.auth.throttle import network_of

SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1111111111, "14050471"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
        (20000000000, "65353130"),
    ],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert totp.code_at(SECRET, seconds // totp.STEP_S, digits=8) == code


@pytest.mark.parametrize(
    ("counter", "code"),
    list(
        enumerate(
            [
                "755224",
                "287082",
                "359152",
                "969429",
                "338314",
                "254676",
                "287922",
                "162583",
                "399871",
                "520489",
            ]
        )
    ),
)
def test_codes_are_those_of_rfc_4226(counter: int, code: str) -> None:
    assert totp.code_at(SECRET, counter) == code


def test_a_clock_may_be_half_a_minute_off_and_no_more() -> None:
    noon = datetime(2026, 1, 1, 12, 0, 10, tzinfo=UTC)
    code = totp.code_at(SECRET, int(noon.timestamp()) // 30)
    for off_s, counts in ((0, True), (-30, True), (30, True), (-60, False), (60, False)):
        step = totp.step_of(SECRET, code, noon + timedelta(seconds=off_s))
        assert (step is not None) is counts
        assert step in (None, int(noon.timestamp()) // 30)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "½²³456", "０００００0"])
def test_what_is_no_code_is_wrong_and_no_error(code: str) -> None:
    assert totp.step_of(SECRET, code, datetime(2026, 1, 1, tzinfo=UTC)) is None


def test_the_uri_holds_what_authenticators_read() -> None:
    parts = urlsplit(totp.uri(SECRET, issuer="Leadgen Pipeline", email="ada+x@example.com"))
    assert (parts.scheme, parts.netloc) == ("otpauth", "totp")
    assert unquote(parts.path) == "/Leadgen Pipeline:ada+x@example.com"
    assert parse_qs(parts.query) == {
        "secret": ["GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"],
        "issuer": ["Leadgen Pipeline"],
        "digits": ["6"],
        "period": ["30"],
    }


def test_recovery_codes_are_long_different_and_forgiving_to_type() -> None:
    codes = recovery.new_codes()
    assert len(set(codes)) == recovery.HOW_MANY == 10
    ada, bob = uuid7(), uuid7()
    assert recovery.hash_code(ada, codes[0]) == recovery.hash_code(
        ada, f" {codes[0].upper().replace('-', ' ')} "
    )
    assert recovery.hash_code(ada, codes[0]) != recovery.hash_code(bob, codes[0])
    assert recovery.hash_code(ada, codes[0]) != recovery.hash_code(ada, codes[1])


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox on Linux"),
        (
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
                "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
            ),
            "Edge on Windows",
        ),
        (
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
                "Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
            ),
            "Safari on iPhone",
        ),
        (
            (
                "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 "
                "Mobile Safari/537.36"
            ),
            "Chrome on Android",
        ),
        ("curl/8.5.0", "curl"),
        ("", UNKNOWN),
        ("<script>alert(1)</script>", UNKNOWN),
    ],
)
def test_a_device_is_named_in_words_of_ours(user_agent: str, name: str) -> None:
    assert device_name(user_agent) == name


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("unix", "unix"),
        ("", ""),
    ],
)
def test_an_ipv6_customer_counts_as_one_whatever_address_they_take(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_known_browser_is_known_for_its_person_and_its_installation_only(settings: Settings) -> None:
    word = browsers.new_word(settings, "ada@example.com")
    name = browsers.name_of(settings, word, "ada@example.com")
    assert name
    assert (
        browsers.name_of(settings, browsers.new_word(settings, "ada@example.com"), "ada@example.com") != name
    )
    assert browsers.name_of(settings, word, "bob@example.com") is None
    for forged in (None, "", ".", f"{name}.", f"{name}.00", f"x{word}", "ä.ö"):
        assert browsers.name_of(settings, forged, "ada@example.com") is None
