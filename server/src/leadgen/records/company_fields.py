"""The built-in fields of companies, in the order people see them."""

from functools import partial

from leadgen.records.field import Field, Option

_company = partial(Field, kind="company")
_REGISTER_STATUSES = (
    Option("active", "Active"), Option("in_liquidation", "In liquidation"), Option("insolvent", "Insolvent"),
    Option("dissolved", "Dissolved"),
)  # fmt: skip
_VALIDITIES = (Option("valid", "Valid"), Option("invalid", "Invalid"))
_TRIAGE_DECISIONS = (Option("pass", "Pass"), Option("fail", "Fail"))
_BUSINESS_MODELS = (
    Option("b2b", "B2B"), Option("b2c", "B2C"), Option("marketplace", "Marketplace"),
    Option("public_sector", "Public sector"), Option("non_profit", "Non-profit"),
)  # fmt: skip

FIELDS: tuple[Field, ...] = (
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
        key="legal_name", type="text", label="Legal name", normaliser="text", fresh_days=365, width=220,
        description="Name of the company as its register has it.",
    ),
    _company(
        key="legal_form", type="text", label="Legal form", normaliser="text", fresh_days=365,
        description="Legal form of the company, as its register calls it.",
    ),
    _company(
        key="register_status", type="choice", label="Register status", normaliser="choice",
        options=_REGISTER_STATUSES, description="Whether the register has the company as active.",
        fresh_days=90, width=130,
    ),
    _company(
        key="vat_id", type="text", label="VAT number", normaliser="code",
        description="VAT number of the company, with the letters of its country.", fresh_days=365, width=140,
    ),
    _company(
        key="vat_status", type="choice", label="VAT status", normaliser="choice", options=_VALIDITIES,
        description="Whether the VAT number was valid when it was last checked.", about="vat_id",
        fresh_days=90, width=110,
    ),
    _company(
        key="lei", type="text", label="LEI", normaliser="code",
        description="Legal entity identifier of the company, of twenty characters.", width=190,
    ),
    _company(
        key="credibility", type="number", label="Credibility", normaliser="number", unit="of 100",
        description="How far public registers speak for the company, 0 to 100.", fresh_days=90, width=110,
    ),
    _company(
        key="company_email", type="email", label="Company e-mail", normaliser="email",
        description="The company's own mailbox, not a person's.", fresh_days=180, width=220,
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
        key="industry_codes", type="text", label="Industry codes", normaliser="text",
        description="Codes of the industry as the register has them, such as NACE.", fresh_days=365,
    ),
    _company(
        key="business_model", type="choice", label="Business model", normaliser="choice",
        options=_BUSINESS_MODELS, description="To whom the company sells, and in what way.", fresh_days=365,
        width=140,
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
        key="products", type="long_text", label="Products and services", normaliser="long_text",
        description="What the company sells.", fresh_days=180, width=300,
    ),
    _company(
        key="target_customers", type="long_text", label="Target customers", normaliser="long_text",
        description="To whom the company sells, as it says itself or others say.", fresh_days=180, width=300,
    ),
    _company(
        key="competitors", type="long_text", label="Competitors", normaliser="long_text",
        description="Others that sell the like to the same customers.", fresh_days=180, width=260,
    ),
    _company(
        key="company_news", type="long_text", label="Company news", normaliser="long_text",
        description="What was lately reported about the company, with dates.", fresh_days=30, width=300,
    ),
    _company(
        key="buying_signals", type="long_text", label="Buying signals", normaliser="long_text",
        description="Hints that it may buy soon, such as vacancies, a new site or a new manager.",
        fresh_days=30, width=300,
    ),
    _company(
        key="opportunity", type="long_text", label="Why they may buy", normaliser="long_text",
        description="Why it may want what you offer, after what is known of it and of your offer.",
        fresh_days=90, width=300,
    ),
    _company(
        key="triage_decision", type="choice", label="Triage decision", normaliser="choice",
        options=_TRIAGE_DECISIONS, width=140,
        description="What a person decided about a deeper look, whatever the rules of triage say.",
    ),
    _company(
        key="company_facebook_url", type="url", label="Company on Facebook", short="Facebook",
        normaliser="facebook", description="Address of the company's Facebook page.", width=220,
    ),
    _company(
        key="company_twitter_url", type="url", label="Company on X (Twitter)", short="X (Twitter)",
        normaliser="twitter", description="Address of the company's profile on X, once Twitter.", width=220,
    ),
    _company(
        key="company_languages", type="text", label="Company languages", normaliser="text",
        description="Languages of its website, as two-letter codes.", fresh_days=365,
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
