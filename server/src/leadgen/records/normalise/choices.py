"""Yes and no, choices of a list, and labels."""

import re
from collections.abc import Sequence
from functools import lru_cache

from leadgen.records.field import Option
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad
from leadgen.records.normalise.words import words

_YES = words(
    "yes y true t 1 on x checked ✓ ✔ ☑ ja j wahr ano a pravda áno áno oui o vrai si sí verdadero v vero tak "
    "prawda waar sann kyllä kyllä k tosi active enabled"
)
_NO = words(
    "no n false f 0 off unchecked ✗ ✘ ☐ nein falsch ne nie nepravda non faux falso nee onwaar nej falskt ei "
    "epätosi falsz fałsz inactive disabled"
)
_YES_KEYS, _NO_KEYS = frozenset(map(plain.key, _YES)), frozenset(map(plain.key, _NO))


@lru_cache(maxsize=1024)
def boolean(text: str) -> bool | Bad:
    """Yes or no, in the languages files come in."""
    key = plain.key(plain.unquoted(text))
    if key in _YES_KEYS:
        return True
    if key in _NO_KEYS:
        return False
    return Bad(f"'{text.strip()[:40]}' is neither yes nor no")


@lru_cache(maxsize=4096)
def choice(text: str, options: tuple[Option, ...]) -> str | Bad:
    """The value of the option that is written here, by its value or by its label."""
    key = plain.key(text)
    for option in options:
        if key in (plain.key(option.value), plain.key(option.label)):
            return option.value
    allowed = ", ".join(option.label for option in options[:6]) + (", …" if len(options) > 6 else "")
    return Bad(f"'{plain.display(text)[:40]}' is not one of {allowed}")


@lru_cache(maxsize=16_384)
def tags(text: str) -> Sequence[str]:
    """The labels in a cell, in their order, each once; Google's "* " marks and empty ones go."""
    found: dict[str, str] = {}
    for piece in re.split(r":::|[;,|\n]", text):
        label = plain.display(piece).strip("* \"'")
        if label and not plain.is_nothing(label):
            found.setdefault(plain.key(label), label)
    return tuple(found.values())
