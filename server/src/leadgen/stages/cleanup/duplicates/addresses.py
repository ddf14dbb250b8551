"""What two e-mail addresses say of each other beyond the names of their rows.

Most addresses are made of their owner's name, often with a number behind it. That two such addresses are
alike says once more that the names are alike, which the names have said themselves: so the row's own name is
taken out first, and what is left is compared, a number mostly.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import OSA

from leadgen.records.normalise.domain import is_free
from leadgen.stages.cleanup.duplicates.columns import Column, Ints, Levels, Mask, Texts
from leadgen.stages.cleanup.duplicates.nicknames import FORMS
from leadgen.stages.cleanup.duplicates.spellings import Pairs

# Levels of an e-mail address.
SAME, SAME_NAME, SLIP, SIMILAR, SAME_NUMBER, SAME_HOST, DIFFERENT = range(7)

TELLING_DIGITS = 2  # fewer are no person's own
INITIALS = 2  # so many letters beside a name are its initials
_WORD_LETTERS = 3
_LONG = 4  # of shorter ones many are the same, and more are one character apart
_WORDS = re.compile(r"[^\W\d_]+")
_NOT_KEPT = re.compile(r"[\W_]+")


def judge(pairs: Pairs) -> Levels:
    """An address at the firm's own host names the firm, too; one at a host for everybody does not."""
    names, hosts = pairs.changed(mailbox), pairs.changed(host)
    ratio, slips = names.ratio(), pairs.slips()
    same_host = hosts.are_equal()
    found = np.full(len(pairs), DIFFERENT, dtype=np.int8)
    found[same_host & ~hosts.both(is_free)] = SAME_HOST
    found[ratio >= 80] = SIMILAR
    found[(slips == 1) | ((slips == 2) & (ratio >= 90))] = SLIP
    found[names.are_equal()] = SAME_NAME
    # Whose name was taken gets a number: jan.novak2 is not jan.novak.
    numbered = pairs.where(_has_no_number) | pairs.both(_has_one_digit)
    found[pairs.changed(_without_number).are_equal() & numbered] = SAME_HOST
    return found


def judge_beside_names(
    column: Column, names: Sequence[Column], pairs: tuple[Ints, Ints], level: Levels
) -> Mask:
    """Judges anew where both addresses have more than a name; which pairs these are.

    Equal numbers weigh what they weigh between any two rows, whoever they are.
    """
    left, right = pairs
    rests = _Rests.of(column, names, left, right)
    one, other = rests.of_row[left], rests.of_row[right]
    telling = (one >= 0) & (other >= 0)
    bare = np.append(rests.texts.where(str.isdigit), False)
    alike = (level > SAME_NAME) & (level <= SIMILAR)
    apart = (level > SIMILAR) & bare[one] & bare[other]
    among = np.flatnonzero(telling & (alike | apart | ((level == SAME_NAME) & bare[one])))
    level[among] = np.where(
        bare[one[among]] == bare[other[among]],
        _judged_once(rests.texts, one[among], other[among]),
        # One row's name is missing or written badly: the number that is left of the other's tells.
        _judged_once(rests.texts.changed(digits), one[among], other[among]),
    )
    nothing = among[level[among] == DIFFERENT]
    level[nothing] = _by_host(column, left[nothing], right[nothing])
    return telling


