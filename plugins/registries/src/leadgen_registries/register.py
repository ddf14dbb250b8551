"""How any register is asked: by id, else by name; the firm that fits becomes the answer."""

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import quote, urlencode

from leadgen_registries.credibility import judge
from leadgen_registries.entries import Entry
from leadgen_registries.matching import by_id, choose
from leadgen_registries.vat import Validity, ask_vies, hosts_of
from leadgen_sdk import JSON
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
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
from leadgen_sdk.reading import json_of, trouble_of

_MOST_PAGES = 3
_VAT_FIELDS = frozenset({"vat_id", "vat_status"})


@dataclass(frozen=True)
class Found:
    """The firms that a register answered with; `complete`: all that it has for the question."""

    entries: Sequence[Entry]
    complete: bool


class Register(ABC):
    """What the registers have in common. One says its country, its ids, its questions and how it is read."""

    key: ClassVar[str]
    label: ClassVar[str]
    country: ClassVar[str]
    kind: RecordKind = "company"
    fields: Sequence[str] = ()
    needs: Sequence[Sequence[str]] = (("register_id", "company_country"), ("company_name", "company_country"))
    terms = Terms(pace_s=0.5)
    settings: Mapping[str, JSON] = {}

    def __init__(self, address: str, vies: str = "") -> None:
        self._address = address
        self._vies = vies
        self.hosts = hosts_of(address, vies)

    @abstractmethod
    def identity(self, subject: Subject) -> str | None:
        """The record's register id as this register writes it; None where it is none of its own."""

    @abstractmethod
    def by_id(self, register_id: str, subject: Subject) -> Request:
        """The question for one firm."""

    @abstractmethod
    def by_name(self, subject: Subject) -> Request:
        """The question for firms of the record's name."""

    def next_page(self, request: Request, data: Mapping[str, JSON]) -> Request | None:
        """The question for the rest; None where there is none, or where it is not asked for."""
        return None

    def refusal(self, page: Page) -> Missing | Trouble | None:
        """What a status means here, before the common reading of it."""
        return None

    @abstractmethod
    def entries(self, page: Page, data: Mapping[str, JSON]) -> Sequence[Entry | None]:
        """The firms in an answer; None for one without a name or an id."""

    def is_of(self, entry: Entry, register_id: str, subject: Subject) -> bool:
        """Is this the firm with that id?"""
        return entry.text("register_id") == register_id

    @abstractmethod
    def total(self, data: Mapping[str, JSON]) -> int:
        """How many firms the register says it has for the question."""

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        chosen = await self._find(subject, net)
        if isinstance(chosen, Trouble):
            return Answer(trouble=chosen)
        wanted = subject.wanted & frozenset(self.fields)
        if isinstance(chosen, Missing):
            return Answer(missing=dict.fromkeys(wanted, chosen))
        return await self._answer(subject, *chosen, wanted, net)

    async def _find(self, subject: Subject, net: Net) -> tuple[Entry, Match] | Missing | Trouble:
        if self.country and subject.text("company_country").upper() != self.country:
            return Missing("not_asked", f"{self.label} knows firms of {self.country} only.")
        register_id = self.identity(subject)
        if register_id is not None:
            return await self._find_by_id(subject, register_id, net)
        if not subject.text("company_name"):
            odd = subject.text("register_id")
            why = f"{odd} is no id of this register" if odd else "The record has no register id"
            return Missing("not_asked", f"{why}, and no name to look for.")
        found = await self._ask(self.by_name(subject), net)
        if not isinstance(found, Found):
            return found
        return choose(subject, found.entries, all_seen=found.complete)

    async def _find_by_id(
        self, subject: Subject, register_id: str, net: Net
    ) -> tuple[Entry, Match] | Missing | Trouble:
        found = await self._ask(self.by_id(register_id, subject), net)
        if not isinstance(found, Found):
            return found
        # A register that does not know a filter leaves it out and answers with anybody.
        for entry in found.entries:
            if self.is_of(entry, register_id, subject):
                return entry, by_id(subject, entry, register_id)
        return Missing("no_match", f"The register holds nobody with the id {register_id}.")

    async def _ask(self, question: Request, net: Net) -> Found | Missing | Trouble:
        entries: list[Entry] = []
        request: Request | None = question
        for _ in range(_MOST_PAGES):
            if request is None:
                break
            page = await net.read(request)
            if isinstance(page, Trouble):
                return page
            problem = self.refusal(page) or trouble_of(page)
            data = problem or _object(page)
            if isinstance(data, Missing | Trouble):
                return data
            entries += [entry for entry in self.entries(page, data) if entry is not None]
            total, request = self.total(data), self.next_page(request, data)
        return Found(entries, complete=len(entries) >= total)

    async def _answer(
        self, subject: Subject, entry: Entry, match: Match, wanted: frozenset[str], net: Net
    ) -> Answer:
        validity = await self._validity(entry, wanted, net)
        candidates = [
            Candidate(key, fact.value, evidence, match, fact.why, entry.personal)
            for key, fact in entry.facts.items()
            if key in wanted and (evidence := entry.evidence(fact))
        ]
        candidates += self._from_vies(entry, match, wanted, validity)
        candidates += self._credible(subject, entry, match, wanted, validity)
        found = {candidate.field for candidate in candidates}
        trouble = validity if isinstance(validity, Trouble) else None
        missing = {
            key: Missing("not_told", f"The register does not tell it for {entry.names[0]}.")
            for key in sorted(wanted - found)
            if not (trouble and key in _VAT_FIELDS)
        }
        return Answer(candidates, missing, trouble)

    async def _validity(self, entry: Entry, wanted: frozenset[str], net: Net) -> Validity | Trouble | None:
        if not entry.vat or not wanted & (_VAT_FIELDS | {"credibility"}):
            return None
        return await ask_vies(self._vies, entry.vat, net)

    def _from_vies(
        self, entry: Entry, match: Match, wanted: frozenset[str], validity: Validity | Trouble | None
    ) -> Sequence[Candidate]:
        if not isinstance(validity, Validity):
            return []
        told = {"vat_status": ("valid" if validity.valid else "invalid", validity.why)}
        if validity.valid and "vat_id" not in entry.facts:
            told["vat_id"] = (entry.vat, validity.why)
        return [
            Candidate(key, value, validity.evidence, match, why, entry.personal)
            for key, (value, why) in told.items()
            if key in wanted
        ]

    def _credible(
        self,
        subject: Subject,
        entry: Entry,
        match: Match,
        wanted: frozenset[str],
        validity: Validity | Trouble | None,
    ) -> Sequence[Candidate]:
        if "credibility" not in wanted:
            return []
        checked = validity if isinstance(validity, Validity) else None
        judged = judge(subject, entry, checked.valid if checked else None)
        evidence = [one for key in judged.facts for one in entry.evidence(entry.facts[key])]
        evidence += checked.evidence if checked else ()
        unasked = " VIES did not say whether its VAT number is valid." if entry.vat and not checked else ""
        why = judged.why + unasked
        return [Candidate("credibility", judged.points, evidence, match, why, entry.personal)]


def get(address: str, **params: str) -> Request:
    """A question by GET for JSON."""
    query = f"?{urlencode(params, quote_via=quote)}" if params else ""
    return Request(f"{address}{query}", headers={"Accept": "application/json"})


def post(address: str, question: Mapping[str, JSON]) -> Request:
    """A question by POST of JSON, spelt in one way so that it is found again."""
    body = json.dumps(question, sort_keys=True, ensure_ascii=False).encode()
    headers = {"Accept": "application/json", "Content-Type": "application/json"}
    return Request(address, "POST", body, headers)


def _object(page: Page) -> Mapping[str, JSON] | Trouble:
    if page.status >= 400:
        return Trouble("invalid", f"The register did not take the question ({page.status}).")
    return json_of(page)
