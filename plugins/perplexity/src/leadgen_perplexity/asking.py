"""The question to Perplexity's Agent API (`POST /v1/agent`, read 2026-11), which takes no unknown field."""

import json
from collections.abc import Mapping, Sequence

from leadgen_sdk import JSON
from leadgen_sdk.asking.prompts import fields_of, offer_of, prompt, record_of
from leadgen_sdk.asking.schema import schema_of
from leadgen_sdk.enriching import RecordKind, Request, Subject

ADDRESS = "https://api.perplexity.ai"
MODEL = "perplexity/sonar"
PROMPTS = ("find-1",)  # the newest last
SIZES = ("low", "medium", "high")
_SIZE = "medium"
_MOST_TOKENS = 8000  # thinking counts, too: a tight limit cuts the answer off
_MOST_BYTES = 10_000_000


def question(kind: RecordKind, subject: Subject, fields: Sequence[str], address: str) -> Request:
    """One run that must search the web and must answer in our form; no page of theirs is kept (`store`)."""
    body: Mapping[str, JSON] = {
        "model": chosen(subject, "model", MODEL),
        "instructions": prompt("leadgen_perplexity", chosen(subject, "prompt", PROMPTS[-1], PROMPTS)),
        "input": "\n\n".join(filter(None, _input(kind, subject, fields))),
        "tools": [_search(kind, subject)],
        "tool_choice": {"type": "web_search"},
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "found", "schema": schema_of(subject, fields)},
        },
        "max_output_tokens": _MOST_TOKENS,
        "store": False,
    }
    key = subject.paid.key if subject.paid else ""
    return Request(
        f"{chosen(subject, 'address', address).rstrip('/')}/v1/agent",
        "POST",
        json.dumps(body, sort_keys=True).encode(),
        {"Accept": "application/json", "Content-Type": "application/json"},
        {"Authorization": f"Bearer {key}"},
        most_bytes=_MOST_BYTES,
    )


def chosen(subject: Subject, key: str, default: str, known: Sequence[str] = ()) -> str:
    """A setting; the default where it is blank or not one of those that are known."""
    value = subject.settings.get(key)
    if not isinstance(value, str) or not value.strip() or (known and value not in known):
        return default
    return value.strip()


def _input(kind: RecordKind, subject: Subject, fields: Sequence[str]) -> Sequence[str]:
    offer = offer_of(subject)
    return (
        f"The record, a {kind}:\n{record_of(kind, subject)}",
        f"Who asks, which matters for a field about the fit only:\n{offer}" if offer else "",
        f"The fields that are wanted:\n{fields_of(subject, fields)}",
    )


def _search(kind: RecordKind, subject: Subject) -> Mapping[str, JSON]:
    country = subject.text("company_country") or (subject.text("country") if kind == "contact" else "")
    tool: dict[str, JSON] = {
        "type": "web_search",
        "search_context_size": chosen(subject, "search", _SIZE, SIZES),
    }
    if len(country) == 2 and country.isascii() and country.isalpha():
        tool["user_location"] = {"country": country.upper()}
    return tool
