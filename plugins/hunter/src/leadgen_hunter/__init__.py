"""Whether a mailbox exists, by Hunter's verifier (API v2, read 2026-08)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import ClassVar
from urllib.parse import urlencode

from leadgen_sdk import JSON, Plugin
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
    Cost,
    Evidence,
    Match,
    Missing,
    Net,
    Page,
    RecordKind,
    Request,
    Subject,
    Terms,
    Trouble,
)
from leadgen_sdk.reading import json_of

_ADDRESS = "https://api.hunter.io/v2/email-verifier"
_POLL_AGAIN_S = 5.0
_RATE_S = 1.0
_LATER_S = 60.0
_PACE_S = 0.2  # 300 a minute; 10 a second would be allowed for no longer than that lasts
_FIELD = "email_mailbox"
_HALF = Cost(Decimal("0.5"), "Hunter credits")

# `webmail` says of whom the mailbox is, not whether it exists; the SMTP check beside it does.
_MAILBOXES: Mapping[str, str] = {
    "valid": "exists",
    "invalid": "missing",
    "accept_all": "catch_all",
    "disposable": "disposable",
    "unknown": "unknown",
}


class Verifier:
    """One question, one answer; the host repeats what is not ready."""

    key = "hunter"
    label = "Hunter"
    kind: RecordKind = "contact"
    fields: Sequence[str] = (_FIELD,)
    needs: Sequence[Sequence[str]] = (("email",),)
    hosts: Sequence[str] = ("api.hunter.io",)
    # A question lost with its worker is asked again: it changes nothing and costs half a credit at worst.
    terms = Terms(free=False, honours_idempotency=True, takes=_HALF, by_rule=True)
    settings: ClassVar[Mapping[str, JSON]] = {"type": "object", "properties": {}}

    def __init__(self, address: str = _ADDRESS) -> None:
        self._address = address

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        email = subject.text("email")
        if not subject.asks(self):
            return Answer()
        if not email or subject.paid is None:
            return Answer(missing={_FIELD: Missing("not_asked", "There is no address to ask about.")})
        url = f"{self._address}?{urlencode({'email': email})}"
        page = await net.call(
            Request(url, secret_headers={"X-API-KEY": subject.paid.key}, redirects=0, pace_s=_PACE_S)
        )
        if isinstance(page, Trouble):
            return Answer(trouble=page)
        if page.status == 451:
            return _withdrawn(page)
        if (trouble := _trouble(page)) is not None:
            return Answer(trouble=trouble)
        return _opinion(page)


def _trouble(page: Page) -> Trouble | None:
    """Hunter's own reading of the codes: 403 is too fast, 429 is used up."""
    match page.status:
        case 200:
            return None
        case 202:
            return Trouble("limited", "Hunter is still asking the mail server.", _POLL_AGAIN_S)
        case 222:
            return Trouble(
                "limited", "The mail server gave Hunter an answer it did not understand.", _LATER_S
            )
        case 401:
            return Trouble(
                "stuck", "Hunter does not know this key. Enter the one of your Hunter account and go on."
            )
        case 403:
            return Trouble("limited", "Hunter is asked too fast.", _RATE_S)
        case 429:
            return Trouble(
                "stuck", "The Hunter plan is used up. Wait for its renewal or take a larger one, then go on."
            )
        case status if status >= 500:
            return Trouble("down", f"Hunter is out of order ({status}).", _LATER_S)
        case status:
            return Trouble("refused", f"Hunter refused the question ({status}): {_details(page)}")


def _details(page: Page) -> str:
    """The sentence in Hunter's own form of errors, as far as there is one."""
    match json_of(page):
        case {"errors": [{"details": str() as details}, *_]} if details.strip():
            return details[:200]
    return "no reason given"


def _withdrawn(page: Page) -> Answer:
    """What is held of the mailbox gives way to this, and the host asks no more."""
    match json_of(page):
        case {"errors": [{"details": str() as details}, *_]} if details.strip():
            why = "This person asked Hunter to be forgotten: what it said is gone, and it is not asked again."
            return Answer([_candidate(page, "withdrawn", details, "/errors/0/details", why)])
    return Answer(trouble=Trouble("refused", "This person asked Hunter to be forgotten."))


def _opinion(page: Page) -> Answer:
    data = json_of(page)
    if isinstance(data, Trouble):
        return Answer(trouble=data)
    match data:
        case {"data": {"status": str() as status, **rest}} if status.strip():
            where, quote = "/data/status", status
            mailbox = _MAILBOXES.get(status, "unknown")
            if status == "webmail":
                mailbox = "exists" if rest.get("smtp_check") is True else "unknown"
            score = rest.get("score")
            sure = f", with a score of {score} of 100" if type(score) is int else ""
            why = f"Hunter says “{status[:40]}” of this address{sure}."
            return Answer([_candidate(page, mailbox, quote, where, why)], costs=(_HALF,))
    return Answer(
        trouble=Trouble("invalid", "Hunter's answer had another form than the one agreed.", _LATER_S)
    )


def _candidate(page: Page, mailbox: str, quote: str, where: str, why: str) -> Candidate:
    evidence = Evidence(page.url, quote, where, page.digest, page.retrieved_at)
    match = Match(1.0, "It was asked about this very address.")
    return Candidate(_FIELD, mailbox, [evidence], match, why=why, personal=True)


plugin = Plugin(key="hunter", name="Hunter", enrichers=(Verifier(),))
