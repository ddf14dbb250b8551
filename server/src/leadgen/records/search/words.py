"""What is looked for: the words of a text, and whether another text has them. Pure.

A word with three letters in a row is found anywhere, another one ("o'b") where a word begins: the index
knows texts by three letters in a row, and all others have it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from leadgen.records.normalise import text as plain

LONGEST_QUERY = 200
_IN_A_ROW = re.compile(r"[^\W_]{3}")
# Who typed so much means few records, wherever it stands in them.
_LONG = 8
# The beginning of a long word, such as an address, says as much as the whole and is found in half the time.
_SAYS_ENOUGH = 16
_MARKS = str.maketrans(dict.fromkeys(".@-_/&+,:()", " "))


@dataclass(frozen=True)
class Sought:
    """The words of a query as texts are compared; none where there is no letter and no digit in it."""

    whole: str
    words: tuple[str, ...]

    @property
    def is_long(self) -> bool:
        """Whether so much is said that hardly any record has it within a word only."""
        return len(self.whole) >= _LONG

    @property
    def is_domain(self) -> bool:
        """Whether it is one word with a dot in it, as domains have and hardly anything else."""
        return "." in self.whole.strip(".") and " " not in self.whole

    @property
    def within(self) -> list[str]:
        """A LIKE pattern for each word, wherever it may stand."""
        return [_pattern(word, anywhere=_is_anywhere(word)) for word in self.words]

    @property
    def starting(self) -> list[str]:
        """As `roughly`, where words begin."""
        return [_pattern(word[:_SAYS_ENOUGH], anywhere=False) for word in self.words]

    @property
    def roughly(self) -> list[str]:
        """Patterns that all records have which have the words, and hardly any other: look at them again."""
        return [_pattern(word[:_SAYS_ENOUGH], anywhere=_is_anywhere(word)) for word in self.words]


def sought(query: str) -> Sought:
    """What this asks for."""
    whole = plain.key(query[:LONGEST_QUERY])
    return Sought(whole, tuple(dict.fromkeys(word for word in whole.split(" ") if _says_something(word))))


def entry(values: Sequence[str]) -> str:
    """Values, folded already, as one text that is searched: as SQL `search_words()` does.

    A value with marks stands there once more without them, so that each word in it is seen to begin.
    """
    return "".join(_searchable(value) for value in values)


def _searchable(value: str) -> str:
    plainer = value.translate(_MARKS)
    return f"  {value}" if plainer == value else f"  {value} {plainer}"


def matches(text: str, asked: Sought) -> bool:
    """Whether this entry has all the words: what the patterns say, for those who have no database."""
    return all(word in text if _is_anywhere(word) else f" {word}" in text for word in asked.words)


def _is_anywhere(word: str) -> bool:
    return _IN_A_ROW.search(word[:_SAYS_ENOUGH]) is not None


def _says_something(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _pattern(word: str, *, anywhere: bool) -> str:
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if anywhere else f"% {escaped}%"
