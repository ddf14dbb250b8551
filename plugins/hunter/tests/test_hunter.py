"""The verifier against a local Hunter: its true shapes, its codes in their own reading, its limits."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import httpx
import pytest

from leadgen_hunter import Verifier, plugin
from leadgen_sdk.contract import check_enricher, check_plugin
from leadgen_sdk.door import HttpDoor
from leadgen_sdk.enriching import Answer, Paid, Subject, TroubleKind
from plugins.hunter.tests.fakes import KEY, SAYS, Hunter, refusal, serving

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
def hunter() -> Iterator[Hunter]:
    """At a free port, with fifty credits."""
    with serving(Hunter()) as there:
        yield there


@pytest.fixture
async def net() -> AsyncIterator[HttpDoor]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield HttpDoor(client, ["127.0.0.1"], {httpx.HTTPError: "down"}, now=lambda: NOW)


def subject(email: str, key: str = KEY) -> Subject:
    return Subject({"email": email}, frozenset({"email_mailbox"}), paid=Paid(key, "intent-1"))


async def ask(hunter: Hunter, net: HttpDoor, email: str = "ada@example.com", key: str = KEY) -> Answer:
    return await Verifier(hunter.address).enrich(subject(email, key), net)


def test_the_plugin_keeps_the_contract() -> None:
    check_plugin(plugin)


async def test_the_verifier_keeps_the_contract(hunter: Hunter, net: HttpDoor) -> None:
    bodies = (b"", b"[]", b'{"data":[]}', b'{"data":{"status":" "}}', b"<html>")
    hunter.forced |= {
        f"odd{at}-{status}@example.com": (status, body, {})
        for at, body in enumerate(bodies)
        for status in (200, 202, 400, 403, 429, 451, 500)
    }
    asked = [subject(email) for email in [*SAYS, *hunter.forced]]
    await check_enricher(Verifier(hunter.address), [*asked, subject("")], net=net)
    assert all(KEY not in path for path in hunter.paths)


@pytest.mark.parametrize(
    ("email", "mailbox", "why"),
    [
        ("ada@example.com", "exists", "Hunter says “valid” of this address, with a score of 97 of 100."),
        ("gone@example.com", "missing", "Hunter says “invalid” of this address, with a score of 0 of 100."),
        ("any@example.com", "catch_all", "with a score of 61 of 100"),
        ("web@example.com", "exists", "with a score of 90 of 100"),
        ("web2@example.com", "unknown", "with a score of 40 of 100"),
        ("bin@example.com", "disposable", "with a score of 10 of 100"),
        ("dim@example.com", "unknown", "with a score of 50 of 100"),
        ("new@example.com", "unknown", "Hunter says “a word of tomorrow” of this address."),
    ],
)
async def test_each_status_is_an_opinion_with_its_words(
    hunter: Hunter, net: HttpDoor, email: str, mailbox: str, why: str
) -> None:
    answer = await ask(hunter, net, email)
    [candidate], [cost] = answer.candidates, answer.costs
    assert (candidate.field, candidate.value) == ("email_mailbox", mailbox)
    assert why in candidate.why
    assert candidate.evidence[0].quote == SAYS[email]["status"]
    assert (str(cost.amount), cost.unit, hunter.halves) == ("0.5", "Hunter credits", 99)


async def test_what_is_not_ready_is_asked_again_and_costs_once(hunter: Hunter, net: HttpDoor) -> None:
    hunter.to_come["ada@example.com"] = 2
    for _ in range(2):
        waiting = (await ask(hunter, net)).trouble
        assert waiting is not None
        assert (waiting.kind, waiting.after_s) == ("limited", 5.0)
    assert (await ask(hunter, net)).candidates[0].value == "exists"
    assert hunter.halves == 99


REFUSED: tuple[tuple[int, TroubleKind], ...] = (
    (222, "limited"),
    (400, "refused"),
    (401, "stuck"),
    (403, "limited"),
    (404, "refused"),
    (422, "refused"),
    (429, "stuck"),
    (502, "down"),
)


@pytest.mark.parametrize(("status", "kind"), REFUSED)
async def test_each_refusal_says_what_to_do(
    hunter: Hunter, net: HttpDoor, status: int, kind: TroubleKind
) -> None:
    hunter.forced["ada@example.com"] = refusal(status)
    answer = await ask(hunter, net)
    assert answer.trouble is not None
    assert (answer.trouble.kind, answer.candidates, answer.costs) == (kind, (), ())
    assert hunter.halves == 100


async def test_a_used_up_plan_and_a_wrong_key_wait_for_a_person(hunter: Hunter, net: HttpDoor) -> None:
    hunter.halves = 0
    spent, wrong = (await ask(hunter, net)).trouble, (await ask(hunter, net, key="wrong")).trouble
    assert spent is not None
    assert wrong is not None
    assert (spent.kind, wrong.kind) == ("stuck", "stuck")
    assert "used up" in spent.message
    assert "key" in wrong.message


async def test_who_asked_to_be_forgotten_is_said_with_the_words_of_the_service(
    hunter: Hunter, net: HttpDoor
) -> None:
    words = "The person behind this address asked us to stop processing it"
    hunter.forced["ada@example.com"] = refusal(451, "claimed_email", words)
    answer = await ask(hunter, net)
    [candidate] = answer.candidates
    [evidence] = candidate.evidence
    assert (candidate.value, evidence.quote, answer.costs) == ("withdrawn", words, ())
