"""Rules and answers of triage on the wire."""

from typing import Annotated, Literal

from pydantic import Field as Member
from pydantic import StringConstraints
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.filters.schemas import FilterJson
from leadgen.stages.enrich.triage.contracts import MOST_RULES, Verdict

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
    verdict: Literal["pass", "fail"]
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
