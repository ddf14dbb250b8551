"""Values with an order: numbers, days, times, money. What a test compares with is a stretch of them. Pure."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from leadgen.kernel.json import JSON
from leadgen.records.field import Field
from leadgen.records.filters.errors import Misfit
from leadgen.records.filters.operators import Op
from leadgen.records.filters.tree import Among, Amounts, Bound, Operand, Span
from leadgen.records.values import custom_row

_MOST = 2**53


def number(value: JSON) -> int:
    """Raises Misfit."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MOST:
        raise Misfit("This takes a whole number")
    return value


def _decimal(value: JSON) -> int:
    """In the unit decimals are stored in."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise Misfit("This takes a number, or its digits as a text: 12.5")
    number = _digits_of(str(value))
    if number is None or not number.is_finite() or not -30 <= number.adjusted() <= 15:
        raise Misfit("This takes a number, or its digits as a text: 12.5")
    return custom_row(_DECIMAL, str(number)).number or 0


def _digits_of(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


_DECIMAL = Field(
    key="", kind="contact", type="decimal", label="", description="", normaliser="decimal", storage="custom"
)


def _day(value: JSON) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return _inner(date.fromisoformat(value))
    except ValueError:
        pass
    raise Misfit("This takes a date, 2026-01-31")


def _inner(day: date) -> date:
    """Without the outermost days of the calendar, which have no neighbour."""
    if not date(1, 1, 5) <= day <= date(9999, 12, 27):
        raise ValueError("outside of the calendar")
    return day


def _moment(value: JSON) -> Span:
    """The instant, or the whole day in UTC."""
    try:
        if isinstance(value, str) and len(value) == 10:
            return whole_day(_inner(date.fromisoformat(value)))
        if isinstance(value, str) and len(value) <= 40:
            instant = datetime.fromisoformat(value)
            _inner(instant.date())
            if instant.tzinfo is not None:
                found = instant.astimezone(UTC)
                return Span(found, found)
    except ValueError:
        pass
    raise Misfit("This takes a date, 2026-01-31, or a time with its zone, 2026-01-31T09:00:00Z")


_TICK = timedelta(microseconds=1)


def whole_day(day: date) -> Span:
    """The day in UTC, first to last instant."""
    start = datetime.combine(day, time(), UTC)
    return Span(start, start + timedelta(days=1) - _TICK)


def _money(value: JSON) -> tuple[int, str]:
    if not isinstance(value, Mapping) or set(value) != {"amount", "currency"}:
        raise Misfit(
            'This takes an amount in the smallest unit with its currency, {"amount": 1250, "currency": "EUR"}'
        )
    currency = value["currency"]
    if not isinstance(currency, str) or not (
        currency.isascii() and currency.isupper() and len(currency) == 3
    ):
        raise Misfit("A currency has three letters, such as EUR")
    return number(value["amount"]), currency


def _point(reader: Callable[[JSON], Bound]) -> Callable[[JSON], Span]:
    def read_point(value: JSON) -> Span:
        found = reader(value)
        return Span(found, found)

    return read_point


# The stretch that one value covers; for most it is a point.
ORDERED: Mapping[str, Callable[[JSON], Span]] = {
    "number": _point(number),
    "range": _point(number),
    "decimal": _point(_decimal),
    "date": _point(_day),
    "datetime": _moment,
    "money": lambda value: Span(_money(value)[0], _money(value)[0]),
}


def compared(field: Field, op: Op, value: JSON) -> Operand:
    """The operand of a comparison with one value. Raises Misfit."""
    here = ORDERED[field.type](value)
    if field.type == "number" and op in ("equals", "not_equals"):
        assert isinstance(here.low, int)
        return Among((here.low,))
    spans: Mapping[str, Span] = {
        "at_least": Span(here.low, None),
        "at_most": Span(None, here.high),
        "greater_than": Span(_next(here.high, 1), None),
        "less_than": Span(None, _next(here.low, -1)),
    }
    return _of_currency(field, spans.get(op, here), value)


def stretch(field: Field, low: JSON, high: JSON) -> Operand:
    """Both ends by their own reading; ends that are turned round would match nothing and are refused."""
    first, last = _end(field, low, 0), _end(field, high, 1)
    start, end = first.low, last.high
    if start is not None and end is not None and start > end:  # type: ignore[operator] # of one field's type
        raise Misfit("This stretch ends before it begins")
    if field.type == "money" and low is not None and high is not None and _money(low)[1] != _money(high)[1]:
        raise Misfit("Both ends need the same currency")
    return _of_currency(field, Span(start, end), high if low is None else low)


def _end(field: Field, value: JSON, index: int) -> Span:
    try:
        return Span(None, None) if value is None else ORDERED[field.type](value)
    except Misfit as wrong:
        raise Misfit(wrong.message, index) from None


def _of_currency(field: Field, span: Span, value: JSON) -> Operand:
    return Amounts(span, _money(value)[1]) if field.type == "money" else span


def _next(bound: Bound | None, way: int) -> Bound | None:
    """The neighbour of a value: all types here have a smallest step."""
    if isinstance(bound, int):
        return bound + way
    if isinstance(bound, datetime):
        return bound + way * _TICK
    return None if bound is None else bound + timedelta(days=way)


def moment_span(op: Op, days: int, now: datetime, *, is_day: bool) -> Span:
    """What a relative operator means at `now`; for dates the days of the calendar in UTC."""
    here: Bound = now.date() if is_day else now
    there = timedelta(days=days)
    assert isinstance(here, date)
    match op:
        case "in_next_days":
            return Span(here, here + there)
        case "more_than_days_ago" | "checked_more_than_days_ago":
            return Span(None, _next(here - there, -1))
        case _:
            return Span(here - there, here)
