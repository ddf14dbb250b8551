"""What rules of triage come to, from companies that are alike: what each decides, what changes. Pure."""

from collections import Counter
from collections.abc import Sequence

from leadgen.stages.enrich.triage.contracts import VERDICTS, Alike, Move, Outlook, Rule, Verdict


def outlook(companies: Sequence[Alike], rules: Sequence[Rule]) -> Outlook:
    """Of these rules; a company that a person decided on is decided by none of them."""
    now: Counter[Verdict] = Counter()
    then: Counter[Verdict] = Counter()
    moves: Counter[tuple[Verdict, Verdict]] = Counter()
    decides: Counter[int] = Counter()
    for one in companies:
        before = _said(passes=one.passes, fails=one.fails)
        after = _said(passes=one.would_pass, fails=one.would_fail)
        now[before] += one.number
        then[after] += one.number
        if before != after:
            moves[before, after] += one.number
        if (place := _decider(one, after, rules)) is not None:
            decides[place] += one.number
    return Outlook(
        total=now.total(),
        by_person=sum(one.number for one in companies if one.by_person),
        now={verdict: now[verdict] for verdict in VERDICTS},
        then={verdict: then[verdict] for verdict in VERDICTS},
        moves=[Move(*way, number) for way, number in sorted(moves.items())],
        decides=[decides[place] for place in range(len(rules))],
    )


def _said(*, passes: bool, fails: bool) -> Verdict:
    if passes:
        return "pass"
    return "fail" if fails else "ask"


def _decider(one: Alike, said: Verdict, rules: Sequence[Rule]) -> int | None:
    """The first rule of this answer that surely matches; a company fails also where none lets it pass."""
    if one.by_person:
        return None
    sure = enumerate(zip(rules, one.sure, strict=True))
    return next((place for place, (rule, matches) in sure if matches and rule.verdict == said), None)
