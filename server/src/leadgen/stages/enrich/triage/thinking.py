"""Rules over what is not all known: the filters of those that surely match, and of those that may. Pure.

A test of a blank field is neither true nor false, unless it asks whether the field is blank. `surely` holds
where the filter is true whatever is in the blanks; `maybe`, where something in the blanks would make it true.
"""

from collections.abc import Collection, Sequence

from leadgen.kernel.json import JSON
from leadgen.records.filters.operators import ABOUT
from leadgen.stages.enrich.triage.contracts import DECISION, Rule, Verdict

# These ask about the blank itself, or about its cell.
_CERTAIN = frozenset({"is_empty", "is_filled", *ABOUT})
# Whatever a company is, one of these holds.
_EVERYTHING: JSON = {
    "any": [{"field": "company_name", "op": "is_filled"}, {"field": "company_name", "op": "is_empty"}]
}


def surely(given: JSON, labels: Collection[str]) -> JSON:
    """The filter of what matches for certain. `labels`: fields whose blank says that there is none."""
    return _walk(given, labels, certain=True)


def maybe(given: JSON, labels: Collection[str]) -> JSON:
    """The filter of what matches, or would with what is not known yet."""
    return _walk(given, labels, certain=False)


def _walk(given: JSON, labels: Collection[str], *, certain: bool) -> JSON:
    match given:
        case {"all": list() as parts}:
            return {"all": [_walk(part, labels, certain=certain) for part in parts]}
        case {"any": list() as parts}:
            return {"any": [_walk(part, labels, certain=certain) for part in parts]}
        case {"not": part}:
            return {"not": _walk(part, labels, certain=not certain)}
        case {"contact": part}:
            return {"contact": _walk(part, labels, certain=certain)}
        case {"field": str() as key, "op": op} if op not in _CERTAIN and key not in labels:
            if certain:
                return {"all": [{"field": key, "op": "is_filled"}, given]}
            return {"any": [{"field": key, "op": "is_empty"}, given]}
    return given


def fields_of(given: JSON) -> Sequence[str]:
    """The fields of the company itself that a filter looks at, each once."""
    match given:
        case {"all": list() as parts} | {"any": list() as parts}:
            return list(dict.fromkeys(key for part in parts for key in fields_of(part)))
        case {"not": part}:
            return fields_of(part)
        case {"field": str() as key}:
            return [key]
    return []


def verdict_filter(verdict: Verdict, rules: Sequence[Rule], labels: Collection[str]) -> JSON:
    """The companies of this answer: a person's, else that of the rules."""
    if verdict == "ask":
        return _neither(verdict_filter("pass", rules, labels), verdict_filter("fail", rules, labels))
    said: JSON = {"field": DECISION, "op": "equals", "value": verdict}
    by_rule = (_passing if verdict == "pass" else _failing)(rules, labels)
    return {"any": [said, {"all": [{"field": DECISION, "op": "is_empty"}, by_rule]}]}


def tier_filter(tier: str, rules: Sequence[Rule], labels: Collection[str]) -> JSON:
    """The companies that pass, and whose first rule that surely matches is of this tier."""
    rest: JSON = {"not": _EVERYTHING}
    for rule in reversed([one for one in rules if one.verdict == "pass"]):
        certain = surely(rule.filter, labels)
        rest = _either(certain, rest) if rule.tier == tier else _both({"not": certain}, rest)
    return _both(verdict_filter("pass", rules, labels), rest)


def _passing(rules: Sequence[Rule], labels: Collection[str]) -> JSON:
    """A rule lets it pass, and none before that would fail it; where there are no rules, all pass."""
    return _leading("pass", rules, labels, {"not": _EVERYTHING}) if rules else _EVERYTHING


def _failing(rules: Sequence[Rule], labels: Collection[str]) -> JSON:
    """No rule can let it pass, or one fails it before."""
    return _leading("fail", rules, labels, _EVERYTHING) if rules else {"not": _EVERYTHING}


def _leading(verdict: Verdict, rules: Sequence[Rule], labels: Collection[str], rest: JSON) -> JSON:
    """A rule to this verdict surely matches, and none to the other before it may; else, if none may, `rest`.

    One within the other, so that each rule stands in it once.
    """
    for rule in reversed(rules):
        if rule.verdict == verdict:
            rest = _either(surely(rule.filter, labels), rest)
        else:
            rest = _both({"not": maybe(rule.filter, labels)}, rest)
    return rest


def _either(*parts: JSON) -> JSON:
    return {"any": list(parts)}


def _both(*parts: JSON) -> JSON:
    return {"all": list(parts)}


def _neither(one: JSON, other: JSON) -> JSON:
    return {"not": {"any": [one, other]}}
