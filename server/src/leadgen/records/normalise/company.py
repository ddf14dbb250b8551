"""Company names: as shown, and as a key that its legal form, case and punctuation do not change."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from leadgen.records.normalise import country as countries
from leadgen.records.normalise import own_words
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.legal_forms import (
    BEHIND,
    BUILT_IN,
    FOUNDATIONS,
    LONGEST,
    WORDS,
    Forms,
    countries_of,
)
from leadgen.records.normalise.lexicon import vocabulary
from leadgen.records.normalise.words import phrases, words

_PICTURES = re.compile(
    "[\u2122\u00ae\u00a9\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]|(?<=[^\\w])\u200d"
)
_WORD = re.compile(r"\w+")
_SLOGAN = re.compile(r"\s+[|•·►»]\s+.*$")
_GLUED = re.compile(
    r"^(?P<front>株式会社|有限会社|合同会社|주식회사|\(주\)|（株）|\(株\)|㈱)\s*|"
    r"\s*(?P<behind>株式会社|有限会社|合同会社|有限公司|有限责任公司|股份有限公司|주식회사|\(주\)|（株）|\(株\)|㈱)$"
)
_DOTTED = re.compile(r"\w\W(?:\w\W?){1,4}")
# What stands behind a firm's name and its form, and is no name of it.
_ASIDE = re.compile(
    r"[\s,;(–-]+(?:(?:nasdaq|nyse|lse|otc\w*|tsx|asx|euronext|xetra)\s?:.*|"
    r"d/?b/?a\b.*|t/a\b.*|trading as\b.*|"
    r"formerly\b.*|f/?k/?a\b.*|vormals\b.*|inh(?:\.|aber(?:in)?\b).*|(?:zweig)?niederlassung\b.*|"
    r"odštěpný závod\b.*|organizační složka\b.*|organizačná zložka\b.*|oddział w\b.*|sucursal en\b.*|"
    r"succursale (?:de|di)\b.*|in liquidation|i\.\s?l\.|in liquidazione|en liquidación|v likvidaci|"
    r"v likvidácii|"
    r"w likwidacji|(?:di|dei|of) [^,]{3,60} & c\.?)$",
    re.IGNORECASE,
)
_QUOTE = re.compile('["“”„«»]')
# Words that say "firm", beside a form they are none.
_SIGNS = words("firma fa ditta spolecnost spolocnost")
_THE = re.compile(r",\s*the$", re.IGNORECASE)
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


def normalise(name: str) -> CompanyName | None:
    """The name and its key; None where nothing is left to show."""
    return _normalised(name, own_words.at_hand().forms)


def forget() -> None:
    """Forget the names that were read, as a new process has."""
    _normalised.cache_clear()


@lru_cache(maxsize=65_536)
def _normalised(name: str, forms: Forms) -> CompanyName | None:
    shown = _without_quotes(" ".join(_PICTURES.sub("", plain.display(name)).split()))
    if not shown:
        return None
    return CompanyName(shown, _key(shown, forms))


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


def legal_form(name: str) -> LegalForm | None:
    """The legal form behind, before or inside this name; None where there is none."""
    return _legal_form(name, own_words.at_hand().forms)


@lru_cache(maxsize=16_384)
def _legal_form(name: str, held: Forms) -> LegalForm | None:
    found = _normalised(name, held)
    if found is None:
        return None
    glued = _GLUED.search(found.display)
    if glued and (bare := _GLUED.sub("", found.display).strip()):
        return LegalForm(bare, glued["front"] or glued["behind"], ())
    bare, forms = _without_forms(_ASIDE.sub("", found.display), held)
    if not forms:
        return _foundation(found.display)
    countries = next((where for form in forms if (where := countries_of(_joined(form)))), ())
    return LegalForm(bare, " ".join(forms), countries)


def _without_forms(shown: str, held: Forms) -> tuple[str, list[str]]:
    """The name as written without its legal forms, and those in their order."""
    words, behind, front = shown.split(), list[str](), list[str]()
    place = _place_behind(words, held)
    rest, words = words[len(words) - place :], words[: len(words) - place]
    while count := _tail(words, shown, held, inside=bool(rest)):
        behind.insert(0, " ".join(words[-count:]).strip(",;- "))
        words = words[:-count]
    if not behind:
        words, rest = words + rest, []
    if len(words) > 1 and (_joined(words[0]) in held.in_front or _is_dotted_form(words[0], held)):
        front = [] if behind and _joined(words[0]) in _SIGNS else [words[0].strip(",;-")]
        words = words[1:]
    bare = " ".join([*words, *rest]).strip(" ,;-")
    return _without_quotes(bare), front + behind


def _tail(words: list[str], shown: str, held: Forms, *, inside: bool) -> int:
    """How many of the last words are a legal form."""
    for count in range(min(LONGEST, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        if _is_form(tail, shown, held) and not (inside and _joined(tail) in WORDS and not tail.isupper()):
            return count
    return 0


def _place_behind(words: list[str], held: Forms) -> int:
    """How many of the last words name a country or a town that follows a legal form: Acme AG Österreich."""
    for count in range(min(3, len(words) - 2), 0, -1):
        place = " ".join(words[-count:]).strip("()., ")
        named = " ".join(words)
        if words[-count - 1] and _is_place(place) and _tail(words[:-count], named, held, inside=True):
            return count
    return 0


@lru_cache(maxsize=4096)
def _is_place(text: str) -> bool:
    if len(text) < 3 or _joined(text) in BEHIND:
        return False
    return isinstance(countries.normalise(text), str) or plain.key(text) in _towns()


@cache
def _towns() -> frozenset[str]:
    return frozenset(plain.key(name) for names in vocabulary("places")["cities"].values() for name in names)


def _is_dotted_form(word: str, held: Forms) -> bool:
    return _joined(word) in held.in_front_dotted and _DOTTED.fullmatch(word) is not None


def _foundation(shown: str) -> LegalForm | None:
    words = shown.split()
    for index in (0, len(words) - 1):
        if len(words) > 1 and _joined(words[index]) in FOUNDATIONS:
            bare = " ".join(words[:index] + words[index + 1 :]).strip(" ,;-")
            return LegalForm(bare, words[index], ())
    return None


def _without_quotes(shown: str) -> str:
    """Quotes around the whole go; those around some of its words stay where they are."""
    bare = shown.strip(' "“”„«»')
    return shown.strip(" ") if _QUOTE.search(bare) or _QUOTE.sub("", shown).strip() == "" else bare


def _is_form(tail: str, shown: str, held: Forms) -> bool:
    form = _joined(tail)
    return form in held.behind and not (form in WORDS and " " not in tail and _is_plain_word(form, shown))


def _joined(text: str) -> str:
    return "".join(_words(text))


def as_form(text: str) -> str:
    """A legal form as the lists write it: its words in small letters without accents and dots."""
    return " ".join(_words(text))


def has_legal_form(name: str) -> bool:
    """Does this name end in a legal form of the product's list, so that it is an organisation's?"""
    words = _words(name)
    return len(words) > 1 and _behind(words, name, BUILT_IN) > 0


def _key(shown: str, held: Forms) -> str:
    bare = _without_written_together(_SLOGAN.sub("", _ASIDE.sub("", _THE.sub("", shown))))
    words = _words(bare)
    if "".join(words) in held.behind:
        return plain.key(shown)
    words = _without_inner_form(bare, words, held)
    has_form = False
    while len(words) > 1 and (count := _behind(words, shown, held)):
        words, has_form = words[:-count], True
    first = bare.split()[0]
    if len(words) > 1 and (words[0] in held.in_front or (has_form and words[:1] == ["sc"])):
        words = words[1:]
    elif len(words) > len(_words(first)) and (
        _is_dotted_form(first, held) or (len(_joined(first)) > 2 and _joined(first) in held.in_front)
    ):
        words = words[len(_words(first)) :]
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] == "and":
        words = words[:-1]
    return _with_initials_joined(words) or plain.key(shown)


def _without_inner_form(bare: str, words: list[str], held: Forms) -> list[str]:
    """Acme AG Österreich and Acme Österreich AG are one."""
    written = bare.split()
    place = _place_behind(written, held) if len(written) > 2 else 0
    if not place:
        return words
    return _words(" ".join([*_stripped(written[:-place], bare, held), *written[-place:]]))


def _stripped(written: list[str], shown: str, held: Forms) -> list[str]:
    while count := _tail(written, shown, held, inside=True):
        written = written[:-count]
    return written


def _without_written_together(shown: str) -> str:
    """Chinese, Japanese and Korean legal forms stand next to the name without a space."""
    return _GLUED.sub("", shown) or shown


def _words(shown: str) -> list[str]:
    folded = re.sub(r"['’`´]", "", plain.key(shown))
    return _WORD.findall(re.sub(r"[&+]", " and ", folded).replace("_", " "))


def _behind(words: list[str], shown: str, held: Forms) -> int:
    """How many of the last words are a legal form, however it is cut up: `s r o`, `s.r.o.`, `sro`."""
    for count in range(min(LONGEST, len(words) - 1), 0, -1):
        form = "".join(words[-count:])
        if form in held.behind and not (count == 1 and form in WORDS and _is_plain_word(form, shown)):
            return count
    return 0


def _is_plain_word(form: str, shown: str) -> bool:
    return re.search(rf"\b{form.capitalize()}\b", shown) is not None


def _with_initials_joined(words: list[str]) -> str:
    """J. P. Morgan and JP Morgan are one: neighbours of one letter are written together."""
    return re.sub(r"(?<=\b\w) (?=\w\b)", "", " ".join(words))
