"""Numbers, ranges of numbers and amounts of money as people write them."""

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.currencies import CURRENCY_WORDS, MINOR_DIGITS
from leadgen.records.normalise.values import Bad, Context, DecimalMark
from leadgen.records.normalise.words import words

_LARGEST = 2**63 - 1
_DIGITS = re.compile(r"[+-]?\d{1,15}")
_NUMBER = re.compile(r"[+-]?\d[\d.,'’ ]*|[+-]?[.,]\d+")
_SCALES = {
    word: zeros
    for zeros, listed in {
        3: "k tsd tis tys thousand t",
        6: "m mm mn mio mil mln million millions millionen milionu miliony milion milionow miljoen "
        "miljon miljoner milj milionov milioni milione millon millones",
        9: "b bn bil mrd mld md billion milliard milliarden miliardy miliard miliarda milliards "
        "miljard miljarder mdr",
    }.items()
    for word in words(listed)
}
_SCALED = re.compile(r"([\d.,' ]*\d)\s*([a-z]*)\.?")
_END = r"(\d[\d.,' ]*(?:[kmb](?![a-z]))?)"
_RANGE = re.compile(rf"{_END}\s*(?:-+|to|bis|az|do|a|until|til|tot|till)\s*{_END}")
_PEOPLE = re.compile(
    r"\b(?:employees?|people|persons?|staff|headcount|mitarbeiter(?:innen|:innen)?|mitarbeitende|ma|zamestnancu|"
    r"zamestnancov|zamestnanci|lidi|osob|pracownikow|salaries?|personnes|employes|empleados|personas|dipendenti|"
    r"addetti|medewerkers|werknemers|anstallda|henkiloa|tyontekijaa|fte|users?|company size)\b\.?"
)
_ALONE = frozenset(["self-employed", "self employed", "myself only", "just me", "myself"])
_MONTH_RANGE = re.compile(
    r"(?:\d{1,2}[-. ])?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?:[-. ]\d{1,4})?"
)


def whole(text: str, decimal: DecimalMark = ".") -> int | Bad:
    """A whole number; thousands may be grouped, decimals must be zeros."""
    if _DIGITS.fullmatch(text):
        return int(text)
    number = fraction(text, decimal, grouped=True)
    if isinstance(number, Bad):
        return number
    if number != number.to_integral_value():
        return Bad("Number has decimals where a whole number is expected")
    return int(number)


@lru_cache(maxsize=16_384)
def fraction(text: str, decimal: DecimalMark = ".", *, grouped: bool = False) -> Decimal | Bad:
    """A number with decimals. `decimal` (or `grouped`) decides only over one mark before three digits."""
    bare = (
        re.sub(r"\s+", " ", plain.unquoted(plain.display(text))).replace("−", "-").removesuffix("%").strip()
    )
    if not _NUMBER.fullmatch(bare):
        return Bad(f"'{bare[:40]}' is not a number")
    plainly = _ungrouped(bare.replace(" ", "").replace("'", "").replace("’", ""), decimal, grouped)
    try:
        number = Decimal(plainly)
    except InvalidOperation:
        return Bad(f"'{bare[:40]}' is not a number")
    return number if abs(number) <= _LARGEST else Bad("Number is too large")


def _ungrouped(digits: str, decimal: DecimalMark, grouped: bool) -> str:
    marks = {mark for mark in ".," if mark in digits}
    if not marks:
        return digits
    if len(marks) == 2:
        last = max(".,", key=digits.rfind)
        other = "," if last == "." else "."
        return digits.replace(other, "").replace(last, ".")
    mark = marks.pop()
    groups_of_three = re.fullmatch(rf"[+-]?[1-9]\d{{0,2}}(?:\{mark}\d{{3}})+", digits)
    if digits.count(mark) > 1:
        return digits.replace(mark, "") if groups_of_three else "?"
    if groups_of_three and (grouped or mark != decimal):
        return digits.replace(mark, "")
    return digits.replace(mark, ".")


