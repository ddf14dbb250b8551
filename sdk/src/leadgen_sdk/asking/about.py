"""Is this page about the record? A pure decision, by what the page prints."""

import re
from functools import lru_cache

from leadgen_sdk.enriching import SURE, Match, RecordKind, Subject
from leadgen_sdk.sites.parsing import Sheet, host_of
from leadgen_sdk.sites.visiting import addresses_of
from leadgen_sdk.sites.words import core_of, folded

_OWN, _BY_ID, _BY_DOMAIN, _BY_NAME_AND_TOWN, _BY_NAME = 0.95, 0.92, 0.90, 0.86, 0.70
_PERSON_OF_FIRM, _PERSON_BESIDE_FIRM, _PERSON = 0.90, 0.86, 0.62
_SHORTEST_ID = 7  # a shorter number may be anything


def about(kind: RecordKind, subject: Subject, sheet: Sheet) -> Match | None:
    """None where the page does not name whom the record is about."""
    printed = f" {' | '.join(folded(line) for line in sheet.lines)} "
    firm = _firm(subject, sheet, printed)
    return firm if kind == "company" else _person(subject, sheet, printed, firm)


def _firm(subject: Subject, sheet: Sheet, printed: str) -> Match | None:
    for host in _hosts(subject):
        if sheet.host == host or sheet.host.endswith(f".{host}"):
            return Match(_OWN, "It is the firm's own site.")
    if _prints_id(subject.text("register_id"), sheet):
        return Match(_BY_ID, "The page prints the firm's register id.")
    for host in _hosts(subject):
        if _domain(host).search(sheet.source.lower()):
            return Match(_BY_DOMAIN, f"The page names {host}.")
    name, town = core_of(subject.text("company_name")), folded(subject.text("company_city"))
    if not name or f" {name} " not in printed:
        return None
    if town and f" {town} " in printed:
        return Match(_BY_NAME_AND_TOWN, "The page names the firm and its town.")
    return Match(_BY_NAME, "The page names a firm of that name, but neither its domain nor its town.")


def _person(subject: Subject, sheet: Sheet, printed: str, firm: Match | None) -> Match | None:
    profile = subject.text("linkedin_url").rstrip("/")
    if profile and sheet.page.url.rstrip("/") == profile:
        return Match(_OWN, "It is the person's own profile.")
    name = folded(subject.text("full_name"))
    if " " not in name or f" {name} " not in printed:
        return None
    if firm is not None and firm.score >= SURE:
        return Match(_PERSON_OF_FIRM, f"The page names the person. {firm.why}")
    if firm is not None:
        return Match(_PERSON_BESIDE_FIRM, "The page names the person and the firm.")
    return Match(_PERSON, "The page names a person of that name, but not the firm.")


def _hosts(subject: Subject) -> list[str]:
    """Where the record says that the firm is."""
    told = (*(host_of(address) for address in addresses_of(subject)), subject.text("company_domain").lower())
    return list(dict.fromkeys(host for host in told if host))


def _prints_id(register_id: str, sheet: Sheet) -> bool:
    digits = re.sub(r"\D", "", register_id)
    if len(digits) < _SHORTEST_ID:
        return False
    pattern = re.compile(r"(?<!\d)" + r"[ .\-]?".join(digits) + r"(?!\d)")
    return any(pattern.search(line) for line in sheet.lines)


@lru_cache(256)
def _domain(host: str) -> re.Pattern[str]:
    """As a whole, also behind www. or an at sign, but not as a part of another one."""
    return re.compile(rf"(?<![\w.-])(?:www\.)?{re.escape(host)}(?![\w-]|\.\w)")
