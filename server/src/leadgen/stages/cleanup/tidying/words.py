"""What a cleanup says to people: why a value shall change, why it was left, what it is called. Pure."""

from collections.abc import Mapping

from leadgen.records.derivation import FOLLOWS
from leadgen.records.field import Field, RecordKind
from leadgen.records.normalise.values import Value
from leadgen.stages.cleanup.tidying.contracts import Proposal

CHANGED = "The value was changed since the preview, so it stays"
GONE: Mapping[RecordKind, str] = {
    "contact": "The contact was removed since",
    "company": "The company was removed since",
}
TAKEN: Mapping[RecordKind, str] = {
    "contact": "Another contact has this identity by now",
    "company": "Another company has this identity by now",
}
_FORMS: Mapping[str, str] = {
    "given_name": "A name without titles, signs and slogans",
    "family_name": "A name without titles, signs and slogans",
    "title": "A job title as people write it",
    "seniority": "The word of the list of ranks",
    "department": "The word of the list of departments",
    "company_name": "A company's name with its legal form as usual",
    "email": "An address in small letters",
    "phone": "A number with its country code",
    "domain": "The domain alone",
    "url": "A whole web address",
    "facebook": "The profile's usual address",
    "twitter": "The profile's usual address",
    "linkedin_person": "The profile's usual address",
    "linkedin_company": "The page's usual address",
    "country": "The country's two-letter code",
    "code": "Capital letters and digits, written together",
}
_LONGEST = 120


def reason(one: Proposal, fields: Mapping[str, Field]) -> str:
    """Why this value shall change, as a sentence without its full stop."""
    match one.reason:
        case "case":
            said = "Capital and small letters as usual"
        case "spaces":
            said = "Spaces put right"
        case "form":
            said = _FORMS.get(fields[one.field].normaliser, "The usual form")
        case "blank":
            said = "The file has it, and it is blank here"
        case "moved":
            said = "The parts of the name told apart better"
        case "split":
            said = "The first name holds the whole name"
        case "follow":
            source = FOLLOWS.get(one.field) or str(fields[one.field].about)
            return f"Follows the {fields[source].label.lower()} {_quoted(one.detail)}"
        case "website":
            return f"From the website {_short(one.detail)}"
        case "people":
            return f"{_people(int(one.detail))} there, and all their addresses of a firm are of this domain"
    return f"{said}; the file says {_quoted(one.detail)}" if one.detail else said


def shown(one: Proposal, fields: Mapping[str, Field]) -> tuple[str | None, str]:
    """The value before and after, as people read it; the parts of a name one by one."""
    if one.writes.keys() == {one.field}:
        field, (before, after) = fields[one.field], one.writes[one.field]
        return (None if before is None else _named(field, before)), _named(field, after)
    parts = [key for key in fields if key in one.writes]
    both = [{key: one.writes[key][place] for key in parts} for place in (0, 1)]
    before, after = (
        " · ".join(f"{fields[key].label}: {text(value)}" for key, value in side.items() if value is not None)
        for side in both
    )
    return before or None, after


def summary(kind: RecordKind, changes: int) -> str:
    """What the operation is called in History."""
    values = "1 value" if changes == 1 else f"{changes:,} values"
    return f"Cleaned up {values} of {'contacts' if kind == 'contact' else 'companies'}"


def _people(number: int) -> str:
    return "1 contact works" if number == 1 else f"{number:,} contacts work"


def _named(field: Field, value: Value | None) -> str:
    """A choice by its label."""
    return next((one.label for one in field.options or () if one.value == value), text(value))


def text(value: Value | None) -> str:
    """A value as people read it."""
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _quoted(said: str) -> str:
    return f"“{_short(said)}”"


def _short(said: str) -> str:
    return said if len(said) <= _LONGEST else said[:_LONGEST] + " …"
