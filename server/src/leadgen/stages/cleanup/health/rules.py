"""What can be wrong with a value: rules with a name, a sentence, and the filter that finds the records. Pure.

What fields and operators can say is said by them, so that a person may go on from there in the list. What
compares two fields, or looks at the shape of a text, is a finding with a name of its own: see `terms`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind

Level = Literal["invalid", "suspicious", "stale"]
# What helps: looking at them, a check of their addresses, or another reading of their values.
Action = Literal["show", "verify", "clean_up"]

# Under this key a contact's company stands among its fields.
COMPANY = "company"


@dataclass(frozen=True)
class Rule:
    """What is wrong with the values of a field, why that matters and what to do about it."""

    id: str
    field: str
    level: Level
    label: str
    why: str
    action: Action
    filter: JSON


@dataclass(frozen=True)
class Obstacle:
    """What keeps records from being ready."""

    label: str
    filter: JSON


@dataclass(frozen=True)
class Score:
    """The share of records that can be used for what they are there for; it is that of a filter."""

    label: str
    why: str
    filter: JSON
    obstacles: Sequence[Obstacle]


def finding_term(kind: RecordKind) -> str:
    """The term of the filter language that names a finding about records of this kind."""
    return f"{kind}_finding"


def _test(field: str, op: str, value: JSON = None) -> JSON:
    return {"field": field, "op": op} if value is None else {"field": field, "op": op, "value": value}


def _all(*parts: JSON) -> JSON:
    return {"all": list(parts)}


def either(*parts: JSON) -> JSON:
    """One of these at least."""
    return parts[0] if len(parts) == 1 else {"any": list(parts)}


def _named(kind: RecordKind, name: str) -> JSON:
    return {"term": finding_term(kind), "value": name}


def filled(kind: RecordKind, key: str) -> JSON:
    """The records that hold a value."""
    return {"company": _test("company_name", "is_filled")} if _is_hop(kind, key) else _test(key, "is_filled")


def missing(kind: RecordKind, key: str) -> JSON:
    """The records that hold none: all but those that are filled."""
    return {"not": filled(kind, key)} if _is_hop(kind, key) else _test(key, "is_empty")


def _is_hop(kind: RecordKind, key: str) -> bool:
    return kind == "contact" and key == COMPANY


_PHONES = {"phone_mobile": "contact", "phone_work": "contact", "phone_company": "company"}
_ELSEWHERE: Mapping[RecordKind, str] = {
    "contact": "Its country code is not that of the country. People move and keep their number, but often "
    "one of the two belongs to somebody else. Compare them before you call.",
    "company": "Its country code is not that of the country. It may be the number of a branch abroad, or of "
    "another firm. Compare them before you call.",
}

_CONTACT: tuple[Rule, ...] = (
    Rule(
        "email_invalid", "email", "invalid", "Cannot be written to",
        "The last check found no mailbox that could take mail. A message would bounce, and bounces cost your "
        "sender its good name. Correct the address or leave the contact out.",
        "show", _test("email_status", "equals", "invalid"),
    ),
    Rule(
        "email_mistyped", "email", "suspicious", "Domain looks mistyped",
        "The domain is one slip away from a well-known one. The contact shows the address that was probably "
        "meant; one press takes it.",
        "show", _test("email_finding", "equals", "mistyped"),
    ),
    Rule(
        "email_disposable", "email", "suspicious", "Address to be thrown away",
        "Its domain gives out addresses for a few minutes. Nobody reads it any more; look for another one.",
        "show", _test("email_finding", "equals", "disposable"),
    ),
    Rule(
        "email_catch_all", "email", "suspicious", "Domain takes every address",
        "A verifier said so of a mailbox there, so nobody can tell whether this one exists. Write to a few "
        "first, and watch for bounces.",
        "show", _test("email_finding", "equals", "catch_all"),
    ),
    Rule(
        "email_no_mail_server", "email", "suspicious", "Domain names no mail server",
        "There is a website but no server for mail, so most messages bounce. Look for the firm's other "
        "domain.",
        "show", _test("email_finding", "equals", "no_mail_server"),
    ),
    Rule(
        "email_role", "email", "suspicious", "Mailbox of a team",
        "Several people read info@ or sales@, and a personal message seems odd there. Find the person's own "
        "address.",
        "show", _test("email_finding", "equals", "role_mailbox"),
    ),
    Rule(
        "email_elsewhere", "email", "suspicious", "Not at the company's domain",
        "The address is at another firm's domain, though at no free provider. The person may have changed "
        "jobs, or stands under the wrong company.",
        "show", _named("contact", "email_elsewhere"),
    ),
    Rule(
        "email_unchecked", "email", "stale", "Never checked",
        "Nobody knows whether the domain takes mail. A check writes to nobody and costs nothing.",
        "verify", _all(_test("email", "is_filled"), _test("email_status", "is_empty")),
    ),
    Rule(
        "firm_as_name", "full_name", "suspicious", "A firm or a mailbox for a name",
        "The name ends in a legal form, is an address or a team. A message would greet a firm by its first "
        "name. Put the person's name there, or remove the contact.",
        "show", _named("contact", "firm_as_name"),
    ),
    Rule(
        "first_name_initial", "first_name", "suspicious", "First name is one letter",
        "“Dear J.” tells everybody that a machine wrote. Complete the name, or write without it.",
        "show", _named("contact", "first_name_initial"),
    ),
    Rule(
        "last_name_initial", "last_name", "suspicious", "Last name is one letter",
        "Networks shorten the names of people who are no contacts of yours. Complete it before a formal "
        "message, and before duplicates are sought.",
        "show", _named("contact", "last_name_initial"),
    ),
    Rule(
        "title_unread", "job_title", "suspicious", "Says neither seniority nor department",
        "No word of the title is known, so no filter by seniority or department finds these. Add its words "
        "in Settings under Vocabularies; Clean up then reads the titles again.",
        "clean_up",
        _all(
            _test("job_title", "is_filled"),
            _test("seniority", "is_empty"),
            _test("department", "is_empty"),
        ),
    ),
)  # fmt: skip

_COMPANY: tuple[Rule, ...] = (
    Rule(
        "address_as_name", "company_name", "suspicious", "An address for a name",
        "The name is a web or mail address, and would stand so in every message. Write it as the firm does.",
        "show",
        either(*(_test("company_name", "contains", mark) for mark in ("@", "www.", "://"))),
    ),
    Rule(
        "provider_domain", "company_domain", "suspicious", "Domain of a provider",
        "The domain belongs to a mail provider or a site that many share, so contacts of other firms could "
        "be taken for its people. Put its own domain there, or none.",
        "show", _named("company", "provider_domain"),
    ),
    Rule(
        "website_no_domain", "company_website", "suspicious", "Website but no domain",
        "A company is recognised by its domain: without one, imports make it anew and its people stay alone. "
        "Clean up takes it from the website, where that is its own and no page on a shared site.",
        "clean_up", _all(_test("company_website", "is_filled"), _test("company_domain", "is_empty")),
    ),
)  # fmt: skip

_OWN: Mapping[RecordKind, Sequence[Rule]] = {"contact": _CONTACT, "company": _COMPANY}

_READY: Mapping[RecordKind, Score] = {
    "contact": Score(
        "can be written to",
        "They have an address that was not found invalid or risky, a name to greet, and a company.",
        _all(
            _test("email", "is_filled"),
            _test("email_status", "not_in", ["invalid", "risky"]),
            _test("full_name", "is_filled"),
            filled("contact", COMPANY),
        ),
        (
            Obstacle("No address", missing("contact", "email")),
            Obstacle("Address is invalid or risky", _test("email_status", "in", ["invalid", "risky"])),
            Obstacle("No name", missing("contact", "full_name")),
            Obstacle("No company", missing("contact", COMPANY)),
        ),
    ),
    "company": Score(
        "can be told apart",
        "They have a name, a domain by which they are recognised, and a country.",
        _all(*(_test(key, "is_filled") for key in ("company_name", "company_domain", "company_country"))),
        (
            Obstacle("No name", missing("company", "company_name")),
            Obstacle("No domain", missing("company", "company_domain")),
            Obstacle("No country", missing("company", "company_country")),
        ),
    ),
}


def score(kind: RecordKind) -> Score:
    """What records of this kind are ready for."""
    return _READY[kind]


def named(kind: RecordKind) -> dict[str, str]:
    """The findings with a name of their own, with their labels: what the terms of this kind take."""
    term = finding_term(kind)
    return {
        rule.id: rule.label
        for rule in (*_OWN[kind], *_elsewhere(kind))
        if isinstance(rule.filter, dict) and rule.filter.get("term") == term
    }


def of(kind: RecordKind, fields: Sequence[Field]) -> list[Rule]:
    """The rules for these fields of a kind."""
    known = {field.key for field in fields}
    judged = {field.about: field for field in fields if field.about and field.fresh_days_of}
    found = [rule for rule in (*_OWN[kind], *_elsewhere(kind)) if rule.field in known]
    found += [_expired(judged[field.key], field) for field in fields if field.key in judged]
    found += [_old(field) for field in fields if field.fresh_days and field.key not in judged]
    return found


def _elsewhere(kind: RecordKind) -> list[Rule]:
    return [
        Rule(
            f"{key}_elsewhere", key, "suspicious", "Number of another country", _ELSEWHERE[kind], "show",
            _named(kind, f"{key}_elsewhere"),
        )
        for key, own in _PHONES.items()
        if own == kind
    ]  # fmt: skip


def _expired(judge: Field, field: Field) -> Rule:
    tests = [
        _all(_test(judge.key, "equals", value), _test(judge.key, "checked_more_than_days_ago", days))
        for value, days in judge.fresh_days_of.items()
    ]
    return Rule(
        f"{field.key}_expired", field.key, "stale", "Checked too long ago",
        "Addresses are given up. How long a check holds depends on what it found; check these again.",
        "verify", either(*tests),
    )  # fmt: skip


def _old(field: Field) -> Rule:
    days = field.fresh_days or 0
    return Rule(
        f"{field.key}_old", field.key, "stale", f"Older than {days} days",
        f"Nobody wrote or confirmed these for more than {days} days. Import a newer list, or look before you "
        "rely on them.",
        "show",
        _all(_test(field.key, "is_filled"), _test(field.key, "checked_more_than_days_ago", days)),
    )  # fmt: skip
