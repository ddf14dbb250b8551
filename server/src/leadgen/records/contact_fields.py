"""The built-in fields of contacts, in the order people see them."""

from functools import partial

from leadgen.kernel.languages import ADDRESS_STYLES, LANGUAGES
from leadgen.records.email_findings import FRESH_DAYS, MAILBOX_DAYS, MAILBOX_WORDS, MEANINGS, STATUS_WORDS
from leadgen.records.field import Field, Option, Point
from leadgen.records.normalise.title import DEPARTMENT_LABELS, SENIORITY_LABELS

_contact = partial(Field, kind="contact", personal=True)
_LANGUAGES = tuple(Option(code, name) for code, name in LANGUAGES.items())
_EMAIL_STATUSES = tuple(Option(value, word) for value, word in STATUS_WORDS.items())
_EMAIL_FINDINGS = tuple(Option(value, meaning.words) for value, meaning in MEANINGS.items())
_MAILBOXES = tuple(Option(value, words) for value, words in MAILBOX_WORDS.items())
_SENIORITIES = tuple(Option(value, label) for value, label in SENIORITY_LABELS.items())
_DEPARTMENTS = tuple(Option(value, label) for value, label in DEPARTMENT_LABELS.items())
_ADDRESS_STYLES = tuple(Option(value, label) for value, label in ADDRESS_STYLES.items())

FIELDS: tuple[Field, ...] = (
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
        key="email_mailbox", type="choice", label="Mailbox", normaliser="choice", options=_MAILBOXES,
        about="email", importable=False, editable=False, width=180, fresh_days_of=MAILBOX_DAYS,
        description="Whether the mailbox exists, as a verifier said that was asked about this very address.",
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
        key="career", type="long_text", label="Career", normaliser="long_text", fresh_days=365, width=300,
        description="Where the person worked before and what they studied.",
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
