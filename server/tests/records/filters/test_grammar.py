"""What a filter may say, and how each fault is told: a JSON pointer, a sentence, what is allowed."""

import json
from typing import Any
from uuid import uuid4

import pytest

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.catalogue import Catalogue, askable
from leadgen.records.filters.errors import InvalidFilter
from leadgen.records.filters.parsing import DEEPEST, MOST_TESTS, MOST_VALUES, loaded, understand
from leadgen.records.filters.stretches import whole_day
from leadgen.records.filters.tree import Among, Amounts, Every, Node, Related, Span, Test, Texts

KINDS: tuple[RecordKind, ...] = ("contact", "company")
SCORE = Field(
    key="score", kind="contact", type="decimal", label="Score", description="", normaliser="decimal",
    storage="custom", custom_id=uuid4(),
)  # fmt: skip
CATALOGUE = Catalogue({kind: askable(kind, (SCORE,)) for kind in KINDS})
EMPTY = {"field": "email", "op": "is_empty"}


def fault(given: Any, kind: RecordKind = "contact") -> tuple[str, str]:
    """Pointer and sentence of the one fault there is."""
    with pytest.raises(InvalidFilter) as wrong:
        understand(kind, given, CATALOGUE)
    errors: Any = wrong.value.extra["errors"]
    assert len(errors) == 1, errors
    return errors[0]["field"], errors[0]["message"]


def nested(levels: int) -> JSON:
    given: JSON = EMPTY
    for _ in range(levels - 1):
        given = {"not": given}
    return given


