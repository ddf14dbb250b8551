"""Words of a text as they are compared: no case, no accents, no marks, apart by one space."""

import re
import unicodedata

_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_MARKS = re.compile(r"[\W_]+")


def plainly(text: str) -> str:
    """Also of a whole page, which `normalise.text.key` would keep in its memory."""
    folded = text.casefold().replace("&", " and ")
    if not folded.isascii():
        folded = _ACCENTS.sub("", unicodedata.normalize("NFKD", folded)).translate(_LETTERS)
    return _MARKS.sub(" ", folded).strip()


def names(text: str, wanted: str) -> bool:
    """Do these plain words stand in that plain text, whole?"""
    return bool(wanted) and f" {wanted} " in f" {text} "
