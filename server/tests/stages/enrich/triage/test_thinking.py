"""What rules say of a company whose fields are not all known is true of it whatever the blanks hold."""

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

from leadgen.kernel.json import JSON
from leadgen.stages.enrich.triage.contracts import DECISION, VERDICTS, Rule, Verdict
from leadgen.stages.enrich.triage.thinking import fields_of, tier_filter, verdict_filter

Record = Mapping[str, str]
FIELDS, VALUES = ("a", "b", "c"), ("x", "y")


def matches(given: JSON, record: Record) -> bool:
    """As the database reads it: a blank equals nothing, and differs from everything."""
    match given:
        case {"all": list() as parts}:
            return all(matches(part, record) for part in parts)
        case {"any": list() as parts}:
            return any(matches(part, record) for part in parts)
        case {"not": part}:
            return not matches(part, record)
        case {"field": str() as key, "op": "is_empty"}:
            return key not in record
        case {"field": str() as key, "op": "is_filled"}:
            return key in record
        case {"field": str() as key, "op": "not_equals", "value": value}:
            return record.get(key) != value
        case {"field": str() as key, "op": "equals", "value": value}:
            return record.get(key) == value
    raise TypeError(given)


def verdicts(rules: list[Rule], record: Record) -> list[Verdict]:
    return [one for one in VERDICTS if matches(verdict_filter(one, rules, {"labels"}), record)]


def decided(rules: list[Rule], record: Record) -> Verdict:
    """The first rule that matches a company of which all is known."""
    return next((rule.verdict for rule in rules if matches(rule.filter, record)), "fail")


def completions(record: Record) -> Iterator[Record]:
    blank = [key for key in FIELDS if key not in record]
    for values in product(VALUES, repeat=len(blank)):
        yield {**record, **dict(zip(blank, values, strict=True))}


def drawn(dice: Random, depth: int) -> dict[str, JSON]:
    if depth and dice.random() < 0.6:
        kind = dice.choice(["all", "any", "not"])
        if kind == "not":
            return {"not": drawn(dice, depth - 1)}
        return {kind: [drawn(dice, depth - 1) for _ in range(dice.randint(1, 3))]}
    op = dice.choice(["equals", "not_equals"])
    return {"field": dice.choice(FIELDS), "op": op, "value": dice.choice(VALUES)}


def test_what_is_said_is_true_whatever_the_blanks_hold() -> None:
    dice = Random(7)
    for _ in range(300):
        rules = [
            Rule(f"R{number}", dice.choice(["pass", "fail"]), dice.choice("AB"), drawn(dice, 2))
            for number in range(dice.randint(1, 4))
        ]
        for held in product((None, *VALUES), repeat=len(FIELDS)):
            record = {key: value for key, value in zip(FIELDS, held, strict=True) if value is not None}
            [said] = verdicts(rules, record)
            possible = {decided(rules, whole) for whole in completions(record)}
            assert possible == {said} or said == "ask", (rules, record)
            assert len(record) < len(FIELDS) or said != "ask", "all is known, so there is nothing to ask"


def test_unknown_is_never_fail() -> None:
    big = Rule("Big", "pass", "A", {"field": "a", "op": "equals", "value": "x"})
    rival = Rule("Rival", "fail", "", {"field": "b", "op": "equals", "value": "y"})
    cases: dict[Verdict, list[Record]] = {
        "ask": [{}, {"b": "x"}, {"a": "x"}],
        "pass": [{"a": "x", "b": "x"}],
        "fail": [{"a": "y"}, {"b": "y"}, {"a": "x", "b": "y"}],
    }
    for verdict, records in cases.items():
        for record in records:
            assert verdicts([rival, big], record) == [verdict], record
    assert verdicts([big, rival], {"a": "x"}) == ["pass"], "the rule before decides"


def test_a_person_decides_and_without_rules_all_pass() -> None:
    big = Rule("Big", "pass", "A", {"field": "a", "op": "equals", "value": "x"})
    assert verdicts([big], {"a": "y", DECISION: "pass"}) == ["pass"]
    assert verdicts([big], {DECISION: "fail"}) == ["fail"]
    assert verdicts([], {}) == ["pass"]


def test_a_label_that_is_missing_is_known_to_be_missing() -> None:
    mine = Rule("Mine", "pass", "", {"field": "labels", "op": "equals", "value": "x"})
    assert verdicts([mine], {}) == ["fail"]


def test_a_company_is_in_the_tier_of_the_first_rule_that_surely_lets_it_pass() -> None:
    rules = [
        Rule("Best", "pass", "A", {"field": "a", "op": "equals", "value": "x"}),
        Rule("Good", "pass", "B", {"field": "b", "op": "equals", "value": "x"}),
    ]
    for record, tier in (({"a": "x", "b": "x"}, "A"), ({"a": "y", "b": "x"}, "B"), ({"b": "x"}, "B")):
        assert [one for one in "ABC" if matches(tier_filter(one, rules, ()), record)] == [tier]
    assert not any(matches(tier_filter(one, rules, ()), {"a": "y"}) for one in "ABC")


def test_a_filter_tells_the_fields_that_it_looks_at() -> None:
    test: JSON = {"field": "a", "op": "is_filled"}
    assert fields_of({"any": [test, {"not": {"field": "b", "op": "is_empty"}}, test]}) == ["a", "b"]
