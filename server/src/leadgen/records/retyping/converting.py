"""What a value of one type says to a field of another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadgen.records.field import Field, FieldType, Option
from leadgen.records.normalise import Bad, Context, normalise_value
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Value
from leadgen.records.repository.field_usage import Held

# As many as a choice may have, and as long as one may be.
MOST_OPTIONS = 500
_LONGEST_OPTION = 200
SAMPLES = 10

TYPE_WORDS: dict[FieldType, str] = {
    "text": "text",
    "long_text": "long text",
    "email": "e-mail",
    "phone": "phone",
    "url": "link",
    "date": "date",
    "datetime": "date and time",
    "number": "whole number",
    "decimal": "decimal number",
    "boolean": "yes or no",
    "choice": "choice",
    "country": "country",
}


@dataclass(frozen=True)
class Sample:
    """A value as it stands; what becomes of it, or why nothing does."""

    raw: str
    value: Value | None
    problem: str | None


@dataclass(frozen=True)
class Preview:
    """How many values can be read and how many cannot, with some of each."""

    converts: int
    stays: int
    samples: Sequence[Sample]
    refused: Sequence[Sample]


def read(old: Field, new: Field, value: Value, country: str | None) -> Value | Bad:
    """The value for the new field, or why there is none."""
    raw = shown(old, value)
    options = tuple(Option(option.value, option.label) for option in new.options or ())
    found = normalise_value(new.normaliser, raw, Context(country=country, options=options))
    return Bad("This says nothing") if found is None else found


def shown(field: Field, value: Value) -> str:
    """The value as people read it, from which another type is read."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if field.options:
        return next((option.label for option in field.options if option.value == value), str(value))
    return str(value)


def options_of(field: Field, held: Sequence[Held]) -> tuple[Option, ...]:
    """The choice that the values make, the commonest first; one for each spelling that is the same word."""
    words: dict[str, str] = {}
    for one in held:
        word = plain.display(one.value)
        if word and len(word) <= _LONGEST_OPTION and not plain.is_nothing(word):
            words.setdefault(plain.key(word), word)
    return tuple(Option(word, word) for word in list(words.values())[:MOST_OPTIONS])


def preview(old: Field, new: Field, held: Sequence[tuple[Value, int]], country: str | None) -> Preview:
    """What becomes of these values; each comes with how many records have it."""
    converts = stays = 0
    samples: list[Sample] = []
    refused: list[Sample] = []
    for value, records in held:
        found, raw = read(old, new, value, country), shown(old, value)[:200]
        if isinstance(found, Bad):
            stays += records
            refused.append(Sample(raw, None, found.message))
        else:
            converts += records
            samples.append(Sample(raw, found, None))
    return Preview(converts, stays, samples[:SAMPLES], refused[:SAMPLES])
