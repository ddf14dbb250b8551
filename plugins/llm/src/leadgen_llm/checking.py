"""The model is asked once more, only about readings: do the quoted words say what it made of them?

That is yes or no, and choices that the words do not name. The host checks all else by rule.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from leadgen_llm.asking import Model, Question
from leadgen_llm.reply import Reply
from leadgen_sdk import JSON
from leadgen_sdk.asking.believing import object_in
from leadgen_sdk.asking.prompts import fenced, prompt
from leadgen_sdk.asking.schema import described, meaning_of
from leadgen_sdk.enriching import Answer, Candidate, Missing, Net, Subject, Trouble
from leadgen_sdk.reading import plain

PROMPT = "check-1"
# The answer is a few words. The first one may have taken most of what a step has.
_PATIENCE_S = 30
_SHOWN = 80
# Choices that the host reads of a job title by rule.
_BY_RULE = frozenset({"seniority", "department"})

Ask = Callable[[Model, Question, Net], Awaitable[Reply | Trouble]]


async def checked(ask: Ask, model: Model, subject: Subject, answer: Answer, net: Net) -> Answer:
    """The answer without the readings that its words do not hold; as it is where there are none."""
    readings = [one for one in answer.candidates if _is_reading(subject, one)]
    if not readings:
        return answer
    try:
        async with asyncio.timeout(_PATIENCE_S):
            reply = await ask(model, _question(subject, readings), net)
    except TimeoutError:
        reply = Trouble("down", "The model took too long.")
    costs = reply.costs if isinstance(reply, Reply) else ()
    said = _said(reply)
    refused = {
        one.field: _why(one, said) for number, one in enumerate(readings, 1) if not _holds(said, number)
    }
    return replace(
        answer,
        candidates=[one for one in answer.candidates if one.field not in refused],
        missing={**answer.missing, **refused},
        costs=(*answer.costs, *costs),
    )


def _is_reading(subject: Subject, candidate: Candidate) -> bool:
    meaning = meaning_of(subject, candidate.field)
    if meaning.type == "boolean":
        return True
    words = " ".join(one.quote for one in candidate.evidence).casefold()
    is_choice = bool(meaning.choices) and candidate.field not in _BY_RULE
    return is_choice and plain(candidate.value).casefold() not in words


def _question(subject: Subject, readings: Sequence[Candidate]) -> Question:
    parts = [
        f"Claim {number}:\n{fenced('claim', _claim(subject, one))}\n"
        + fenced("words", "\n".join(evidence.quote for evidence in one.evidence))
        for number, one in enumerate(readings, 1)
    ]
    names = [_name(number) for number in range(1, len(readings) + 1)]
    schema: Mapping[str, JSON] = {
        "type": "object",
        "properties": {name: {"type": "boolean"} for name in names},
        "required": list(names),
        "additionalProperties": False,
    }
    return Question(prompt("leadgen_llm", PROMPT), "\n\n".join(parts), schema)


def _claim(subject: Subject, candidate: Candidate) -> str:
    value = candidate.value
    told = ("yes" if value else "no") if isinstance(value, bool) else plain(value)
    return f"{described(meaning_of(subject, candidate.field))}\nAnswer: {told}"


def _name(number: int) -> str:
    return f"claim_{number}"


def _said(reply: Reply | Trouble) -> Mapping[str, JSON] | Trouble:
    if isinstance(reply, Trouble):
        return reply
    return object_in(reply.text) or Trouble("invalid", "The model answered in another form than agreed.")


def _holds(said: Mapping[str, JSON] | Trouble, number: int) -> bool:
    return isinstance(said, Mapping) and said.get(_name(number)) is True


def _why(candidate: Candidate, said: Mapping[str, JSON] | Trouble) -> Missing:
    words = " ".join(candidate.evidence[0].quote.split())[:_SHOWN]
    if isinstance(said, Trouble):
        return Missing(
            "unsupported", f"Whether the words “{words}” say it could not be checked: {said.message}"
        )
    return Missing("unsupported", f"Asked once more, the model did not find that the words “{words}” say it.")
