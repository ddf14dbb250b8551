"""What the gate says of a candidate, and how that is kept until it is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from leadgen.kernel.json import JSON
from leadgen.records.contracts import Value
from leadgen_sdk.enriching import Candidate

# accepted: taken. unsupported: no words hold it. not_alive: the page cannot be read. other_subject: the page
# is about somebody else. inconsistent: the words say another value. ambiguous: not sure whom it is about.
# no_match, not_told, not_asked: as enrichers say it. invalid: no value of this field. contradicted: another
# source says otherwise.
Verdict = Literal[
    "accepted", "unsupported", "not_alive", "other_subject", "inconsistent", "ambiguous", "no_match",
    "not_told", "not_asked", "invalid", "contradicted",
]  # fmt: skip

# What a verdict means where nothing better is told.
SENTENCES: Mapping[Verdict, str] = {
    "accepted": "The page says it.",
    "unsupported": "No words of a page hold this value.",
    "not_alive": "The page could not be read.",
    "other_subject": "The page is about somebody else.",
    "inconsistent": "The quoted words say another value.",
    "ambiguous": "It is not sure that the page is about this record.",
    "no_match": "Nothing of that name was found.",
    "not_told": "It was found, but does not say it.",
    "not_asked": "The record has too little to ask with.",
    "invalid": "What was found is no value of this field.",
    "contradicted": "Other sources say another value.",
}


@dataclass(frozen=True)
class Marks:
    """How people judged values of a field that one enricher found: so many right, of so many marked."""

    right: int = 0
    marked: int = 0


@dataclass(frozen=True)
class Judged:
    """The gate's word on one candidate. `value` is as it would be stored; refused ones have no confidence."""

    verdict: Verdict
    reason: str  # a sentence for people
    confidence: float = 0.0
    value: Value | None = None

    @property
    def accepted(self) -> bool:
        """Is it taken?"""
        return self.verdict == "accepted"


@dataclass(frozen=True)
class Found:
    """One answer about one field: a judged candidate, or why there is none (then without a page)."""

    field: str
    verdict: Verdict
    reason: str
    value: Value | None = None
    url: str | None = None
    quote: str | None = None
    page: str | None = None
    part: str | None = None
    confidence: float | None = None
    retrieved_at: datetime | None = None

    @property
    def accepted(self) -> bool:
        """Is it taken?"""
        return self.verdict == "accepted"

    def written(self) -> dict[str, JSON]:
        """As it is kept in an effect's result."""
        at = self.retrieved_at.isoformat() if self.retrieved_at else None
        return {**cast(dict[str, JSON], vars(self)), "retrieved_at": at}

    @classmethod
    def read(cls, kept: Mapping[str, JSON]) -> "Found":
        """What `written` kept."""
        at = kept["retrieved_at"]
        told = {**kept, "retrieved_at": datetime.fromisoformat(str(at)) if at else None}
        return cls(**told)  # type: ignore[arg-type]  # the very members that `written` wrote

    @classmethod
    def of(cls, candidate: Candidate, judged: Judged) -> "Found":
        """A judged candidate with its words; several quotes stand one after another."""
        first = candidate.evidence[0] if candidate.evidence else None
        quotes = dict.fromkeys(" ".join(one.quote.split()) for one in candidate.evidence)
        value = judged.value if judged.value is not None else cast(Value, candidate.value)
        return cls(
            field=candidate.field,
            verdict=judged.verdict,
            reason=judged.reason,
            value=value,
            url=first.url if first else None,
            quote=" … ".join(quotes)[:_LONGEST_QUOTE] or None,
            page=first.page if first else None,
            part=first.where if first else None,
            confidence=judged.confidence or None,
            retrieved_at=first.retrieved_at if first else None,
        )


_LONGEST_QUOTE = 2_000