@lru_cache(maxsize=4096)
def span(text: str) -> tuple[int | None, int | None] | Bad:
    """A range of whole numbers: 11-50, 1,001 to 5,000, 50+, <10, 200. Either end may be open."""
    shown = plain.unquoted(plain.display(text))
    bare = " ".join(_PEOPLE.sub("", re.sub("[–—−‐‑]", "-", plain.key(shown))).split()).strip(" ()")
    if _MONTH_RANGE.fullmatch(bare):
        return Bad(f"A spreadsheet turned this range into the date {shown}; write it as 11 to 50")
    if bare in _ALONE:
        return 1, 1
    open_end = _open_span(bare)
    if open_end:
        return open_end
    both = _RANGE.fullmatch(bare)
    low, high = (_count(both[1]), _count(both[2])) if both else (_count(bare), _count(bare))
    if both and both[2][-1:] in "kmb" and both[1][-1:].isdigit():
        low = _count(both[1] + both[2][-1])
    if isinstance(low, Bad) or isinstance(high, Bad):
        return Bad(f"'{shown[:40]}' is not a number or a range such as 11-50")
    return (low, high) if low <= high else Bad(f"The range {shown} ends before it begins")


def _open_span(bare: str) -> tuple[int | None, int | None] | Bad | None:
    above = re.fullmatch(
        r"(\d[\d.,' ]*[kmb]?)\s*(?:\+|and more|and above|or more|plus|a vice|und mehr|et plus)", bare
    )
    above = above or re.fullmatch(r"(?:>=|from|ab|od|over|min\.?|at least)\s*(\d[\d.,' ]*[kmb]?)", bare)
    more = re.fullmatch(r"(?:>|more than|mehr als|vice nez)\s*(\d[\d.,' ]*[kmb]?)", bare)
    below = re.fullmatch(r"(?:<=|up to|bis|do|max\.?)\s*(\d[\d.,' ]*[kmb]?)", bare)
    less = re.fullmatch(r"(?:<|less than|under|unter|weniger als|mene nez)\s*(\d[\d.,' ]*[kmb]?)", bare)
    for found, shift, upper in ((above, 0, False), (more, 1, False), (below, 0, True), (less, -1, True)):
        if found:
            count = _count(found[1])
            if isinstance(count, Bad):
                return count
            return (None, max(0, count + shift)) if upper else (count + shift, None)
    return None


def _count(text: str) -> int | Bad:
    scaled = _SCALED.fullmatch(text.strip())
    if not scaled or (scaled[2] and scaled[2] not in ("k", "m", "b")):
        return Bad("Not a number")
    number = fraction(scaled[1], ".", grouped=not scaled[2])
    if isinstance(number, Bad):
        return number
    count = number.scaleb(_SCALES.get(scaled[2], 0))
    if count != count.to_integral_value() or count > _LARGEST:
        return Bad("Not a whole number")
    return int(count)


@lru_cache(maxsize=4096)
def money(text: str, ctx: Context) -> tuple[int, str] | Bad:
    """An amount in the smallest unit, and its ISO 4217 code: $1.2M, 3,5 Mio. €, 1 200 000 Kč."""
    shown = plain.unquoted(plain.display(text))
    folded = plain.key(shown).replace("'", "").replace("’", "")
    currency, rest = _currency(folded)
    scaled = _SCALED.fullmatch(rest.removeprefix("-").strip(" ~."))
    if not scaled or (scaled[2] and scaled[2] not in _SCALES):
        return Bad(f"'{shown[:40]}' is not an amount such as 1.2M USD")
    number = fraction(scaled[1], ctx.decimal, grouped=not scaled[2])
    if isinstance(number, Bad):
        return number
    code = currency or ctx.currency
    units = number.scaleb(_SCALES.get(scaled[2], 0) + MINOR_DIGITS.get(code, 2)) * (
        -1 if rest.startswith("-") else 1
    )
    if abs(units) > _LARGEST:
        return Bad("Amount is too large")
    return int(units.to_integral_value()), code


def _currency(folded: str) -> tuple[str | None, str]:
    for word in re.findall(r"[a-z]+\$?|[^\w\s.,'+-]+", folded):
        code = CURRENCY_WORDS.get(word)
        if code:
            return code, folded.replace(word, " ", 1).replace(",-", "").strip()
    glued = re.match(r"([a-z]{2,3}|[^\w\s]+)(?=[\d-])", folded)
    return None, folded[glued.end() :] if glued and glued[0] in ("ca",) else folded
