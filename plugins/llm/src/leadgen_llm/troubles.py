"""What the answer of a provider of models means where it is no answer (OpenAI's and Anthropic's, 2026-11)."""

from collections.abc import Mapping

from leadgen_sdk import JSON
from leadgen_sdk.enriching import Page, Trouble
from leadgen_sdk.reading import at, json_of, plain, trouble_of

_LATER_S = 60.0
_LONGEST_REASON = 200
# Used up is no matter of time, although one of them says so with the status of a limit.
_USED_UP = ("insufficient_quota", "billing", "credit balance")


def refusal_of(page: Page) -> Trouble | None:
    """None where the provider answered, and in the form agreed as far as a library needs it to be."""
    reason = _reason(page)
    if page.status == 402 or (page.status >= 400 and any(word in reason.lower() for word in _USED_UP)):
        return Trouble("refused", f"The provider's credit is used up: {reason}")
    if page.status in (401, 403):
        return Trouble("refused", "The provider does not take this key. Enter another one.")
    if page.status == 404:
        return Trouble("invalid", f"The provider does not know this model or address: {reason}")
    if page.status == 408:
        return Trouble("down", "The provider took too long.", _LATER_S)
    if 400 <= page.status < 500 and page.status != 429:
        return Trouble("invalid", f"The provider did not take the question ({page.status}): {reason}")
    return trouble_of(page) or _odd(page)


def _reason(page: Page) -> str:
    data = json_of(page)
    if isinstance(data, Trouble):
        return "no reason given."
    told = [plain(at(data, f"/error/{key}")) for key in ("code", "type", "message")]
    return " ".join(filter(None, told))[:_LONGEST_REASON] or "no reason given."


def _odd(page: Page) -> Trouble | None:
    data = json_of(page)
    if isinstance(data, Trouble):
        return data
    if _is_completion(data) or _is_message(data):
        return None
    return Trouble("invalid", "The provider's answer has another form than the one agreed.", _LATER_S)


def _is_completion(data: Mapping[str, JSON]) -> bool:
    choices = data.get("choices")
    return isinstance(choices, list) and bool(choices) and isinstance(at(data, "/choices/0/message"), Mapping)


def _is_message(data: Mapping[str, JSON]) -> bool:
    return isinstance(data.get("content"), list) and isinstance(data.get("usage"), Mapping)
