"""The operators: which ones each type of field has, what they take, and which cannot use an index. Pure.

One table for the grammar, `GET /fields`, the words, the SQL and the test of its plans.
"""

from collections.abc import Mapping
from typing import Literal

from leadgen.records.field import Field, FieldType, Reference

Op = Literal[
    "equals",
    "not_equals",
    "in",
    "not_in",
    "has_all",
    "contains",
    "not_contains",
    "starts_with",
    "between",
    "greater_than",
    "less_than",
    "at_least",
    "at_most",
    "overlaps",
    "in_last_days",
    "in_next_days",
    "more_than_days_ago",
    "is_empty",
    "is_filled",
    "state_in",
    "is_pinned",
    "has_evidence",
    "checked_in_last_days",
    "checked_more_than_days_ago",
]

# What stands in `value`: nothing, one value of the field's type, a list of them, two ends (null: open), a
# number of days, a list of cell states.
Takes = Literal["nothing", "one", "many", "pair", "days", "states"]

TAKES: Mapping[Op, Takes] = {
    "equals": "one",
    "not_equals": "one",
    "in": "many",
    "not_in": "many",
    "has_all": "many",
    "contains": "one",
    "not_contains": "one",
    "starts_with": "one",
    "between": "pair",
    "greater_than": "one",
    "less_than": "one",
    "at_least": "one",
    "at_most": "one",
    "overlaps": "pair",
    "in_last_days": "days",
    "in_next_days": "days",
    "more_than_days_ago": "days",
    "is_empty": "nothing",
    "is_filled": "nothing",
    "state_in": "states",
    "is_pinned": "nothing",
    "has_evidence": "nothing",
    "checked_in_last_days": "days",
    "checked_more_than_days_ago": "days",
}

# An operator that is another one's exact complement.
NEGATED: Mapping[Op, Op] = {
    "not_equals": "equals",
    "not_in": "in",
    "not_contains": "contains",
    "is_filled": "is_empty",
}

_EMPTY: tuple[Op, ...] = ("is_empty", "is_filled")
_AMONG: tuple[Op, ...] = ("equals", "not_equals", "in", "not_in")
_WITHIN: tuple[Op, ...] = ("contains", "not_contains", "starts_with")
_ORDERED: tuple[Op, ...] = ("between", "greater_than", "less_than", "at_least", "at_most")
_RELATIVE: tuple[Op, ...] = ("in_last_days", "in_next_days", "more_than_days_ago")
_TEXT = (*_AMONG, *_WITHIN, *_EMPTY)
_DAY: tuple[Op, ...] = ("equals", "not_equals", *_ORDERED, *_RELATIVE, *_EMPTY)

_OF_TYPE: Mapping[FieldType | Reference, tuple[Op, ...]] = {
    "text": _TEXT,
    "long_text": ("contains", "not_contains", *_EMPTY),
    "email": _TEXT,
    "phone": _TEXT,
    "url": _TEXT,
    "date": _DAY,
    "datetime": _DAY,
    "number": (*_AMONG, *_ORDERED, *_EMPTY),
    "decimal": ("equals", "not_equals", *_ORDERED, *_EMPTY),
    "money": ("equals", "not_equals", *_ORDERED, *_EMPTY),
    "range": ("overlaps", "between", "at_least", "at_most", *_EMPTY),
    "boolean": ("equals", "not_equals", *_EMPTY),
    "choice": (*_AMONG, *_EMPTY),
    "country": (*_AMONG, *_EMPTY),
    "tags": ("equals", "not_equals", "in", "not_in", "has_all", *_EMPTY),
    "member": (*_AMONG, *_EMPTY),
    "lists": ("equals", "not_equals", "in", "not_in", "has_all", *_EMPTY),
    "company": (),
}

# About the cell instead of its value.
ABOUT: tuple[Op, ...] = (
    "state_in",
    "is_pinned",
    "has_evidence",
    "checked_in_last_days",
    "checked_more_than_days_ago",
)

# States a cell can be asked for. `pinned` is an operator of its own: a pinned cell has a state, too.
STATES = ("empty", "queued", "running", "value", "unknown", "failed", "skipped")


def ops_of(field: Field) -> tuple[Op, ...]:
    """The operators that fit the field, in the order in which people choose.

    A derived value has no cell of its own: its parts have. Its times every record has.
    """
    if field.key in RECORD_TIMES:
        return tuple(op for op in _OF_TYPE[field.type] if op not in _EMPTY)
    return _OF_TYPE[field.type] if field.derived else (*_OF_TYPE[field.type], *ABOUT)


# When a record was made and last changed: asked like fields, written by nobody.
RECORD_TIMES = ("created_at", "updated_at")


_ONE_BY_ONE = "its cells are looked at one by one"
_EXCLUDES = "it says what is left out, so that all others are looked at one by one"
_SUBSTRING = "what stands within a text has no index that row-level security lets be used"
_FOLDED = "the text is folded while it is read, capitals and accents have no index"
_UPPER_END = "the index of a range goes by its lower end"
_SINCE = "records are found from a moment on, by their last change"
_OF_EACH = "it depends on the cell's own state and on the record's, which no one index has"


def slow(field: Field, op: Op) -> str | None:
    """Why no index finds the records that this asks for; None where one does.

    A slow test costs little beside one that is not, and on a list where many records match it.
    """
    if op in ABOUT:
        return None if op == "is_pinned" else _OF_EACH
    if op in ("contains", "not_contains"):
        return _SUBSTRING
    if op in ("not_equals", "not_in"):
        return _EXCLUDES
    if op in ("is_empty", "is_filled"):
        return _slow_to_find_empty(field, op)
    return _slow_to_compare(field, op)


def _slow_to_find_empty(field: Field, op: Op) -> str | None:
    """The index of what lists are narrowed by holds what is filled; that of what they are sorted by, all."""
    if field.storage == "column":
        is_held = field.sortable or (field.lookup and op == "is_filled" and field.type != "range")
        return None if is_held else _ONE_BY_ONE
    return None if field.storage == "custom" and op == "is_filled" else _ONE_BY_ONE


def _slow_to_compare(field: Field, op: Op) -> str | None:
    """Custom values, tags and lists have their indexes; of the columns those that have one."""
    if field.key in RECORD_TIMES:
        has_start = op in ("equals", "between", "greater_than", "at_least", "in_last_days", "in_next_days")
        return None if field.key == "updated_at" or has_start else _SINCE
    if op == "starts_with":
        if field.custom:
            return None
        is_held = field.folded_column or (field.sortable and field.normaliser != "company_name")
        return None if is_held else _FOLDED
    if field.type == "range" and op in ("overlaps", "at_most"):
        return _UPPER_END
    if field.storage in ("custom", "tags", "lists") or field.indexed:
        return None
    return _FOLDED if field.type == "text" else _ONE_BY_ONE
