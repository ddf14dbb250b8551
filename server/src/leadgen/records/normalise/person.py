"""Names of people: split into parts, freed of ornament, in the case their owner would use."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from nameparser import HumanName
from nameparser.config import Constants

from leadgen.records.normalise import casing, names, title
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.company import has_legal_form
from leadgen.records.normalise.mail_hosts import ROLE_MAILBOXES
from leadgen.records.normalise.words import phrases, words

_TITLES = (
    "ing mgr bc mudr judr phdr rndr paeddr mvdr thdr thlic pharmdr mddr dr doc prof csc mag di dipl "
    "dipl-ing dipl-kfm dipl-vw dipl-inf dkfm arch med vet jur phil rer nat habil herr frau hr fr pan "
    "pani pana panna sig sigra sra srta don dona mme mlle mr mrs ms miss mx dhr mevr mw hra rva herra "
    "rouva lic inz dott dottssa avv geom rag ingegnere dhr drs ir fru hc h.c inż lek graduate maestro "
    "profesor profesora dra lcdo lcda"
)
_SUFFIXES = (
    "ml st phd csc drsc dsc dis mba bba emba ba bsc msc llm llb lld mpa mph dba acca fcca cpa cfa caia frm "
    "cima pmp csm cspo pmi shrm-cp sphr cissp cisa cism itil mcips fcips ceng pe jr sr ii iii iv md esq ma"
)
_FIELDS = re.compile(r"\bn\. ?med\.", re.IGNORECASE)
_PRONOUNS = re.compile(
    r"[(\[/|]\s*(?:he|she|they|ze|xe|er|sie|il|elle|él|ella|on|ona|lui|lei|hij|zij|han|hon|hän)"
    r"\s*[/|,]\s*[\w/ ]{2,20}[)\]]?",
    re.IGNORECASE,
)
_PICTURES = re.compile(
    "[\u2122\u00ae\u00a9\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)
_EDGES = ' ,;"“”'
_BARE_PRONOUNS = re.compile(
    r"[\s,]+(?:she|he|they|ze|xe)\s?/\s?(?:hers?|him|his|them|theirs?|they|she|he)(?:/\w+)?$", re.I
)
# What stands in brackets is a note or a former name; a call name where it stands between the names.
_BRACKETS = re.compile(r"\s*[(\[<{][^()\[\]<>{}]*[)\]>}]")
_CALLED = re.compile(r"(?<=\w)\s+(?:\(([^\W\d_][\w.'’-]+)\)|[\"“„”«]([^\W\d_][\w .'’-]*)[\"”“»])(?=\s+\w)")
_SOURCE = re.compile(r"\s+(?:via|through|from|on)\s+(?:linkedin|xing|email|e-mail|gmail)$", re.IGNORECASE)
_MAIL = re.compile(r"\S+@\S+\.\S+")
_TITLED = re.compile(r"^([^,]*\S\s+\S[^,]*),\s*(.{2,80})$")
_SECOND_TITLE = re.compile(
    r"^(Sr\.?|Sra\.?|Srta\.?|Herr|Frau)\s+(?:D\.|Dña\.|Da\.|Don|Doña)\s+", re.IGNORECASE
)
_SCRAMBLED = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]{2,}(?:[ -][a-zà-ÿ][A-ZÀ-Þ]+)+")
_SLOGAN = re.compile(r"\s*[|•►»★☆✔✓].*$|\s+[–—-]\s+.*$")
_ORDINARY = re.compile(r"[A-Z][a-z]+")
_CJK = re.compile(
    "[\u2e80-\u2fdf\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ORGANISATION = ROLE_MAILBOXES - words("guest web page ict dispatch www art pr it pay ad")


@dataclass(frozen=True, slots=True)
class Person:
    """A name in parts (empty where there is none), as shown without titles, and as compared."""

    prefix: str
    first: str
    middle: str
    last: str
    suffix: str
    display: str
    key: str
    nickname: str = ""


def _constants() -> Constants:
    constants = Constants()
    constants.titles.add(*_TITLES.split())
    constants.suffix_not_acronyms.add("ml", "st")
    constants.prefixes.add(*words("graf gräfin freifrau freiin baron baronin fürst fürstin ritter"))
    constants.suffix_acronyms.add(
        *(word for word in _SUFFIXES.split() if word not in ("ml", "st", "ma", "ba"))
    )
    return constants


_CONSTANTS = _constants()
_SPECIAL = frozenset(
    {*_CONSTANTS.titles, *_CONSTANTS.prefixes, *_CONSTANTS.conjunctions}
    | {*_CONSTANTS.suffix_acronyms, *_CONSTANTS.suffix_not_acronyms, *_CONSTANTS.first_name_titles}
)


@lru_cache(maxsize=16_384)
def split(full_name: str) -> Person:
    """The parts of a name written as one. What cannot be split honestly stays whole, as the last name.

    That is a company's or a team's mailbox, and a Chinese, Japanese or Korean name without a space. What is
    shown splits into itself, so that a stored name comes back from a file as the same one.
    """
    words = full_name.split(" ")
    if 2 <= len(words) <= 3 and all(map(_is_ordinary, words)) and not _is_organisation(words, full_name):
        return _ordered("", words[0], " ".join(words[1:-1]), words[-1], "")
    found = _split(full_name)
    for _ in range(_MOST_ROUNDS):
        again = _split(found.display)
        if again.display == found.display:
            return found
        found = replace(
            again,
            prefix=found.prefix or again.prefix,
            suffix=found.suffix or again.suffix,
            nickname=found.nickname or again.nickname,
        )
    return found


def _is_ordinary(word: str) -> bool:
    """Is this a name in its ordinary case, and no title, particle or suffix?"""
    return (
        len(word) > 1
        and word.isalpha()
        and word.istitle()
        and word.lower() not in _SPECIAL
        and (word.isascii() or unicodedata.is_normalized("NFC", word))
    )


_MOST_ROUNDS = 5


def is_nobody(full_name: str) -> str | None:
    """Why this names no person, in words; None where it may."""
    shown = clean(full_name)
    parts = shown.split()
    if not re.search(r"[^\W\d_]", shown):
        return "There is no name in it"
    if _MAIL.fullmatch(plain.display(full_name).strip("<> ")):
        return "This is an e-mail address, not a name"
    if plain.key(shown) in _PLACEHOLDERS:
        return "This stands for somebody whose name is not shown"
    if _is_organisation(parts, shown):
        return (
            "This is a company's name, not a person's"
            if has_legal_form(shown)
            else "This is the mailbox of a team or a function, not a person's name"
        )
    return None


_PLACEHOLDERS = phrases(
    "linkedin member|linkedin user|private profile|first last|firstname lastname|first name last name|"
    "vorname nachname|jmeno prijmeni|imie nazwisko|prenom nom|nombre apellido|name|full name|contact name"
)


def _split(full_name: str) -> Person:
    found = _one(full_name)
    called = _CALLED.search(plain.display(full_name))
    nickname = (called[1] or called[2]).strip() if called and found.first else ""
    return replace(found, nickname=casing.proper(nickname)) if nickname else found


def _one(full_name: str) -> Person:
    shown = clean(full_name)
    words = shown.split(" ")
    if not shown or _is_organisation(words, shown):
        return _person("", "", "", shown, "")
    if _CJK.search(shown) and "," not in shown:
        return _east_asian(words)
    if casing.is_particle(words[0]) and "," not in shown and not casing.is_one_case(shown):
        return _person("", "", "", shown, "")
    return _parsed(shown)


def tidy(parts: Mapping[str, str | None]) -> Person:
    """A name that came in parts (`prefix first middle last suffix`), each cleaned and cased on its own."""
    found = {
        part: clean_part(parts.get(part) or "") for part in ("prefix", "first", "middle", "last", "suffix")
    }
    return _person(
        found["prefix"],
        casing.proper(found["first"], initials=True),
        casing.proper(found["middle"]),
        casing.proper(found["last"], starts=not found["first"] and " " not in found["last"]),
        found["suffix"],
    )


@lru_cache(maxsize=65_536)
def given(text: str) -> str:
    """A first, middle or nickname as shown."""
    return text if _ORDINARY.fullmatch(text) else casing.proper(clean_part(text), initials=True)


@lru_cache(maxsize=65_536)
def family(text: str) -> str:
    """A last name as shown; a particle of a longer one is small."""
    if _ORDINARY.fullmatch(text):
        return text
    bare = clean_part(text)
    return casing.proper(bare, starts=" " not in bare)


def clean(text: str) -> str:
    """Without pictures, pronouns, notes in brackets and the slogan some people put behind their name."""
    bare = _PICTURES.sub(" ", _SLOGAN.sub("", _PRONOUNS.sub(" ", plain.display(text))))
    bare = _SOURCE.sub("", bare.swapcase() if _SCRAMBLED.fullmatch(bare) else bare)
    if bare.isascii() and bare.replace(" ", "").isalpha():
        return bare.strip()
    bare = _BARE_PRONOUNS.sub("", _SECOND_TITLE.sub(r"\1 ", _FIELDS.sub("med.", bare)))
    bare = _without_title(_without_notes(bare))
    if len(bare) > 2 and bare[0] == bare[-1] == "'":
        bare = bare[1:-1]
    return " ".join(bare.split()).strip(_EDGES)


def _without_notes(bare: str) -> str:
    """A retired officer keeps his "(Ret.)"; a name that stands in brackets altogether stays."""
    kept = _BRACKETS.sub(
        lambda found: found[0] if "ret." in found[0].lower() else " ", _CALLED.sub(" ", bare)
    )
    return kept if re.search(r"[^\W\d_]", kept) else bare.strip(" ()[]<>{}")


def _without_title(bare: str) -> str:
    """Without the job behind the comma: John Smith, CEO at Example."""
    found = _TITLED.match(bare)
    if not found or title.read(found[2]).seniority == "other" or _is_credential(found[2]):
        return bare
    return found[1]


def clean_part(text: str) -> str:
    """As `clean`; a dash or bar inside a part is left alone, for it may belong to it."""
    bare = _PICTURES.sub(" ", _PRONOUNS.sub(" ", plain.display(text)))
    return " ".join(bare.split()).strip(_EDGES + "|")


def _is_organisation(words: list[str], shown: str) -> bool:
    if len(words) == 1:
        return words[0].lower() in _ORGANISATION
    if "," in shown and _is_credential(shown.rpartition(",")[2]):
        return False
    return words[-1].lower() in _ORGANISATION or (
        words[-1].lower() not in _CREDENTIALS and has_legal_form(shown)
    )


def _is_credential(text: str) -> bool:
    return all(one.replace(".", "").lower() in _CREDENTIALS for one in text.split())


_CREDENTIALS = words(_SUFFIXES) | words("pa pc di co da as se ba sa ad me na")


def _east_asian(words: list[str]) -> Person:
    """The family name stands first; without a space nobody can tell where it ends."""
    if len(words) == 2:
        return _person("", words[1], "", words[0], "")
    return _person("", "", "", " ".join(words), "")


def _parsed(shown: str) -> Person:
    name = HumanName(_family_last(shown), constants=_CONSTANTS)
    first, middle, last = name.first, name.middle, name.last
    if not (first or middle or last):
        return _person("", "", "", shown, "")
    return _ordered(
        name.title,
        casing.proper(first, initials=not casing.is_one_case(shown)),
        casing.proper(middle, starts=False),
        casing.proper(last, starts=not first),
        name.suffix,
    )


def _family_last(shown: str) -> str:
    """DUPONT Jean is Jean Dupont: capitals tell the family name where the rest has small letters."""
    parts = shown.split(" ")
    loud = 0
    while loud < len(parts) and _is_loud(parts[loud]):
        loud += 1
    if "," in shown or not 0 < loud < len(parts) or not all(map(_is_given, parts[loud:])):
        return shown
    return " ".join([*parts[loud:], *parts[:loud]])


def _is_loud(word: str) -> bool:
    return len(word) > 2 and word.isupper() and word.replace("-", "").isalpha() and casing.is_one_case(word)


def _is_given(word: str) -> bool:
    return (
        len(word) > 2 and word.replace("-", "").isalpha() and word.istitle() and word.lower() not in _SPECIAL
    )


def _ordered(prefix: str, first: str, middle: str, last: str, suffix: str) -> Person:
    """Told by the names themselves: a family name that stands first, and two family names at the end."""
    if first and last and names.stands_first(first, last):
        if names.is_family(middle):
            return _person(prefix, last, "", f"{first} {middle}", suffix)
        given, *more = [*middle.split(), last]
        return _person(prefix, given, " ".join(more), first, suffix)
    *others, before = middle.split(" ")
    if before and names.are_two_families(before, last):
        return _person(prefix, first, " ".join(others), f"{before} {last}", suffix)
    return _person(prefix, first, middle, last, suffix)


def _person(prefix: str, first: str, middle: str, last: str, suffix: str) -> Person:
    first, middle, last = (part.strip(_EDGES) for part in (first, middle, last))
    east_asian = bool(first and last and _CJK.match(first) and _CJK.match(last))
    order = (last, first) if east_asian else (first, middle, last)
    display = " ".join(part for part in order if part)
    return Person(prefix, first, middle, last, suffix, display, plain.key(display))
