"""A header taken apart: the noun it is about and what qualifies it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from leadgen.records.normalise.words import words
from leadgen.stages.ingest.headers.lexicon import LANGUAGES, Entry, Words, lexicon, words_of

_MOST_WORDS = 12
_IN_AN_ADDRESS = words("street postal_code city state country email webpage street_more")
_BESIDE_OPT_OUT = words(
    "date time at on reason mode email emails e mail mails sms phone call calls from of all the is has "
    "marketing datum am grund dne duvod data motivo fecha motif le razon wann newsletter by via per telefon "
    "telefonu emailem emailu mailem bitte prosim please telefonicznie telefonisch prosze por favor sie"
)
# Words of a longer header that say nothing alone: "last" of "last activity" is no name, "by" no town.
_NAME_WORDS = words("first last middle second additional full complete")
_SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """`noun` as in the lexicon, the qualifiers beside it, and the number it is counted with ("E-mail 2")."""

    noun: str
    qualifiers: frozenset[str]
    number: int | None
    languages: frozenset[str]
    exact: bool


@dataclass(frozen=True, slots=True)
class _Partial:
    rest: Words
    qualifiers: tuple[Entry, ...] = ()


@lru_cache(maxsize=4096)
def readings(header: str) -> tuple[Reading, ...]:
    """Every way to understand all of a header's words, with as few qualifiers as possible; often one or none.

    A word for sensitive data anywhere makes the header sensitive, whatever stands around it.
    """
    words = words_of(header)
    if _says_who_opted_out(words):  # first: "Nie kontaktować" has a word that is an identity number in Spain
        return (Reading("opt_out", frozenset(), None, frozenset(LANGUAGES), exact=True),)
    if _names_sensitive_data(words):
        return (Reading("sensitive", frozenset(), None, frozenset(LANGUAGES), exact=True),)
    if not words or len(words) > _MOST_WORDS:
        return ()
    letters = tuple(word for word in words if not word.isdecimal())
    digits = [word for word in words if word.isdecimal()]
    found = _search(words, None)
    return found or (_search(letters, int(digits[0][:6])) if digits and letters else ())


def read_all(headers: Sequence[str]) -> list[Reading | None]:
    """One reading for each header, ambiguous words in the language that the other headers speak."""
    possible = [readings(header) for header in headers]
    votes: defaultdict[str, float] = defaultdict(float)
    for ways in possible:
        spoken = {language for way in ways for language in way.languages}
        for language in spoken:
            votes[language] += 1 if len(spoken) == 1 else 1 / (2 * len(spoken))
    return [_chosen(ways, votes) for ways in possible]


def _chosen(ways: Sequence[Reading], votes: Mapping[str, float]) -> Reading | None:
    if not ways:
        return None
    best = max(ways, key=lambda way: max(_weight(language, votes) for language in way.languages))
    alone = len(best.languages) == 1 and "en" not in best.languages
    (language, *_) = best.languages
    if alone and best.noun not in ("sensitive", "skip") and votes[language] <= 1 and votes["en"] >= 3:
        return None
    return best


def _weight(language: str, votes: Mapping[str, float]) -> float:
    """English wins a tie: it is what exports fall back to."""
    return votes[language] + (0.01 if language == "en" else -LANGUAGES.index(language) / 1e6)


def _search(words: Words, number: int | None) -> tuple[Reading, ...]:
    """Breadth first over the qualifiers taken away, so that phrases win over their parts."""
    frontier = {_Partial(words)}
    while frontier:
        found = {way for partial in frontier for way in _complete(partial, number)}
        # "Company LinkedIn" is a page, not a company: its other words are qualifiers only by accident.
        telling = {way for way in found if way.noun != "company"} or found
        if telling:
            return tuple(sorted(telling, key=repr))
        frontier = {shorter for partial in frontier for shorter in _without_one_qualifier(partial)}
    return ()


def _complete(partial: _Partial, number: int | None) -> Iterator[Reading]:
    for entry in lexicon().nouns.get(tuple(sorted(partial.rest)), ()):
        spoken = frozenset(
            language
            for language in LANGUAGES
            if entry.language in (language, "en")
            and all(one.language in (language, "en") for one in partial.qualifiers)
            and language in (entry.language, *(one.language for one in partial.qualifiers))
        )
        if spoken:
            named = frozenset(one.meaning for one in partial.qualifiers) - {"fill", "vendor"}
            if "address" in named and entry.meaning not in _IN_AN_ADDRESS:
                continue
            named -= {"address"}
            yield Reading(entry.meaning, named | entry.implied, number, spoken, exact=not partial.qualifiers)


def _without_one_qualifier(partial: _Partial) -> Iterator[_Partial]:
    book = lexicon()
    for start in range(len(partial.rest)):
        for end in range(start + 1, min(len(partial.rest), start + book.longest_qualifier) + 1):
            for entry in book.qualifiers.get(partial.rest[start:end], ()):
                rest = partial.rest[:start] + partial.rest[end:]
                if rest:
                    qualifiers = tuple(sorted((*partial.qualifiers, entry), key=repr))
                    yield _Partial(rest, qualifiers)


def parts(header: str) -> Iterator[Reading]:
    """What the words of a header mean that is not understood as a whole, longest phrase first."""
    words, nouns = words_of(header)[:_MOST_WORDS], lexicon().nouns
    for length in range(min(len(words), 4), 0, -1):
        for start in range(len(words) - length + 1):
            if length == 1 and (len(words[start]) < _SHORTEST_PART or words[start] in _NAME_WORDS):
                continue
            for entry in nouns.get(tuple(sorted(words[start : start + length])), ()):
                yield Reading(entry.meaning, entry.implied, None, frozenset({entry.language}), exact=False)


def is_about_somebody_else(header: str) -> bool:
    """Does any word of this header, understood or not, point to another person than the contact?"""
    words, book = words_of(header), lexicon()
    spans = {words[start:end] for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    return any(
        entry.meaning in ("someone_else", "owner", "skip", "opt_out", "label")
        for span in spans
        for entry in (*book.qualifiers.get(span, ()), *book.nouns.get(tuple(sorted(span)), ()))
    )


def _says_who_opted_out(words: Words) -> bool:
    """A phrase of it, with nothing beside it but when, why and by which way: an unsubscribe link is none."""
    nouns = lexicon().nouns
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 5) + 1):
            entries = nouns.get(tuple(sorted(words[start:end])), ())
            rest = (*words[:start], *words[end:])
            says_stop = bool(entries) and all(entry.meaning == "opt_out" for entry in entries)
            if says_stop and _BESIDE_OPT_OUT.issuperset(rest):
                return True
    return False


def _names_sensitive_data(words: Words) -> bool:
    nouns = lexicon().nouns
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + 6) + 1):
            entries = nouns.get(tuple(sorted(words[start:end])), ())
            if entries and all(entry.meaning == "sensitive" for entry in entries):
                # One word may mean something harmless in a longer phrase: "pass" in "pass rate".
                return end - start > 1 or len(words) <= 3
    return False
