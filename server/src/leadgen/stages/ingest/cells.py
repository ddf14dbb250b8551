"""The cells of a line to the values of its fields: one cell to one field, several to one, one to several."""

from collections.abc import Callable, Sequence
from typing import cast

from leadgen.kernel.json import JSON
from leadgen.records.field import Option
from leadgen.records.formulas import original
from leadgen.records.normalise import NORMALISERS, Bad, Context, Value, normalise_many, spread
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.door import Normaliser
from leadgen.stages.ingest.parsing import ColumnReading
from leadgen.stages.ingest.splitting import pieces

Problem = tuple[int | None, str | None, str]
Values = dict[str, JSON]
_Read = Callable[[ColumnReading, str, Context, Values], Value | Bad | None]


class Cells:
    """Reads the cells of line after line by the same columns."""

    def __init__(self, columns: Sequence[ColumnReading], country: str | None) -> None:
        # Unpacked once: the loop below runs for every cell of the file.
        self._columns = [
            (one.index, one.field, _plain_reader(one), _reader(one), _context(one, country), one)
            for one in columns
        ]

    def values(self, cells: Sequence[str]) -> tuple[Values, list[Problem]]:
        """Field → value, and what is wrong with which cell; a blank cell says nothing."""
        values: Values = {}
        problems: list[Problem] = []
        for index, field, read_one, read, context, column in self._columns:
            cell = cells[index]
            if not cell or cell.isspace():
                continue
            if cell[0] == "'":
                cell = original(cell)
            value = read_one(cell, context) if read_one else read(column, cell, context, values)
            if isinstance(value, Bad):
                problems.append((index, field, value.message))
            elif value is not None:
                values[field] = cast(JSON, value)
        return values, sorted(problems) if problems else problems


def _plain_reader(column: ColumnReading) -> Normaliser | None:
    """The normaliser of a cell that is one value of its own; None where it takes more than that."""
    if column.many or column.overflow or column.again or column.split:
        return None
    return _normaliser(column)


def _reader(column: ColumnReading) -> _Read:
    if column.split:
        return _split
    if column.many:
        return _many
    return _further if column.overflow else _again


def _normaliser(column: ColumnReading) -> Normaliser:
    read = NORMALISERS[column.normaliser]
    if column.normaliser != "boolean" or not (column.yes_words or column.no_words):
        return read
    answers = {plain.key(word): False for word in column.no_words}
    answers |= {plain.key(word): True for word in column.yes_words}

    def worded(cell: str, context: Context) -> Value | Bad | None:
        said = answers.get(plain.key(cell))
        return read(cell, context) if said is None else said

    return worded


def _many(column: ColumnReading, cell: str, context: Context, values: Values) -> Value | Bad | None:
    found = normalise_many(column.normaliser, cell, context)
    return found if isinstance(found, Bad) or not found else _joined(values.get(column.field), found)


def _further(column: ColumnReading, cell: str, context: Context, values: Values) -> Value | Bad | None:
    """The first address or number stays, further ones of this cell or this line go to the field for more."""
    assert column.overflow is not None
    held = values.get(column.field)
    if len(spread(column.normaliser, cell)) < 2:
        one = NORMALISERS[column.normaliser](cell, context)
        found: list[str] = [one] if isinstance(one, str) else []
        if not found:
            return one
    else:
        several = normalise_many(column.normaliser, cell, context)
        if isinstance(several, Bad) or not several:
            return several or None
        found = several
    first = found[0] if held is None else str(held)
    more = [value for value in found if value != first]
    if more:
        values[column.overflow] = _joined(values.get(column.overflow), more)
    return first


def _again(column: ColumnReading, cell: str, context: Context, values: Values) -> Value | Bad | None:
    """A second column of a field: below the first, or in its place where that is empty."""
    held = values.get(column.field)
    if held is not None and column.again == "instead":
        return cast(Value, held)
    value = _normaliser(column)(cell, context)
    if held is None or value is None or isinstance(value, Bad) or value == held:
        return value if value is not None else cast("Value | None", held)
    return f"{held}\n{value}"


def _split(column: ColumnReading, cell: str, context: Context, values: Values) -> Value | Bad | None:
    """The pieces of the cell into their fields where no other column filled them; the main one's."""
    assert column.split is not None
    found = pieces(column.split, cell, context.country)
    for role, field, normaliser in column.parts:
        if role in found and field not in values:
            value = NORMALISERS[normaliser](found[role], context)
            if isinstance(value, Bad):
                return value
            if value is not None:
                values[field] = cast(JSON, value)
    return cast("Value | None", values.get(column.field))


def _joined(held: JSON, more: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*cast(Sequence[str], held or ()), *more]))


def _context(column: ColumnReading, country: str | None) -> Context:
    options = tuple(Option(value, label) for value, label in column.options)
    return Context(country=country, date_order=column.date_order, decimal=column.decimal, options=options)