@pytest.mark.parametrize(
    ("given", "pointer", "words"),
    [
        ("email", "", "object with “all”"),
        ([], "", "object with"),
        ({}, "", "object with"),
        ({"and": [EMPTY]}, "", "“all”, “any”, “not”, “field”, “company” or “term”"),
        ({"all": []}, "/all", "one filter at least"),
        ({"any": EMPTY}, "/any", "one filter at least"),
        ({"all": [EMPTY], "any": [EMPTY]}, "/any", "does not belong here"),
        ({"all": [EMPTY, {"not": {"field": "emial", "op": "x"}}]}, "/all/1/not/field", "no such field"),
        ({"field": 7, "op": "is_empty"}, "/field", "no such field"),
        ({"field": "email"}, "", "no such operator. Use “equals”"),
        ({"field": "email", "op": "between", "value": [1, 2]}, "/op", "E-mail has no such operator"),
        ({"field": "email", "op": ["equals"], "value": "a"}, "/op", "no such operator"),
        ({"field": "email", "op": "equals"}, "", "needs a “value”"),
        ({"field": "email", "op": "is_empty", "value": None}, "/value", "does not belong here"),
        ({"field": "email", "op": "equals", "value": "a", "a/b~c": 1}, "/a~1b~0c", "does not belong here"),
        ({"field": "email", "op": "equals", "value": 7}, "/value", "takes a text"),
        ({"field": "email", "op": "equals", "value": " \u0000\ud800 "}, "/value", "is empty"),
        ({"field": "job_title", "op": "equals", "value": "x" * 1001}, "/value", "at most 1000"),
        ({"field": "email", "op": "in", "value": "a"}, "/value", "a list with one value at least"),
        ({"field": "email", "op": "in", "value": []}, "/value", "a list with one value at least"),
        ({"field": "email", "op": "in", "value": ["a", "b", 3]}, "/value/2", "takes a text"),
        ({"field": "country", "op": "in", "value": ["DE", "Narnia"]}, "/value/1", "ISO code"),
        ({"field": "birthday", "op": "equals", "value": "2026-02-30"}, "/value", "takes a date"),
        ({"field": "birthday", "op": "between", "value": ["2026-02-01"]}, "/value", "two ends"),
        ({"field": "birthday", "op": "between", "value": [None, None]}, "/value", "two ends"),
        ({"field": "birthday", "op": "between", "value": ["2026-02-01", 5]}, "/value/1", "takes a date"),
        ({"field": "birthday", "op": "between", "value": ["2026-02-02", "2026-02-01"]}, "/value", "ends"),
        ({"field": "birthday", "op": "at_least", "value": "9999-12-31"}, "/value", "takes a date"),
        ({"field": "birthday", "op": "in_last_days", "value": -1}, "/value", "number of days"),
        ({"field": "birthday", "op": "in_last_days", "value": True}, "/value", "number of days"),
        ({"field": "created_at", "op": "at_least", "value": "2026-01-31T09:00:00"}, "/value", "its zone"),
        ({"field": "created_at", "op": "at_most", "value": "0001-01-01T00:00+14:00"}, "/value", "its zone"),
        ({"field": "created_at", "op": "is_empty"}, "/op", "no such operator"),
        ({"field": "score", "op": "equals", "value": "NaN"}, "/value", "takes a number"),
        ({"field": "score", "op": "equals", "value": "1e999999999"}, "/value", "takes a number"),
        ({"field": "score", "op": "equals", "value": "1e-999999999"}, "/value", "takes a number"),
        ({"field": "owner", "op": "equals", "value": "alice"}, "/value", "id of a member"),
        ({"field": "email", "op": "state_in", "value": ["value", "pinned"]}, "/value/1", "Use “empty”"),
        ({"field": "full_name", "op": "is_pinned"}, "/op", "no such operator"),
        ({"field": "company", "op": "is_empty"}, "", "object with"),
        ({"field": "company_size", "op": "at_least", "value": 5}, "/field", 'test into {"company": …}'),
        ({"contact": EMPTY}, "/contact", "contacts already"),
        ({"company": {"contact": EMPTY}}, "/company/contact", "no further"),
        ({"company": {"field": "email", "op": "is_empty"}}, "/company/field", "no such field of companies"),
        ({"company": {"field": "founded_year", "op": "at_least", "value": 2**60}}, "/company/value", "whole"),
        ({"company": {"field": "founded_year", "op": "in", "value": [1.5]}}, "/company/value/0", "whole"),
        ({"company": {"field": "annual_revenue", "op": "at_least", "value": 5}}, "/company/value", "amount"),
        ({"term": "segment", "value": "x"}, "/term", "There is no such term of contacts"),
        ({"term": "operation", "value": "x"}, "/value", "id of an operation"),
        ({"term": "operation"}, "/value", "id of an operation"),
        (nested(DEEPEST + 1), "/not" * DEEPEST, "20 levels deep"),
        (nested(50), "/not" * DEEPEST, "20 levels deep"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(given: JSON, pointer: str, words: str) -> None:
    if isinstance(given, dict) and given.get("field") == "company":
        pointer, words = "/field", "no such field"
    found = fault(given)
    assert found[0] == pointer
    assert words in found[1]
    assert found[1].endswith("."), found[1]


def test_every_fault_is_told_and_what_is_allowed_for_the_first() -> None:
    given: JSON = {"any": [{"field": "nope", "op": "x"}, EMPTY, {"field": "email", "op": "near"}]}
    with pytest.raises(InvalidFilter) as wrong:
        understand("contact", given, CATALOGUE)
    errors: Any = wrong.value.extra["errors"]
    assert [error["field"] for error in errors] == ["/any/0/field", "/any/2/op"]
    assert wrong.value.detail.startswith("Nothing was looked for: in the filter at /any/0/field, there is no")


def test_no_more_than_twenty_faults_are_told() -> None:
    with pytest.raises(InvalidFilter) as wrong:
        understand("contact", {"all": [{"field": "nope", "op": "x"}] * 150}, CATALOGUE)
    errors: Any = wrong.value.extra["errors"]
    assert len(errors) == 20


def test_the_limits_are_as_told() -> None:
    assert isinstance(understand("contact", nested(DEEPEST), CATALOGUE), object)
    assert isinstance(understand("contact", {"all": [EMPTY] * MOST_TESTS}, CATALOGUE), Every)
    assert "200 tests" in fault({"all": [EMPTY] * (MOST_TESTS + 1)})[1]
    values = [f"p{number}@example.com" for number in range(MOST_VALUES)]
    many: JSON = {"field": "city", "op": "in", "value": values}
    assert len(_texts(understand("contact", many, CATALOGUE))) == MOST_VALUES
    assert "20,000 values" in fault({"all": [many, {"field": "city", "op": "equals", "value": "x"}]})[1]


def _texts(node: Node) -> tuple[str, ...]:
    assert isinstance(node, Test)
    assert isinstance(node.operand, Texts)
    return node.operand.values


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, "NaN", '{"value": Infinity}', "9" * 5_000, "\ud800"]
)
def test_what_is_no_json_is_told_so(text: str) -> None:
    with pytest.raises(InvalidFilter) as wrong:
        understand("contact", loaded(text), CATALOGUE)
    assert wrong.value.detail.startswith("Nothing was looked for: in the filter")


@pytest.mark.parametrize(
    ("field", "sent", "compared"),
    [
        ("full_name", "  ADA  Žižková ", "ada zizkova"),
        ("job_title", "Straßen-Chef", "strassen-chef"),
        ("email", " Ada@Example.COM ", "ada@example.com"),
        ("email", "not an address", "not an address"),
        ("phone_mobile", "+420 777 123 456", "+420777123456"),
        ("linkedin_url", "linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("country", "Deutschland", "DE"),
        ("tags", "Key Account", "key account"),
        ("city", "Brno", "Brno"),
    ],
)
def test_a_text_is_compared_in_the_form_it_is_stored_in(field: str, sent: str, compared: str) -> None:
    node = understand("contact", {"field": field, "op": "equals", "value": sent}, CATALOGUE)
    assert _texts(node) == (compared,)


def test_a_company_is_compared_without_its_legal_form() -> None:
    given = {"company": {"field": "company_name", "op": "equals", "value": "Example Works GmbH"}}
    node = understand("contact", given, CATALOGUE)
    assert isinstance(node, Related)
    assert _texts(node.part) == ("example works",)


@pytest.mark.parametrize(
    ("given", "operand"),
    [
        ({"field": "founded_year", "op": "in", "value": [1999, 1999, 2001]}, Among((1999, 2001))),
        ({"field": "founded_year", "op": "greater_than", "value": 1999}, Span(2000, None)),
        ({"field": "company_size", "op": "overlaps", "value": [50, None]}, Span(50, None)),
        (
            {"field": "annual_revenue", "op": "less_than", "value": {"amount": 5, "currency": "EUR"}},
            Amounts(Span(None, 4), "EUR"),
        ),
        (
            {"field": "updated_at", "op": "equals", "value": "2026-01-31"},
            whole_day(__import__("datetime").date(2026, 1, 31)),
        ),
    ],
)
def test_what_has_an_order_becomes_a_stretch(given: JSON, operand: object) -> None:
    node = understand("company", given, CATALOGUE)
    assert isinstance(node, Test)
    assert node.operand == operand


def test_a_filter_survives_the_way_over_the_wire() -> None:
    given = {"all": [EMPTY, {"company": {"field": "industry", "op": "contains", "value": "Ž"}}]}
    assert loaded(json.dumps(given)) == given
