"""The `value` of a test, made comparable by the field's type and the operator. Pure."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from leadgen.kernel.json import JSON
from leadgen.records.field import Field
from leadgen.records.filters.errors import Misfit
from leadgen.records.filters.operators import STATES, TAKES, Op
from leadgen.records.filters.stretches import ORDERED, compared, number, stretch
from leadgen.records.filters.texts import Surroundings, comparable, needle
from leadgen.records.filters.tree import Among, Days, Operand, Texts

MOST_DAYS = 36_500


def read(field: Field, op: Op, value: JSON, around: Surroundings) -> Operand:
    """The operand of this test. Raises Misfit."""
    match TAKES[op]:
        case "nothing":
            return None
        case "days":
            return Days(_days(value))
        case "states":
            return Texts(tuple(_state(one, index) for index, one in enumerate(_several(value))))
        case "many":
            return _many(field, op, value, around)
        case "pair":
            low, high = _pair(value)
            return stretch(field, low, high)
        case "one":
            return _one(field, op, value, around)


def _one(field: Field, op: Op, value: JSON, around: Surroundings) -> Operand:
    if op in ("contains", "not_contains", "starts_with"):
        return Texts((needle(field, value),))
    if field.type in ORDERED:
        return compared(field, op, value)
    return _among(field, [value], around, alone=True)


def _many(field: Field, op: Op, value: JSON, around: Surroundings) -> Operand:
    return _among(field, _several(value), around)


def _among(field: Field, values: Sequence[JSON], around: Surroundings, *, alone: bool = False) -> Operand:
    """One of the values; where one is wrong its place is told, unless it is the only one there can be."""
    read_one = _READERS.get(field.type)
    ids: dict[int | UUID, None] = {}
    texts: dict[str, None] = {}
    for index, value in enumerate(values):
        try:
            if read_one:
                ids[read_one(value)] = None
            else:
                texts |= dict.fromkeys(comparable(field, value, around))
        except Misfit as wrong:
            path = () if alone else (index, *wrong.path)
            raise Misfit(wrong.message, *path, allowed=wrong.allowed) from None
    return Among(tuple(ids)) if ids else Texts(tuple(texts))


def _several(value: JSON) -> Sequence[JSON]:
    if not isinstance(value, list) or not value:
        raise Misfit("This operator takes a list with one value at least")
    return value


def _pair(value: JSON) -> tuple[JSON, JSON]:
    if not isinstance(value, list) or len(value) != 2 or value == [None, None]:
        raise Misfit("This operator takes a list of two ends, [from, to]; null leaves one of them open")
    return value[0], value[1]


def _days(value: JSON) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_DAYS:
        raise Misfit(f"This operator takes a whole number of days, 0 to {MOST_DAYS}")
    return value


def _state(value: JSON, index: int) -> str:
    if value not in STATES:
        raise Misfit("This is no state of a cell", index, allowed=STATES)
    return str(value)


def _yes_or_no(value: JSON) -> int:
    if not isinstance(value, bool):
        raise Misfit("This takes true or false")
    return int(value)


def _member(value: JSON) -> UUID:
    return identifier(value, "This takes the id of a member")


def _list(value: JSON) -> UUID:
    return identifier(value, "This takes the id of a list, as GET /lists tells them")


def identifier(value: JSON, otherwise: str) -> UUID:
    """The id. Raises Misfit, saying `otherwise`."""
    try:
        if isinstance(value, str) and len(value) == 36:
            return UUID(value)
    except ValueError:
        pass
    raise Misfit(otherwise)


_READERS: Mapping[str, Callable[[JSON], int | UUID]] = {
    "number": number,
    "boolean": _yes_or_no,
    "member": _member,
    "lists": _list,
}
