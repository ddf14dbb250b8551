"""The cells of a line to the values of its fields: one cell to one field, several to one, one to several."""

from collections.abc import Callable, Mapping, Sequence
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
# What a cell says by itself, whatever the rest of its line does: a value, several, or the pieces of a split.
_Found = Value | Sequence[str] | Mapping[str, Value | Bad | None] | Bad | None
_Join = Callable[[ColumnReading, _Found, Values], Value | Bad | None]

_REMEMBERED = 10_000
_REMEMBERED_CHARS = 200
_UNREAD = Bad("not read yet")


class Cells:
    """Reads the cells of line after line by the same columns."""

    def __init__(self, columns: Sequence[ColumnReading], country: str | None) -> None:
        # Unpacked once: the loop below runs for every cell of the file.
        made = [_Column(column, country) for column in columns]
        self._columns = [
            (one.reading.index, one.reading.field, one, one.seen, _join_of(one.reading)) for one in made
        ]

    def values(self, cells: Sequence[str]) -> tuple[Values, list[Problem]]:
        """Field → value, and what is wrong with which cell; a blank cell says nothing."""
        values: Values = {}
        problems: list[Problem] = []
        for index, field, column, seen, join in self._columns:
            cell = cells[index]
            if not cell:
                continue
            value = seen.get(cell, _UNREAD)
            if value is _UNREAD:
                value = column.read(cell)
            if value is None:
                continue
            if join is not None:
                value = join(column.reading, value, values)
            if isinstance(value, Bad):
                problems.append((index, field, value.message))
            elif value is not None:
                values[field] = cast(JSON, value)
        return values, sorted(problems) if problems else problems


class _Column:
    """One column. Cells repeat down a file, so each text is read once, as long as there is room."""

    def __init__(self, reading: ColumnReading, country: str | None) -> None:
        self.reading = reading
        self.seen: dict[str, _Found] = {}
        self._context = _context(reading, country)
        self._normaliser = _normaliser(reading)

    def read(self, cell: str) -> _Found:
        """What this text says. It is remembered."""
        found = None if cell.isspace() else self._found(original(cell))
        if len(cell) <= _REMEMBERED_CHARS:
            if len(self.seen) >= _REMEMBERED:
                self.seen.clear()
            self.seen[cell] = found
        return found

    def _found(self, cell: str) -> _Found:
        reading = self.reading
        if reading.split:
            found = pieces(reading.split, cell, self._context.country)
            return {
                role: NORMALISERS[normaliser](found[role], self._context)
                for role, _, normaliser in reading.parts
                if role in found
            }
        if reading.many:
            return normalise_many(reading.normaliser, cell, self._context)
        if reading.overflow and len(spread(reading.normaliser, cell)) > 1:
            return normalise_many(reading.normaliser, cell, self._context)
        return self._normaliser(cell, self._context)


def _join_of(reading: ColumnReading) -> _Join | None:
    """How what a cell says goes together with what the line has already; None where it stands alone."""
    if reading.split:
        return _split
    if reading.many:
        return _many
    if reading.overflow:
        return _further
    return _again if reading.again else None


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


def _many(column: ColumnReading, found: _Found, values: Values) -> Value | Bad | None:
    return found if isinstance(found, Bad) else _joined(values.get(column.field), cast(Sequence[str], found))


def _further(column: ColumnReading, found: _Found, values: Values) -> Value | Bad | None:
    """The first address or number stays, further ones of this cell or this line go to the field for more."""
    if isinstance(found, Bad):
        return found
    assert column.overflow is not None
    several = [found] if isinstance(found, str) else cast(Sequence[str], found)
    held = values.get(column.field)
    first = several[0] if held is None else str(held)
    more = [value for value in several if value != first]
    if more:
        values[column.overflow] = _joined(values.get(column.overflow), more)
    return first


def _again(column: ColumnReading, found: _Found, values: Values) -> Value | Bad | None:
    """A second column of a field: below the first, or in its place where that is empty."""
    held, value = values.get(column.field), cast(Value | Bad, found)
    if held is not None and column.again == "instead":
        return cast(Value, held)
    if held is None or isinstance(value, Bad) or value == held:
        return value
    return f"{held}\n{value}"


def _split(column: ColumnReading, found: _Found, values: Values) -> Value | Bad | None:
    """The pieces of the cell into their fields where no other column filled them; the main one's."""
    for role, field, _ in column.parts:
        value = cast(Mapping[str, Value | Bad | None], found).get(role)
        if field in values or value is None:
            continue
        if isinstance(value, Bad):
            return value
        values[field] = cast(JSON, value)
    return cast("Value | None", values.get(column.field))


def _joined(held: JSON, more: Sequence[str]) -> list[str]:
    return list(dict.fromkeys([*cast(Sequence[str], held or ()), *more]))


def _context(column: ColumnReading, country: str | None) -> Context:
    options = tuple(Option(value, label) for value, label in column.options)
    return Context(country=country, date_order=column.date_order, decimal=column.decimal, options=options)
