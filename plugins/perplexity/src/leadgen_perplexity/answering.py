"""What Perplexity answered: a run that ended well, or what to do about one that did not."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from leadgen_sdk import JSON
from leadgen_sdk.asking.believing import object_in
from leadgen_sdk.enriching import Cost, Page, Trouble
from leadgen_sdk.reading import at, json_of, plain, trouble_of

_LATER_S = 60.0
_LONGEST_REASON = 200


@dataclass(frozen=True)
class Run:
    """What was said, on which pages (number → address), by which model, for how much."""

    data: Mapping[str, JSON]
    results: Mapping[int, str]
    model: str
    costs: Sequence[Cost]


@dataclass(frozen=True)
class Failed:
    """A run that gave nothing, and may have cost something all the same."""

    trouble: Trouble
    costs: Sequence[Cost] = ()


def run_of(page: Page) -> Run | Failed:
    """A status of 200 says nothing yet: the run itself may have failed, or stopped halfway."""
    problem = _refusal(page)
    data = problem or json_of(page)
    if isinstance(data, Trouble):
        return Failed(data)
    costs = _costs(data)
    problem = _unfinished(data)
    said = None if problem else object_in(_text(data))
    if problem is None and said is None:
        problem = Trouble("invalid", "Perplexity answered with something else than the form it was given.")
    if said is None:
        return Failed(problem or Trouble("invalid", "Perplexity answered with nothing."), costs)
    return Run(said, dict(_results(data)), plain(data.get("model")), costs)


def _refusal(page: Page) -> Trouble | None:
    """401 is a wrong key, and where its credit is used up, too."""
    if page.status in (401, 402, 403):
        why = "Perplexity does not take this key, or its credit is used up. Look at your Perplexity account."
        return Trouble("refused", why)
    if 400 <= page.status < 500 and page.status not in (408, 429):
        return Trouble("invalid", f"Perplexity did not take the question ({page.status}): {_reason(page)}")
    if page.status == 408:
        return Trouble("down", "Perplexity took too long.", _LATER_S)
    return trouble_of(page)


def _reason(page: Page) -> str:
    data = json_of(page)
    told = "" if isinstance(data, Trouble) else plain(at(data, "/error/message"))
    return told[:_LONGEST_REASON] or "no reason given."


def _unfinished(data: Mapping[str, JSON]) -> Trouble | None:
    match data.get("status"):
        case "completed":
            return None
        case "incomplete":
            why = plain(at(data, "/incomplete_details/reason")) or "no reason given"
            return Trouble("invalid", f"Perplexity stopped before the end of its answer ({why[:60]}).")
        case "failed":
            return _failure(data)
        case "queued" | "in_progress" | "cancelled":
            return Trouble("down", "Perplexity did not finish the run.", _LATER_S)
        case other:
            return Trouble("invalid", f"Perplexity ended the run in an odd way ({plain(other)[:60]}).")


def _failure(data: Mapping[str, JSON]) -> Trouble:
    code = plain(at(data, "/error/code")) or plain(at(data, "/error/type"))
    why = plain(at(data, "/error/message"))[:_LONGEST_REASON] or code[:60] or "no reason given."
    if "rate_limit" in code:
        return Trouble("limited", f"Perplexity is asked too fast: {why}", _LATER_S)
    return Trouble("down", f"Perplexity failed: {why}", _LATER_S)


def _items(data: Mapping[str, JSON], kind: str) -> Iterator[Mapping[str, JSON]]:
    """Parts of the output of one kind; those of a kind we do not know are passed over."""
    output = data.get("output")
    for item in output if isinstance(output, list) else []:
        if isinstance(item, dict) and item.get("type") == kind:
            yield item


def _text(data: Mapping[str, JSON]) -> str:
    pieces = []
    for message in _items(data, "message"):
        content = message.get("content")
        for part in content if isinstance(content, list) else []:
            if isinstance(part, dict) and part.get("type") == "output_text":
                pieces.append(plain(part.get("text")))
    return "".join(pieces)


def _results(data: Mapping[str, JSON]) -> Iterator[tuple[int, str]]:
    """Number → address. Addresses come from here only: those that a model writes are often made up."""
    seen: set[int] = set()
    for found in _items(data, "search_results"):
        results = found.get("results")
        for result in results if isinstance(results, list) else []:
            url = plain(result.get("url")) if isinstance(result, dict) else ""
            number = result.get("id") if isinstance(result, dict) else None
            number = number if type(number) is int else len(seen) + 1
            if url.startswith(("https://", "http://")) and number not in seen:
                seen.add(number)
                yield number, url


def _costs(data: Mapping[str, JSON]) -> Sequence[Cost]:
    """The bill that came with the answer, in its own currency."""
    total, currency = at(data, "/usage/cost/total_cost"), plain(at(data, "/usage/cost/currency"))
    if isinstance(total, bool) or not isinstance(total, int | float | str):
        return ()
    try:
        amount = Decimal(json.dumps(total) if isinstance(total, float) else str(total))
    except InvalidOperation:
        return ()
    return (Cost(amount, currency or "USD"),) if amount.is_finite() and amount >= 0 else ()
