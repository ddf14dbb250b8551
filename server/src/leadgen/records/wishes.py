"""Values as a person or program sends them, to values as stored, or what is wrong with each. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from leadgen.records.field import Field, Option
from leadgen.records.normalise import Bad, Context, normalise_many, normalise_value
from leadgen.records.normalise.values import Value


@dataclass
class Wish:
    """What can be written, and why the rest cannot: field → sentence."""

    values: dict[str, Value | None] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


def understand(fields: Mapping[str, Field], sent: Mapping[str, object], *, country: str | None) -> Wish:
    """Each value by its field's normaliser; an empty one means to empty the field."""
    wish = Wish()
    for key, value in sent.items():
        known = fields.get(key)
        if known is None:
            wish.problems[key] = "There is no such field here"
        elif not known.editable:
            wish.problems[key] = f"{known.label} cannot be edited"
        else:
            found = _understood(known, value, _context(known, country))
            if isinstance(found, Bad):
                wish.problems[key] = found.message
            else:
                wish.values[key] = found
    return wish


def _context(known: Field, country: str | None) -> Context:
    options = tuple(Option(option.value, option.label) for option in known.options or ())
    return Context(country=country, options=options)


def _understood(known: Field, value: object, ctx: Context) -> Value | Bad | None:
    if value is None or value in ("", []):
        return None
    if known.many:
        return _many(known, value, ctx)
    match known.type:
        case "boolean":
            return value if isinstance(value, bool) else _wrong(known)
        case "number":
            return _number(known, value)
        case "range":
            return _range(known, value)
        case "money":
            return _money(known, value)
        case _:
            return normalise_value(known.normaliser, value, ctx) if isinstance(value, str) else _wrong(known)


def _many(known: Field, value: object, ctx: Context) -> Value | Bad | None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        return _wrong(known)
    found: dict[str, None] = {}
    for one in value:
        if not isinstance(one, str):
            return _wrong(known)
        values = normalise_many(known.normaliser, one, ctx)
        if isinstance(values, Bad):
            return values
        found.update(dict.fromkeys(values or ()))
    return list(found) or None


def _number(known: Field, value: object) -> Value | Bad:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > 2**53:
        return _wrong(known)
    if known.normaliser == "year" and not 1000 <= value <= 2199:
        return Bad("This is not a year")
    return value


def _range(known: Field, value: object) -> Value | Bad | None:
    if not isinstance(value, Mapping) or set(value) != {"min", "max"}:
        return _wrong(known)
    low, high = cast(int | None, value["min"]), cast(int | None, value["max"])
    if low is None and high is None:
        return None
    if low is not None and high is not None and low > high:
        return Bad("The range ends before it begins")
    return {"min": low, "max": high}


def _money(known: Field, value: object) -> Value | Bad:
    if not isinstance(value, Mapping) or set(value) != {"amount", "currency"}:
        return _wrong(known)
    return {"amount": cast(int, value["amount"]), "currency": cast(str, value["currency"])}


_FORMS = {
    "boolean": "true or false",
    "number": "a whole number",
    "range": 'two numbers, {"min": 10, "max": 49}',
    "money": 'an amount in the smallest unit with its currency, {"amount": 1250, "currency": "EUR"}',
}


def _wrong(known: Field) -> Bad:
    form = "a list of texts" if known.many else _FORMS.get(known.type, "a text")
    return Bad(f"{known.label} takes {form}")
