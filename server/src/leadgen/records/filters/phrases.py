"""One test of a filter in English: a phrase for each operator and type, values as people read them. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TypeAlias, cast

import pycountry

from leadgen.kernel.json import JSON
from leadgen.records.field import Field
from leadgen.records.filters.operators import RECORD_TIMES, TAKES, Op
from leadgen.records.filters.tree import Among, Test
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.currencies import MINOR_DIGITS

# What people call members, operations and other things that a filter mentions by id.
Named: TypeAlias = Mapping[object, str]

_MOST_LISTED = 5
_BY_ID = {"member": "somebody who is no member", "lists": "a list that is not there"}

# Behind the field's label. {0} is the value or the list of them, {1} and {2} are the ends of a pair.
_PHRASES: Mapping[Op, str] = {
    "equals": "is {0}",
    "not_equals": "is not {0}",
    "in": "is {0}",
    "not_in": "is {0}",
    "has_all": "has {0}",
    "contains": "contains {0}",
    "not_contains": "does not contain {0}",
    "starts_with": "starts with {0}",
    "between": "is between {1} and {2}",
    "greater_than": "is more than {0}",
    "less_than": "is less than {0}",
    "at_least": "is {0} or more",
    "at_most": "is {0} or less",
    "overlaps": "may be between {1} and {2}",
    "in_last_days": "is in the last {0}",
    "in_next_days": "is in the next {0}",
    "more_than_days_ago": "is more than {0} ago",
    "is_empty": "is empty",
    "is_filled": "is filled",
    "state_in": "has the state {0}",
    "is_pinned": "is pinned",
    "has_evidence": "has evidence",
    "checked_in_last_days": "was checked in the last {0}",
    "checked_more_than_days_ago": "was last checked more than {0} ago",
}
_OF_TIME: Mapping[Op, str] = {
    "greater_than": "is after {0}",
    "less_than": "is before {0}",
    "at_least": "is {0} or later",
    "at_most": "is {0} or earlier",
}
# Behind "Added" and "Last changed".
_OF_RECORD: Mapping[Op, str] = {
    "equals": "on {0}",
    "not_equals": "not on {0}",
    "between": "between {1} and {2}",
    "greater_than": "after {0}",
    "less_than": "before {0}",
    "at_least": "on {0} or later",
    "at_most": "on {0} or earlier",
    "in_last_days": "in the last {0}",
    "in_next_days": "in the next {0}",
    "more_than_days_ago": "more than {0} ago",
}
# Without a label.
_OF_TAGS: Mapping[Op, str] = {
    "equals": "tagged {0}",
    "not_equals": "not tagged {0}",
    "in": "tagged {0}",
    "not_in": "tagged {0}",
    "has_all": "tagged {0}",
    "is_empty": "without tags",
    "is_filled": "with tags",
}


_OF_LISTS: Mapping[Op, str] = {
    "equals": "in list {0}",
    "not_equals": "not in list {0}",
    "in": "in list {0}",
    "not_in": "not in list {0}",
    "has_all": "in list {0}",
    "is_empty": "in no list",
    "is_filled": "in a list",
}


def tested(test: Test, named: Named) -> str:
    """The test in words; a member, an operation is said by its name in `named`."""
    if test.field.type == "tags" and test.op in _OF_TAGS:
        return _OF_TAGS[test.op].format(_value(test, named))
    if test.field.type == "lists" and test.op in _OF_LISTS:
        return _in_lists(test, named)
    if TAKES[test.op] == "pair" and None in cast(Sequence[JSON], test.given):
        return _open(test, named)
    low, high = _ends(test)
    return f"{_label(test.field)} {_phrases(test.field)[test.op].format(_value(test, named), low, high)}"


def _in_lists(test: Test, named: Named) -> str:
    if TAKES[test.op] == "nothing":
        return _OF_LISTS[test.op]
    shown = _several(test, (), named)
    return _OF_LISTS[test.op].format(listed(shown, "and" if test.op == "has_all" else "or"))


def _label(field: Field) -> str:
    """Where a company is spoken of, its city is just the city."""
    return field.short_label if field.kind == "company" else field.label


def _phrases(field: Field) -> Mapping[Op, str]:
    if field.key in RECORD_TIMES:
        return {**_PHRASES, **_OF_RECORD}
    is_time = field.type in ("date", "datetime") or field.normaliser == "year"
    return {**_PHRASES, **_OF_TIME} if is_time else _PHRASES


def _open(test: Test, named: Named) -> str:
    """A stretch without one of its ends."""
    low, high = cast(Sequence[JSON], test.given)
    op: Op = "at_least" if high is None else "at_most"
    said = tested(Test(test.field, op, test.operand, low if high is None else high), named)
    return said.replace(" is ", " may be ", 1) if test.op == "overlaps" else said


def _ends(test: Test) -> tuple[str, str]:
    if TAKES[test.op] != "pair":
        return "", ""
    low, high = cast(Sequence[JSON], test.given)
    return _shown(test.field, low), _shown(test.field, high)


def _value(test: Test, named: Named) -> str:
    match TAKES[test.op]:
        case "nothing" | "pair":
            return ""
        case "days":
            return "1 day" if test.given == 1 else f"{test.given:,} days"
        case "states":
            return listed([str(one) for one in cast(Sequence[JSON], test.given)], "or")
        case "one":
            return _several(test, [test.given], named)[0]
        case "many":
            return _many(test, _several(test, cast(Sequence[JSON], test.given), named))


def _several(test: Test, given: Sequence[JSON], named: Named) -> list[str]:
    if isinstance(test.operand, Among) and test.field.type in _BY_ID:
        return [named.get(one, _BY_ID[test.field.type]) for one in test.operand.values]
    return [_shown(test.field, one) for one in given]


def _many(test: Test, shown: Sequence[str]) -> str:
    if test.op != "not_in":
        return listed(shown, "and" if test.op == "has_all" else "or")
    if len(shown) == 2:
        return f"neither {shown[0]} nor {shown[1]}"
    return f"not {shown[0]}" if len(shown) == 1 else f"none of {listed(shown, 'or')}"


def listed(shown: Sequence[str], word: str) -> str:
    """Up to five of them, and how many more."""
    if len(shown) > _MOST_LISTED:
        return f"{', '.join(shown[: _MOST_LISTED - 1])} {word} {len(shown) - _MOST_LISTED + 1:,} others"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} {word} {shown[-1]}"


def _shown(field: Field, value: JSON) -> str:
    """One value, as people read it."""
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return _money(value)
        case int():
            return str(value) if field.normaliser == "year" else f"{value:,}"
        case float():
            return f"{value:,}"
    text = str(value)
    match field.type:
        case "date" | "datetime" | "decimal":
            return text
        case "country":
            return _country(text)
        case "choice":
            return {option.value: option.label for option in field.options or ()}.get(text, text)
        case _:
            return f"“{plain.display(text)}”"


def _money(value: Mapping[str, JSON]) -> str:
    currency = str(value["currency"])
    amount = Decimal(cast(int, value["amount"])).scaleb(-MINOR_DIGITS.get(currency, 2))
    return f"{amount:,f} {currency}"


@cache
def _country(code: str) -> str:
    found = pycountry.countries.get(alpha_2=code.strip().upper())
    return code if found is None else str(getattr(found, "common_name", found.name))
