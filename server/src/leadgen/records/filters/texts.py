"""Texts in the forms they are stored and searched in. Pure.

A text that cannot be one of the field's values is no error, it matches nothing: a list of 10,000 addresses
may hold a few that are none. Of a closed set (country, choice) it is one.
"""

from dataclasses import dataclass
from typing import Literal

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, Option
from leadgen.records.filters.errors import Misfit
from leadgen.records.normalise import Bad, Context, domain, normalise_value, own_words
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.own_words import NONE, OwnWords
from leadgen.records.projection import derived, point_key
from leadgen.records.values import text_key

LONGEST_TEXT = 1_000

# Where a text is compared: with its comparable form beside the value, with the value as it is stored, or with
# the value folded while it is read.
Side = Literal["key", "stored", "folded"]

# Normalisers that leave one spelling of a value, so that the stored text is its own comparable form.
_CANONICAL = frozenset(
    {"email", "phone", "domain", "url", "linkedin_person", "linkedin_company", "facebook", "twitter"}
    | {"country", "choice", "seniority", "department"}
)
# Of these, those without capitals and accents, which are searched as they are stored, too.
_PLAIN = frozenset({"email", "phone", "domain"})


@dataclass(frozen=True)
class Surroundings:
    """What a value is read in: the workspace's country, for phone numbers without one, and its own words."""

    country: str | None = None
    words: OwnWords = NONE


def equal_side(field: Field) -> Side:
    """With what `equals` and `in` compare a text field."""
    if field.custom or field.key_column or field.type == "tags":
        return "key"
    return "stored" if field.normaliser in _CANONICAL or field.point else "folded"


def search_side(field: Field) -> Side:
    """With what `contains` and `starts_with` compare a text field.

    A company's key is without its legal form, so its name as people see it is searched.
    """
    if field.custom:
        return "folded" if field.type == "long_text" else "key"
    if field.key_column and field.normaliser != "company_name":
        return "key"
    return "stored" if field.normaliser in _PLAIN else "folded"


def _text(value: JSON) -> str:
    if not isinstance(value, str):
        raise Misfit("This takes a text")
    if len(value) > LONGEST_TEXT:
        raise Misfit(f"A text has at most {LONGEST_TEXT} characters")
    shown = plain.display(value)
    if not text_key(shown):
        raise Misfit("This text is empty; is_empty finds what has no value")
    return shown


def needle(field: Field, value: JSON) -> str:
    shown = _text(value)
    if field.type == "phone":
        return _digits(shown)
    match search_side(field):
        case "key":
            return text_key(shown)
        case "stored":
            return shown.lower()
        case "folded":
            return shown


def _digits(text: str) -> str:
    """As numbers are stored: without what people put between digits."""
    kept = "".join(character for character in text.lower() if character.isalnum() or character in "+;=")
    if not kept:
        raise Misfit("There is no digit in this")
    return kept


def comparable(field: Field, value: JSON, around: Surroundings) -> tuple[str, ...]:
    """The forms that values equal to this one are stored in; nearly always one."""
    shown = _text(value)
    found = _normalised(field, shown, around)
    if field.point and field.storage == "points":
        return (point_key(field.point.kind, found),)
    if field.key_column and field.normaliser == "company_name":
        with own_words.using(around.words):
            return (derived("company", {field.key: found})[field.key_column] or text_key(found),)
    if field.normaliser == "domain":
        return found, domain.key_of(found)  # in its own letters where it was written, in ASCII where derived
    return (text_key(found) if equal_side(field) == "key" else found,)


def _normalised(field: Field, shown: str, around: Surroundings) -> str:
    """By the field's own normaliser, as its values are; what is no value of an open set stays as it is."""
    if field.normaliser not in _CANONICAL:
        return shown
    options = tuple(Option(option.value, option.label) for option in field.options or ())
    found = normalise_value(field.normaliser, shown, Context(country=around.country, options=options))
    if isinstance(found, str):
        return found
    if field.type == "choice":
        raise Misfit("This is none of the choices", allowed=[option.value for option in options])
    if field.type == "country":
        message = found.message if isinstance(found, Bad) else "This is no country"
        raise Misfit(f"{message}; a two-letter ISO code such as DE is understood")
    return shown.lower()
