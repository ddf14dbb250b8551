"""An enricher's whole answer: every candidate judged, contradictions shown, every silence with its reason."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from leadgen.records.field import Field
from leadgen.stages.enrich.evidence_gate.contracts import SENTENCES, Found, Marks
from leadgen.stages.enrich.evidence_gate.judging import judge
from leadgen.stages.enrich.evidence_gate.pages import PageText
from leadgen_sdk.enriching import Answer, Page, Subject

# A value so much surer than the others is taken although they say otherwise.
_SURER = 0.1
# Several of these are alternatives: a firm has more than one number.
_ALTERNATIVES = frozenset({"email", "phone", "url", "tags", "long_text"})


def weigh(
    answer: Answer,
    subject: Subject,
    pages: Mapping[str, Page],
    fields: Mapping[str, Field],
    *,
    now: datetime,
    country: str | None,
    by_program: bool,
    marks: Mapping[str, Marks] | None = None,
) -> list[Found]:
    """What becomes of an answer, the enricher's order kept. Fields nobody asked for or knows are left out.

    `pages` are those of the step by their digest; `marks` those of this enricher by field.
    """
    read = {digest: PageText(page) for digest, page in pages.items()}
    found: dict[str, list[Found]] = {}
    for candidate in answer.candidates:
        field = fields.get(candidate.field)
        if field is None or field.key not in subject.wanted:
            continue
        judged = judge(
            candidate, subject, read, field,
            now=now, country=country, by_program=by_program, marks=(marks or {}).get(field.key, Marks()),
        )  # fmt: skip
        found.setdefault(field.key, []).append(Found.of(candidate, judged))
    settled = [one for key, several in found.items() for one in _settled(fields[key], several)]
    silent = answer.missing.keys() & subject.wanted & fields.keys() - found.keys()
    return settled + [
        Found(key, answer.missing[key].why, answer.missing[key].message) for key in sorted(silent)
    ]


def _settled(field: Field, several: Sequence[Found]) -> list[Found]:
    """Accepted values of one field that differ contradict each other, unless one is much surer."""
    taken = [one for one in several if one.accepted]
    values = {repr(one.value) for one in taken}
    if len(values) < 2 or field.many or field.type in _ALTERNATIVES:
        return list(several)
    best = max(taken, key=lambda one: one.confidence or 0)
    rest = [one for one in taken if one.value != best.value]
    is_surer = (best.confidence or 0) - max(one.confidence or 0 for one in rest) >= _SURER
    return [
        _contradicted(one, taken) if one in rest or (not is_surer and one in taken) else one
        for one in several
    ]


def _contradicted(one: Found, taken: Sequence[Found]) -> Found:
    others = dict.fromkeys(f"“{other.value}” ({other.url})" for other in taken if other.value != one.value)
    return replace(
        one, verdict="contradicted", reason=f"Other sources say {', '.join(others)}.", confidence=None
    )


def chosen(found: Sequence[Found]) -> dict[str, Found]:
    """Field → the one value to write: the first that was accepted."""
    taken: dict[str, Found] = {}
    for one in found:
        if one.accepted:
            taken.setdefault(one.field, one)
    return taken


def unasked(found: Sequence[Found]) -> frozenset[str]:
    """The fields that the enricher could not be asked for: of another country, say."""
    looked = {one.field for one in found if one.verdict != "not_asked"}
    return frozenset(one.field for one in found) - looked


def unknown(found: Sequence[Found], wanted: Collection[str]) -> dict[str, str]:
    """Field → why it is unknown, of those of `wanted` that were answered without a value."""
    taken = chosen(found)
    sentences: dict[str, str] = {}
    for one in found:
        if one.field in wanted and one.field not in taken:
            sentences.setdefault(one.field, one.reason or SENTENCES[one.verdict])
    return sentences
