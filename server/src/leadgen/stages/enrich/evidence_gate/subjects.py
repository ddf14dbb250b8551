"""Is this page about this record, and not about a namesake? By what the record is known by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from leadgen.records.normalise import company, domain
from leadgen.records.normalise import country as countries
from leadgen.stages.enrich.evidence_gate.contracts import Verdict
from leadgen.stages.enrich.evidence_gate.folding import names, plainly
from leadgen.stages.enrich.evidence_gate.pages import PageText, site_of
from leadgen_sdk.enriching import Subject

_SHORTEST_ID = 7  # a shorter number is not one firm's alone
_NEAR = 1_500  # letters around the words within which the record must be named on a page of others
_IDS = ("register_id", "vat_id", "lei")
_SITES = ("company_domain", "company_website", "website")
_PLACES = ("company_city", "company_postal_code", "company_street", "city", "postal_code")
_FIRM = re.compile(
    r"(?<!\w)((?:[^\W\d_][\w&'’.,-]{0,40} ){1,5}?)(?:gmbh(?: & co\.? kg)?|ag|ug|ohg|a\. ?s\.|s\. ?r\. ?o\.|"
    r"spol\. s r\. ?o\.|oyj?|ab|asa?|aps|a/s|sarl|sasu?|s\.r\.l\.|s\.p\.a\.|sp\. z o\.o\.|b\.?v\.?|n\.?v\.?|"
    r"ltd\.?|limited|plc|llc|inc\.?)(?!\w)"
)


@dataclass(frozen=True)
class Belonging:
    """How far a page is the record's: with a verdict it is not; `trust` is what that leaves of a value's."""

    trust: float
    why: str
    verdict: Verdict | None = None


def about(
    subject: Subject, page: PageText, quotes: Sequence[str], *, of_person: bool, told: str = ""
) -> Belonging:
    """The record's own site, else a page that names it beside these words and knows one thing more of it.

    `told`: by what a program, not a model, knows the page for the record's.
    """
    if page.is_data and told:
        return Belonging(0.98, told)
    own = page.host != "" and page.host in _own_sites(subject)
    if _other_id(subject, page):
        return Belonging(0, "The page prints another register id than the record has.", "other_subject")
    if of_person:
        return _of_person(subject, page, quotes, own=own)
    if own:
        return Belonging(0.97, "The record's own site.")
    if told:
        return Belonging(0.92, told)
    return _of_firm(subject, page, quotes)


def _of_firm(subject: Subject, page: PageText, quotes: Sequence[str]) -> Belonging:
    firm = _firm_names(subject)
    near = _near(page, quotes)
    shown = subject.text("company_name") or subject.text("legal_name")
    if not firm or not _named(firm, near):
        return Belonging(
            0, f"The page does not name {shown or 'the company'} beside these words.", "other_subject"
        )
    other = _nearer_firm(firm, page, quotes)
    if other:
        return Belonging(0, f"The words are about {other}.", "other_subject")
    if known := _known_by(subject, page, near):
        return Belonging(
            0.92 if known in ("register id", "site") else 0.86, f"It names the company and its {known}."
        )
    return Belonging(0, f"The page names {shown}, but nothing else tells it from a namesake.", "ambiguous")


def _of_person(subject: Subject, page: PageText, quotes: Sequence[str], *, own: bool) -> Belonging:
    first, last = _person_names(subject)
    who = f"{first} {last}".strip()
    near = plainly(_near(page, quotes))
    if not names(near, plainly(last)) or (first and not names(near, plainly(first))):
        return Belonging(
            0, f"The page does not name {who or 'the person'} beside these words.", "other_subject"
        )
    if own:
        return Belonging(0.95, "The site of the person's company, and it names the person.")
    firm = any(names(page.plain, one) for one in _firm_names(subject))
    firm = firm or any(site in page.words for site in _own_sites(subject))
    mail = subject.text("email").casefold()
    if firm or (mail and mail in page.words) or page.host in _own_profiles(subject, page):
        return Belonging(0.88, "It names the person and the company.")
    return Belonging(0, f"The page names {who}, but not the company: it may be a namesake.", "ambiguous")


def _own_sites(subject: Subject) -> set[str]:
    """The registered domains that are the record's, where a domain is not everybody's."""
    told = [site_of(subject.text(key)) for key in _SITES]
    mail = subject.text("email").rpartition("@")[2].lower()
    told.append(domain.registrable(mail) if mail else "")
    return {site for site in told if site and not domain.is_shared(site)}


def _own_profiles(subject: Subject, page: PageText) -> set[str]:
    """The page's own host where its very address is one that the record has."""
    told = [subject.text(key).rstrip("/").casefold() for key in ("linkedin_url", "twitter_url", "website")]
    return {page.host} if page.page.url.rstrip("/").casefold() in filter(None, told) else set()


