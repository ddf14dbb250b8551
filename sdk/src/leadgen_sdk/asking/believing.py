"""What a model said becomes candidates where pages hold it, and reasons where they do not."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from leadgen_sdk.asking.about import about
from leadgen_sdk.asking.schema import meaning_of
from leadgen_sdk.enriching import Candidate, Evidence, Match, Missing, RecordKind, Subject
from leadgen_sdk.reading import plain
from leadgen_sdk.sites.parsing import Sheet

if TYPE_CHECKING:
    from leadgen_sdk import JSON

_LONGEST_VALUE = 1000
_LONGEST_QUOTE = 500
_NOTHING = frozenset({"", "unknown", "n/a", "none", "null", "-"})


@dataclass(frozen=True)
class Said:
    """One value as a model gave it."""

    value: "JSON"
    quote: str
    source: int


@dataclass(frozen=True)
class Source:
    """A page that was read, and whether it is about the record."""

    sheet: Sheet
    match: Match | None


def source(kind: RecordKind, subject: Subject, sheet: Sheet) -> Source:
    """The page, judged once."""
    return Source(sheet, about(kind, subject, sheet))


def object_in(text: str) -> "Mapping[str, JSON] | None":
    """The object in a model's text, with or without a fence of code around it; None where there is none."""
    bare = text.strip().removeprefix("```json").removeprefix("```").removesuffix("```")
    try:
        data: object = json.loads(bare)
    except (ValueError, RecursionError):
        return None
    return cast("Mapping[str, JSON]", data) if isinstance(data, dict) else None


def said_in(data: "Mapping[str, JSON]", fields: Sequence[str]) -> Mapping[str, Said]:
    """Of each field what was said; one that was left open, or said in another form, is left out."""
    found = {field: _said(data.get(field)) for field in fields}
    return {field: said for field, said in found.items() if said is not None}


def _said(told: "JSON") -> Said | None:
    if not isinstance(told, Mapping):
        return None
    value, quote, number = told.get("value"), told.get("quote"), told.get("source")
    if plain(value).casefold() in _NOTHING or not isinstance(quote, str) or type(number) is not int:
        return None
    return Said(value[:_LONGEST_VALUE] if isinstance(value, str) else value, quote[:_LONGEST_QUOTE], number)


def believed(
    subject: Subject, fields: Sequence[str], said: Mapping[str, Said], sources: Mapping[int, Source]
) -> tuple[Sequence[Candidate], Mapping[str, Missing]]:
    """For each field a candidate, or why there is none. `sources`: the pages that were read, by number."""
    candidates: list[Candidate] = []
    missing: dict[str, Missing] = {}
    for field in fields:
        if field not in said:
            missing[field] = Missing("not_told", "Nothing was found that says it.")
            continue
        outcome = _judged(subject, field, said[field], sources)
        if isinstance(outcome, Missing):
            missing[field] = outcome
        else:
            candidates.append(outcome)
    return candidates, missing


def _judged(subject: Subject, field: str, said: Said, sources: Mapping[int, Source]) -> Candidate | Missing:
    choices = meaning_of(subject, field).choices
    if choices and said.value not in choices:
        return Missing("unsupported", f"The answer “{plain(said.value)[:60]}” is none of the choices.")
    if not sources:
        return Missing("unsupported", "No source of it could be read.")
    held = _holding(said, sources)
    if held is None and said.source not in sources:
        return Missing("unsupported", "The source it names could not be read.")
    if held is None:
        return Missing(
            "unsupported", f"The words it quotes do not stand on {sources[said.source].sheet.host}."
        )
    evidence, match = held
    if match is None:
        return Missing("no_match", f"The page that says it does not name this record: {evidence.url}")
    return Candidate(field, said.value, [evidence], match)


def _holding(said: Said, sources: Mapping[int, Source]) -> tuple[Evidence, Match | None] | None:
    """The page that holds the quote: the one that was named, else any other, for numbers are mixed up."""
    named = [sources[said.source]] if said.source in sources else []
    for one in [*named, *sources.values()]:
        page = one.sheet.page
        evidence = Evidence(page.url, said.quote, "text", page.digest, page.retrieved_at)
        if one.sheet.words.hold(evidence):
            return evidence, one.match
    return None
