"""The enricher: a visit of the record's site, or of one that proves to be the firm's."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from leadgen_sdk import JSON
from leadgen_sdk.enriching import (
    Answer,
    Candidate,
    Evidence,
    Missing,
    Net,
    RecordKind,
    Subject,
    Terms,
    Trouble,
)
from leadgen_sdk.sites.parsing import Sheet
from leadgen_sdk.sites.visiting import Visit, own_site, visit
from leadgen_website.belonging import Belonging, guesses, of_guessed, of_own
from leadgen_website.facts import Told, told_by

_MOST_VALUES = 3
_MANY = frozenset({"company_email", "phone_company"})


class Website:
    """No key, no price. `guess` says where a firm of a name and country may be."""

    key = "website"
    label = "Company website"
    kind: RecordKind = "company"
    fields = (
        "company_name", "legal_name", "company_domain", "company_website", "company_description",
        "register_id", "vat_id", "phone_company", "company_email", "company_street", "company_postal_code",
        "company_city", "company_state", "company_country", "founded_year", "company_linkedin_url",
        "company_facebook_url", "company_twitter_url", "technologies", "company_languages",
    )  # fmt: skip
    needs = (("company_website",), ("company_domain",), ("company_name", "company_country"))
    hosts = ("*",)
    terms = Terms(pace_s=2.0, fresh=timedelta(days=14))
    settings: Mapping[str, JSON] = {}

    def __init__(self, guess: Callable[[str, str], Sequence[str]] = guesses) -> None:
        self._guess = guess

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        wanted = subject.wanted & frozenset(self.fields)
        seen = await self._see(subject, net)
        if isinstance(seen, Trouble):
            return Answer(trouble=seen)
        if isinstance(seen, Missing):
            return Answer(missing=dict.fromkeys(wanted, seen))
        return _answer(*seen, wanted)

    async def _see(self, subject: Subject, net: Net) -> tuple[Visit, Belonging] | Missing | Trouble:
        there = await own_site(subject, net)
        if isinstance(there, Visit):
            return there, of_own(subject, there.sheets, moved=there.moved)
        return there or await self._look(subject, net)

    async def _look(self, subject: Subject, net: Net) -> tuple[Visit, Belonging] | Missing | Trouble:
        """A site that is out of order may be anybody's: it is passed over, unless we are asked to wait."""
        name, country = subject.text("company_name"), subject.text("company_country")
        if not name or not country:
            return Missing("not_asked", "The record has neither a website nor a name with its country.")
        verdict = Missing("no_match", "No site of that name was found. Add the company's domain.")
        for address in self._guess(name, country):
            there = await visit(address, net)
            if isinstance(there, Trouble) and there.kind == "limited":
                return there
            if isinstance(there, Trouble):
                continue
            belonging = of_guessed(subject, there.sheets)
            if isinstance(belonging, Belonging):
                return there, belonging
            verdict = belonging
        return verdict


def _answer(there: Visit, belonging: Belonging, wanted: frozenset[str]) -> Answer:
    found: dict[str, list[Candidate]] = {}
    doubted: set[str] = set()
    for sheet, told in _all(there, belonging):
        evidence = [_evidence(sheet, quote, told.where) for quote in told.quotes]
        known = found.setdefault(told.field, [])
        if told.field not in wanted:
            continue
        if not all(sheet.words.hold(one) for one in evidence):
            doubted.add(told.field)
        elif len(known) < (_MOST_VALUES if told.field in _MANY else 1) and not _is_known(told, known):
            value = told.value[:1000] if isinstance(told.value, str) else told.value
            known.append(Candidate(told.field, value, evidence, belonging.match, told.why))
    candidates = [one for several in found.values() for one in several]
    told_fields = {one.field for one in candidates}
    missing = {key: _missing(key, there, doubted) for key in sorted(wanted - told_fields)}
    return Answer(candidates, missing)


def _all(there: Visit, belonging: Belonging) -> Sequence[tuple[Sheet, Told]]:
    """The imprint before the home page: what the law makes a firm print is the most careful."""
    order = sorted(there.sheets, key=lambda kind: (not kind.startswith("imprint"), kind == "home"))
    found = [
        (there.sheets[kind], told)
        for kind in order
        for told in told_by(there.sheets[kind], kind.partition(" ")[0])
    ]
    if belonging.guessed and belonging.sheet is not None:
        home = there.sheets["home"].page.url
        domain = (urlsplit(home).hostname or "").removeprefix("www.")
        for key, value in (("company_domain", domain), ("company_website", home)):
            found.append((belonging.sheet, Told(key, value, [belonging.quote], "text", belonging.match.why)))
    return found


def _evidence(sheet: Sheet, quote: str, where: str) -> Evidence:
    return Evidence(sheet.page.url, quote, where, sheet.page.digest, sheet.page.retrieved_at)


def _is_known(told: Told, known: Sequence[Candidate]) -> bool:
    """A number with other marks between its digits is the same one."""
    marks = r"[\s()/.\-]" if told.field == "phone_company" else r"\s"
    plain = re.sub(marks, "", str(told.value)).casefold()
    return any(re.sub(marks, "", str(one.value)).casefold() == plain for one in known)


def _missing(key: str, there: Visit, doubted: set[str]) -> Missing:
    host = there.sheets["home"].host
    if key in doubted:
        return Missing("unsupported", f"{host} hints at it, but no words of the page say it.")
    return Missing("not_told", f"{host} does not say it on the {len(there.sheets)} pages that were read.")
