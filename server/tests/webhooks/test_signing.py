"""Signatures as Standard Webhooks has them: ours and others', and the page that tells how to check them."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from leadgen.kernel.clock import now
from leadgen.pipeline.assembly import build
from leadgen.platform.webhooks import types
from leadgen.platform.webhooks.judging import FAILING_FOR_TOO_LONG, RETRIES, outcome_of, retry_after
from leadgen.platform.webhooks.signing import new_secret, signed_headers
from leadgen.platform.webhooks.verifying import SignatureRefused, verify

PAGE = Path(__file__).resolve().parents[3] / "docs" / "webhooks.md"

# The example of the specification's reference library.
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
AT = datetime.fromtimestamp(1614265330, UTC)
BODY = b'{"test": 2432232314}'
GOOD = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_the_published_example_is_believed_under_both_names_and_among_others() -> None:
    svix = {name.replace("webhook", "svix"): value for name, value in GOOD.items()}
    many = {**GOOD, "webhook-signature": f"v1a,abc v1,{'A' * 44} {GOOD['webhook-signature']}"}
    for headers in (GOOD, svix, many):
        assert verify([new_secret(), SECRET], headers, BODY, AT) == GOOD["webhook-id"]


def test_our_own_headers_are_those_of_the_example() -> None:
    assert signed_headers([SECRET], GOOD["webhook-id"], AT, BODY.decode()) == GOOD


@pytest.mark.parametrize("seconds", [-300, 0, 300])
def test_five_minutes_of_skew_are_believed(seconds: int) -> None:
    assert verify([SECRET], GOOD, BODY, AT + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("headers", "body", "seconds"),
    [
        (GOOD, BODY, 301),
        (GOOD, BODY, -301),
        (GOOD, BODY + b" ", 0),
        (GOOD, b"\xff", 0),
        ({}, BODY, 0),
        ({**GOOD, "webhook-id": "msg_other"}, BODY, 0),
        ({**GOOD, "webhook-id": "msg.dotted"}, BODY, 0),
        ({**GOOD, "webhook-id": "a" * 257}, BODY, 0),
        ({**GOOD, "webhook-timestamp": "1614265331"}, BODY, 0),
        ({**GOOD, "webhook-timestamp": "1614265330.5"}, BODY, 0),
        ({**GOOD, "webhook-timestamp": "-1"}, BODY, 0),
        ({**GOOD, "webhook-timestamp": "9" * 11}, BODY, 0),
        ({**GOOD, "webhook-timestamp": "9" * 400}, BODY, 0),
        ({**GOOD, "webhook-signature": ""}, BODY, 0),
        ({**GOOD, "webhook-signature": "nonsense"}, BODY, 0),
        ({**GOOD, "webhook-signature": "v1,\udce9"}, BODY, 0),
        ({**GOOD, "webhook-signature": GOOD["webhook-signature"].replace("v1,", "v2,")}, BODY, 0),
        ({**GOOD, "webhook-signature": "v1,x " * 10 + GOOD["webhook-signature"]}, BODY, 0),
    ],
)
def test_anything_else_is_refused(headers: dict[str, str], body: bytes, seconds: int) -> None:
    with pytest.raises(SignatureRefused):
        verify([SECRET], headers, body, AT + timedelta(seconds=seconds))


def test_the_page_shows_how_to_check_a_signature_and_names_every_event() -> None:
    text = PAGE.read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len([line for line in code.splitlines() if line]) <= 10
    space: dict[str, Callable[[str, dict[str, str], bytes], bool]] = {}
    exec(code, space)
    secrets = [new_secret(), new_secret()]
    headers = signed_headers(secrets, "one", now(), "{}")
    for secret in secrets:
        assert space["is_genuine"](secret, headers, b"{}")
    assert not space["is_genuine"](new_secret(), headers, b"{}")
    assert not space["is_genuine"](secrets[0], headers, b"{ }")
    assert not space["is_genuine"](secrets[0], signed_headers(secrets, "one", AT, "{}"), b"{}")
    build()
    table = text.partition("| event | when |")[2].partition("\n\n")[0]
    assert set(re.findall(r"`([a-z]+\.[a-z]+)`", table)) == set(types.registered())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", timedelta(minutes=2)),
        ("Thu, 25 Feb 2021 15:03:10 GMT", timedelta(minutes=1)),
        ("Thu, 25 Feb 2021 14:00:00 GMT", None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("99999999999999999999", None),
        ("1 Jan 2026 00:00:00 +99999999999999999999", None),
        ("Fri, 31 Dec 20279999999999999 23:59:59 +0100", None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, expected: timedelta | None) -> None:
    assert retry_after(value, AT) == expected


def test_one_delivery_is_given_up_before_its_address_is() -> None:
    assert sum(RETRIES, timedelta()) * 1.2 < FAILING_FOR_TOO_LONG
    assert [type(outcome_of(status, {}, AT, None)).__name__ for status in (204, 301, 404, 410, 599)] == [
        "Done", "Again", "Again", "Failed", "Again",
    ]  # fmt: skip
