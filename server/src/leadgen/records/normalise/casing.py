"""Names written in capitals or in small letters, put into the case their owner would use."""

import re

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import words

_PARTICLES = words(
    "af al av bin da dal dalla das de degli dei del della delle den der des di do dos du e el ibn la las le "
    "lo los op ten ter 't und van vom von y z zu zum zur"
)
_NUMERALS = words("ii iii iv vi vii viii")
_PART = re.compile(r"[^\s\-'’.]+")


def proper(name: str, *, starts: bool = True, initials: bool = False) -> str:
    """The name as it is when its case is mixed, else capitalised word by word.

    `starts` says that it begins the full name, where a particle is a given name (Van Morrison); `initials`
    that two capitals stand for two names (AJ), since the rest of the name is not in capitals.
    """
    if not is_one_case(name) or (initials and len(name) <= 2 and name.isupper()):
        return name
    words = name.split(" ")
    cased = " ".join(_word(word, first=starts and index == 0) for index, word in enumerate(words))
    return plain.display(cased)


def is_particle(word: str) -> bool:
    """Is this a small word inside a family name (van, de, von)?"""
    return word in _PARTICLES


def is_one_case(name: str) -> bool:
    """Is all of this in capitals (but not initials), or all in small letters?"""
    letters = [character for character in name if character.isalpha()]
    if len(letters) < 2:
        return bool(letters) and letters[0].islower()
    if any(letter.islower() for letter in letters):
        return not any(letter.isupper() or letter.istitle() for letter in letters)
    return any(letter.isupper() for letter in letters) and not _is_initials(name)


def _is_initials(name: str) -> bool:
    """JP, A.J., M.: short capitals without a vowel, or with dots, stand for words."""
    return all(
        "." in word or (len(word) <= 3 and not re.search("[aeiouy]", plain.key(word)))
        for word in name.split()
    )


def _word(word: str, *, first: bool) -> str:
    small = word.lower()
    if small in _PARTICLES and not first:
        return small
    if small in _NUMERALS and not first:
        return small.upper()
    return _PART.sub(lambda part: _capital(part[0]), small)


def _capital(part: str) -> str:
    if part.startswith("mc") and len(part) > 3:
        return f"Mc{part[2:].capitalize()}"
    return part[:1].title() + part[1:]
