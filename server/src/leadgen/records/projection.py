"""What follows from a record's values: comparable forms, contact points, strong keys. Pure.

One place for the writer, for the lines of an import, and for the test that compares both with the tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import cast

from leadgen.records.derivation import SOURCES, completed
from leadgen.records.field import Field, Point, RecordKind
from leadgen.records.normalise import company, domain, email, keys, person
from leadgen.records.normalise.values import Bad, Value
from leadgen.records.registry import point_fields, registered, registered_keys
from leadgen.records.values import text_key

NAME_PARTS: Mapping[str, str] = {
    "name_prefix": "prefix",
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "name_suffix": "suffix",
}
# The fields by which a contact's line names a company, the one people mean by it first.
EMPLOYER_FIELDS = (
    "company_name",
    "company_domain",
    "company_website",
    "register_id",
    "company_linkedin_url",
    "company_external_id",
)
_SHOWN_PARTS = ("first_name", "middle_name", "last_name")
_COMPANY_IDENTITIES = frozenset(EMPLOYER_FIELDS) - {"company_name"}
# Fields other columns follow from, and fields that may carry an identity: whoever writes one of these holds
# the keys first.
DERIVING = frozenset({*NAME_PARTS, *SOURCES, "company_name"})
IDENTIFYING = frozenset(
    {"email", "email_other", "linkedin_url", "external_id", "company_country"} | _COMPANY_IDENTITIES
)
# Entries of a line's values that are no fields: what SQL cannot work out by itself.
POINT_KEYS = "_point_keys"
TEXT_KEYS = "_text_keys"
TAG_KEYS = "_tag_keys"
# A company is made only where the line says something of its own about one; an e-mail's domain does not.
COMPANY_SIGNS = ("company_name_key", *sorted(_COMPANY_IDENTITIES))
_LONGEST_KEY = 500


@dataclass(frozen=True)
class PointRow:
    """One contact point as stored."""

    kind: str
    label: str
    key: str
    value: str
    is_primary: bool


@dataclass(frozen=True)
class Prepared:
    """A line ready to be placed: values with what follows from them, its record's and its company's keys."""

    values: dict[str, object]
    keys: list[str]
    company_keys: list[str]


def derived(kind: RecordKind, values: Mapping[str, Value]) -> dict[str, str | None]:
    """The columns that follow from other fields, with None where nothing does."""
    if kind == "company":
        return {"company_name_key": _company_name_key(values.get("company_name"))}
    name = display_name(values)
    title = values.get("job_title")
    return {
        "full_name": name or None,
        "full_name_key": text_key(name) or None,
        "job_title_key": text_key(str(title)) if title else None,
    }


def display_name(values: Mapping[str, Value]) -> str:
    """The whole name as people read it, without titles; empty where there is none."""
    shown = " ".join([str(values[part]) for part in _SHOWN_PARTS if part in values])
    if shown.isascii():
        return shown
    return _tidied(tuple([cast("str | None", values.get(key)) for key in NAME_PARTS]))


@lru_cache(maxsize=65_536)
def _tidied(parts: tuple[str | None, ...]) -> str:
    return person.tidy(dict(zip(NAME_PARTS.values(), parts, strict=True))).display


def name_parts(full_name: str) -> dict[str, Value | None]:
    """The parts a whole name splits into, None for those it has not."""
    split = person.split(full_name)
    return {key: getattr(split, part) or None for key, part in NAME_PARTS.items()}


def point_key(kind: str, value: str) -> str:
    """What two spellings of one stored address share; only an international e-mail has two."""
    if kind == "email" and not value.isascii():
        found = email.normalise(value)
        return _short(found.key if isinstance(found, email.Email) else value)
    return _short(value)


def points(values: Mapping[str, Value]) -> Iterator[PointRow]:
    """The contact points of a contact's values."""
    for field, point, value in _addresses(values):
        yield PointRow(point.kind, point.label, point_key(point.kind, value), value, not field.many)


def _addresses(values: Mapping[str, Value]) -> Iterator[tuple[Field, Point, str]]:
    for key, (field, point) in point_fields().items():
        if key in values:
            for value in cast(Sequence[str], values[key]) if field.many else (str(values[key]),):
                yield field, point, value


def strong_keys(kind: RecordKind, values: Mapping[str, Value]) -> set[str]:
    """The identities these values give a record; no two records of a workspace share one."""
    return {_short(key) for key in keys.keys_of(kind, values) if not key.startswith("row:")}


