"""VIES: is a VAT number of the European Union valid today? Three answers, of which one is "cannot tell"."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from leadgen_registries import ids
from leadgen_registries.entries import Told
from leadgen_sdk import JSON
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
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
from leadgen_sdk.reading import at, json_of, quoted, trouble_of

VIES = "https://ec.europa.eu/taxation_customs/vies/rest-api/check-vat-number"
_LATER_S = 300.0
_NEVER = "INVALID_INPUT"


@dataclass(frozen=True)
class Validity:
    """What VIES said of one number, in which words."""

    valid: bool
    number: str
    evidence: Sequence[Evidence]
    told: Told

    @property
    def why(self) -> str:
        """In a sentence."""
        return f"VIES says that {self.number} is {'' if self.valid else 'not '}valid."


def hosts_of(*addresses: str) -> Sequence[str]:
    """The hosts of these addresses; one that is blank has none."""
    return tuple(host for address in addresses if (host := urlsplit(address).hostname))


async def ask_vies(address: str, number: str, net: Net) -> Validity | Trouble | None:
    """None for a number that VIES cannot know. What it cannot tell today is trouble, never "invalid"."""
    parts = ids.vat(number)
    if parts is None:
        return None
    page = await net.read(_question(address, *parts))
    if isinstance(page, Trouble):
        return page
    data = trouble_of(page) or json_of(page)
    if isinstance(data, Trouble):
        return data
    return _out_of_order(data) or _read(page, data, "".join(parts))


def _question(address: str, country: str, number: str) -> Request:
    body = json.dumps({"countryCode": country, "vatNumber": number}).encode()
    return Request(address, "POST", body, {"Accept": "application/json", "Content-Type": "application/json"})


def _out_of_order(data: Mapping[str, JSON]) -> Trouble | None:
    """VIES says 200 and then in the body that it has no answer."""
    error = at(data, "/errorWrappers/0/error")
    if error == _NEVER:
        return Trouble("refused", "VIES does not take this VAT number.")
    if error is not None or data.get("actionSucceed") is False:
        busy = "CONCURRENT" in str(error)
        words = "is asked too much" if busy else f"cannot tell now ({error})"
        return Trouble("limited" if busy else "down", f"VIES {words}.", _LATER_S)
    return None


def _read(page: Page, data: Mapping[str, JSON], asked: str) -> Validity | Trouble:
    valid, told = data.get("valid"), Told(page, data, "")
    evidence = [quoted(page, data, f"/{key}") for key in ("countryCode", "vatNumber", "valid")]
    same = told.text("/countryCode") + told.text("/vatNumber") == asked
    if not isinstance(valid, bool) or not same:
        return Trouble("invalid", "VIES answered in another form, or about another number.", _LATER_S)
    return Validity(valid, asked, [one for one in evidence if one is not None], told)


class Vies:
    """The number of the record itself."""

    key = "vies"
    label = "VIES (EU VAT numbers)"
    kind: RecordKind = "company"
    fields = ("vat_id", "vat_status", "legal_name", "company_name")
    needs = (("vat_id",),)
    terms = Terms(pace_s=2.0, fresh=timedelta(days=30))
    settings: Mapping[str, JSON] = {}

    def __init__(self, address: str = VIES) -> None:
        self._address = address
        self.hosts = hosts_of(address)

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        wanted = subject.wanted & frozenset(self.fields)
        validity = await ask_vies(self._address, subject.text("vat_id"), net)
        if isinstance(validity, Trouble):
            return Answer(trouble=validity)
        if validity is None:
            told = subject.text("vat_id")
            why = (
                f"{told} is no VAT number of the European Union." if told else "The record has no VAT number."
            )
            return Answer(missing=dict.fromkeys(wanted, Missing("not_asked", why)))
        return _answer(validity, wanted)


def _answer(validity: Validity, wanted: frozenset[str]) -> Answer:
    told = validity.told
    if validity.valid:
        told.note("vat_id", "/countryCode", "/vatNumber", value=validity.number)
        told.name("/name")
    match = Match(1.0, f"The VAT number {validity.number} is the same.")
    candidates = [
        Candidate(
            "vat_status", "valid" if validity.valid else "invalid", validity.evidence, match, validity.why
        )
    ]
    for key, fact in told.facts.items():
        quotes = [quoted(told.page, told.data, pointer) for pointer in fact.pointers]
        candidates.append(Candidate(key, fact.value, [one for one in quotes if one], match))
    candidates = [candidate for candidate in candidates if candidate.field in wanted]
    found = {candidate.field for candidate in candidates}
    reason = "Its country does not publish it." if validity.valid else validity.why
    missing = {key: Missing("not_told", reason) for key in wanted - found}
    return Answer(candidates, missing)
