"""Text as shown and text as compared."""

import re
import unicodedata
from functools import lru_cache

from leadgen.records.normalise.words import words

_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
# Control characters, lone surrogates (PostgreSQL stores neither), and invisible marks that copying from web
# pages leaves behind. The joiners U+200C and U+200D stay: Persian, Indic scripts and emoji need them.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_NOTHING = words(
    "- -- --- ---- – — _ . .. ... / * n/a #n/a #na n.a. n.a n\\a null (null) <null> \\n nil undefined nan "
    "#null! #ref! #value! #div/0! #name? (blank) (empty) (none) [null] [none] n/d"
)
_NOTHING_TYPED = _NOTHING | words(
    "na none unknown empty blank tbd tbc tba ? ?? ??? x xx xxx no false 0 neuvedeno keine k.a. aucun "
    "ninguno nessuno brak žádný žiadny geen ingen"
)
_LONGEST_NOTHING = max(map(len, _NOTHING_TYPED))


def display(text: str) -> str:
    """The text on one line without invisible characters, inner runs of spaces as one, composed (NFC)."""
    if _PLAIN.fullmatch(text):
        return text
    visible = _INVISIBLE.sub("", _BREAKS.sub(" ", text))
    return " ".join(unicodedata.normalize("NFC", visible).split())


def long_display(text: str) -> str:
    """As `display`, with the line breaks of the author kept."""
    lines = [display(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """What two spellings of the same text share: no case, no accents, no width, single spaces.

    Only accents of Latin, Greek and Cyrillic go; the vowel signs of other scripts are letters.
    """
    if text.isascii():
        return " ".join(_INVISIBLE.sub("", _BREAKS.sub(" ", text)).lower().split())
    folded = _unaccented(_unaccented(display(text)).casefold()).translate(_LETTERS)
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _unaccented(text: str) -> str:
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text))


def is_nothing(text: str) -> bool:
    """Is this a way of writing "no value" that no name or sentence could be?"""
    return not text or (len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING)


def is_nothing_typed(text: str) -> bool:
    """As `is_nothing`, for a field of a strict type, where "none" or "unknown" can only mean empty."""
    return not text or (len(text) <= _LONGEST_NOTHING and text.lower() in _NOTHING_TYPED)


def unquoted(text: str) -> str:
    """Without the marks a spreadsheet puts around text to keep it text: `'123`, `="123"`, `"123"`."""
    before = None
    while text != before:
        before = text
        if text.startswith('="') and text.endswith('"') and len(text) > 2:
            text = text[2:-1]
        elif len(text) > 1 and text[0] == text[-1] == '"':
            text = text[1:-1]
        text = text.removeprefix("'").strip()
    return text
