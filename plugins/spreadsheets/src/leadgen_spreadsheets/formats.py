"""What a number format makes of a number: a date, a time, a padded postcode or a grouped phone."""

import re

from leadgen_spreadsheets.values import Formatter, day_and_time, elapsed, number

# ECMA-376, 18.8.30: formats that files name by number alone. 27-36 and 50-58 are dates of East Asia.
_BUILT_IN = {
    **dict.fromkeys([14, 15, 16, 17, *range(27, 32), 36, *range(50, 59)], "yyyy-mm-dd"),
    **dict.fromkeys([18, 19, 20, 21, 32, 33, 34, 35, 45, 47], "hh:mm:ss"),
    22: "yyyy-mm-dd hh:mm",
    46: "[h]:mm:ss",
}
_SILENT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_NAMED = frozenset({"general", "standard"})
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
# Only what stands in phone numbers, postcodes and the like; an amount keeps no unit and no grouping.
_SHOWN_DIGITS = re.compile(r"[0# ()/+\-\u00a0]*")
_NINE = "\ue009"  # a digit that the format itself writes


def formatter_of(code: str | None, built_in: int = 0, *, since_1904: bool) -> Formatter | None:
    """The formatter of a format's code, or of its number; None where the bare number says it best."""
    section = (_BUILT_IN.get(built_in, "") if code is None else code).split(";")[0]
    plain = _SILENT.sub("", section)
    if plain.strip().lower() in _NAMED:
        return None
    if _ELAPSED.search(plain):
        return elapsed
    letters = set(plain.lower())
    if letters & set("ydhs") or "m" in letters:
        has_time = bool(letters & set("hs"))
        has_day = bool(letters & set("yd")) or not has_time
        return day_and_time(has_day=has_day, has_time=has_time, since_1904=since_1904)
    return _digits(section)


def _digits(section: str) -> Formatter | None:
    """`00000` or `+000 000 000`: the digits as the sheet shows them."""
    literal = _QUOTED.sub(lambda found: _kept(found[1] or found[2] or ""), section)
    bare = re.sub(r"[\ue000-\ue009]", "", literal)
    places = sum(bare.count(place) for place in "0#")
    if "[" in section or not _SHOWN_DIGITS.fullmatch(bare) or places < 2 or bare.strip("#") in ("", "0"):
        return None

    def formatted(value: float) -> str:
        digits = number(value)
        if not digits.isdigit() or len(digits) < bare.count("#"):
            return digits
        return _filled(literal, digits.zfill(places))

    return formatted


def _kept(text: str) -> str:
    return "".join(chr(0xE000 + int(char)) if char.isdigit() and char.isascii() else char for char in text)


def _filled(literal: str, digits: str) -> str:
    """The places filled from the right; digits without a place stand before the first one."""
    left = list(digits)
    shown = [left.pop() if char in "0#" else char for char in reversed(literal)]
    text = "".join(reversed(shown))
    if left:
        first = next(index for index, char in enumerate(literal) if char in "0#")
        text = text[:first] + "".join(left) + text[first:]
    return "".join(str(ord(char) - 0xE000) if "\ue000" <= char <= _NINE else char for char in text)
