"""The stages of enrichment, declared once: what each finds, and after which others it comes.

In an order that keeps every dependency: companies come before the people who work there. The fields are the
registry's; a field belongs to one stage.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, FieldType, RecordKind
from leadgen.stages.enrich.pricing import QUESTIONS


@dataclass(frozen=True)
class Stage:
    """A step of enrichment. `needs` are stages whose findings it is asked with, where they are wanted too.

    `condition`, in the filter language: of other records it can find nothing.
    """

    key: str
    label: str
    description: str
    kind: RecordKind
    fields: Sequence[str]
    needs: Sequence[str] = ()
    condition: Mapping[str, JSON] | None = None


@dataclass(frozen=True)
class Preset:
    """A depth: stages by a name."""

    key: str
    label: str
    stages: Sequence[str]


# No mailbox is asked about where nobody can have one.
_WRITABLE: Mapping[str, JSON] = {
    "all": [
        {"field": "email", "op": "is_filled"},
        {
            "not": {
                "field": "email_finding",
                "op": "in",
                "value": ["not_an_address", "reserved_domain", "no_domain", "refuses_mail", "takes_no_mail"],
            }
        },
    ]
}

STAGES: Sequence[Stage] = (
    Stage(
        "company_profile", "Company profile", "What the company is, where it is and how to reach it.",
        "company",
        (
            "company_name", "company_domain", "company_website", "company_description", "industry",
            "business_model", "company_size", "founded_year", "annual_revenue", "funding", "phone_company",
            "company_email", "company_street", "company_postal_code", "company_city", "company_state",
            "company_country", "company_linkedin_url", "company_facebook_url", "company_twitter_url",
            "technologies", "keywords", "company_languages",
        ),
    ),
    Stage(
        "company_registers", "Public registers", "What registers say: legal name, ids, status, credibility.",
        "company",
        (
            "legal_name", "register_id", "legal_form", "register_status", "vat_id", "vat_status", "lei",
            "industry_codes", "credibility",
        ),
        needs=("company_profile",),
    ),
    Stage(
        "company_research", "Research", "What the company sells, to whom, and against whom.",
        "company",
        ("products", "target_customers", "competitors"),
        needs=("company_profile",),
    ),
    Stage(
        "company_news", "News and signals", "What was reported lately, and hints that it may buy.",
        "company",
        ("company_news", "buying_signals"),
        needs=("company_profile",),
    ),
    Stage(
        "company_opportunity", "Opportunity", "Why it may want what your offer profile says.",
        "company",
        ("opportunity",),
        needs=("company_research", "company_news"),
    ),
    Stage(
        "company_questions", "Questions on companies", "Your own fields of companies, asked as described.",
        "company",
        (),
        needs=("company_profile",),
    ),
    Stage(
        "contact_role", "Role and employment", "The person's present job.",
        "contact",
        ("job_title", "seniority", "department", "headline"),
        needs=("company_profile",),
    ),
    Stage(
        "contact_social", "Social profiles", "Where the person is found on the web.",
        "contact",
        ("linkedin_url", "facebook_url", "twitter_url", "website"),
        needs=("contact_role",),
    ),
    Stage(
        "contact_career", "Career", "Where the person worked before and what they studied.",
        "contact",
        ("career",),
        needs=("contact_role",),
    ),
    Stage(
        "contact_details", "Contact details", "How to reach the person.",
        "contact",
        ("email", "phone_mobile", "phone_work", "city", "country"),
        needs=("contact_role",),
    ),
    Stage(
        "contact_mailbox", "Mailbox check", "Whether the mailbox behind the e-mail address exists.",
        "contact",
        ("email_mailbox",),
        needs=("contact_details",),
        condition=_WRITABLE,
    ),
    Stage(
        "contact_questions", "Questions on people", "Your own fields of contacts, asked as described.",
        "contact",
        (),
        needs=("contact_role",),
    ),
)  # fmt: skip

# What is asked for by name only: own questions, and what is paid from an account elsewhere.
_BY_NAME = QUESTIONS | {"contact_mailbox"}
_QUICK = ("company_profile", "company_registers")
_STANDARD = (*_QUICK, "company_research", "contact_role", "contact_details")
PRESETS: Sequence[Preset] = (
    Preset("quick", "Quick", _QUICK),
    Preset("standard", "Standard", _STANDARD),
    Preset("deep", "Deep", tuple(stage.key for stage in STAGES if stage.key not in _BY_NAME)),
)
# What a question can be answered with.
_ANSWERS: frozenset[FieldType] = frozenset(
    {"text", "long_text", "number", "decimal", "money", "boolean", "choice", "date", "url", "country"}
)


def of_kind(kind: RecordKind, own: Iterable[Field] = ()) -> Sequence[Stage]:
    """The stages for records of this kind, in their order: for people also those of their companies.

    `own`: the workspace's own fields, which are its questions; a stage without any is left out.
    """
    asked = [field for field in own if field.custom_id and field.type in _ANSWERS]
    stages = [
        replace(stage, fields=[field.key for field in asked if field.kind == stage.kind])
        if stage.key in QUESTIONS
        else stage
        for stage in STAGES
    ]
    return [stage for stage in stages if stage.fields and (kind == "contact" or stage.kind == "company")]
