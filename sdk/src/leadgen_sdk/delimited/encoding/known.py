"""The encodings a table can be in, with the languages written in them, and how rare each is in bits."""

import codecs
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_LATIN_1 = "de fr es pt it nl sv da nb fi is ca et sq"
_LATIN_2 = "cs sk pl hu hr sl ro sq de"
_CYRILLIC = "ru uk bg sr mk be"


@dataclass(frozen=True)
class Known:
    """A codec of one byte or more a character that no mark gives away."""

    codec: str
    rarity_bits: float
    languages: Sequence[str]


def _known(codec: str, rarity_bits: float, languages: str) -> Known:
    return Known(codec, rarity_bits, languages.split())


# Windows first: what a spreadsheet writes. ISO differs from it in few letters; DOS and Mac are old files.
KNOWN = (
    _known("cp1252", 0, _LATIN_1),
    _known("cp1250", 0, _LATIN_2),
    _known("cp1251", 0, _CYRILLIC),
    _known("cp1253", 0, "el"),
    _known("cp1254", 0.5, "tr " + _LATIN_1),
    _known("cp1255", 0, "he"),
    _known("cp1256", 0, "ar fa fr"),
    _known("cp1257", 0.5, "et lv lt pl de"),
    _known("cp1258", 3, "vi fr"),
    _known("cp874", 0, "th"),
    _known("cp932", 0, "ja"),
    _known("gb18030", 0, "zh"),
    _known("cp950", 0, "zt"),
    _known("cp949", 0, "ko"),
    _known("euc_jp", 1, "ja"),
    _known("big5hkscs", 25, "zt"),
    _known("johab", 6, "ko"),
    _known("iso8859-15", 2, _LATIN_1),
    _known("iso8859-2", 2, _LATIN_2),
    _known("iso8859-5", 3, _CYRILLIC),
    _known("iso8859-6", 3, "ar"),
    _known("iso8859-7", 2, "el"),
    _known("iso8859-8", 3, "he"),
    _known("iso8859-9", 2, "tr " + _LATIN_1),
    _known("iso8859-13", 4, "et lv lt pl"),
    _known("iso8859-4", 5, "et lv lt"),
    _known("iso8859-16", 5, "ro hr hu pl sl sq"),
    _known("koi8-r", 1, "ru bg"),
    _known("koi8-u", 2, "uk ru be"),
    _known("mac-roman", 6, _LATIN_1),
    _known("mac-latin2", 7, _LATIN_2),
    _known("mac-cyrillic", 7, _CYRILLIC),
    _known("mac-greek", 7, "el"),
    _known("mac-turkish", 7, "tr"),
    _known("mac-iceland", 8, "is"),
    _known("mac-romanian", 8, "ro"),
    _known("mac-croatian", 8, "hr sl"),
    _known("cp850", 6, _LATIN_1),
    _known("cp437", 7, _LATIN_1),
    _known("cp852", 6, _LATIN_2),
    _known("cp866", 3, _CYRILLIC),
    _known("cp855", 7, _CYRILLIC),
    _known("cp737", 7, "el"),
    _known("cp869", 8, "el"),
    _known("cp857", 7, "tr"),
    _known("cp862", 7, "he"),
    _known("cp864", 10, "ar"),
    _known("cp720", 8, "ar"),
    _known("cp775", 7, "et lv lt"),
    _known("cp865", 8, "da nb"),
    _known("cp861", 8, "is"),
)
_BY_MARK_OR_CHOICE = (
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "ascii", "iso8859-1",
    "iso8859-3", "iso8859-10", "iso8859-11", "iso8859-14", "iso2022_jp", "iso2022_kr", "hz", "big5", "gbk",
    "gb2312", "shift_jis", "euc_kr", "tis-620", "cp858", "cp860", "cp863", "kz1048", "ptcp154",
)  # fmt: skip
ENCODINGS: Sequence[str] = tuple(
    dict.fromkeys([*_BY_MARK_OR_CHOICE[:7], *(known.codec for known in KNOWN), *_BY_MARK_OR_CHOICE[7:]])
)
_CODECS: Mapping[str, str] = {codecs.lookup(name).name: name for name in ENCODINGS}


def codec_of(name: str) -> str | None:
    """Our name of the encoding that a person calls so; None for one that is unknown or no text."""
    asked = name.strip().lower().removeprefix("x-")
    if asked in ("utf-8-sig", "utf8-sig", "utf_8_sig"):
        return "utf-8"
    try:
        return _CODECS.get(codecs.lookup(asked).name)
    except (LookupError, ValueError):
        return None
