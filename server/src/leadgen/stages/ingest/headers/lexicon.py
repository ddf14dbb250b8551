"""The words of headers, by language, as data."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leadgen.records.normalise import text as plain

LANGUAGES = (
    "en", "de", "cs", "sk", "pl", "fr", "es", "it", "nl", "sv", "fi", "pt", "da", "nb", "hu", "ro", "tr",
    "ru", "ja",
)  # fmt: skip

Words = tuple[str, ...]

_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WRITTEN_APART = re.compile(r"\b(e)[- ](?=mail)|\b(linked)[- ](?=in\b)")
_WORD = re.compile(r"[^\W\d_]+|\d+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a phrase in one language. A noun may carry qualifiers that its word implies."""

    language: str
    meaning: str
    implied: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`nouns` by their words in alphabetical order, `qualifiers` by their words in reading order."""

    nouns: Mapping[Words, tuple[Entry, ...]]
    qualifiers: Mapping[Words, tuple[Entry, ...]]
    longest_qualifier: int


@cache
def words_of(text: str) -> Words:
    """A header's words: letter case, accents, punctuation and camelCase make no difference."""
    folded = plain.key(_CAMEL.sub(" ", text.replace("_", " ")))
    folded = _WRITTEN_APART.sub(lambda found: found[1] or found[2], folded)
    return tuple(_WORD.findall(re.sub(r"^# *", "count ", folded)))


@cache
def lexicon() -> Lexicon:
    """All languages together; a phrase may mean different things in two of them."""
    nouns: dict[Words, list[Entry]] = defaultdict(list)
    qualifiers: dict[Words, list[Entry]] = defaultdict(list)
    for language in LANGUAGES:
        for meaning, phrase in _rows(language):
            noun, *implied = meaning.split()
            words = words_of(phrase)
            if noun.startswith("~"):
                qualifiers[words].append(Entry(language, noun[1:]))
            else:
                entry = Entry(language, noun, frozenset(word.removeprefix("~") for word in implied))
                if entry not in nouns[tuple(sorted(words))]:
                    nouns[tuple(sorted(words))].append(entry)
    return Lexicon(
        {words: tuple(entries) for words, entries in nouns.items()},
        {words: tuple(entries) for words, entries in qualifiers.items()},
        max(map(len, qualifiers)),
    )


def _rows(language: str) -> Iterator[tuple[str, str]]:
    with files(__package__).joinpath(f"{language}.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            for phrase in row["words"].split("|"):
                yield row["meaning"], phrase
