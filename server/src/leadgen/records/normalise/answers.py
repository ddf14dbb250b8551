"""One value of a kind with all that its normaliser knows of it, for whoever is not the product.

The same functions that import, edit and API go through; `many` reads each distinct text once.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from leadgen.records.normalise import (
    company,
    domain,
    email,
    linkedin,
    location,
    person,
    phone,
    title,
)
from leadgen.records.normalise import country as countries
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.values import Bad

# valid: it is one. unknown: a text that may be one, of which no word is known. invalid: it is none, `reason`
# says why. empty: there is nothing.
Status = Literal["valid", "unknown", "invalid", "empty"]
Part = str | bool | Sequence[str] | None

LONGEST = 2_000
_AMBIGUOUS = {"georgia": "Georgia is a country and a state of the United States"}
_REMEMBERED = 65_536
_REMEMBERED_CHARS = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a value. `parts` are those of its kind, none of them where it is not valid."""

    normalised: str | None
    parts: Mapping[str, Part]
    status: Status
    reason: str | None = None


def answer(kind: str, text: str, country: str | None = None) -> Answer:
    """The value of that kind in this text. Raises KeyError for an unknown kind, nothing for any text."""
    read = _KINDS[kind]
    if len(text) > LONGEST:
        return Answer(
            None, {}, "invalid", f"This has {len(text):,} characters; no {kind} has over {LONGEST:,}"
        )
    if plain.is_nothing_typed(plain.display(plain.unquoted(plain.display(text)))):
        return Answer(
            None, {}, "empty", "There is no value" if not text.strip() else "This says that there is none"
        )
    return read(text, country)


def many(kind: str, texts: Iterable[str], country: str | None = None) -> Iterator[Answer]:
    """As `answer`, for one after the other; the same text is read once."""
    seen: dict[str, Answer] = {}
    for text in texts:
        found = seen.get(text)
        if found is None:
            found = answer(kind, text, country)
            if len(text) <= _REMEMBERED_CHARS:
                if len(seen) >= _REMEMBERED:
                    seen.clear()
                seen[text] = found
        yield found


def _bad(problem: Bad) -> Answer:
    return Answer(None, {}, "invalid", problem.message)


def _email(text: str, country: str | None) -> Answer:
    found = email.normalise(text)
    if isinstance(found, Bad):
        return _bad(found)
    parts: dict[str, Part] = {
        "local": found.local,
        "host": found.host.name,
        "domain": found.domain,
        "key": found.key,
        "role": found.is_role,
        "free": found.is_free,
        "suggestion": found.suggestion,
    }
    doubt = f"Did you mean {found.suggestion}?" if found.suggestion else None
    return Answer(found.value, parts, "valid", doubt)


def _phone(text: str, country: str | None) -> Answer:
    found = phone.normalise(text, country)
    if isinstance(found, Bad):
        return _bad(found)
    number, _, extension = found.value.partition(";ext=")
    return Answer(
        found.value, {"number": number, "country": found.country, "extension": extension or None}, "valid"
    )


def _person(text: str, country: str | None) -> Answer:
    found, problem = person.split(text), person.is_nobody(text)
    if problem or not found.display:
        return Answer(None, {}, "invalid", problem or "There is no name in it")
    parts: dict[str, Part] = {
        part: getattr(found, part) or None
        for part in ("prefix", "first", "middle", "last", "suffix", "nickname")
    }
    return Answer(found.display, {**parts, "key": found.key}, "valid")


def _company(text: str, country: str | None) -> Answer:
    found = company.normalise(text)
    if found is None:
        return Answer(None, {}, "invalid", "There is no name in it")
    form = company.legal_form(text)
    parts: dict[str, Part] = {
        "name": form.name if form else found.display,
        "key": found.key,
        "legal_form": form.written if form else None,
        "legal_form_countries": list(form.countries) if form else [],
        "placeholder": company.is_placeholder(text),
    }
    said = "This says that there is no company" if parts["placeholder"] else None
    return Answer(found.display, parts, "unknown" if said else "valid", said)


def _title(text: str, country: str | None) -> Answer:
    found = title.read(text)
    parts = {"seniority": found.seniority, "department": found.department}
    known = (found.seniority, found.department) != ("other", "other")
    return Answer(
        found.display,
        parts,
        "valid" if known else "unknown",
        None if known else "No present rank or department is told",
    )


def _linkedin(text: str, country: str | None) -> Answer:
    found = linkedin.normalise(text)
    if isinstance(found, Bad):
        return _bad(found)
    slug = found.key.split("/")[1]
    parts: dict[str, Part] = {"kind": found.kind, "slug": slug, "key": found.key, "opaque": found.opaque}
    return Answer(found.value, parts, "valid")


def _domain(text: str, country: str | None) -> Answer:
    found = domain.normalise(text)
    if isinstance(found, Bad):
        return _bad(found)
    host = domain.host(domain.host_of(plain.unquoted(plain.display(text))))
    parts: dict[str, Part] = {
        "host": host.name if isinstance(host, domain.Host) else found,
        "key": domain.key_of(found),
        "free": domain.is_free(found),
        "shared": domain.is_shared(found),
    }
    if parts["free"]:
        # From an address there the employer's domain does not follow.
        named = None if "@" in text else found
        return Answer(named, parts, "unknown", "Anybody can have a mailbox there, so it names no company")
    if parts["shared"]:
        return Answer(found, parts, "unknown", "It carries the pages of many, so it names no company")
    return Answer(found, parts, "valid")


def _location(text: str, country: str | None) -> Answer:
    found = location.read(text, country)
    parts = {
        "city": found.city,
        "region": found.region,
        "country": found.country,
        "country_name": countries.name(found.country),
    }
    placed = [part for part in (found.city, found.region, parts["country_name"]) if part]
    known = found.region or found.country
    return Answer(
        ", ".join(placed) or found.display,
        parts,
        "valid" if known else "unknown",
        None if known else _AMBIGUOUS.get(found.display.lower(), "No country is told"),
    )


_KINDS: Mapping[str, Callable[[str, str | None], Answer]] = {
    "email": _email,
    "phone": _phone,
    "person": _person,
    "company": _company,
    "title": _title,
    "linkedin": _linkedin,
    "domain": _domain,
    "location": _location,
}
KINDS = tuple(_KINDS)