def prepare(kind: RecordKind, values: Mapping[str, Value]) -> Prepared:
    """What `incoming` takes for a line with these normalised values; a contact's may name a company."""
    own = _spread(kind, values)
    found = [_short(key) for key in keys.keys_of(kind, own)]
    projections = derived(kind, own)
    company_keys: list[str] = []
    if kind == "contact" and not is_placeholder(own.get("company_name")):
        projections["company_name_key"] = _company_name_key(own.get("company_name"))
        company_keys = _company_keys(own)
    whole = {
        **(completed(own) if kind == "contact" else own),
        **_spellings(own),
        **{key: value for key, value in projections.items() if value is not None},
    }
    return Prepared(whole, found or [_name_identity(whole)], company_keys)


def names_company(values: Mapping[str, object], company_keys: Sequence[str]) -> bool:
    """Does this prepared line of a contact say by itself, not only by its e-mail, where somebody works?"""
    if "company_name_key" in values:
        return True
    return bool(company_keys) and not _COMPANY_IDENTITIES.isdisjoint(values)


def plain(values: Mapping[str, object]) -> dict[str, Value]:
    """Only the fields of a prepared line's values."""
    hidden = {field.key_column for field in registered()} | {POINT_KEYS, TEXT_KEYS, TAG_KEYS}
    return {key: cast(Value, value) for key, value in values.items() if key not in hidden}


def _spread(kind: RecordKind, values: Mapping[str, Value]) -> dict[str, Value]:
    """With a whole name split where the line gave no parts."""
    if kind == "company" or "full_name" not in values or any(part in values for part in NAME_PARTS):
        return dict(values)
    parts = name_parts(str(values["full_name"]))
    return {**values, **{key: part for key, part in parts.items() if part is not None}}


def is_placeholder(name: Value | None) -> bool:
    """Does this company name, such as "Freelance", say that there is none?"""
    return name is not None and company.is_placeholder(str(name))


def _name_identity(values: Mapping[str, object]) -> str:
    """What a line about a company without any strong key is known by, so that the same line adds nothing."""
    return _short(f"name:{values.get('company_name_key', '')}|{values.get('company_country', '')}")


def _company_name_key(name: Value | None) -> str | None:
    found = company.normalise(str(name)) if name else None
    return text_key(found.key) or None if found else None


def _company_keys(values: Mapping[str, Value]) -> list[str]:
    """Strongest first; without a domain of its own the e-mail's counts."""
    found: list[str] = []
    if not _COMPANY_IDENTITIES.isdisjoint(values):
        found = [_short(key) for key in keys.keys_of("company", values)]
    if "email" in values and not any(key.startswith("domain:") for key in found):
        found = _email_domain(str(values["email"]).rpartition("@")[2]) + found
    return found


def _email_domain(host: str) -> list[str]:
    """The key of the company whose mail this host is; none for a mailbox that anybody can have."""
    found = domain.host(host)
    if isinstance(found, Bad) or domain.is_shared(found.domain) or domain.is_shared(found.name):
        return []
    return [f"domain:{_ascii(found.domain)}"]


@lru_cache(maxsize=65_536)
def _ascii(name: str) -> str:
    return domain.key_of(name)


def _spellings(values: Mapping[str, Value]) -> dict[str, object]:
    """Keys that differ from their value, of points, custom texts and tags."""
    found: dict[str, object] = {}
    own_spelling = {
        value: key
        for _, point, value in _addresses(values)
        if not _is_short_ascii(value) and (key := point_key(point.kind, value)) != value
    }
    if own_spelling:
        found[POINT_KEYS] = own_spelling
    custom = values.keys() - registered_keys()
    texts = {key: text_key(value) for key in custom if isinstance(value := values[key], str)}
    if texts:
        found[TEXT_KEYS] = {key: spelled for key, spelled in texts.items() if spelled != values[key]}
    if "tags" in values:
        found[TAG_KEYS] = {text_key(tag): tag for tag in cast(Sequence[str], values["tags"])}
    return found


def _is_short_ascii(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and key.isascii()


def _short(key: str) -> str:
    """As it is, or its digest where it is too long for an index."""
    if _is_short_ascii(key) or (len(key) <= _LONGEST_KEY and len(key.encode()) <= 2 * _LONGEST_KEY):
        return key
    kind, colon, rest = key.partition(":")
    return f"{kind}{colon}sha256-{sha256(rest.encode()).hexdigest()}"
