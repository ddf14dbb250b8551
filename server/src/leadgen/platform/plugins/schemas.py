"""Plugins on the wire."""

from typing import Annotated, Literal

from pydantic import Field, JsonValue
from pydantic.config import JsonDict

from leadgen.platform.plugins.forms import KeyUse
from leadgen.platform.web.schema import Schema, example

MOST_SETTINGS = 50

_PRICE: JsonDict = {"stage": "deep_research", "label": "Deep research", "amount": 1250}
_ENRICHER: JsonDict = {
    "key": "website",
    "label": "Company website",
    "kind": "company",
    "free": True,
    "fields": ["company_description"],
    "prices": [],
    "takes": None,
    "active": True,
    "reason": None,
}
_PLUGIN: JsonDict = {
    "key": "website",
    "label": "Company website",
    "active": True,
    "reason": None,
    "settings_schema": {},
    "settings": {},
    "key_use": "none",
    "has_secret": False,
    "hosts": ["*"],
    "fields": ["company_description"],
    "prices": [],
    "enrichers": [_ENRICHER],
}


class PluginPrice(Schema):
    """What one record costs at one stage, at most."""

    model_config = example(_PRICE)

    stage: str
    label: str
    amount: int = Field(description="Thousandths of a credit.")


class PluginEnricher(Schema):
    """One of the providers that a plugin brings."""

    model_config = example(_ENRICHER)

    key: str
    label: str
    kind: Literal["contact", "company"] = Field(description="Of the records that it is about.")
    free: bool = Field(description="It reads what is open to all and costs nothing.")
    fields: list[str] = Field(description="What it can find, by the keys of fields.")
    prices: list[PluginPrice]
    takes: str | None = Field(
        description="What it takes for one question from the account that the workspace has with it."
    )
    active: bool = Field(description="It may be used now.")
    reason: str | None = Field(description="Why it may not, in a sentence.")


class Plugin(Schema):
    """An installed plugin that finds fields, and what this workspace says of it."""

    model_config = example(_PLUGIN)

    key: str
    label: str
    active: bool = Field(description="Whether it is switched on.")
    reason: str | None = Field(description="Why nothing of it is used, in a sentence; null where it is used.")
    settings_schema: dict[str, JsonValue] = Field(
        description="JSON schema of its settings; empty: it has none."
    )
    settings: dict[str, JsonValue]
    key_use: KeyUse = Field(description="Whether it is called with a key of yours.")
    has_secret: bool = Field(description="A key is stored; it is never shown again.")
    hosts: list[str] = Field(description="All it talks to; * is any public host.")
    fields: list[str] = Field(description="What it can find, by the keys of fields.")
    prices: list[PluginPrice]
    enrichers: list[PluginEnricher]


class PluginList(Schema):
    """The installed plugins that find fields, by key."""

    model_config = example({"items": [_PLUGIN]})

    items: list[Plugin]


class PluginDraft(Schema):
    """What to say of a plugin."""

    model_config = example({"active": True, "settings": {}, "secret": None})

    active: bool = Field(description="Whether it may be used.")
    settings: Annotated[dict[str, JsonValue], Field(max_length=MOST_SETTINGS)] = Field(
        description="All of them: one that is left out is as the plugin has it by default."
    )
    secret: Annotated[str, Field(max_length=1000, pattern=r"^[!-~]*$")] | None = Field(
        default=None, description="The key. Left out, it stays as it is; blank, it is taken away."
    )
