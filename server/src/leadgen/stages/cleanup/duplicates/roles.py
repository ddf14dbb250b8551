"""What a file's column is about: by what an import would make of it, by its header, by its values."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from leadgen.records.field import RecordKind
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import words

_MOSTLY = 0.9
_LOOKED_AT = 2_000


class Role(StrEnum):
    """How the cells are cleaned and compared."""

    GIVEN = "given"
    FAMILY = "family"
    FULL_NAME = "full_name"
    SUFFIX = "suffix"
    EMAIL = "email"
    PHONE = "phone"
    PROFILE = "profile"
    FIRM = "firm"
    DOMAIN = "domain"
    IDENTITY = "identity"
    DATE = "date"
    NUMBER = "number"
    COUNTRY = "country"
    TITLE = "title"
    TEXT = "text"
    LEFT_OUT = "left out"


_BY_FIELD: Mapping[str, Role] = {
    "first_name": Role.GIVEN,
    "last_name": Role.FAMILY,
    "full_name": Role.FULL_NAME,
    "name_suffix": Role.SUFFIX,
    "email": Role.EMAIL,
    "email_other": Role.EMAIL,
    "phone_mobile": Role.PHONE,
    "phone_work": Role.PHONE,
    "phone_other": Role.PHONE,
    "company_phone": Role.PHONE,
    "linkedin_url": Role.PROFILE,
    "company_linkedin_url": Role.PROFILE,
    "facebook_url": Role.PROFILE,
    "twitter_url": Role.PROFILE,
    "website": Role.DOMAIN,
    "company_name": Role.FIRM,
    "company_domain": Role.DOMAIN,
    "company_website": Role.DOMAIN,
    "register_id": Role.IDENTITY,
    "birthday": Role.DATE,
    "postal_code": Role.NUMBER,
    "company_postal_code": Role.NUMBER,
    "country": Role.COUNTRY,
    "job_title": Role.TITLE,
    "company_country": Role.COUNTRY,
}
# Of a lead's course and of the making of the file, not of the person; and verdicts of a search like this one.
_LEFT_OUT = words(
    "owner tags lists notes lead_status lead_source subscription_status personalization connected_on "
    "language external_id company_external_id cluster cluster_id clusterid group_id duplicate_of match_id "
    "name_prefix created_at updated_at created updated last_modified source source_dataset"
)
_BY_HEADER: Mapping[str, Role] = {
    word: role
    for role, names in (
        (Role.GIVEN, "given_name givenname first_name firstname forename fname first vorname prenom"),
        (Role.FAMILY, "surname last_name lastname family_name familyname lname last nachname"),
        (Role.FULL_NAME, "full_name fullname person_name"),
        (Role.SUFFIX, "suffix name_suffix generation"),
        (Role.EMAIL, "email e_mail mail email_address"),
        (Role.PHONE, "phone phone_number telephone mobile tel cell"),
        (Role.DATE, "date_of_birth dob birth_date birthdate birthday born date_birth geburtsdatum"),
        (
            Role.IDENTITY,
            "soc_sec_id ssn social_security_number national_id tax_id vat_id passport nin nhs_number",
        ),
        (Role.FIRM, "company company_name organisation organization employer firm business_name"),
        (Role.DOMAIN, "domain website url web web_site homepage company_domain company_website"),
        (Role.PROFILE, "linkedin linkedin_url linkedin_profile"),
        (Role.NUMBER, "postcode post_code postal_code zip zip_code street_number house_number"),
        (
            Role.TEXT,
            "suburb city town state region street address address_1 address_2 county occupation",
        ),
        (Role.TITLE, "title job_title position job"),
    )
    for word in names.split()
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}")
_DATE = re.compile(
    r"(?:1[89]|20)\d\d([-/.]?)(?:0[1-9]|1[0-2])\1(?:0[1-9]|[12]\d|3[01])|\d{1,2}[./-]\d{1,2}[./-]\d{4}"
)
_PHONE = re.compile(r"\+\d[\d ()./-]{7,18}")
_NUMBER = re.compile(r"[\d .,/-]*\d[\d .,/-]*")
_LONG_NUMBER = 6


def roles(
    header: Sequence[str], columns: Sequence[Sequence[str]], fields: Sequence[str | None], kind: RecordKind
) -> list[Role]:
    """The role of each column. `fields` are those that an import would fill, None where it leaves one out."""
    pairs = zip(header, columns, fields, strict=True)
    found = [_role(title, cells, field) for title, cells, field in pairs]
    if Role.GIVEN in found and Role.FAMILY in found:
        found = [Role.LEFT_OUT if role is Role.FULL_NAME else role for role in found]
    if kind == "company":
        found = [Role.FIRM if role is Role.FULL_NAME else role for role in found]
    return found


def _role(title: str, cells: Sequence[str], field: str | None) -> Role:
    named = re.sub(r"[^a-z0-9]+", "_", plain.key(title)).strip("_")
    if named in _LEFT_OUT or field in _LEFT_OUT:
        return Role.LEFT_OUT
    if field and field in _BY_FIELD:
        return _BY_FIELD[field]
    return _BY_HEADER.get(named) or (Role.TEXT if field else by_values(cells))


def by_values(cells: Sequence[str]) -> Role:
    """What the values look like."""
    held = [cell.strip() for cell in cells if cell.strip()][:_LOOKED_AT]
    if not held:
        return Role.LEFT_OUT
    for role, pattern in ((Role.EMAIL, _EMAIL), (Role.DATE, _DATE), (Role.PHONE, _PHONE)):
        if _share(held, pattern) >= _MOSTLY:
            return role
    if _share(held, _NUMBER) < _MOSTLY:
        return Role.TEXT
    distinct, length = len(set(held)), sum(map(len, held)) / len(held)
    return Role.IDENTITY if distinct > len(held) / 2 and length >= _LONG_NUMBER else Role.NUMBER


def _share(held: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(pattern.fullmatch(cell[:100]) is not None for cell in held) / len(held)
