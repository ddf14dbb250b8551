"""Which of the records found comes first, and by which value it was found. Pure.

A value of its own as a whole, the beginning of the name, the beginning of words of the name, then of other
values, then what stands within.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from uuid import UUID

from leadgen.records.field import RecordKind
from leadgen.records.normalise import text as plain
from leadgen.records.search.words import Sought


class Rank(IntEnum):
    """How well a record answers."""

    EXACT = 0
    NAME_BEGINS = 1
    IN_NAME = 2
    WORD_BEGINS = 3
    WITHIN = 4


@dataclass(frozen=True)
class Found:
    """A record with the values it can be found by: (field key, value), the name first, then those that are
    its own, in all `own` of them.
    """

    id: UUID
    kind: RecordKind
    name: str
    secondary: str
    values: Sequence[tuple[str, str]]
    own: int


@dataclass(frozen=True)
class Hit:
    """A record that answers, and the value by which it does."""

    found: Found
    rank: Rank
    field: str
    value: str


def ranked(found: Sequence[Found], asked: Sought) -> list[Hit]:
    """Those that answer, the best first; of the same rank by name, contacts before companies."""
    hits = [hit for one in found if (hit := _hit(one, asked)) is not None]
    return sorted(
        hits, key=lambda hit: (hit.rank, plain.key(hit.found.name), hit.found.kind != "contact", hit.found.id)
    )


def _hit(found: Found, asked: Sought) -> Hit | None:
    """None: its values have changed since it was found."""
    folded = [(key, value, plain.key(value)) for key, value in found.values]
    places = [_best(word, folded) for word in asked.words]
    if not places or any(place is None for place in places):
        return None
    own = folded[: found.own]
    exact = next(((key, value) for key, value, text in own if text == asked.whole), None)
    if exact is not None:
        return Hit(found, Rank.EXACT, *exact)
    name = plain.key(found.name)
    if name.startswith(asked.whole):
        return Hit(found, Rank.NAME_BEGINS, *found.values[0])
    worst, key, value = max(place for place in places if place is not None)
    return Hit(found, Rank(worst), key, value)


def _best(word: str, folded: Sequence[tuple[str, str, str]]) -> tuple[int, str, str] | None:
    """Where the word stands best: rank, field, value."""
    begins = re.compile(rf"(?<![^\W_]){re.escape(word)}")
    for number, (key, value, text) in enumerate(folded):
        if begins.search(text):
            return (Rank.IN_NAME if number == 0 else Rank.WORD_BEGINS), key, value
    for key, value, text in folded:
        if word in text:
            return Rank.WITHIN, key, value
    return None
