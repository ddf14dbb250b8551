"""Values that add up when records become one: addresses, tags, lists, free text. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leadgen.records.field import Field
from leadgen.records.held import Held
from leadgen.records.normalise.values import Value
from leadgen.records.values import text_key

# Free text that nobody wants to lose a part of, as long as it stays readable.
_TEXTS = frozenset({"notes"})
_LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class United:
    """The value of all, and how many of the records gave something to it."""

    value: Value | None
    givers: int


def united(
    records: Sequence[Held],
    fields: Mapping[str, Field],
    chosen: Mapping[str, Value | None],
    picked: frozenset[str],
) -> dict[str, United]:
    """Field → what all of the records have of it; `chosen` are the single values that were decided.

    An address that did not become the main one is kept among the further ones.
    """
    found: dict[str, United] = {}
    for key, field in fields.items():
        if key in _TEXTS and key not in picked:
            found |= _text(records, key)
        elif field.many and field.storage == "points":
            found[key] = _addresses(records, field, fields, chosen)
        elif field.many:
            found[key] = _labels(records, field)
    return found


def _addresses(
    records: Sequence[Held], further: Field, fields: Mapping[str, Field], chosen: Mapping[str, Value | None]
) -> United:
    assert further.point is not None
    mains = [
        one.key
        for one in fields.values()
        if one.point and one.point.kind == further.point.kind and not one.many
    ]
    taken = {chosen.get(key) for key in mains}
    left = [
        {text for key in (*mains, further.key) for text in _texts(record.values.get(key))} - taken
        for record in records
    ]
    return United(sorted(set().union(*left)) or None, sum(bool(one) for one in left))


def _labels(records: Sequence[Held], field: Field) -> United:
    """A tag is the same in any spelling; the first one counts."""
    same = text_key if field.type == "tags" else str
    each = [_texts(record.values.get(field.key)) for record in records]
    every = {same(label): label for labels in reversed(each) for label in labels}
    return United(sorted(every.values()) or None, sum(bool(labels) for labels in each))


def _text(records: Sequence[Held], key: str) -> dict[str, United]:
    """One below the other, each once; nothing where that is more than anybody reads."""
    texts = list(dict.fromkeys(text for record in records for text in _texts(record.values.get(key))))
    whole = "\n\n".join(texts)
    return {key: United(whole, len(texts))} if len(texts) > 1 and len(whole) <= _LONGEST_TEXT else {}


def _texts(value: Value | None) -> Sequence[str]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, Sequence) else ()
