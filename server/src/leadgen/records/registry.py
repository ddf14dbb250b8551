"""The one declaration of the built-in fields; everything that knows a field's name asks here.

Later floors register further fields when the product is assembled; a workspace adds its own, which are
rows of the table `field` and come with `fields_of`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from leadgen.kernel.languages import ADDRESS_STYLES, LANGUAGES
from leadgen.records.email_findings import FRESH_DAYS, MEANINGS, STATUS_WORDS
from leadgen.records.field import Field, Option, Point, RecordKind
from leadgen.records.normalise.title import DEPARTMENT_LABELS, SENIORITY_LABELS

_contact = partial(Field, kind="contact", personal=True)
_company = partial(Field, kind="company")
_LANGUAGES = tuple(Option(code, name) for code, name in LANGUAGES.items())
_EMAIL_STATUSES = tuple(Option(value, word) for value, word in STATUS_WORDS.items())
_EMAIL_FINDINGS = tuple(Option(value, meaning.words) for value, meaning in MEANINGS.items())
_SENIORITIES = tuple(Option(value, label) for value, label in SENIORITY_LABELS.items())
_DEPARTMENTS = tuple(Option(value, label) for value, label in DEPARTMENT_LABELS.items())
_ADDRESS_STYLES = tuple(Option(value, label) for value, label in ADDRESS_STYLES.items())

_CONTACT: tuple[Field, ...] = (
    _contact(
        key="full_name", type="text", label="Name", normaliser="person", derived=True,
        description="The whole name as people read it, composed of its parts; writing it splits it.",
        key_column="full_name_key", sort_column="full_name_key", searched=True, default_visible=True,
        width=220,
    ),
    _contact(
        key="name_prefix", type="text", label="Title before name", normaliser="text",
        description="Academic or courtesy title in front of the name, such as Dr.", width=120,
    ),
    _contact(
        key="first_name", type="text", label="First name", normaliser="given_name",
        description="Given name.",
    ),
    _contact(
        key="middle_name", type="text", label="Middle name", normaliser="given_name",
        description="Names between the first and the last.",
    ),
    _contact(
        key="last_name", type="text", label="Last name", normaliser="family_name",
        description="Family name with its particles, such as van der Berg.",
    ),
    _contact(
        key="name_suffix", type="text", label="Suffix", normaliser="text",
        description="What follows the name, such as Jr. or PhD.", width=120,
    ),
    _contact(
        key="nickname", type="text", label="Nickname", normaliser="given_name",
        description="How friends call the person.",
    ),
    _contact(
        key="job_title", type="text", faceted=True, label="Job title", normaliser="title",
        description="Title in the present job; an edit changes the current employment.",
        key_column="job_title_key", sort_column="job_title_key", searched=True, default_visible=True,
        fresh_days=90, width=220,
    ),
    _contact(
        key="headline", type="text", label="Headline", normaliser="text",
        description="The line the person wrote below the name in a profile.", fresh_days=90, width=260,
    ),
    _contact(
        key="seniority", type="choice", faceted=True, label="Seniority", normaliser="seniority",
        options=_SENIORITIES,
        description="Level of the job, such as director; follows the job title where nobody decided on it.",
        fresh_days=90, width=120,
    ),
    _contact(
        key="department", type="choice", faceted=True, label="Department", normaliser="department",
        options=_DEPARTMENTS,
        description="Part of the company the person works in; follows the job title like the seniority.",
        fresh_days=90, width=140,
    ),
    _contact(
        key="email", type="email", label="E-mail", normaliser="email", point=Point("email", ""),
        description="The address to write to. One belongs to one contact, unless it is a role mailbox.",
        sort_column="email", searched=True, default_visible=True, fresh_days=90, width=240,
    ),
    _contact(
        key="email_other", type="email", label="Other e-mails", normaliser="email", storage="points",
        point=Point("email", "other"), many=True, description="Further addresses of the person.",
        searched=True, fresh_days=90, width=240,
    ),
    _contact(
        key="email_status", type="choice", label="E-mail status", normaliser="choice",
        options=_EMAIL_STATUSES, about="email", marks_points=True, lookup=True, importable=False,
        editable=False, width=120, fresh_days_of=FRESH_DAYS,
        description="Whether the address can be written to, as far as can be known without a message.",
    ),
    _contact(
        key="email_finding", type="choice", label="E-mail finding", normaliser="choice",
        options=_EMAIL_FINDINGS, about="email", importable=False, editable=False, width=260,
        description="Why the address has its status, as the last check found it.",
    ),
    _contact(
        key="email_suggestion", type="text", label="E-mail suggestion", normaliser="text", about="email",
        importable=False, editable=False, width=240,
        description="The address that was probably meant, where the one here looks mistyped.",
    ),
    _contact(
        key="phone_mobile", type="phone", label="Mobile phone", normaliser="phone", point=Point("phone",
        "mobile"),
        description="Mobile number with its country code.", default_visible=True, fresh_days=180,
    ),
    _contact(
        key="phone_work", type="phone", label="Work phone", normaliser="phone", point=Point("phone", "work"),
        description="Direct number at work with its country code.", fresh_days=180,
    ),
    _contact(
        key="phone_other", type="phone", label="Other phones", normaliser="phone", storage="points",
        point=Point("phone", "other"), many=True, description="Further numbers of the person.",
        fresh_days=180,
    ),
    _contact(
        key="fax", type="phone", label="Fax", normaliser="phone", point=Point("fax", ""),
        description="Fax number with its country code.",
    ),
    _contact(
        key="linkedin_url", type="url", label="LinkedIn", normaliser="linkedin_person",
        point=Point("linkedin", ""),
        description="Address of the person's LinkedIn profile. One profile belongs to one contact.",
        default_visible=True, width=240,
    ),
    _contact(
        key="facebook_url", type="url", label="Facebook", normaliser="facebook", point=Point("facebook", ""),
        description="Address of the person's Facebook profile.", width=220,
    ),
    _contact(
        key="twitter_url", type="url", label="X (Twitter)", normaliser="twitter", point=Point("twitter", ""),
        description="Address of the person's profile on X, once Twitter.", width=220,
    ),
    _contact(
        key="website", type="url", label="Personal website", normaliser="url", point=Point("website", ""),
        description="The person's own website, not the company's.", width=220,
    ),
    _contact(
        key="lead_status", type="text", label="Lead status", normaliser="text",
        description="How far the sale has come.", personal=False, width=140,
    ),
    _contact(
        key="lead_source", type="text", label="Lead source", normaliser="text",
        description="Where the contact was first met.", personal=False, width=140,
    ),
    _contact(
        key="subscription_status", type="text", label="Subscription status", normaliser="text",
        description="What the source said about newsletters; opting out is kept apart from it.",
    ),
    _contact(
        key="personalization", type="long_text", label="Personal opening", normaliser="long_text",
        description="A first sentence written for this person.", width=300,
    ),
    _contact(
        key="connected_on", type="date", label="Connected on", normaliser="date",
        description="The day the connection was made on LinkedIn.", default_visible=True, width=130,
    ),
    _contact(
        key="birthday", type="date", label="Birthday", normaliser="date",
        description="Date of birth.", width=130,
    ),
    _contact(
        key="external_id", type="text", label="External id", normaliser="external_id",
        description="Id of the contact in the tool it came from. One id belongs to one contact.",
    ),
    _contact(
        key="street", type="text", label="Street", normaliser="text",
        description="Street and number.", width=200,
    ),
    _contact(
        key="postal_code", type="text", label="Postal code", normaliser="text",
        description="Postal code.", width=110,
    ),
    _contact(
        key="city", type="text", label="City", normaliser="text", folded_column="city_key", lookup=True,
        description="Town or city.", width=140,
    ),
    _contact(
        key="state", type="text", label="State or region", normaliser="text",
        description="State, province or region.", width=140,
    ),
    _contact(
        key="country", type="country", faceted=True, label="Country", normaliser="country",
        description="Country as its two-letter ISO code.", lookup=True, default_visible=True, width=120,
    ),
    _contact(
        key="location", type="text", label="Location", normaliser="text",
        description="Place as the source wrote it; city, region and country follow it where they are blank.",
        width=200,
    ),
    _contact(
        key="language", type="choice", label="Language", normaliser="choice", options=_LANGUAGES,
        description="The language the person is written to in.", width=120,
    ),
    _contact(
        key="address_style", type="choice", label="Form of address", normaliser="choice",
        options=_ADDRESS_STYLES, description="Formal or informal, as Sie or du.", width=140,
    ),
    _contact(
        key="notes", type="long_text", label="Notes", normaliser="long_text",
        description="Free text that came with the contact.", width=300,
    ),
    _contact(
        key="tags", type="tags", faceted=True, label="Tags", normaliser="tags", storage="tags", many=True,
        description="Labels of your own.", default_visible=True, personal=False, width=200,
    ),
    _contact(
        key="owner", type="member", faceted=True, label="Owner", normaliser="member", importable=False,
        description="The member the contact belongs to.", lookup=True, personal=False,
    ),
    _contact(
        key="lists", type="lists", faceted=True, label="Lists", normaliser="lists", storage="lists",
        many=True, description="The lists the contact is in.", importable=False, personal=False, width=200,
    ),
    _contact(
        key="company", type="company", label="Company", normaliser="text", importable=False,
        editable=False, shown_as="company_name",
        description="The company of the present job; another one ends that job and begins the next.",
    ),
)  # fmt: skip

_COMPANY: tuple[Field, ...] = (
    _company(
        key="company_name", type="text", label="Company", normaliser="company_name",
        description="Name of the company as people read it.",
        key_column="company_name_key", sort_column="company_name_key", searched=True, default_visible=True,
        width=220,
    ),
    _company(
        key="company_domain", type="text", label="Company domain", normaliser="domain",
        description="Registered domain of its website. One domain belongs to one company.",
        sort_column="company_domain", searched=True, default_visible=True, width=180,
    ),
    _company(
        key="company_website", type="url", label="Company website", normaliser="url",
        description="Address of the company's website.", width=220,
    ),
    _company(
        key="company_linkedin_url", type="url", label="Company on LinkedIn", short="LinkedIn",
        normaliser="linkedin_company", width=240,
        description="Address of the company's LinkedIn page. One page belongs to one company.",
    ),
    _company(
        key="company_external_id", type="text", label="Company external id", normaliser="external_id",
        description="Id of the company in the tool it came from.",
    ),
    _company(
        key="register_id", type="text", label="Register id", normaliser="register_id",
        description="Number in the register of companies of its country.",
    ),
    _company(
        key="phone_company", type="phone", label="Company phone", normaliser="phone",
        description="Main number of the company with its country code.", fresh_days=180,
    ),
    _company(
        key="industry", type="text", faceted=True, label="Industry", normaliser="text",
        description="What the company works in.",
        default_visible=True,
    ),
    _company(
        key="company_size", type="range", faceted=True, label="Company size", normaliser="range",
        unit="people", description="Headcount, from and to.", lookup=True, default_visible=True,
        fresh_days=180, width=130,
    ),
    _company(
        key="annual_revenue", type="money", label="Annual revenue", normaliser="money",
        description="Revenue of a year.", fresh_days=365, width=150,
    ),
    _company(
        key="funding", type="text", label="Funding", normaliser="text",
        description="Stage or amount of funding as the source wrote it.", fresh_days=180,
    ),
    _company(
        key="founded_year", type="number", label="Founded", normaliser="year", unit="year",
        description="Year the company was founded.", width=110,
    ),
    _company(
        key="technologies", type="long_text", label="Technologies", normaliser="long_text",
        description="Tools and systems the company uses.", fresh_days=180, width=260,
    ),
    _company(
        key="keywords", type="long_text", label="Keywords", normaliser="long_text",
        description="Words that describe the business.", width=260,
    ),
    _company(
        key="company_description", type="long_text", label="Description", normaliser="long_text",
        description="What the company does.", fresh_days=365, width=300,
    ),
    _company(
        key="company_street", type="text", label="Company street", normaliser="text",
        description="Street and number of the seat.", width=200,
    ),
    _company(
        key="company_postal_code", type="text", label="Company postal code", normaliser="text",
        description="Postal code of the seat.", width=110,
    ),
    _company(
        key="company_city", type="text", label="Company city", normaliser="text",
        description="Town or city of the seat.", width=140,
    ),
    _company(
        key="company_state", type="text", label="Company state or region", normaliser="text",
        description="State, province or region of the seat.", width=140,
    ),
    _company(
        key="company_country", type="country", faceted=True, label="Company country", normaliser="country",
        description="Country of the seat as its two-letter ISO code.", lookup=True, default_visible=True,
        width=120,
    ),
    _company(
        key="lists", type="lists", faceted=True, label="Lists", normaliser="lists", storage="lists",
        many=True, description="The lists the company is in.", importable=False, width=200,
    ),
)  # fmt: skip

FIELDS: tuple[Field, ...] = _CONTACT + _COMPANY
# The field that holds ids of lists.
LISTS = "lists"
# Fields that hold the id of another record → the field people see for it.
REFERENCES: Mapping[str, str] = {field.key: field.shown_as for field in FIELDS if field.shown_as}


@dataclass(frozen=True)
class _Registry:
    """The fields by kind; replaced whole when one is added, so that looking up costs nothing."""

    fields: tuple[Field, ...]
    of_kind: Mapping[RecordKind | None, tuple[Field, ...]]
    keys: frozenset[str]
    points: Mapping[str, tuple[Field, Point]]
    judges: Mapping[str, tuple[str, ...]]
    in_columns: Mapping[RecordKind, tuple[tuple[Field, str, str], ...]]

    @classmethod
    def of(cls, fields: tuple[Field, ...]) -> "_Registry":
        kinds: tuple[RecordKind, ...] = ("contact", "company")
        of_kind: dict[RecordKind | None, tuple[Field, ...]] = {None: fields}
        of_kind |= {kind: tuple(field for field in fields if field.kind == kind) for kind in kinds}
        points = {field.key: (field, field.point) for field in fields if field.point}
        in_columns = {
            kind: tuple((one, one.columns[0][0], one.columns[-1][0]) for one in of_kind[kind] if one.columns)
            for kind in kinds
        }
        judges = {
            field.key: tuple(one.key for one in fields if one.about == field.key)
            for field in fields
            if any(one.about == field.key for one in fields)
        }
        return cls(fields, of_kind, frozenset(field.key for field in fields), points, judges, in_columns)


_registry = _Registry.of(FIELDS)


def registered(kind: RecordKind | None = None) -> tuple[Field, ...]:
    """The fields every workspace has, in the order people see them; of one kind or of both."""
    return _registry.of_kind[kind]


def in_columns(kind: RecordKind) -> tuple[tuple[Field, str, str], ...]:
    """The fields that stand in columns of their record, each with its first and its last one."""
    return _registry.in_columns[kind]


def registered_keys() -> frozenset[str]:
    """The keys of the fields every workspace has."""
    return _registry.keys


def is_registered(key: str) -> bool:
    """Is this the key of a field every workspace has?"""
    return key in _registry.keys


def shown_key(kind: RecordKind, key: str) -> str:
    """The field under which people see this one of a record of that kind."""
    return REFERENCES.get(key, key) if kind == "contact" else key


def point_fields() -> Mapping[str, tuple[Field, Point]]:
    """The fields whose values are contact points, by their key."""
    return _registry.points


def judges() -> Mapping[str, tuple[str, ...]]:
    """Field → the fields that say something about its present value."""
    return _registry.judges


def judging() -> list[str]:
    """The fields that say something about another one's value: a check of it, no work on the record."""
    return [key for keys in _registry.judges.values() for key in keys]


def register(field: Field) -> None:
    """Add a field for the whole product; its column must exist. Refuses a key that is taken."""
    global _registry
    if is_registered(field.key):
        raise ValueError(f"the field {field.key} is declared twice")
    _registry = _Registry.of((*_registry.fields, field))


@contextmanager
def extended(*fields: Field) -> Iterator[None]:
    """The registry with further fields for a while."""
    global _registry
    before = _registry
    try:
        for field in fields:
            register(field)
        yield
    finally:
        _registry = before


def export_header(fields: Sequence[Field]) -> list[str]:
    """The header line of an export of these fields: their keys, which an import maps back by itself."""
    return [field.key for field in fields]


def mapping_targets(kind: RecordKind, fields: Sequence[Field]) -> list[Field]:
    """What a column of a file of this kind of record can be mapped to.

    A line about a contact may carry its company's fields too.
    """
    kinds = {"contact", "company"} if kind == "contact" else {"company"}
    return [field for field in fields if field.importable and field.kind in kinds]