def _person_names(subject: Subject) -> tuple[str, str]:
    first, last = subject.text("first_name"), subject.text("last_name")
    if not last and (whole := subject.text("full_name").split()):
        first, last = " ".join(whole[:-1]), whole[-1]
    return first.partition(" ")[0], last


def _firm_names(subject: Subject) -> frozenset[str]:
    names = [subject.text("company_name"), subject.text("legal_name")]
    return frozenset(key for name in names if name and (key := _core(name)))


@lru_cache(maxsize=4096)
def _core(name: str) -> str:
    found = company.normalise(name)
    return plainly(found.key) if found else ""


def _named(firm: frozenset[str], text: str) -> bool:
    shown = plainly(text)
    return any(names(shown, one) for one in firm)


def _near(page: PageText, quotes: Sequence[str]) -> str:
    """The title or first line, and what stands around the words."""
    first = page.flow[:300]
    return "\n".join([first, *(page.around(quote, _NEAR) for quote in quotes)])


def _nearer_firm(firm: frozenset[str], page: PageText, quotes: Sequence[str]) -> str:
    """Another firm by its legal form, named between the record's name and the words, or beside them alone."""
    for quote in quotes:
        sentence = page.sentence(quote)
        others = _others(firm, sentence)
        if others and not _named(firm, sentence):
            return others[-1]
        before = page.around(quote, _NEAR).partition(sentence)[0]
        others = _others(firm, before)
        if others and not _named(firm, before.rpartition(others[-1])[2]) and not _named(firm, sentence):
            return others[-1]
    return ""


def _others(firm: frozenset[str], text: str) -> list[str]:
    found = [(one[0], _core(one[0])) for one in _FIRM.finditer(text)]
    firms = [shown for shown, core in found if core and not any(_shares(core, name) for name in firm)]
    return [" ".join(shown.split()[-2:]) for shown in firms]


def _shares(core: str, name: str) -> bool:
    return names(core, name) or names(name, core)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _other_id(subject: Subject, page: PageText) -> bool:
    """It prints ids of the kind the record has, and none of them is the record's."""
    mine = _digits(subject.text("register_id"))
    if len(mine) < _SHORTEST_ID:
        return False
    told = {one for one in page.ids if len(one) >= _SHORTEST_ID}
    return bool(told) and not any(one.startswith(mine) or mine.startswith(one) for one in told)


def _known_by(subject: Subject, page: PageText, near: str) -> str:
    """One thing more that the page knows of the record; the country where it is all that the record has."""
    for key in _IDS:
        known = subject.text(key).casefold() if key == "lei" else _digits(subject.text(key))
        if len(known) >= _SHORTEST_ID and known in page.numbers:
            return "register id"
    sites = _own_sites(subject)
    if any(site in page.words for site in sites):
        return "site"
    shown = plainly(near)
    places = [place for key in _PLACES if len(place := plainly(subject.text(key))) >= 3]
    if any(names(shown, place) for place in places):
        return "place"
    return "" if places or sites else _country(subject, shown)


def _country(subject: Subject, shown: str) -> str:
    code = subject.text("company_country") or subject.text("country")
    name = plainly((countries.name(code.upper()) if len(code) == 2 else code) or "")
    return "country" if names(shown, name) else ""
