"""What a model is told: instructions from a versioned file, and data in fences that it cannot end."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files

from leadgen_sdk.asking.schema import described, meaning_of
from leadgen_sdk.enriching import RecordKind, Subject
from leadgen_sdk.sites.parsing import Sheet

_LONGEST_VALUE = 300
_LONGEST_OFFER = 2000
# What tells one record from another. Nothing else of it leaves the house: no mailbox, number or note.
_FIRM = (
    "company_name", "legal_name", "company_domain", "company_website", "register_id", "company_city",
    "company_country", "company_linkedin_url", "industry",
)  # fmt: skip
_IDENTITY: Mapping[RecordKind, Sequence[str]] = {
    "company": _FIRM,
    "contact": ("full_name", "job_title", "linkedin_url", "city", "country", *_FIRM),
}


def prompt(package: str, name: str) -> str:
    """The instructions in the file `prompts/NAME.md` of a plugin; a file that was used is never edited."""
    return (files(package) / "prompts" / f"{name}.md").read_text("utf-8").strip()


def fenced(what: str, text: str) -> str:
    """As data: the mark is made of the text itself, so that no text can hold its own end."""
    mark = f"{what}-{sha256(text.encode('utf-8', 'replace')).hexdigest()[:16]}"
    return f"<{mark}>\n{text}\n</{mark}>"


def record_of(kind: RecordKind, subject: Subject) -> str:
    """Whom it is about, fenced."""
    known = ((key, " ".join(subject.text(key).split())) for key in _IDENTITY[kind])
    return fenced("record", "\n".join(f"{key}: {value[:_LONGEST_VALUE]}" for key, value in known if value))


def fields_of(subject: Subject, fields: Sequence[str]) -> str:
    """What is wanted, a line for each field, fenced: a question may be a user's own words."""
    return fenced("fields", "\n".join(f"{key}: {described(meaning_of(subject, key))}" for key in fields))


def offer_of(subject: Subject) -> str:
    """Who asks, fenced; "" where nothing is told."""
    offer = subject.offer.strip()[:_LONGEST_OFFER]
    return fenced("offer", offer) if offer else ""


def source_of(number: int, sheet: Sheet, most: int) -> str:
    """A page as a person reads it, fenced."""
    text = "\n".join(sheet.lines)[:most]
    return f"Source {number}: {sheet.page.url}\n{fenced('source', text)}"
