"""The forms of plugins: what can be drawn, what fits, what is missing."""

import pytest

from leadgen.platform.plugins import forms
from leadgen.platform.plugins.forms import Schema

MODEL: Schema = {
    "type": "object",
    "properties": {
        "endpoint": {"type": "string", "format": "uri", "title": "Address", "maxLength": 30},
        "effort": {"type": "string", "enum": ["low", "high"], "default": "low"},
        "pages": {"type": "integer", "minimum": 1, "maximum": 9, "default": 3},
        "heat": {"type": "number", "minimum": 0, "maximum": 1},
        "deep": {"type": "boolean"},
        "code": {"type": "string", "pattern": "^[a-z]+$"},
    },
    "required": ["endpoint"],
}


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("endpoint", "https://a.example", True),
        ("endpoint", "https://a.example/" + "x" * 30, False),
        ("endpoint", 5, False),
        ("effort", "high", True),
        ("effort", "most", False),
        ("pages", 9, True),
        ("pages", 10, False),
        ("pages", True, False),
        ("pages", 1.5, False),
        ("heat", 0.5, True),
        ("heat", 1, True),
        ("heat", float("nan"), False),
        ("deep", False, True),
        ("deep", "yes", False),
        ("code", "abc", True),
        ("code", "a1", False),
        ("code", "a\0", False),
        ("nothing", 1, False),
    ],
)
def test_what_fits_a_form(name: str, value: str | float, fits: bool) -> None:
    assert forms.flaw(MODEL) is None
    assert (list(forms.problems(MODEL, {name: value})) == []) is fits


def test_what_counts_is_what_was_given_and_still_fits_else_the_default() -> None:
    assert forms.filled(MODEL, {"effort": "high", "pages": 70, "old": 1}) == {"effort": "high", "pages": 3}
    assert forms.missing(MODEL, {}) == ["Address"]
    assert forms.missing(MODEL, {"endpoint": "https://a.example"}) == []
    assert forms.cleaned({"endpoint": "", "code": None, "deep": False}) == {"deep": False}


@pytest.mark.parametrize(
    ("schema", "says"),
    [
        ({"properties": {"a": {"type": "array"}}}, "no text, number"),
        ({"properties": {"a": {"type": "string", "oneOf": []}}}, "uses oneOf"),
        ({"properties": {"a": {"type": "string", "pattern": "("}}}, "no regular expression"),
        ({"properties": {"a": {"type": "integer", "default": "x"}}}, "does not fit"),
        ({"properties": {"a": {"type": ["string", "null"]}}}, "no text, number"),
        ({"properties": {"a": {"type": "string", "maxLength": "9"}}}, "limit that is no number"),
        ({"properties": []}, "no object"),
        ({"properties": {}, "required": ["a"]}, "does not describe"),
        ({"properties": {}, "x-key": "maybe"}, "x-key"),
    ],
)
def test_what_no_form_can_be_made_of(schema: Schema, says: str) -> None:
    assert says in (forms.flaw(schema) or "")


def test_one_form_for_several_enrichers() -> None:
    other: Schema = {"properties": {"effort": MODEL["properties"]["effort"], "own": {"type": "boolean"}}}  # type: ignore[index, call-overload]  # JSON
    both = forms.merged([MODEL, other, {}])
    assert [*forms.properties_of(both)] == [*forms.properties_of(MODEL), "own"]
    assert forms.missing(both, {}) == ["Address"]
    with pytest.raises(ValueError, match="in two ways"):
        forms.merged([MODEL, {"properties": {"effort": {"type": "string"}}}])


def test_a_paid_call_needs_a_key_unless_it_says_else() -> None:
    assert forms.key_use({}, is_free=True) == "none"
    assert forms.key_use({}, is_free=False) == "needed"
    assert forms.key_use({"x-key": "optional"}, is_free=False) == "optional"
