"""One question to Perplexity, then the pages it cites: a value counts where its quote stands."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from leadgen_perplexity.answering import Failed, Run, run_of
from leadgen_perplexity.asking import ADDRESS, MODEL, PROMPTS, SIZES, question
from leadgen_sdk import JSON
from leadgen_sdk.asking.believing import Said, Source, believed, said_in, source
from leadgen_sdk.enriching import Answer, Net, RecordKind, Subject, Terms, Trouble
from leadgen_sdk.sites.visiting import one_page

_MOST_PAGES = 6


class Perplexity:
    """Companies: profile, research, news, and how they fit the offer."""

    key = "perplexity"
    label = "Perplexity"
    kind: RecordKind = "company"
    fields: Sequence[str] = (
        "company_description", "industry", "company_size", "founded_year", "annual_revenue", "funding",
        "technologies", "keywords", "company_website", "company_linkedin_url", "phone_company",
        "company_email", "company_street", "company_postal_code", "company_city", "company_country",
        "business_model", "products", "target_customers", "competitors", "company_news", "buying_signals",
        "opportunity",
    )  # fmt: skip
    needs: Sequence[Sequence[str]] = (("company_name",), ("company_domain",), ("company_website",))
    hosts = ("api.perplexity.ai", "*")
    terms = Terms(
        free=False,
        credits={
            "company_profile": 1000,
            "company_research": 1500,
            "company_news": 1500,
            "company_opportunity": 1000,
            "company_questions": 1500,
        },
        questions=True,
    )
    settings: ClassVar[Mapping[str, JSON]] = {
        "type": "object",
        "properties": {
            "model": {
                "type": "string", "title": "Model", "default": MODEL, "maxLength": 100,
                "description": "As Perplexity names it. Another maker's model sends your question to them.",
            },
            "search": {
                "type": "string", "title": "Depth of the search", "enum": list(SIZES), "default": "medium",
                "description": "How much of the pages found is read. More costs more.",
            },
            "address": {
                "type": "string", "title": "Address", "format": "uri", "maxLength": 300,
                "description": "Of a gateway of your own. Blank: Perplexity's.",
            },
            "prompt": {
                "type": "string", "title": "Instructions", "enum": list(PROMPTS), "default": PROMPTS[-1],
                "description": "Which version of the instructions is sent.",
            },
        },
    }  # fmt: skip

    def __init__(self, address: str = ADDRESS) -> None:
        self._address = address

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        fields = sorted(subject.asks(self))
        if not fields:
            return Answer()
        page = await net.call(question(self.kind, subject, fields, self._address))
        run = Failed(page) if isinstance(page, Trouble) else run_of(page)
        if isinstance(run, Failed):
            return Answer(trouble=run.trouble, costs=run.costs)
        said = said_in(run.data, fields)
        sources = await self._sources(subject, run, said, net)
        candidates, missing = believed(subject, fields, said, sources)
        return Answer(candidates, missing, costs=run.costs, model=run.model)

    async def _sources(
        self, subject: Subject, run: Run, said: Mapping[str, Said], net: Net
    ) -> Mapping[int, Source]:
        """The pages that are cited, read by ourselves; one that cannot be read holds nothing."""
        cited = sorted({one.source for one in said.values() if one.source in run.results})
        found: dict[int, Source] = {}
        for number in cited[:_MOST_PAGES]:
            sheet = await one_page(run.results[number], net)
            if not isinstance(sheet, Trouble):
                found[number] = source(self.kind, subject, sheet)
        return found


class PerplexityContact(Perplexity):
    """People: their job, profiles, career, and how to reach them."""

    key = "perplexity_contact"
    label = "Perplexity, people"
    kind: RecordKind = "contact"
    fields = (
        "job_title", "seniority", "department", "headline", "linkedin_url", "twitter_url", "facebook_url",
        "website", "career", "email", "phone_work", "phone_mobile", "city", "country",
    )  # fmt: skip
    needs = (("full_name", "company_name"), ("full_name", "company_domain"), ("linkedin_url",))
    terms = Terms(
        free=False,
        credits={
            "contact_role": 1000,
            "contact_social": 1000,
            "contact_career": 1500,
            "contact_details": 1500,
            "contact_questions": 1500,
        },
        questions=True,
    )
