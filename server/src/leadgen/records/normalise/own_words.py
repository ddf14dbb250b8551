"""What a workspace says about the words of titles beyond the built-in lists.

The lists are never copied: a workspace keeps what it adds and what it does not mean. Whoever reads values of
a workspace does so inside `using`; without it the built-in lists alone count.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, TypeAlias

from leadgen.records.normalise import text as plain

VocabularyName: TypeAlias = Literal["seniority", "department"]
# A phrase, and what it means; None: what the built-in lists say of it does not hold here.
Entry: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """The entries of a workspace, by vocabulary."""

    seniority: tuple[Entry, ...] = ()
    department: tuple[Entry, ...] = ()

    def over(self, name: VocabularyName, listed: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
        """The built-in list without what it says of these phrases, and with what they mean instead."""
        entries: tuple[Entry, ...] = getattr(self, name)
        if not entries:
            return listed
        own = {word for word, _ in entries}
        silent = [word for word, meant in entries if meant is None]
        said = {
            meaning: [*(word for word, meant in entries if meant == meaning), *_without(phrases, own)]
            for meaning, phrases in listed.items()
        }
        return {NOTHING: [*silent, *said.pop(NOTHING, ())], **said}


# What a phrase means that says nothing, so that no shorter part of it does either.
NOTHING = "none"
NONE = OwnWords()
_at_hand: ContextVar[OwnWords] = ContextVar("own_words", default=NONE)


def at_hand() -> OwnWords:
    """The words of the workspace whose values are read."""
    return _at_hand.get()


@contextmanager
def using(words: OwnWords) -> Iterator[None]:
    """Values that are read inside are read by these words, too."""
    token = _at_hand.set(words)
    try:
        yield
    finally:
        _at_hand.reset(token)


def _without(listed: Sequence[str], own: set[str]) -> list[str]:
    return [phrase for phrase in listed if plain.key(phrase) not in own]
