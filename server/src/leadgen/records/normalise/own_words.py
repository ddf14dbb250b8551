"""What a workspace says about words beyond the built-in lists: of titles, legal forms, mailboxes, mail hosts.

The lists are never copied: a workspace keeps what it adds and what it does not mean. Whoever reads values of
a workspace does so inside `using`; without it the built-in lists alone count.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, TypeAlias

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.legal_forms import BUILT_IN, Forms
from leadgen.records.normalise.mail_hosts import FREE_MAIL, ROLE_MAILBOXES

VocabularyName: TypeAlias = Literal["seniority", "department", "legal_form", "role_mailbox", "free_mail"]
# A phrase, and what it means; None: what the built-in lists say of it does not hold here.
Entry: TypeAlias = tuple[str, str | None]


@dataclass(frozen=True)
class OwnWords:
    """The entries of a workspace, by vocabulary."""

    seniority: tuple[Entry, ...] = ()
    department: tuple[Entry, ...] = ()
    legal_form: tuple[Entry, ...] = ()
    role_mailbox: tuple[Entry, ...] = ()
    free_mail: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Sequence[Sequence[str | None]]]) -> "OwnWords":
        """Of pairs by vocabulary, as they come out of JSON."""
        return cls(
            **{
                name: tuple((str(word), meaning) for word, meaning in entries)
                for name, entries in given.items()
            }
        )

    @cached_property
    def forms(self) -> Forms:
        """The legal forms that hold here; of equal entries always the same object."""
        return _forms(self.legal_form)

    @cached_property
    def role_mailboxes(self) -> frozenset[str]:
        """What stands before the @ of a mailbox of a function."""
        return _changed(ROLE_MAILBOXES, self.role_mailbox)

    @cached_property
    def free_mail_hosts(self) -> frozenset[str]:
        """The domains at which anybody can have a mailbox."""
        return _changed(FREE_MAIL, self.free_mail)

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


@lru_cache(maxsize=16)
def _forms(entries: tuple[Entry, ...]) -> Forms:
    return BUILT_IN.changed(*_parted(entries)) if entries else BUILT_IN


@lru_cache(maxsize=16)
def _changed(listed: frozenset[str], entries: tuple[Entry, ...]) -> frozenset[str]:
    added, gone = _parted(entries)
    return (listed - gone) | added if entries else listed


def _parted(entries: tuple[Entry, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that are added, and those that are none here."""
    added = frozenset(word for word, meaning in entries if meaning is not None)
    return added, frozenset(word for word, meaning in entries if meaning is None)


def _without(listed: Sequence[str], own: set[str]) -> list[str]:
    return [phrase for phrase in listed if plain.key(phrase) not in own]
