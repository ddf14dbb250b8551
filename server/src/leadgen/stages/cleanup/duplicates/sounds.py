"""How a name sounds, roughly: enough to file two spellings of it together."""

import re
from functools import lru_cache

_FIRST = (("kn", "n"), ("wr", "r"), ("ph", "f"), ("ch", "k"), ("c", "k"), ("z", "s"), ("x", "s"), ("q", "k"))
_CODES = str.maketrans(
    {
        **dict.fromkeys("bpfvw", "1"),
        **dict.fromkeys("cgjkqsxz", "2"),
        **dict.fromkeys("dt", "3"),
        "l": "4",
        **dict.fromkeys("mn", "5"),
        "r": "6",
        **dict.fromkeys("aeiouyh", "0"),
    }
)
_LENGTH = 4


@lru_cache(maxsize=65_536)
def sound(name: str) -> str:
    """The first letter and the consonants behind it, as spoken; other scripts stay as they are."""
    letters = "".join(character for character in name if character.isalpha())
    if not letters.isascii():
        return letters
    for written, spoken in _FIRST:
        if letters.startswith(written):
            letters = spoken + letters[len(written) :]
            break
    coded = re.sub(r"(.)\1+", r"\1", letters.translate(_CODES))
    return letters[:1] + coded[1:].replace("0", "")[: _LENGTH - 1]
