"""What makes a line a record: without one of these fields nobody could tell who or what it is about."""

from collections.abc import Collection, Mapping
from typing import Literal

from leadgen.records.field import Field, RecordKind

_NAMES = frozenset({"full_name", "first_name", "last_name", "nickname"})
_COMPANY_ANCHORS = frozenset(
    {
        "company_name",
        "company_domain",
        "company_website",
        "company_linkedin_url",
        "company_external_id",
        "register_id",
    }
)
# Fields of a contact whose values name a person as surely as a key.
_CONTACT_ANCHORS = _NAMES | {
    "email",
    "email_other",
    "phone_mobile",
    "phone_work",
    "phone_other",
    "linkedin_url",
    "facebook_url",
    "twitter_url",
    "external_id",
}

MatchKey = Literal["email", "linkedin", "external"]
MATCH_KEYS: tuple[MatchKey, ...] = ("email", "linkedin", "external")
COMPANY_KEYS = ("domain", "register", "company_linkedin", "company_external")
FIELDS_OF_KEY: Mapping[MatchKey, frozenset[str]] = {
    "email": frozenset({"email", "email_other"}),
    "linkedin": frozenset({"linkedin_url"}),
    "external": frozenset({"external_id"}),
}
_WORDS_OF_KEY = {"email": "e-mail address", "linkedin": "LinkedIn profile", "external": "external id"}


def kind_of(fields: Collection[Field]) -> RecordKind:
    """A file whose columns only describe companies brings companies; any other brings contacts."""
    return "company" if fields and all(field.kind == "company" for field in fields) else "contact"


def anchors(kind: RecordKind) -> frozenset[str]:
    """The fields of which a file of this kind needs at least one."""
    return _CONTACT_ANCHORS if kind == "contact" else _COMPANY_ANCHORS


def anchorless(kind: RecordKind, fields: Collection[str]) -> str | None:
    """The sentence for a line without any anchor, else None."""
    if not anchors(kind).isdisjoint(fields):
        return None
    if kind == "contact":
        return "Has no name, e-mail, phone or profile. Fill one of them in."
    return "Has no company name, domain or id. Fill one of them in."


def match_keys(fields: Collection[str]) -> list[MatchKey]:
    """The keys a file with these fields can be matched by."""
    return [key for key in MATCH_KEYS if not FIELDS_OF_KEY[key].isdisjoint(fields)]


def match_sentence(kind: RecordKind, match: Collection[str]) -> str:
    """In words: when a line is taken to be about a record that exists already."""
    if kind == "company":
        return "A line updates the company with the same domain, register id, LinkedIn page or external id."
    words = key_words(match)
    if not words:
        return "Lines are matched by nothing: each becomes a new contact, an equal one only once."
    return f"A line updates the contact with the same {words}; else it becomes a new contact."


def key_words(match: Collection[str]) -> str:
    """These keys, one or the other; empty for none."""
    words = [_WORDS_OF_KEY[key] for key in MATCH_KEYS if key in match]
    return "" if not words else words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]
