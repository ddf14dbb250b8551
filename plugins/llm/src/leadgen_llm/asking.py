"""What is asked of a model: which one, in which form, with what in front of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from leadgen_sdk import JSON
from leadgen_sdk.asking.prompts import fields_of, offer_of, prompt, record_of, source_of
from leadgen_sdk.asking.schema import schema_of
from leadgen_sdk.enriching import RecordKind, Subject
from leadgen_sdk.sites.parsing import Sheet

Provider = Literal["openai", "anthropic"]
Form = Literal["schema", "tool"]

ADDRESSES: Mapping[str, str] = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
}
_PROVIDERS: Mapping[str, Provider] = {"openai": "openai", "anthropic": "anthropic"}
PROMPTS = ("read-1",)  # the newest last
_MOST_OF_A_PAGE = 12_000  # characters
_MOST_OF_ALL = 40_000

SETTINGS: Mapping[str, JSON] = {
    "type": "object",
    "x-key": "optional",
    "required": ["provider", "model"],
    "properties": {
        "provider": {
            "type": "string", "title": "Provider", "enum": ["openai", "anthropic"],
            "description": "OpenAI and everything that speaks its language, local models too; or Anthropic.",
        },
        "model": {
            "type": "string", "title": "Model", "maxLength": 100,
            "description": "As the provider names it.",
        },
        "address": {
            "type": "string", "title": "Address", "format": "uri", "maxLength": 300,
            "description": "Of another service of the same language. Blank: the provider's own. "
            "A local one must be allowed by the operator (LEADGEN_OUTBOUND_ALLOW).",
        },
        "form": {
            "type": "string", "title": "Form of the answer", "enum": ["schema", "tool"],
            "description": "By a schema or as the call of a tool. Blank: what the provider does best.",
        },
        "prompt": {
            "type": "string", "title": "Instructions", "enum": list(PROMPTS), "default": PROMPTS[-1],
            "description": "Which version of the instructions is sent.",
        },
    },
}  # fmt: skip


@dataclass(frozen=True)
class Model:
    """Which model, where, with which key; "" where it needs none."""

    provider: Provider
    name: str
    address: str
    form: Form
    key: str = field(repr=False)

    @property
    def is_theirs(self) -> bool:
        """Is it asked at the provider's own address, where its prices are known?"""
        return self.address == ADDRESSES[self.provider]


@dataclass(frozen=True)
class Question:
    """What a model is told, and the form it answers in."""

    instructions: str
    text: str
    schema: Mapping[str, JSON]


def model_of(subject: Subject) -> Model | None:
    """As the settings say; None where they name no provider that is known, or no model."""
    provider = _PROVIDERS.get(_setting(subject, "provider"))
    name = _setting(subject, "model")
    if provider is None or not name:
        return None
    address = _setting(subject, "address").rstrip("/") or ADDRESSES[provider]
    told = _setting(subject, "form")
    best: Form = "schema" if provider == "openai" else "tool"
    form: Form = "tool" if told == "tool" else "schema" if told == "schema" else best
    return Model(provider, name, address, form, subject.paid.key if subject.paid else "")


def question_of(
    kind: RecordKind, subject: Subject, fields: Sequence[str], sheets: Mapping[int, Sheet]
) -> Question:
    """What never changes stands first, so that providers may keep it; the record and its pages stand last."""
    told = _setting(subject, "prompt")
    instructions = prompt("leadgen_llm", told if told in PROMPTS else PROMPTS[-1])
    offer = offer_of(subject)
    share = min(_MOST_OF_A_PAGE, _MOST_OF_ALL // max(len(sheets), 1))
    parts = [
        f"Who asks, which matters for a field about the fit only:\n{offer}" if offer else "",
        f"The fields that are wanted:\n{fields_of(subject, fields)}",
        f"The record, a {kind}:\n{record_of(kind, subject)}",
        *(source_of(number, sheet, share) for number, sheet in sheets.items()),
    ]
    return Question(instructions, "\n\n".join(filter(None, parts)), schema_of(subject, fields))


def _setting(subject: Subject, key: str) -> str:
    value = subject.settings.get(key)
    return value.strip() if isinstance(value, str) else ""
