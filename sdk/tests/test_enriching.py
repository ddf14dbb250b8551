"""The contract of enrichers finds what breaks it; pages are read, quoted, kept and played back."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest

from leadgen_sdk import JSON, Plugin
from leadgen_sdk.contract import ContractBroken, check_enricher, check_plugin
from leadgen_sdk.door import HttpDoor
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
    Cost,
    Enricher,
    Evidence,
    Match,
    Meaning,
    Missing,
    Net,
    Page,
    Paid,
    RecordKind,
    Request,
    Subject,
    Terms,
    Trouble,
    TroubleKind,
    Why,
)
from leadgen_sdk.reading import Recorder, Replay, at, json_of, quoted, stands_in, text_of, trouble_of

NOW = datetime(2026, 1, 2, tzinfo=UTC)
KEY = "canary-canary"
ADDRESS = "https://members.example.com/one"
BODY = b'{"name": "Fine  Firm", "town": null}'
ASKED = Subject({"company_domain": "fine.example"}, frozenset({"company_name"}), paid=Paid(KEY, "intent-1"))


def page(body: bytes = BODY, status: int = 200, **headers: str) -> Page:
    return Page(ADDRESS, status, {key.replace("_", "-"): value for key, value in headers.items()}, body, NOW)


class Service:
    """Answers with one page, however often."""

    def __init__(self, outcome: Page | Trouble | None = None) -> None:
        self.outcome = outcome or page()
        self.asked: list[Request] = []

    async def read(self, request: Request) -> Page | Trouble:
        self.asked.append(request)
        return self.outcome

    async def call(self, request: Request) -> Page | Trouble:
        return await self.read(request)


@dataclass
class Members:
    """Does what `act` says to an answer that is right."""

    act: Callable[[Answer], Answer] = lambda answer: answer
    request: Request = field(default_factory=lambda: Request(ADDRESS))
    calls: bool = False
    twice: bool = False
    key: str = "members"
    label: str = "Members"
    kind: RecordKind = "company"
    fields: Sequence[str] = ("company_name",)
    needs: Sequence[Sequence[str]] = (("company_domain",),)
    hosts: Sequence[str] = ("members.example.com",)
    terms: Terms = field(default_factory=Terms)
    settings: dict[str, JSON] = field(default_factory=dict)

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        outcome = await (net.call if self.calls else net.read)(self.request)
        if self.twice:
            await net.call(replace(self.request, url=f"{ADDRESS}/two"))
        if isinstance(outcome, Trouble):
            return Answer(trouble=outcome)
        data = trouble_of(outcome) or json_of(outcome)
        if isinstance(data, Trouble):
            return Answer(trouble=data)
        evidence = quoted(outcome, data, "/name")
        if evidence is None or outcome.status != 200:
            return Answer(missing=dict.fromkeys(subject.asks(self), Missing("not_told", "It is not told.")))
        return self.act(
            Answer([Candidate("company_name", "Fine Firm", [evidence], Match(0.9, "Same domain."))])
        )


def changed(**changes: Any) -> Callable[[Answer], Answer]:
    """The one candidate with other parts."""
    return lambda answer: Answer([replace(answer.candidates[0], **changes)])


def evident(**changes: Any) -> Callable[[Answer], Answer]:
    return lambda answer: changed(evidence=[replace(answer.candidates[0].evidence[0], **changes)])(answer)


def counting() -> Callable[[Answer], Answer]:
    times = iter(range(100))
    return lambda answer: changed(value=f"Firm {next(times)}")(answer)


PRICED = Terms(free=False, credits={"profile": 500})

BROKEN: dict[str, Members] = {
    "a value that nobody wanted": Members(changed(field="industry")),
    "no reason for what was not found": Members(lambda answer: Answer()),
    "found and missing at once": Members(
        lambda answer: replace(answer, missing={"company_name": Missing("no_match", "None.")})
    ),
    "a reason in an unknown word": Members(
        lambda answer: Answer(missing={"company_name": Missing(cast(Why, "tired"), "I am.")})
    ),
    "a reason without a sentence": Members(
        lambda answer: Answer(missing={"company_name": Missing("no_match", " ")})
    ),
    "a value that says nothing": Members(changed(value="")),
    "a value that is no JSON": Members(changed(value=("Fine", "Firm"))),
    "a value without evidence": Members(changed(evidence=[])),
    "a quote that is forged": Members(evident(quote="Fine Firm of the year")),
    "a quote at another place": Members(evident(where="/town")),
    "a page that was not read": Members(evident(page="0" * 64)),
    "another address": Members(evident(url="https://other.example.com/")),
    "a match below asking": Members(changed(match=Match(0.59, "Hardly."))),
    "a match above certain": Members(changed(match=Match(1.01, "Surely."))),
    "a match without a reason": Members(changed(match=Match(0.9, ""))),
    "another answer each time": Members(counting()),
    "a host that was not declared": Members(request=Request("https://other.example.com/")),
    "a paid call of a free reader": Members(calls=True),
    "a price for a free read": Members(terms=Terms(credits={"profile": 1})),
    "a key with a free read": Members(
        request=Request(ADDRESS, secret_headers={"X-Key": KEY}), terms=PRICED
    ),
    "two paid calls for one record": Members(calls=True, twice=True, terms=PRICED),
    "a paid one without a price": Members(terms=Terms(free=False), calls=True),
    "the key in an address": Members(request=Request(f"{ADDRESS}?key={KEY}"), calls=True, terms=PRICED),
    "the key in a body": Members(
        request=Request(ADDRESS, "POST", KEY.encode()), calls=True, terms=PRICED
    ),
    "the key in a kept header": Members(
        request=Request(ADDRESS, headers={"X-Key": KEY}), calls=True, terms=PRICED
    ),
    "the key in an answer": Members(
        lambda answer: Answer(trouble=Trouble("refused", f"{KEY} is not taken.")), calls=True, terms=PRICED
    ),
    "a cost of a free read": Members(lambda answer: replace(answer, costs=[Cost(Decimal(1), "lookup")])),
    "trouble in an unknown word": Members(
        lambda answer: Answer(trouble=Trouble(cast(TroubleKind, "tired"), "I am."))
    ),
    "a limit without an end": Members(lambda answer: Answer(trouble=Trouble("limited", "Slower."))),
    "no hosts": Members(hosts=()),
    "no fields": Members(fields=()),
    "no needs": Members(needs=((),)),
    "one key": Members(key=""),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
async def test_what_breaks_the_contract_is_found(what: str) -> None:
    with pytest.raises(ContractBroken):
        await check_enricher(BROKEN[what], [ASKED], net=Service())


async def test_what_keeps_it_passes() -> None:
    await check_enricher(Members(), [ASKED, replace(ASKED, paid=None)], net=Service())
    secret = Request(ADDRESS, secret_headers={"X-Key": KEY})
    paid = Members(lambda a: replace(a, costs=[Cost(Decimal("0.0053"), "USD")]), secret, True, terms=PRICED)
    await check_enricher(paid, [ASKED], net=Service())
    asking = Members(changed(field="own"), calls=True, terms=replace(PRICED, questions=True))
    question = replace(ASKED, wanted=frozenset({"own"}), meanings={"own": Meaning("Do they export?")})
    await check_enricher(asking, [question], net=Service())
    with pytest.raises(ContractBroken):  # it answers what it was not asked
        await check_enricher(asking, [replace(question, meanings={})], net=Service())
    check_plugin(Plugin("members", "Members", enrichers=(Members(),)))


async def test_an_enricher_that_believes_rubbish_or_raises_is_found() -> None:
    class Believer(Members):
        async def enrich(self, subject: Subject, net: Net) -> Answer:
            outcome = await net.read(self.request)
            assert isinstance(outcome, Page)  # trouble is not thought of
            return await super().enrich(subject, net)

    with pytest.raises(AssertionError):
        await check_enricher(Believer(), [ASKED], net=Service())
    with pytest.raises(ContractBroken, match="at least one"):
        await check_enricher(Members(), [], net=Service())


def test_two_of_one_key_or_half_an_enricher_are_found() -> None:
    with pytest.raises(ContractBroken, match="distinct"):
        check_plugin(Plugin("members", "Members", enrichers=(Members(), Members())))
    half = cast(Enricher, object())
    with pytest.raises((ContractBroken, AttributeError)):
        check_plugin(Plugin("members", "Members", enrichers=(half,)))


async def test_what_was_kept_answers_again_with_no_network_and_holds_no_secret() -> None:
    service = Service()
    recorder = Recorder(service)
    request = Request(ADDRESS, secret_headers={"X-Key": KEY})
    first, second = await recorder.read(request), await recorder.call(request)
    assert first is second
    assert len(service.asked) == 1
    assert KEY not in repr(recorder.exchanges)
    replay = Replay(recorder.exchanges)
    assert await replay.call(Request(ADDRESS)) == first
    other = await replay.read(Request(f"{ADDRESS}/other"))
    assert isinstance(other, Trouble)


@pytest.mark.parametrize(
    ("status", "told", "kind", "after_s"),
    [
        (200, "", None, None),
        (404, "", None, None),
        (429, "7", "limited", 7),
        (429, "", "limited", 60),
        (429, "-5", "limited", 60),
        (429, "9" * 300, "limited", 86_400),
        (429, (NOW + timedelta(seconds=90)).strftime("%a, %d %b %Y %H:%M:%S GMT"), "limited", 90),
        (429, "Thu, 01 Jan 1970 00:00:00 GMT", "limited", 60),
        (503, "30", "down", 30),
        (500, "", "down", 60),
        (403, "", "refused", None),
        (302, "", "invalid", None),
    ],
)
def test_a_status_says_what_to_do(status: int, told: str, kind: str | None, after_s: float | None) -> None:
    trouble = trouble_of(page(status=status, retry_after=told))
    assert (trouble.kind if trouble else None) == kind
    assert trouble is None or trouble.after_s == after_s


@pytest.mark.parametrize(
    ("body", "quote", "where", "held"),
    [
        (b'{"name": "P\\u0159\\u00edklad"}', "Příklad", "/name", True),
        (b'{"name": "Fine", "other": "Firm"}', "Firm", "/name", False),
        (b'{"a/b": [{"~": 14}]}', "14", "/a~1b/0/~0", True),
        (b'{"valid": true}', "true", "/valid", True),
        (b"<p>Fine&nbsp;<b>Firm</b>\n  Ltd</p>", "fine firm ltd", "text", True),
        (b'<meta content="Fine &amp; Sons">', "Fine & Sons", "meta", True),
        ("<p>M\xfcller".encode("latin-1"), "Müller", "text", False),
        (b'<meta charset="iso-8859-1"><p>M\xfcller', "Müller", "text", True),
        (b"<p>Fi<b>ne</b> Firm</p>", "Fine Firm", "text", True),
        (b"<p>Fine Firm", "", "text", False),
        (b"[" * 100_000, "x", "/0", False),
    ],
)
def test_a_quote_stands_in_its_page_or_does_not(body: bytes, quote: str, where: str, held: bool) -> None:
    there = page(body)
    assert stands_in(there, Evidence(there.url, quote, where, there.digest, NOW)) is held


def test_a_page_that_is_no_text_is_read_all_the_same() -> None:
    assert "�" in text_of(page(b"\xff\xfe", content_type="text/html; charset=no-such"))
    assert text_of(page(b"ok", content_type="text/html; charset=punycode")) == "ok"
    assert text_of(page(b"ok", content_type="text/html; charset=base64")) == "ok"
    assert at({"a": [1]}, "/a/7") is None
    assert at("text", "/a") is None


@dataclass
class Said:
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b"ok"


class Client:
    """Answers by address; another address is out of order."""

    def __init__(self, answers: dict[str, Said]) -> None:
        self.answers = answers
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def request(self, method: str, url: str, *, content: bytes | None, headers: object = None) -> Said:
        self.asked.append((url, dict(cast(dict[str, str], headers))))
        if url not in self.answers:
            raise ConnectionError(json.dumps(url))
        return self.answers[url]


def moved(target: str) -> Said:
    return Said(301, {"Location": target})


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("/new", "https://a.example/new"),
        ("https://b.example/", "https://b.example/"),
        ("https://c.example/", "refused"),
        ("//[", "301"),
        ("/old", "invalid"),
        ("/gone", "down"),
        ("/large", "invalid"),
    ],
)
async def test_a_door_follows_within_its_hosts_and_tells_trouble_apart(target: str, outcome: str) -> None:
    client = Client(
        {
            "https://a.example/old": moved(target),
            "https://a.example/new": Said(),
            "https://b.example/": Said(),
            "https://a.example/large": Said(content=b"x" * 100),
        }
    )
    door = HttpDoor(client, ["a.example", "b.example"], {OSError: "down"}, now=lambda: NOW)
    request = Request("https://a.example/old", redirects=3, most_bytes=50, secret_headers={"X-Key": KEY})
    there = await door.read(request)
    told = there.kind if isinstance(there, Trouble) else there.url if there.status == 200 else "301"
    assert told == outcome
    assert all(url == request.url for url, headers in client.asked if KEY in str(headers))
    assert "c.example" not in str(client.asked)
