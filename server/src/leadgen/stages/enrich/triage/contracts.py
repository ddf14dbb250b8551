"""Rules and answers of triage as they go between this package's files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

from leadgen.kernel.errors import LeadgenError
from leadgen.kernel.json import JSON

Verdict = Literal["pass", "fail", "ask"]
VERDICTS: Sequence[Verdict] = get_args(Verdict)
# The field in which a person says it.
DECISION = "triage_decision"
Decision = Literal["pass", "fail"]
MOST_RULES = 20


@dataclass(frozen=True)
class Rule:
    """Companies that match the filter pass, in a tier, or fail; those of an earlier rule are its."""

    name: str
    verdict: Decision
    tier: str
    filter: Mapping[str, JSON]


@dataclass(frozen=True)
class Answer:
    """What triage says of a company, and why. `by_person`: somebody decided, whatever the rules say."""

    verdict: Verdict
    tier: str | None
    reasons: Sequence[str]
    by_person: bool = False


@dataclass(frozen=True)
class Alike:
    """So many companies of which the same is true: what the rules of now say and what others would say.

    `sure`: which of the other rules surely match, in their order.
    """

    number: int
    passes: bool
    fails: bool
    would_pass: bool
    would_fail: bool
    by_person: bool
    sure: Sequence[bool]


@dataclass(frozen=True)
class Move:
    """So many companies that other rules would give another answer."""

    before: Verdict
    after: Verdict
    number: int


@dataclass(frozen=True)
class Outlook:
    """What rules come to. `decides`: how many companies each decides; `moves`: against the kept ones."""

    total: int
    by_person: int
    now: Mapping[Verdict, int]
    then: Mapping[Verdict, int]
    moves: Sequence[Move]
    decides: Sequence[int]


class NotCounted(LeadgenError):
    """The companies could not be looked at in time."""

    status: ClassVar[int] = 503
    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__(
            "What these rules come to could not be counted in time. Try again in a moment; they can be saved "
            "all the same."
        )
