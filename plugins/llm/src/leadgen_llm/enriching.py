"""The company's own pages, then one question to a model about them: a value counts where its quote stands."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import cast

from leadgen_llm.asking import SETTINGS, Model, model_of, question_of
from leadgen_llm.checking import Ask, checked
from leadgen_llm.reply import Reply
from leadgen_sdk import JSON
from leadgen_sdk.asking.believing import believed, object_in, said_in, source
from leadgen_sdk.enriching import Answer, Missing, Net, RecordKind, Subject, Terms, Trouble
from leadgen_sdk.sites.parsing import Sheet
from leadgen_sdk.sites.visiting import own_site


class LanguageModel:
    """Companies: what their own pages say, in whatever words they say it."""

    key = "llm"
    label = "Language model"
    kind: RecordKind = "company"
    fields: Sequence[str] = (
        "company_description", "industry", "company_size", "founded_year", "annual_revenue", "funding",
        "technologies", "keywords", "legal_name", "register_id", "vat_id", "phone_company", "company_email",
        "company_street", "company_postal_code", "company_city", "company_country", "business_model",
        "products", "target_customers", "competitors", "company_news", "buying_signals", "opportunity",
    )  # fmt: skip
    needs: Sequence[Sequence[str]] = (("company_website",), ("company_domain",))
    hosts = ("api.openai.com", "api.anthropic.com", "*")
    terms = Terms(
        free=False,
        credits={
            "company_profile": 500,
            "company_registers": 500,
            "company_research": 750,
            "company_news": 500,
            "company_opportunity": 500,
            "company_questions": 750,
        },
        questions=True,
        calls=2,  # the second one is about its own readings
    )
    settings: Mapping[str, JSON] = SETTINGS

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """As `Enricher` has it."""
        fields = sorted(subject.asks(self))
        model = model_of(subject)
        if model is None:
            return Answer(trouble=Trouble("refused", "Choose a provider and a model in the settings first."))
        if not model.key and model.is_theirs:
            return Answer(trouble=Trouble("refused", "The provider needs a key. Enter it in the settings."))
        sheets = await _read(subject, net)
        if isinstance(sheets, Missing):
            return Answer(missing=dict.fromkeys(fields, sheets))
        if isinstance(sheets, Trouble):
            return Answer(trouble=sheets)
        return await self._asked(subject, fields, model, sheets, net)

    async def _asked(
        self, subject: Subject, fields: Sequence[str], model: Model, sheets: Mapping[int, Sheet], net: Net
    ) -> Answer:
        ask = cast(Ask, (await to_thread(import_module, "leadgen_llm.wire")).ask)
        reply = await ask(model, question_of(self.kind, subject, fields, sheets), net)
        if isinstance(reply, Trouble):
            return Answer(trouble=reply)
        data = object_in(reply.text)
        if data is None:
            return Answer(trouble=_unread(reply), costs=reply.costs, model=reply.model)
        sources = {number: source(self.kind, subject, sheet) for number, sheet in sheets.items()}
        candidates, missing = believed(subject, fields, said_in(data, fields), sources)
        answer = Answer(candidates, missing, costs=reply.costs, model=reply.model)
        return await checked(ask, model, subject, answer, net)


class LanguageModelContact(LanguageModel):
    """People: what the site of their company says of them."""

    key = "llm_contact"
    label = "Language model, people"
    kind: RecordKind = "contact"
    fields = (
        "job_title", "seniority", "department", "linkedin_url", "career", "email", "phone_work",
        "phone_mobile", "city", "country",
    )  # fmt: skip
    needs = (("full_name", "company_website"), ("full_name", "company_domain"))
    terms = Terms(
        free=False,
        credits={
            "contact_role": 500,
            "contact_social": 500,
            "contact_career": 750,
            "contact_details": 750,
            "contact_questions": 750,
        },
        questions=True,
        calls=2,  # the second one is about its own readings
    )


def _unread(reply: Reply) -> Trouble:
    if reply.cut:
        return Trouble("invalid", "The model stopped before the end of its answer.")
    return Trouble("invalid", "The model answered in another form than it was asked for.")


async def _read(subject: Subject, net: Net) -> Mapping[int, Sheet] | Missing | Trouble:
    """The pages that the enricher of websites reads, too: what it read is in the host's cache."""
    there = await own_site(subject, net)
    if there is None:
        return Missing("not_asked", "The record has no website to read.")
    return there if isinstance(there, Trouble) else dict(enumerate(there.sheets.values(), 1))
