"""The terms `triage` and `triage_tier`: companies by what triage says of them now."""

from collections.abc import Mapping

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records import journal
from leadgen.records.field import Option
from leadgen.records.filters import terms
from leadgen.records.filters.errors import Misfit
from leadgen.records.filters.tree import Opened, Term
from leadgen.stages.enrich.triage import repository, thinking
from leadgen.stages.enrich.triage.contracts import VERDICTS, Verdict

LABELS: Mapping[Verdict, str] = {"pass": "Pass", "fail": "Fail", "ask": "Ask"}
_LONGEST_TIER = 40


async def labels_of(session: WorkspaceSession) -> frozenset[str]:
    """The fields of companies whose blank is no gap in what is known: tags, lists, members."""
    fields = await journal.fields_of(session, "company")
    return frozenset(one.key for one in fields if one.type in ("tags", "lists", "member"))


def _verdict(value: JSON) -> Verdict:
    found = next((one for one in VERDICTS if one == value), None)
    if found is None:
        raise Misfit("This takes what triage says", allowed=list(VERDICTS))
    return found


async def _verdicts(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, Opened]:
    rules, labels = await repository.rules(session), await labels_of(session)
    return {
        one: Opened("company", thinking.verdict_filter(one, rules, labels), f"triage: {LABELS[one]}")
        for one in VERDICTS
        if one in operands
    }


async def _verdict_names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
    return {one: f"“{LABELS[one]}”" for one in VERDICTS if one in operands}


def _tier(value: JSON) -> str:
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST_TIER:
        raise Misfit("This takes the name of a tier")
    return value.strip()


async def _tiers(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, Opened]:
    rules, labels = await repository.rules(session), await labels_of(session)
    wanted = sorted(one for one in operands if isinstance(one, str))
    return {one: Opened("company", thinking.tier_filter(one, rules, labels), f"tier {one}") for one in wanted}


async def _tier_names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
    return {one: f"“{one}”" for one in operands}


TRIAGE = Term(
    name="triage",
    kinds=frozenset({"company"}),
    takes="what triage says",
    read=_verdict,
    opens=_verdicts,
    phrase="triage says {}",
    names=_verdict_names,
    options=tuple(Option(value, label) for value, label in LABELS.items()),
)
TIER = Term(
    name="triage_tier",
    kinds=frozenset({"company"}),
    takes="the name of a tier",
    read=_tier,
    opens=_tiers,
    phrase="of tier {}",
    names=_tier_names,
)


def register() -> None:
    """Make the terms known in every filter."""
    terms.register(TRIAGE)
    terms.register(TIER)
