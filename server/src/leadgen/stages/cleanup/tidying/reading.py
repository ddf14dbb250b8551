"""Values that are there, read again by the normalisers of today. Pure, each distinct text once."""

from collections.abc import Iterable, Sequence

from leadgen.records.field import Field
from leadgen.records.normalise import Bad, Context, normalise_value
from leadgen.records.normalise.values import Value

# Whose values a text has more than one form for. Numbers, dates, choices and ids of others have one.
_READ_AGAIN = frozenset(
    {
        "text", "long_text", "given_name", "family_name", "title", "seniority", "department", "company_name",
        "email", "phone", "domain", "url", "facebook", "twitter", "linkedin_person", "linkedin_company",
        "country", "register_id", "code",
    }
)  # fmt: skip
_REMEMBERED = 200_000
_REMEMBERED_CHARS = 200


def read_again(fields: Iterable[Field]) -> list[Field]:
    """Those of the fields that have values to be read again."""
    return [
        field
        for field in fields
        if field.normaliser in _READ_AGAIN and field.editable and not field.derived and field.about is None
    ]


class Reader:
    """Reads values as their field does today; what it has read once it knows."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._seen: dict[tuple[str, str], Value | None] = {}

    def read(self, field: Field, value: Value) -> Value | None:
        """The value's form of today; None where there is none, or where it cannot be read."""
        if isinstance(value, str):
            return self._text(field.normaliser, value)
        return self._several(field, value) if isinstance(value, list | tuple) else None

    def _several(self, field: Field, values: Sequence[str]) -> list[str]:
        """Each once; one that cannot be read stays as it is."""
        found = (self._text(field.normaliser, one) for one in values)
        return sorted({str(new or old) for new, old in zip(found, values, strict=True)})

    def _text(self, normaliser: str, text: str) -> Value | None:
        key = normaliser, text
        if key in self._seen:
            return self._seen[key]
        found = normalise_value(normaliser, text, self._context)
        value = None if isinstance(found, Bad) else found
        if len(text) <= _REMEMBERED_CHARS:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[key] = value
        return value
