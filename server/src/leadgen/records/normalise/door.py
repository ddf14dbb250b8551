"""One way in: the normaliser a field names, applied to the text of a cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from leadgen.records.field import Option
from leadgen.records.normalise import (
    choices,
    company,
    country,
    dates,
    domain,
    email,
    linkedin,
    numbers,
    person,
    phone,
    title,
    url,
)
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad, Context, Value

Normaliser = Callable[[str, Context], Value | Bad | None]


def normalise_value(name: str, text: str, ctx: Context) -> Value | Bad | None:
    """The value this cell holds for a field of that normaliser; None where it holds none.

    The answer of an answer is the same answer, so a value that was stored may go in again. Raises KeyError
    for a normaliser that does not exist, and nothing for any text.
    """
    return NORMALISERS[name](text, ctx)


def many(name: str, texts: Iterable[str], ctx: Context) -> list[Value | Bad | None]:
    """As `normalise_value`, for a whole column in its order; a text that repeats is read once."""
    normaliser = NORMALISERS[name]
    seen: dict[str, Value | Bad | None] = {}
    found: list[Value | Bad | None] = []
    for text in texts:
        if text in seen:
            found.append(seen[text])
            continue
        value = normaliser(text, ctx)
        found.append(value)
        if len(text) <= _REMEMBERED_CHARS:
            seen[text] = value
    return found


_REMEMBERED_CHARS = 200


def normalise_many(name: str, text: str, ctx: Context) -> list[str] | Bad | None:
    """As `normalise_value`, for a field of many values: each once, in their order, or the first problem."""
    found: dict[str, None] = {}
    for piece in spread(name, text):
        value = NORMALISERS[name](piece, ctx)
        if isinstance(value, Bad):
            return value
        if isinstance(value, str):
            found[value] = None
        elif value is not None:
            found.update(
                dict.fromkeys(map(str, value)) if isinstance(value, list | tuple) else {str(value): None}
            )
    return list(found) or None


_SEPARATORS = {
    "email": re.compile(r":::|[;,|\n]|(?<=\w)\s+(?=[^\s@<>]+@)|\s/\s"),
    "phone": re.compile(
        r":::|;(?!ext=)|[|\n]|,(?=\s*[+(\d])|\s/\s|/(?=\s*\+)|\s+(?:or|oder|nebo|alebo|ou|lub)\s+(?=[+\d])"
    ),
}


def spread(name: str, text: str) -> list[str]:
    """The cells in a cell: several addresses or numbers that somebody wrote into one, in their order.

    A cell of any other kind, and one with a single value, comes back as it is.
    """
    separator = _SEPARATORS.get(name)
    if not separator or len(text) < 10 or not separator.search(text):
        return [text]
    pieces = [piece.strip() for piece in separator.split(text) if piece.strip()]
    if name == "email" and sum("@" in piece for piece in pieces) < 2:
        return [text]
    if name == "phone" and any(sum(map(str.isdigit, piece)) < 5 for piece in pieces):
        return [text]
    return pieces


def _text(text: str, ctx: Context) -> str | None:
    shown = plain.display(text)
    return None if plain.is_nothing(shown) else shown


def _long_text(text: str, ctx: Context) -> str | None:
    shown = plain.long_display(text)
    return None if plain.is_nothing(shown) else shown


def _given_name(text: str, ctx: Context) -> str | None:
    shown = person.given(text)
    return None if plain.is_nothing(shown) else shown


def _family_name(text: str, ctx: Context) -> str | None:
    shown = person.family(text)
    return None if plain.is_nothing(shown) else shown


def _full_name(text: str, ctx: Context) -> str | None:
    shown = person.split(text).display
    return None if plain.is_nothing(shown) else shown


def _title(text: str, ctx: Context) -> str | None:
    shown = title.shown(text)
    return None if plain.is_nothing(shown) else shown


def _seniority(text: str, ctx: Context) -> str | Bad | None:
    return title.seniority_of(text) or _none_of(text, _options(title.SENIORITY_LABELS.items()))


def _department(text: str, ctx: Context) -> str | Bad | None:
    return title.department_of(text) or _none_of(text, _options(title.DEPARTMENT_LABELS.items()))


def _options(labels: Iterable[tuple[str, str]]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in labels)


def _none_of(text: str, options: tuple[Option, ...]) -> Bad | None:
    found = choices.choice(text, options)
    return _text_unless_nothing(text, found) if isinstance(found, Bad) else None


def _company_name(text: str, ctx: Context) -> str | None:
    name = company.normalise(text)
    return None if name is None or plain.is_nothing(name.display) else name.display


def _email(text: str, ctx: Context) -> str | Bad | None:
    ordinary = email.ordinary(text)
    if ordinary is not None:
        return ordinary
    found = email.normalise(text)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found.value


def _phone(text: str, ctx: Context) -> str | Bad | None:
    ordinary = phone.ordinary(text, ctx.country)
    if ordinary is not None:
        return ordinary
    found = phone.normalise(text, ctx.country)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found.value


def _domain(text: str, ctx: Context) -> str | Bad | None:
    ordinary = domain.ordinary(text)
    if ordinary is not None:
        return ordinary
    found = domain.normalise(text)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found


def _url(text: str, ctx: Context) -> str | Bad | None:
    found = url.normalise(text)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found


def _facebook(text: str, ctx: Context) -> str | Bad | None:
    return None if plain.is_nothing_typed(plain.display(text)) else url.facebook(text)


def _twitter(text: str, ctx: Context) -> str | Bad | None:
    return None if plain.is_nothing_typed(plain.display(text)) else url.twitter(text)


def _linkedin_person(text: str, ctx: Context) -> str | Bad | None:
    found = linkedin.normalise(text)
    if isinstance(found, Bad):
        return _unless_nothing(text, found)
    return found.value if found.kind == "person" else Bad("This is a company's LinkedIn page, not a person's")


def _linkedin_company(text: str, ctx: Context) -> str | Bad | None:
    found = linkedin.normalise(text)
    if isinstance(found, Bad):
        return _unless_nothing(text, found)
    return (
        found.value if found.kind == "company" else Bad("This is a person's LinkedIn page, not a company's")
    )


def _country(text: str, ctx: Context) -> str | Bad | None:
    found = country.normalise(text)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found


def _date(text: str, ctx: Context) -> str | Bad | None:
    found = dates.normalise(text, ctx.date_order)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found.isoformat()


def _datetime(text: str, ctx: Context) -> str | Bad | None:
    found = dates.moment(text, ctx.date_order)
    if isinstance(found, Bad):
        return _unless_nothing(text, found)
    return found.isoformat().replace("+00:00", "Z")


def _number(text: str, ctx: Context) -> int | Bad | None:
    found = numbers.whole(text, ctx.decimal)
    return _unless_nothing(text, found) if isinstance(found, Bad) else found


def _decimal(text: str, ctx: Context) -> str | Bad | None:
    found = numbers.fraction(text, ctx.decimal)
    return _unless_nothing(text, found) if isinstance(found, Bad) else f"{found:f}"


def _year(text: str, ctx: Context) -> int | Bad | None:
    found = re.fullmatch(r"\s*((?:1[0-9]|20|21)\d\d)(?:\.0)?\s*", text)
    if found:
        return int(found[1])
    day = dates.normalise(text, ctx.date_order)
    return (
        _unless_nothing(text, Bad(f"'{plain.display(text)[:40]}' is not a year"))
        if isinstance(day, Bad)
        else day.year
    )


def _range(text: str, ctx: Context) -> Value | Bad | None:
    found = numbers.span(text)
    if isinstance(found, Bad):
        return _unless_nothing(text, found)
    return {"min": found[0], "max": found[1]}


def _money(text: str, ctx: Context) -> Value | Bad | None:
    found = numbers.money(text, ctx)
    if isinstance(found, Bad):
        return _unless_nothing(text, found)
    return {"amount": found[0], "currency": found[1]}


def _boolean(text: str, ctx: Context) -> bool | Bad | None:
    found = choices.boolean(text)
    return _text_unless_nothing(text, found) if isinstance(found, Bad) else found


def _choice(text: str, ctx: Context) -> str | Bad | None:
    found = choices.choice(text, ctx.options)
    return _text_unless_nothing(text, found) if isinstance(found, Bad) else found


def _list(text: str, ctx: Context) -> str | Bad:
    """Lists are told by their ids: two of different kinds may have one name."""
    try:
        return str(UUID(text))
    except ValueError:
        return Bad("A list is told by its id; GET /lists has them")


def _tags(text: str, ctx: Context) -> list[str] | None:
    return list(choices.tags(text)) or None


def _identifier(text: str, ctx: Context) -> str | None:
    shown = plain.unquoted(plain.display(text))
    return None if plain.is_nothing_typed(shown) else shown


def _register_id(text: str, ctx: Context) -> str | None:
    shown = _identifier(text, ctx)
    return re.sub(r"(?<=\d)[\s.]+(?=\d)", "", shown) if shown else None


def _code(text: str, ctx: Context) -> str | None:
    """A number with letters, as authorities give it: written together and in capitals."""
    shown = _identifier(text, ctx)
    return _identifier(re.sub(r"[^\w*+]|_", "", shown.upper()), ctx) if shown else None


def _unless_nothing(text: str, problem: Bad) -> Bad | None:
    """Cells that say "empty" in a word are looked for only after a reading failed: most cells are fine."""
    return None if plain.is_nothing_typed(plain.display(plain.unquoted(text))) else problem


def _text_unless_nothing(text: str, problem: Bad) -> Bad | None:
    shown = plain.display(text)
    return None if plain.is_nothing(shown) or shown.lower() == "unknown" else problem


NORMALISERS: Mapping[str, Normaliser] = {
    "text": _text,
    "long_text": _long_text,
    "given_name": _given_name,
    "family_name": _family_name,
    "person": _full_name,
    "title": _title,
    "seniority": _seniority,
    "department": _department,
    "company_name": _company_name,
    "email": _email,
    "phone": _phone,
    "domain": _domain,
    "url": _url,
    "facebook": _facebook,
    "twitter": _twitter,
    "linkedin_person": _linkedin_person,
    "linkedin_company": _linkedin_company,
    "country": _country,
    "date": _date,
    "datetime": _datetime,
    "number": _number,
    "decimal": _decimal,
    "year": _year,
    "range": _range,
    "money": _money,
    "boolean": _boolean,
    "choice": _choice,
    "tags": _tags,
    "lists": _list,
    "external_id": _identifier,
    "register_id": _register_id,
    "code": _code,
    "member": _text,
}
