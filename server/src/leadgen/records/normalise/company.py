"""Company names: as shown, and as a key that its legal form, case and punctuation do not change."""

import re
from dataclasses import dataclass
from functools import lru_cache

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.legal_forms import BEHIND, IN_FRONT, LONGEST, WORDS, countries_of
from leadgen.records.normalise.words import phrases

_PICTURES = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]|(?<=[^\\w])\u200d"
)
_WORD = re.compile(r"\w+")
_SLOGAN = re.compile(r"\s+[|•·►»]\s+.*$")
_GLUED = re.compile(
    r"^(?:株式会社|有限会社|合同会社|주식회사|\(주\)|（株）|㈱)|(?:株式会社|有限会社|合同会社|有限公司|有限责任公司|股份有限公司|주식회사)$"
)
_PLACEHOLDERS = phrases(
    """
    self employed|selfemployed|self-employed|freelance|freelancer|freelancing|independent|
    independent consultant|independent contractor|independent professional|contractor|consultant|
    sole trader|sole proprietor|
    self employed professional|self|myself|me|personal|private|private person|individual|unemployed|
    not employed|none|no company|not applicable|n a|na|retired|student|university student|looking for work|
    looking for a job|open to work|job seeker|between jobs|career break|currently unemployed|
    seeking opportunities|seeking new opportunities|stealth|stealth startup|stealth mode|stealth mode startup|
    stealth company|confidential|confidential company|undisclosed|various|various companies|multiple|
    multiple companies|unknown|other|company|test|tbd|home|family|
    selbststandig|selbstandig|selbstaendig|selbststaendig|freiberuflich|freiberufler|freier mitarbeiter|
    freelancerin|arbeitslos|arbeitssuchend|privat|rentner|im ruhestand|
    osvc|zivnostnik|na volne noze|samostatne vydelecne cinny|student vs|duchodce|nezamestnany|
    szco|samostatne zarobkovo cinna osoba|dochodca|
    samozatrudnienie|wlasna dzialalnosc|dzialalnosc gospodarcza|jednoosobowa dzialalnosc gospodarcza|
    bezrobotny|emerytowany|
    independant|a mon compte|auto entrepreneur|autoentrepreneur|micro entrepreneur|travailleur independant|
    sans emploi|en recherche d emploi|en recherche|retraite|profession liberale|
    autonomo|autonoma|por cuenta propia|trabajador autonomo|trabajo por cuenta propia|desempleado|jubilado|
    libero professionista|libera professionista|lavoratore autonomo|in proprio|disoccupato|pensionato|
    zzp|zzper|zelfstandig|zelfstandige|zelfstandig ondernemer|eigen bedrijf|werkzoekend|gepensioneerd|
    egenforetagare|eget foretag|frilans|frilansare|arbetssokande|pensionar|
    yrittaja|itsenainen ammatinharjoittaja|tyoton|elakelainen
    """
)
_PLACEHOLDER_KEYS = frozenset(" ".join(_WORD.findall(text)) for text in _PLACEHOLDERS)


@dataclass(frozen=True, slots=True)
class CompanyName:
    """A name as shown, with its legal form; and the key under which its other spellings are found."""

    display: str
    key: str


@lru_cache(maxsize=65_536)
def normalise(name: str) -> CompanyName | None:
    """The name and its key; None where nothing is left to show."""
    shown = " ".join(_PICTURES.sub("", plain.display(name)).split()).strip('"“”„«» ')
    if not shown:
        return None
    return CompanyName(shown, _key(shown))


@lru_cache(maxsize=65_536)
def is_placeholder(name: str) -> bool:
    """Does this say that there is no company ("Self-employed", "OSVČ", "Stealth startup")?"""
    shown = _SLOGAN.sub("", plain.display(name))
    if plain.is_nothing_typed(shown):
        return True
    return " ".join(_WORD.findall(plain.key(shown))) in _PLACEHOLDER_KEYS


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form as it is written, the name without it, and the countries (ISO 3166) that know it."""

    name: str
    written: str
    countries: tuple[str, ...]


@lru_cache(maxsize=16_384)
def legal_form(name: str) -> LegalForm | None:
    """The legal form behind (or before) this name; None where there is none."""
    found = normalise(name)
    words = found.display.split() if found else []
    for count in range(min(LONGEST, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        if _is_form(tail, found.display if found else ""):
            return LegalForm(
                " ".join(words[:-count]).rstrip(" ,;-"), tail.lstrip(",;- "), countries_of(_joined(tail))
            )
    if len(words) > 1 and _joined(words[0]) in IN_FRONT:
        return LegalForm(" ".join(words[1:]).strip(' "„“”'), words[0], countries_of(_joined(words[0])))
    return None


def _is_form(tail: str, shown: str) -> bool:
    form = _joined(tail)
    return form in BEHIND and not (form in WORDS and " " not in tail and _is_plain_word(form, shown))


def _joined(text: str) -> str:
    return "".join(_words(text))


def has_legal_form(name: str) -> bool:
    """Does this name end in a legal form, so that it is an organisation's?"""
    words = _words(name)
    return len(words) > 1 and _behind(words, name) > 0


def _key(shown: str) -> str:
    words = _words(_without_written_together(_SLOGAN.sub("", shown)))
    if "".join(words) in BEHIND:
        return plain.key(shown)
    while len(words) > 1 and (count := _behind(words, shown)):
        words = words[:-count]
    if len(words) > 1 and words[0] in IN_FRONT:
        words = words[1:]
    while len(words) > 1 and words[-1] == "and":
        words = words[:-1]
    return _with_initials_joined(words) or plain.key(shown)


def _without_written_together(shown: str) -> str:
    """Chinese, Japanese and Korean legal forms stand next to the name without a space."""
    return _GLUED.sub("", shown) or shown


def _words(shown: str) -> list[str]:
    folded = re.sub(r"['’`´]", "", plain.key(shown))
    return _WORD.findall(re.sub(r"[&+]", " and ", folded).replace("_", " "))


def _behind(words: list[str], shown: str) -> int:
    """How many of the last words are a legal form, however it is cut up: `s r o`, `s.r.o.`, `sro`."""
    for count in range(min(LONGEST, len(words) - 1), 0, -1):
        form = "".join(words[-count:])
        if form in BEHIND and not (count == 1 and form in WORDS and _is_plain_word(form, shown)):
            return count
    return 0


def _is_plain_word(form: str, shown: str) -> bool:
    return re.search(rf"\b{form.capitalize()}\b", shown) is not None


def _with_initials_joined(words: list[str]) -> str:
    """J. P. Morgan and JP Morgan are one: neighbours of one letter are written together."""
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", " ".join(words))
