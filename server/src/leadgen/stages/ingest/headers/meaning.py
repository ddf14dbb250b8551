"""From a header's noun and qualifiers to the field it fills. Pure tables and small rules."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from leadgen.records.normalise.words import words
from leadgen.stages.ingest.headers.reading import Reading
from leadgen.stages.ingest.parsing import Split

Kind = Literal["contact", "company"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file as a whole says about a header: which other nouns stand beside it.

    `about_companies`: no column names a person, so an address or a number is the company's.
    """

    kind: Kind
    about_companies: bool
    nouns: frozenset[str]
    from_linkedin: bool
    outlook_phones: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field, and how good a claim to it this header has against another one; `why` if it took more."""

    field: str
    rank: float
    why: str = ""
    split: Split | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """The header is understood, and its column had better stay out."""

    why: str
    sensitive: bool = False
    opt_out: bool = False


Meaning = Candidate | Left

_PERSON = frozenset({"person", "main", "work"})
_COMPANY = frozenset({"company", "main", "work"})
_OF_A_PERSON = words(
    "first_name last_name middle_name full_name name_prefix name_suffix nickname headline seniority birthday "
    "connected_on lead_source subscription_status personalization notes tags owner location created_at "
    "email_status"
)
_ABOUT_PERSON = {noun: (noun, _PERSON) for noun in _OF_A_PERSON} | {
    # The status of an attendee or of an account is not how far a sale has come.
    "lead_status": ("lead_status", frozenset({"main"})),
    "job_title": ("job_title", _PERSON | {"company"}),
    "department": ("department", _PERSON | {"company"}),
}
_OF_A_COMPANY = words(
    "company_name_clean industry company_size annual_revenue funding founded_year technologies keywords "
    "company_description register_id company_name"
)
_ABOUT_COMPANY = {noun: noun for noun in _OF_A_COMPANY} | {
    "domain": "company_domain",
    "vat": "vat_id",
    "company": "company_name",
}
# Of these a second one is kept: beside the first, or where that is empty.
_KEPT_TWICE = ("_other", "website")
_PLACES = frozenset(["street", "postal_code", "city", "state", "country"])
_PERSON_NOUNS = words(
    "first_name last_name full_name given_or_full middle_name name_prefix nickname job_title headline "
    "seniority department email mobile birthday connected_on"
)
_NAMING_NOUNS = words("first_name last_name full_name given_or_full name title job_title linkedin")
_COMPANY_NOUNS = words(
    "company company_name domain industry company_size annual_revenue funding founded_year "
    "company_description register_id vat technologies description"
)
_LEFT = {
    "sensitive": Left("holds sensitive personal data, which is not imported", sensitive=True),
    "skip": Left("holds nothing that a field here keeps"),
    "opt_out": Left("says who does not want to be written to", opt_out=True),
    "street_more": Left("is a part of an address that no field here keeps on its own"),
}


def kind_of(readings: list[Reading | None]) -> Kind:
    """Whether a line of this file is a person or a company."""
    if names_a_person(readings):
        return "contact"
    nouns = {reading.noun for reading in readings if reading and "someone_else" not in reading.qualifiers}
    return "company" if len(nouns & _COMPANY_NOUNS) >= 2 else "contact"


def names_a_person(readings: list[Reading | None]) -> bool:
    """Whether a column holds what only a person has."""
    return any(
        reading.noun in _PERSON_NOUNS
        for reading in readings
        if reading and "someone_else" not in reading.qualifiers
    )


def facts_of(readings: list[Reading | None], kind: Kind) -> Facts:
    """The facts of a file from the readings of its headers."""
    known = [reading for reading in readings if reading]
    nouns = frozenset(reading.noun for reading in known)
    phones = [reading.qualifiers for reading in known if reading.noun == "phone" and not reading.number]
    outlook = any("work" in one for one in phones) and any("home" in one for one in phones)
    from_linkedin = bool(nouns & {"connected_on", "linkedin", "sales_navigator"})
    about_companies = kind == "company" or (
        bool(nouns & {"company", "company_name"}) and not nouns & _NAMING_NOUNS
    )
    return Facts(kind, about_companies, nouns, from_linkedin, outlook)


def meaning_of(reading: Reading, facts: Facts) -> Meaning:
    """The field this header fills, or why its column stays out."""
    if reading.noun in _LEFT:
        return _LEFT[reading.noun]
    if "someone_else" in reading.qualifiers:
        return Left("is about somebody else than the contact")
    if "label" in reading.qualifiers:
        return Left("only says of what kind the value beside it is")
    found = _special(reading, facts) or _ordinary(reading)
    further = (reading.number or 1) > 1
    if isinstance(found, Candidate) and further and not found.field.endswith(_KEPT_TWICE):
        return Left("is a further one of its kind, and one is kept")
    return found


def nearest(reading: Reading, facts: Facts) -> str | None:
    """The field a header is closest to whose qualifiers or number keep it from being mapped."""
    if reading.noun in _LEFT:
        return None
    plainly = Reading(reading.noun, frozenset(), None, reading.languages, exact=False)
    found = meaning_of(plainly, facts)
    return found.field if isinstance(found, Candidate) else None


def _ordinary(reading: Reading) -> Meaning:
    noun, about = reading.noun, reading.qualifiers
    if noun in _ABOUT_PERSON and about <= _ABOUT_PERSON[noun][1]:
        return Candidate(_ABOUT_PERSON[noun][0], _plainness(about))
    if noun in _ABOUT_COMPANY and about <= _COMPANY | {"person"}:
        return Candidate(_ABOUT_COMPANY[noun], _plainness(about) + (0.5 if noun == "company_name" else 0))
    return Left("is not clear enough to be mapped")


def _plainness(about: frozenset[str]) -> float:
    return 3.0 - 0.1 * len(about) + (0.3 if "main" in about else 0.0)


def _special(reading: Reading, facts: Facts) -> Meaning | None:
    if reading.noun in _PLACES:
        return _place(reading, facts)
    rule = _RULES.get(reading.noun)
    return rule(reading, facts) if rule else None


def _place(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about & {"home", "other", "second", "elsewhere"}:
        return Left("is not the address at work; map it by hand if you want it")
    if "company" in about or facts.about_companies:
        return Candidate(f"company_{reading.noun}", 3.0)
    return Candidate(reading.noun, 4.0 if "work" in about else 3.5 if "mailing" in about else 3.0)


def _town(reading: Reading, facts: Facts) -> Meaning:
    """Postal code and city in one."""
    city = _place(replace(reading, noun="city"), facts)
    return replace(city, split="postal_city") if isinstance(city, Candidate) else city


def _location(reading: Reading, facts: Facts) -> Meaning | None:
    """A company keeps no place as the source wrote it, only its parts."""
    about_company = "company" in reading.qualifiers or facts.about_companies
    if not about_company or reading.qualifiers - _COMPANY - {"person"}:
        return None
    if facts.nouns & _PLACES:
        return Left("is a place whose parts other columns hold")
    return Candidate("company_city", 1.0, split="place")


def _email(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if facts.kind == "company":
        return Candidate("company_email", 3.0 if about <= _COMPANY else 1.0)
    if about & {"home", "other", "second"} or (reading.number or 1) > 1:
        return Candidate("email_other", 1.0 if "second" in about else 2.0)
    rank = 5.0 if "work" in about else 4.0 if "main" in about or reading.number == 1 else 3.0
    return Candidate("email", rank - (1.5 if "company" in about else 0))


def _phone(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if "company" in about or (facts.about_companies and not about and (reading.number or 1) == 1):
        return Candidate("phone_company", 4.0)
    if about & {"home", "other", "second"} or (reading.number or 1) > 1:
        return Candidate("phone_other", 1.0)
    if "main" in about and facts.outlook_phones:
        return Candidate("phone_company", 3.0, "since direct numbers at work and home stand beside it")
    return Candidate("phone_work", 4.0 if "work" in about else 3.5 if "main" in about else 3.0)


def _mobile(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about & {"other", "second"} or (reading.number or 1) > 1:
        return Candidate("phone_other", 1.0)
    return Candidate("phone_mobile", 3.0 if about & {"work", "home", "company"} else 4.0)


def _fax(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if "other" in about:
        return Left("is a further one of its kind, and one is kept")
    return Candidate("fax", 4.0 if "work" in about else 1.0 if about & {"home", "second"} else 3.0)


def _website(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about & {"company", "work"} or facts.about_companies:
        return Candidate("company_website", 4.0)
    if about & {"home", "person", "other"} or reading.noun == "webpage":
        return Candidate("website", 3.0)
    if facts.nouns & _COMPANY_NOUNS:
        return Candidate("company_website", 3.0, "since other columns describe the company")
    return Candidate("website", 2.0)


def _url(reading: Reading, facts: Facts) -> Meaning:
    if "company" in reading.qualifiers or facts.kind == "company":
        linkedin = facts.from_linkedin and facts.kind == "contact"
        return Candidate("company_linkedin_url" if linkedin else "company_website", 2.0)
    if facts.from_linkedin:
        return Candidate("linkedin_url", 2.0, "since the file comes from LinkedIn")
    return Candidate("website", 1.0)


def _profile_url(reading: Reading, facts: Facts) -> Meaning:
    if reading.qualifiers <= _PERSON and facts.from_linkedin:
        return Candidate("linkedin_url", 2.0, "since the file comes from LinkedIn")
    return Left("may be a profile on any site")


def _linkedin(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about - {"company", "person", "main", "work"}:
        return Left("is not clear enough to be mapped")
    if "company" in about or facts.kind == "company":
        return Candidate("company_linkedin_url", 4.0)
    return Candidate("linkedin_url", 1.0 if reading.noun == "sales_navigator" else 4.0)


def _social(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about - _PERSON - _COMPANY:
        return Left("is not clear enough to be mapped")
    if "company" in about or facts.kind == "company":
        return Candidate(f"company_{reading.noun}_url", 4.0)
    return Candidate(f"{reading.noun}_url", _plainness(about))


def _id(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if about - {"company", "person", "main"}:
        return Left("is not clear enough to be mapped")
    if "company" in about or facts.kind == "company":
        return Candidate("company_external_id", 3.0)
    return Candidate("external_id", 4.0 if "person" in about else 3.0)


def _name(reading: Reading, facts: Facts) -> Meaning:
    about = reading.qualifiers
    if "company" in about or (facts.kind == "company" and "person" not in about):
        return (
            Left("is not clear enough to be mapped") if "second" in about else Candidate("company_name", 3.0)
        )
    if about - _PERSON:
        return Left("is not clear enough to be mapped")
    if reading.noun == "given_or_full" and "last_name" in facts.nouns:
        return Candidate("first_name", 3.0)
    if reading.noun == "name" and "first_name" in facts.nouns and "last_name" not in facts.nouns:
        return Candidate("last_name", 2.0, "since another column holds the first name")
    return Candidate("full_name", 2.0)


def _title(reading: Reading, facts: Facts) -> Meaning:
    if reading.qualifiers & {"work", "company", "person"} and not reading.qualifiers - {
        "work",
        "company",
        "person",
    }:
        return Candidate("job_title", 3.5)
    if reading.qualifiers:
        return Left("is not clear enough to be mapped")
    if "job_title" in facts.nouns:
        return Candidate("name_prefix", 2.0, "since another column holds the job title")
    return Candidate("job_title", 2.0)


def _categories(reading: Reading, facts: Facts) -> Meaning:
    return Candidate("industry", 1.0) if facts.kind == "company" else Candidate("tags", 3.0)


def _description(reading: Reading, facts: Facts) -> Meaning:
    if "company" in reading.qualifiers or facts.about_companies:
        return Candidate("company_description", 3.0)
    return Left("may describe the person, the company or the deal")


_RULES: dict[str, Callable[[Reading, Facts], Meaning | None]] = {
    "plz_city": _town,
    "location": _location,
    "email": _email,
    "phone": _phone,
    "mobile": _mobile,
    "fax": _fax,
    "website": _website,
    "webpage": _website,
    "url": _url,
    "profile_url": _profile_url,
    "linkedin": _linkedin,
    "facebook": _social,
    "twitter": _social,
    "sales_navigator": _linkedin,
    "id": _id,
    "name": _name,
    "given_or_full": _name,
    "title": _title,
    "categories": _categories,
    "description": _description,
}
