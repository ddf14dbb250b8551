"""Phrases of several words and what they stand for: the longest one wins, whole words and parts of words."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import phrases

Phrase = tuple[str, ...]
_FOLDER = Path(__file__).parent / "vocabulary"
_OPTIONAL = re.compile(r"\((\w+)\)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_ANY = "*"


@dataclass(frozen=True, slots=True)
class Found:
    """Where a phrase stands among the words, and what it means."""

    start: int
    end: int
    meaning: str


class Lexicon:
    """Meaning → its phrases. Of a phrase with two meanings the earlier meaning counts."""

    def __init__(self, meanings: Mapping[str, Iterable[str]]) -> None:
        self._exact: dict[Phrase, str] = {}
        self._open: list[tuple[Phrase, str]] = []
        self._beginnings: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._middles: dict[str, str] = {}
        for meaning, listed in meanings.items():
            for phrase in listed:
                for spelling in _spellings(phrase):
                    self._add(tuple(spelling.split()), meaning)
        self._longest = max(map(len, self._exact), default=1)
        self._firsts = frozenset(phrase[0] for phrase in self._exact)
        self._parts: dict[str, str | None] = {}

    def _add(self, phrase: Phrase, meaning: str) -> None:
        if _ANY in phrase:
            self._open.append((phrase, meaning))
        elif len(phrase) > 1 or _ANY not in phrase[0]:
            self._exact.setdefault(phrase, meaning)
        else:
            bare = phrase[0].strip(_ANY)
            places = (self._middles, self._beginnings, self._ends)
            both = phrase[0].startswith(_ANY) and phrase[0].endswith(_ANY)
            places[0 if both else 1 if phrase[0].endswith(_ANY) else 2].setdefault(bare, meaning)

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """The phrases among these words from left to right, none inside another."""
        start = 0
        while start < len(words):
            found = self._at(words, start)
            if found:
                yield found
            start = found.end if found else start + 1

    def _at(self, words: Sequence[str], start: int) -> Found | None:
        open_end = max((self._open_end(phrase, words, start) for phrase, _ in self._open), default=start)
        if words[start] in self._firsts:
            for end in range(min(len(words), start + self._longest), max(start, open_end - 1), -1):
                meaning = self._exact.get(tuple(words[start:end]))
                if meaning is not None:
                    return Found(start, end, meaning)
        if open_end > start:
            meaning = next(
                meaning for phrase, meaning in self._open
                if self._open_end(phrase, words, start) == open_end
            )  # fmt: skip
            return Found(start, open_end, meaning)
        part = self._part(words[start])
        return Found(start, start + 1, part) if part is not None else None

    def _open_end(self, phrase: Phrase, words: Sequence[str], start: int) -> int:
        piece = words[start : start + len(phrase)]
        fits = len(piece) == len(phrase) and all(
            wanted in (_ANY, word) for wanted, word in zip(phrase, piece, strict=True)
        )
        return start + len(phrase) if fits else start

    def _part(self, word: str) -> str | None:
        """What a part of the word says: its end first, since that is what a compound is; the longest."""
        if word not in self._parts:
            if len(self._parts) > 50_000:
                self._parts.clear()
            self._parts[word] = self._looked_up(word)
        return self._parts[word]

    def _looked_up(self, word: str) -> str | None:
        if len(word) > 60:
            return None
        for start in range(1, len(word) - 2):
            if word[start:] in self._ends:
                return self._ends[word[start:]]
        for end in range(len(word), 2, -1):
            if word[:end] in self._beginnings:
                return self._beginnings[word[:end]]
        inside = [part for part in self._middles if part in word]
        return self._middles[max(inside, key=len)] if inside else None


@cache
def vocabulary(name: str) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """A vocabulary of this folder: group → meaning → its phrases, those of all languages together."""
    groups = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    return {
        group: {meaning: _listed(written) for meaning, written in cast(Mapping[str, object], said).items()}
        for group, said in groups.items()
    }


def _listed(written: object) -> Sequence[str]:
    texts = written.values() if isinstance(written, dict) else [written]
    return [phrase for one in texts for phrase in sorted(phrases(str(one)))]


def _spellings(phrase: str) -> Iterator[str]:
    """As compared; with and without what is in brackets, an umlaut also as two letters."""
    for one in {_OPTIONAL.sub("", phrase), _OPTIONAL.sub(r"\1", phrase)}:
        low = one.lower()
        yield from {plain.key(low), plain.key(low.translate(_UMLAUTS))}
