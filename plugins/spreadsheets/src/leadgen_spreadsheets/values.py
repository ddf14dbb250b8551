"""Numbers, dates and times of cells as the text a person would type."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

Formatter = Callable[[float], str]

_DAY_S = 86_400
_EXACT = 2**53
_LONGEST_PLAIN = 1e21
_EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's day belongs to no time zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
_LAST_SERIAL = 2_958_466  # 10000-01-01
_NO_SUCH_DAY = 60  # 1900-02-29, which Excel believes in


def number(value: float) -> str:
    """All digits of a whole number, and no more than the 15 that a spreadsheet keeps of another one."""
    if value != value or abs(value) >= _LONGEST_PLAIN:
        return repr(value)
    if value == int(value) and abs(value) <= _EXACT:
        return str(int(value))
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def written_number(text: str, formatter: Formatter | None) -> str:
    """The text of a number as the file writes it; what is no number stays as it is."""
    if formatter is None and len(text) < 16 and text.isascii() and text.isdigit():
        return text
    try:
        value = float(text)
    except ValueError:
        return text
    return number(value) if formatter is None else formatter(value)


def day_and_time(*, has_day: bool, has_time: bool, since_1904: bool) -> Formatter:
    """The formatter of serial dates: ISO, with the parts that the cell's format shows."""

    def formatted(serial: float) -> str:
        if not 0 <= serial < _LAST_SERIAL:
            return number(serial)
        moment = _moment(serial, since_1904=since_1904)
        if not has_day:
            return moment.strftime("%H:%M:%S")
        if serial < 1 and has_time and not since_1904:
            return moment.strftime("%H:%M:%S")
        if not since_1904 and int(serial) == _NO_SUCH_DAY:
            return "1900-02-29"
        return iso(moment) if has_time else moment.date().isoformat()

    return formatted


def elapsed(days: float) -> str:
    """A span of time as hours, minutes and seconds."""
    seconds = round(abs(days) * _DAY_S)
    sign = "-" if days < 0 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def iso(moment: date) -> str:
    """A day, with its time only where it has one."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    if moment.time() == moment.time().min:
        return moment.date().isoformat()
    return moment.replace(microsecond=0).isoformat(" ")


def iso_text(text: str) -> str:
    """A date that the file itself writes as ISO, in the same form."""
    try:
        return iso(datetime.fromisoformat(text.strip().removesuffix("Z")))
    except ValueError:
        return text


def _moment(serial: float, *, since_1904: bool) -> datetime:
    if since_1904:
        epoch = _EPOCH_1904
    else:
        epoch = _EPOCH_1900 + timedelta(days=1) if serial < _NO_SUCH_DAY else _EPOCH_1900
    return epoch + timedelta(seconds=round(serial * _DAY_S))
