"""Dates and moments as people and exports write them."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from leadgen.records.normalise import text as plain
from leadgen.records.normalise.months import MONTHS
from leadgen.records.normalise.values import Bad, DateOrder

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_NUMBERS = re.compile(r"(\d{1,4})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{1,4})\.?")
_CLOCK = re.compile(
    r"[T,\s]+(?:at|um|à|v|o|ore|kl\.?)?\s*(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?\s*([ap]\.?m\.?)?"
    r"\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,\s*(?=\S*\d)")
_DAY_SUFFIX = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|º|ª|°)\b", re.IGNORECASE)
_GLUE = re.compile(r"\b(?:de|del|of|den|di)\b")
_TOKEN = re.compile(r"\d+|[^\W\d]+")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def normalise(text: str, order: DateOrder = "dmy") -> date | Bad:
    """The day. `order` decides only where day and month could be read both ways, as in 03/04/2025."""
    iso = _ISO.fullmatch(text)
    if iso:
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    return _odd(text, order)


def moment(text: str, order: DateOrder = "dmy") -> datetime | Bad:
    """The moment in UTC; a text without a zone is read as UTC, one without a time as midnight."""
    bare = plain.unquoted(plain.display(text))
    day = normalise(bare, order)
    clock = _CLOCK.search(bare)
    if isinstance(day, Bad) or not clock:
        return day if isinstance(day, Bad) else datetime(day.year, day.month, day.day, tzinfo=UTC)
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        hour = hour % 12 + (12 if clock[4].lower().startswith("p") else 0)
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=_zone(clock[5]))
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return Bad("Time of day does not exist")


def guess_order(samples: Iterable[str]) -> DateOrder | None:
    """The one order in which all of these dates exist, or None where both do (or neither)."""
    seen = [numbers for sample in samples if (numbers := _NUMBERS.match(plain.display(sample)))]
    short = [(int(found[1]), int(found[2])) for found in seen if len(found[1]) < 3]
    if not short:
        return "ymd" if seen else None
    day_first, month_first = all(b <= 12 for _, b in short), all(a <= 12 for a, _ in short)
    if day_first == month_first:
        return None
    return "dmy" if day_first else "mdy"


@lru_cache(maxsize=16_384)
def _odd(text: str, order: DateOrder) -> date | Bad:
    bare = _WEEKDAY.sub("", plain.unquoted(plain.display(text)))
    if _SERIAL.fullmatch(bare):
        return Bad(
            "This is a spreadsheet's internal number, not a date; format the column as a date and save again"
        )
    day = _CLOCK.sub("", bare).strip(" ,T")
    compact = _COMPACT.fullmatch(day)
    if compact:
        return _made(int(compact[1]), int(compact[2]), int(compact[3]))
    numbers = _NUMBERS.fullmatch(day)
    if numbers:
        return _from_numbers(numbers[1], numbers[2], numbers[3], order)
    return _from_words(day)


def _from_numbers(first: str, second: str, third: str, order: DateOrder) -> date | Bad:
    a, b, c = int(first), int(second), int(third)
    if len(first) > 2:
        return _made(a, b, c) if len(third) < 3 else Bad("Date has two years")
    if order == "ymd" and len(third) < 3:
        return _made(_year(first), b, c)
    day, month = (b, a) if order == "mdy" else (a, b)
    if month > 12 >= day:
        day, month = month, day
    return _made(_year(third), month, day)


def _from_words(text: str) -> date | Bad:
    folded = _GLUE.sub(" ", _DAY_SUFFIX.sub("", plain.key(text)))
    tokens = _TOKEN.findall(folded)
    numbers = [token for token in tokens if token.isdecimal()]
    months = [MONTHS[token] for token in tokens if token in MONTHS]
    if len(months) != 1 or not numbers or len(tokens) != len(numbers) + 1:
        return Bad(f"'{text[:40]}' is not a date that can be read; write it as 2026-01-31")
    if len(numbers) == 1:
        return Bad("Date has no day or no year")
    if len(numbers) > 2:
        return Bad("Date has too many numbers")
    years = [number for number in numbers if len(number) == 4]
    year = years[0] if years else numbers[1]
    day = numbers[1] if years and numbers[0] == year else numbers[0]
    return _made(_year(year), months[0], int(day[:4]))


def _year(digits: str) -> int:
    """Two digits mean 1969 to 2068, as POSIX has it."""
    year = int(digits[:5])
    if len(digits) > 2:
        return year
    return year + (2000 if year < 69 else 1900)


def _made(year: int, month: int, day: int) -> date | Bad:
    if not 1800 <= year <= 2200:
        return Bad(f"Date has the year {year}, which cannot be meant")
    try:
        return date(year, month, day)
    except ValueError:
        return Bad(
            f"There is no day {day} in month {month} of {year}"
            if month <= 12
            else f"There is no month {month}"
        )


def _zone(written: str | None) -> timezone:
    if not written or written[0] not in "+-":
        return UTC
    hours, minutes = int(written[1:3]), int(written[-2:])
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if written[0] == "-" else offset)
