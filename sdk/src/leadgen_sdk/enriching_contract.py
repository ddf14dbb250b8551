"""Tests that every enricher must pass: `leadgen_sdk.contract.check_enricher`."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import get_args
from urllib.parse import urlsplit

from leadgen_sdk.enriching import (
    ASK,
    Answer,
    Candidate,
    Enricher,
    Net,
    Page,
    Request,
    Subject,
    Trouble,
    TroubleKind,
    Why,
)
from leadgen_sdk.reading import Exchange, Recorder, Replay, stands_in

_THEN = datetime(2026, 1, 1, tzinfo=UTC)
_FAKES = frozenset({"127.0.0.1", "localhost"})
_DEEP = b'{"a":' * 3000 + b"1" + b"}" * 3000
_RUBBISH = (b"", b"[]", b"null", b"{}", b'{"data":7}', b"<html><p>Out of order", b"\xff\xfe\x00", _DEEP)


class ContractBroken(AssertionError):
    """The plugin breaks a promise of the contract; the message says which and for what."""


def require(promise_kept: bool, promise: str) -> None:
    """Raises ContractBroken."""
    if not promise_kept:
        raise ContractBroken(promise)


def check_declaration(enricher: Enricher) -> None:
    """What an enricher says of itself holds together."""
    require(isinstance(enricher, Enricher), "an enricher has every attribute of the contract, and enrich")
    key, terms = enricher.key, enricher.terms
    require(bool(key and enricher.label and enricher.hosts), f"{key}: it says its name and its hosts")
    require(bool(enricher.fields), f"{key}: it says what it finds")
    require(len(enricher.fields) == len(set(enricher.fields)), f"{key}: its fields are distinct")
    require(bool(enricher.needs) and all(enricher.needs), f"{key}: each group of needs has a field")
    require(all(price >= 0 for price in terms.credits.values()), f"{key}: no price is below nothing")
    require(not (terms.free and any(terms.credits.values())), f"{key}: a free read has no price")
    priced = any(terms.credits.values()) or terms.takes is not None
    require(terms.free or priced, f"{key}: a paid call says what it costs")
    require(not (terms.free and terms.takes is not None), f"{key}: a free read takes nothing")
    require(terms.pace_s >= 0, f"{key}: its pace is no less than nothing")
    require(json.loads(json.dumps(enricher.settings)) == enricher.settings, f"{key}: its settings are JSON")


async def check_enricher(enricher: Enricher, subjects: Iterable[Subject], *, net: Net) -> None:
    """Every promise of `Enricher`, on records that its fake answers in every way it can."""
    check_declaration(enricher)
    checked = 0
    for subject in subjects:
        watched = _Watched(net)
        recorder = Recorder(watched)
        answer = await enricher.enrich(subject, recorder)
        _watched_well(enricher, subject, watched.asked)
        _answers(enricher, subject, answer)
        _stands(enricher, answer, recorder.exchanges)
        again = await enricher.enrich(subject, Replay(recorder.exchanges))
        require(again == answer, f"{enricher.key}: the kept pages give the same answer with no network")
        await _survives(enricher, subject)
        checked += 1
    require(checked > 0, "at least one subject is given")


class _Watched:
    """The host's door, with what it was asked for."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self.asked: list[tuple[bool, Request]] = []

    async def read(self, request: Request) -> Page | Trouble:
        self.asked.append((True, request))
        return await self._net.read(request)

    async def call(self, request: Request) -> Page | Trouble:
        self.asked.append((False, request))
        return await self._net.call(request)


class _Broken:
    """A door behind which everything is out of order in one way."""

    def __init__(self, outcome: Page | Trouble) -> None:
        self._outcome = outcome

    async def read(self, request: Request) -> Page | Trouble:
        return self._outcome

    async def call(self, request: Request) -> Page | Trouble:
        return self._outcome