def _judged_once(rests: Texts, one: Ints, other: Ints) -> Levels:
    distinct, where = np.unique(one * len(rests) + other, return_inverse=True)
    return _judge_rests(Pairs(rests, distinct // len(rests), distinct % len(rests)))[where]


def _judge_rests(pairs: Pairs) -> Levels:
    long = pairs.shorter() >= _LONG
    found = np.full(len(pairs), DIFFERENT, dtype=np.int8)
    found[long & (pairs.ratio() >= 80) & ~pairs.where(str.isdigit)] = SIMILAR
    found[long & (pairs.slips() == 1)] = SLIP
    found[pairs.are_equal()] = SAME_NUMBER
    found[pairs.are_equal() & long] = SAME_NAME
    return found


def _by_host(column: Column, left: Ints, right: Ints) -> Levels:
    hosts = Pairs(column.texts.changed(host), column.codes[left], column.codes[right])
    own = hosts.are_equal() & ~hosts.both(is_free)
    return np.where(own, SAME_HOST, DIFFERENT).astype(np.int8)


@dataclass(frozen=True)
class _Rests:
    """By row which of `texts` is left of its address without its name; -1 where that tells nothing."""

    texts: Texts
    of_row: Ints

    @classmethod
    def of(cls, column: Column, names: Sequence[Column], left: Ints, right: Ints) -> "_Rests":
        """Of the rows of these pairs."""
        numbered = np.append(column.texts.where(has_number), False)
        asked = np.zeros(len(column.codes), dtype=bool)
        asked[left] = asked[right] = True
        rows = np.flatnonzero(asked & numbered[column.codes])
        own = [_values(name, rows) for name in names]
        places: dict[str, int] = {}
        of_row = np.full(len(column.codes), -1, dtype=np.int64)
        for row, address, *named in zip(rows.tolist(), _values(column, rows), *own, strict=True):
            rest = without_names(mailbox(address), named)
            if len(rest) >= TELLING_DIGITS:
                of_row[row] = places.setdefault(rest, len(places))
        return cls(Texts(places), of_row)


def _values(column: Column, rows: Ints) -> list[str]:
    texts = [*column.texts, ""]
    return [texts[code] for code in column.codes[rows].tolist()]


def without_names(name: str, own: Sequence[str]) -> str:
    """Letters and digits of a mailbox that are neither these names, however written, nor initials."""
    rest, words = name, [word for text in own for word in text.replace("-", " ").split(" ") if len(word) > 1]
    missing: list[str] = []
    for word in sorted(words, key=len, reverse=True):
        if word in rest:
            rest = rest.replace(word, " ", 1)
        else:
            missing.append(word)
    initials = {text[:1] for text in own}
    for part in _WORDS.findall(rest) if missing else ():
        if any(_is_written(part, word, initials) for word in missing):
            rest = rest.replace(part, " ", 1)
    kept = _NOT_KEPT.sub("", rest)
    letters = sum(map(str.isalpha, kept))
    return kept if letters > INITIALS else digits(kept)


def _is_written(part: str, word: str, initials: set[str]) -> bool:
    """Does this part of a mailbox stand for the name, with an initial before or behind it, or a slip?"""
    if len(part) < _WORD_LETTERS:
        return False
    if word.startswith(part) or part.startswith(word) or _is_form(part, word):
        return True
    most = 1 if len(word) < 7 else 2
    spelt = [
        part,
        *(part[1:] for first in initials if part.startswith(first)),
        *(part[:-1] for first in initials if part.endswith(first)),
    ]
    return any(OSA.distance(one, word, score_cutoff=most) <= most for one in spelt if len(one) > most * 2)


def _is_form(part: str, word: str) -> bool:
    one, other = FORMS.get(part), FORMS.get(word)
    return one is not None and other is not None and not one.isdisjoint(other)


def mailbox(address: str) -> str:
    return address.rpartition("@")[0] or address


def host(address: str) -> str:
    return address.rpartition("@")[2]


def digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def has_number(address: str) -> bool:
    return len(digits(mailbox(address))) >= TELLING_DIGITS


def _number(address: str) -> str:
    name = mailbox(address)
    return name[len(name.rstrip("0123456789")) :]


def _without_number(address: str) -> str:
    name, _, at = address.rpartition("@")
    return f"{name.rstrip('0123456789')}@{at}"


def _has_no_number(address: str) -> bool:
    return not _number(address)


def _has_one_digit(address: str) -> bool:
    return len(_number(address)) == 1
