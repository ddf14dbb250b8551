"""Rules and answers of triage as they go between this package's files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from leadgen.kernel.json import JSON

Verdict = Literal["pass", "fail", "ask"]
VERDICTS: Sequence[Verdict] = get_args(Verdict)
# The field in which a person says it.
DECISION = "triage_decision"
MOST_RULES = 20


@dataclass(frozen=True)
class Rule:
    """Companies that match the filter pass, in a tier, or fail; those of an earlier rule are its."""

    name: str
    verdict: Literal["pass", "fail"]
    tier: str
    filter: Mapping[str, JSON]


@dataclass(frozen=True)
class Answer:
    """What triage says of a company, and why. `by_person`: somebody decided, whatever the rules say."""

    verdict: Verdict
    tier: str | None
    reasons: Sequence[str]
    by_person: bool = False
