"""The form of an answer, derived from what the wanted fields mean."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from leadgen_sdk.enriching import Meaning, Subject

if TYPE_CHECKING:
    from leadgen_sdk import JSON

_TYPES: Mapping[str, str] = {"number": "integer", "decimal": "number", "boolean": "boolean"}
_FORMS: Mapping[str, str] = {
    "date": "as YYYY-MM-DD",
    "range": "as 11-50, or as one number",
    "money": "an amount and its currency, as 1200000 EUR",
    "country": "as a two-letter ISO code",
    "phone": "with its country code, as +49…",
    "url": "a whole address",
    "long_text": "in the words of the source, at most 60",
}


def meaning_of(subject: Subject, field: str) -> Meaning:
    """As the host says it, else what the key itself says."""
    return subject.meanings.get(field) or Meaning(field.replace("_", " ").capitalize())


def described(meaning: Meaning) -> str:
    """One line for a model."""
    parts = [meaning.label, meaning.description]
    parts += [f"In {meaning.unit}."] if meaning.unit else []
    parts += [f"Write it {_FORMS[meaning.type]}."] if meaning.type in _FORMS else []
    parts += [f"One of: {', '.join(meaning.choices)}."] if meaning.choices else []
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


def schema_of(subject: Subject, fields: Sequence[str]) -> "Mapping[str, JSON]":
    """A JSON schema within what every provider takes: all required, nothing further, null for unknown."""
    return _object({field: _field(meaning_of(subject, field)) for field in fields})


def _field(meaning: Meaning) -> "Mapping[str, JSON]":
    value: dict[str, JSON] = {"type": _TYPES.get(meaning.type, "string"), "description": described(meaning)}
    if meaning.choices:
        value["enum"] = list(meaning.choices)
    quote = "The words of the source that say it, copied letter by letter from one place."
    told: dict[str, JSON] = {
        "value": value,
        "quote": {"type": "string", "description": quote},
        "source": {"type": "integer", "description": "The number of the source that is quoted."},
    }
    return {"anyOf": [_object(told), {"type": "null"}]}


def _object(properties: "Mapping[str, JSON]") -> "Mapping[str, JSON]":
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