def _watched_well(enricher: Enricher, subject: Subject, asked: Sequence[tuple[bool, Request]]) -> None:
    key = enricher.key
    secret = subject.paid.key if subject.paid else ""
    for read, request in asked:
        host = urlsplit(request.url).hostname
        declared = "*" in enricher.hosts or host in enricher.hosts or host in _FAKES
        require(declared, f"{key}: {host} is declared")
        require(read or not enricher.terms.free, f"{key}: free is read, not called")
        require(not (read and request.secret_headers), f"{key}: a key goes with a paid call only")
        if secret:
            require(secret not in request.url, f"{key}: the key stands in no address")
            require(secret.encode() not in request.body, f"{key}: the key stands in no body")
            require(secret not in str(dict(request.headers)), f"{key}: the key goes in secret headers")
    calls = sum(not read for read, _ in asked)
    most = enricher.terms.calls
    require(calls <= most, f"{key}: {most} paid calls for a record at most, got {calls}")


def _answers(enricher: Enricher, subject: Subject, answer: Answer) -> None:
    key = enricher.key
    wanted = subject.asks(enricher)
    found = {candidate.field for candidate in answer.candidates}
    require(found <= wanted, f"{key}: {found - wanted} was not wanted or not declared")
    require(not found & set(answer.missing), f"{key}: a field is found or missing, not both")
    silent = wanted - found - set(answer.missing)
    require(not silent or answer.trouble is not None, f"{key}: it says why {silent} was not found")
    for missing in answer.missing.values():
        require(missing.why in get_args(Why), f"{key}: {missing.why} is no word of the contract")
        require(bool(missing.message.strip()), f"{key}: a reason has a sentence")
    if answer.trouble is not None:
        trouble = answer.trouble
        require(trouble.kind in get_args(TroubleKind), f"{key}: {trouble.kind} is no word of the contract")
        require(bool(trouble.message.strip()), f"{key}: trouble has a sentence")
        limited = trouble.kind != "limited" or (trouble.after_s or 0) > 0
        require(limited, f"{key}: what is limited says for how long")
    if subject.paid is not None and subject.paid.key:
        require(subject.paid.key not in repr(answer), f"{key}: an answer does not tell the key")
    require(not enricher.terms.free or not answer.costs, f"{key}: a free read costs nothing")


def _stands(enricher: Enricher, answer: Answer, exchanges: Sequence[Exchange]) -> None:
    pages = [exchange.outcome for exchange in exchanges if isinstance(exchange.outcome, Page)]
    for candidate in answer.candidates:
        _believable(enricher, candidate)
        for evidence in candidate.evidence:
            held = any(page.url == evidence.url and stands_in(page, evidence) for page in pages)
            require(held, f"{enricher.key}: {evidence.quote!r} ({evidence.where}) stands in no page")


def _believable(enricher: Enricher, candidate: Candidate) -> None:
    name = f"{enricher.key}, {candidate.field}"
    require(candidate.value not in (None, "", [], {}), f"{name}: a value says something")
    require(bool(candidate.evidence), f"{name}: a value has evidence")
    score = candidate.match.score
    require(ASK <= score <= 1, f"{name}: a match is from {ASK} to 1, got {score}")
    require(bool(candidate.match.why.strip()), f"{name}: a match is explained")
    require(json.loads(json.dumps(candidate.value)) == candidate.value, f"{name}: a value is JSON")


async def _survives(enricher: Enricher, subject: Subject) -> None:
    """Whatever comes back, an answer in values and nothing found."""
    outcomes: list[Page | Trouble] = [Trouble(kind, "Out of order.", 1.0) for kind in get_args(TroubleKind)]
    for body in _RUBBISH:
        outcomes += [Page("https://example.com/", status, {}, body, _THEN) for status in (200, 404, 500)]
    outcomes.append(Page("https://example.com/", 429, {"retry-after": "soon"}, b"", _THEN))
    for outcome in outcomes:
        answer = await enricher.enrich(subject, _Broken(outcome))
        _answers(enricher, subject, answer)
        what = outcome if isinstance(outcome, Trouble) else (outcome.status, outcome.body[:20])
        require(not answer.candidates, f"{enricher.key}: nothing is found in {what}")
