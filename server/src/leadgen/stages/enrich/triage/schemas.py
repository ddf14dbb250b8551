"""Rules and answers of triage on the wire."""

from typing import Annotated

from pydantic import Field as Member
from pydantic import StringConstraints
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import FilterJson
from leadgen.stages.enrich.triage.contracts import MOST_RULES, Decision, Verdict

_RULE: JsonDict = {
    "name": "Big enough",
    "verdict": "pass",
    "tier": "A",
    "filter": {"field": "company_size", "op": "at_least", "value": 50},
}


class TriageRule(Schema):
    """Companies that match pass, in a tier, or fail; those that an earlier rule decides are left to it."""

    model_config = example(_RULE)

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    verdict: Decision
    tier: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    given: FilterJson = Member(alias="filter")


class TriageRules(Schema):
    """The rules, in the order in which they are looked at. Without any, every company passes."""

    model_config = example({"rules": [_RULE]})

    rules: list[TriageRule] = Member(max_length=MOST_RULES)


class TriageAnswer(Schema):
    """What triage says of a company now. `ask`: what is not known may decide it."""

    model_config = example(
        {
            "verdict": "ask",
            "tier": None,
            "reasons": ["“Big enough” may match: Size is not known."],
            "by_person": False,
        }
    )

    verdict: Verdict
    tier: str | None
    reasons: list[str]
    by_person: bool


class TriageDecision(Schema):
    """What a person decides about a company, and why."""

    model_config = example({"verdict": "pass", "reason": "Met them at the fair: 200 people."})

    verdict: Decision
    reason: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = Member(
        default="", description="Shown in History; where it is empty, why triage asked is kept."
    )


_COUNTS: JsonDict = {"pass": 310, "fail": 120, "ask": 44}
_MOVE: JsonDict = {"before": "ask", "after": "pass", "companies": 12}


class TriageCounts(Schema):
    """So many companies pass, fail, or are asked about."""

    model_config = example(_COUNTS)

    passing: int = Member(alias="pass")
    fail: int
    ask: int


class TriageMove(Schema):
    """So many companies to which other rules would give another answer."""

    model_config = example(_MOVE)

    before: Verdict
    after: Verdict
    companies: int


class TriageOutlook(Schema):
    """What rules would come to, beside those that are kept."""

    model_config = example(
        {
            "total": 474,
            "by_person": 9,
            "now": _COUNTS,
            "then": {**_COUNTS, "pass": 322, "ask": 32},
            "moves": [_MOVE],
            "decides": [322],
        }
    )

    total: int
    by_person: int = Member(description="A person decided on so many, whatever the rules say.")
    now: TriageCounts = Member(description="By the rules that are kept.")
    then: TriageCounts = Member(description="By these rules.")
    moves: list[TriageMove] = Member(description="What would change; empty where nothing does.")
    decides: list[int] = Member(
        description="How many companies each rule decides, in their order. The others fail since none lets "
        "them pass, are asked about, or were decided by a person."
    )
