"""Is this site the record's firm? And where a site may be that the record does not name. Pure decisions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leadgen_sdk.enriching import Match, Missing, Subject
from leadgen_sdk.sites.parsing import Sheet
from leadgen_sdk.sites.words import core_of, folded

_OWN, _MOVED, _NAMED, _BY_ID = 0.90, 0.70, 0.97, 0.99
_GUESSED_BY_ID, _BY_NAME, _ELSEWHERE = 0.95, 0.86, 0.70
_TOWN = 0.06
_SHORTEST_ID = 7  # a shorter number, such as of a German court, is not one firm's alone
_ENDINGS: Mapping[str, str] = {"GB": "co.uk", "UK": "co.uk"}


@dataclass(frozen=True)
class Belonging:
    """How sure, why, and the words on which page that say so; none where only the address does."""

    match: Match
    quote: str = ""
    sheet: Sheet | None = None
    guessed: bool = False  # does the record not know the address?


def guesses(name: str, country: str) -> Sequence[str]:
    """Addresses where a firm of that name may be: joined and with hyphens, under its country and .com."""
    words = core_of(name).split()
    if not words or not all(word.isascii() for word in words):
        return []
    ending = _ENDINGS.get(country.upper(), country.lower())
    labels = dict.fromkeys(("".join(words), "-".join(words)))
    endings = dict.fromkeys((ending, "com")) if re.fullmatch(r"[a-z]{2}|co\.uk", ending) else {"com": None}
    return [f"https://{label}.{one}/" for one in endings for label in labels if len(label) <= 63]


def of_own(subject: Subject, sheets: Mapping[str, Sheet], *, moved: bool) -> Belonging:
    """The record names this site; what its pages say makes it surer. Moved: it led to another host."""
    named = _by_id(subject, sheets.values()) or _by_name(subject, sheets.values(), whole=moved)
    if named is not None:
        quote, sheet, what = named
        score = _BY_ID if what == "register id" else _NAMED
        return Belonging(Match(score, f"The record's own address, and it names its {what}."), quote, sheet)
    if moved:
        return Belonging(Match(_MOVED, "The record's address leads to another host, which does not name it."))
    return Belonging(Match(_OWN, "The record's own address."))


def of_guessed(subject: Subject, sheets: Mapping[str, Sheet]) -> Belonging | Missing:
    """Only where its imprint or contact page prints the register id or the whole legal name."""
    told = [sheet for kind, sheet in sheets.items() if kind.startswith(("imprint", "contact"))]
    found = _by_id(subject, told)
    named = found or _by_name(subject, told, whole=True)
    if named is None:
        return Missing("no_match", "No site of that name prints the firm's legal name or register id.")
    quote, sheet, what = named
    return Belonging(_printed(subject, sheet, what), quote, sheet, guessed=True)


def _printed(subject: Subject, sheet: Sheet, what: str) -> Match:
    if what == "register id":
        return Match(_GUESSED_BY_ID, "Its imprint prints the register id of the record.")
    town = folded(subject.text("company_city"))
    if not town:
        return Match(_BY_NAME, "Its imprint prints the legal name.")
    if f" {town} " in f" {' | '.join(folded(line) for line in sheet.lines)} ":
        return Match(_BY_NAME + _TOWN, "Its imprint prints the legal name and the town.")
    return Match(_ELSEWHERE, "Its imprint prints the legal name, but not the town.")


def _by_id(subject: Subject, sheets: Iterable[Sheet]) -> tuple[str, Sheet, str] | None:
    wanted = re.sub(r"\D", "", subject.text("register_id"))
    if len(wanted) < _SHORTEST_ID:
        return None
    pattern = re.compile(r"(?<!\d)" + r"[ .\-]?".join(wanted) + r"(?!\d)")
    for sheet in sheets:
        for line in sheet.lines:
            if found := pattern.search(line):
                return found[0], sheet, "register id"
    return None


def _by_name(subject: Subject, sheets: Iterable[Sheet], *, whole: bool) -> tuple[str, Sheet, str] | None:
    """Whole: with the legal form, which a namesake of another form does not have."""
    name = folded(subject.text("company_name"))
    core = core_of(name)
    if not core or (whole and core == name):
        return None
    wanted = name if whole else core
    for sheet in sheets:
        for line in sheet.lines:
            if f" {wanted} " in f" {folded(line)} ":
                return line, sheet, "name"
    return None
