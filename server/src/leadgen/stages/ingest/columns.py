"""From a proposal and a person's choices to the columns of an import. Pure."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from leadgen.records.field import Field, by_key
from leadgen.records.normalise.dates import guess_order
from leadgen.stages.ingest.contracts import PROBLEM_COLUMN, Column, ColumnChoice, MappingRefused
from leadgen.stages.ingest.identity import anchors, kind_of
from leadgen.stages.ingest.mapping import Proposal
from leadgen.stages.ingest.parsing import ColumnReading, Inspection

_SAMPLES = 3
_KNOWN_CONFIDENCE = 0.99
_MONTH_FIRST = frozenset({"US", "PH"})


def proposed(
    inspection: Inspection, proposals: Sequence[Proposal], country: str | None, fields: Collection[str]
) -> list[Column]:
    """The columns with what the source knows for sure, and the proposal for the rest."""
    by_index = {proposal.index: proposal for proposal in proposals}
    taken = set(inspection.mapping.values())
    columns = []
    for index, header in enumerate(inspection.header):
        column = Column(index, header, samples_of(index, inspection.rows), None, 0.0, "")
        cells = [row[index] for row in inspection.rows if index < len(row)]
        column = replace(
            column, date_order=guess_order(cells) or ("mdy" if country in _MONTH_FIRST else "dmy")
        )
        known = inspection.mapping.get(index)
        proposal = by_index.get(index)
        if header.strip() == PROBLEM_COLUMN:
            column = replace(column, reason="Says why we rejected the line; it is no data.")
        elif known in fields:
            column = replace(column, field=known, confidence=_KNOWN_CONFIDENCE, reason=f"{inspection.label}")
        elif proposal and proposal.field not in taken:
            column = replace(
                column, field=proposal.field, confidence=proposal.confidence, reason=proposal.reason
            )
        columns.append(column)
    return columns


def chosen(
    columns: Sequence[Column], choices: Sequence[ColumnChoice], fields: Sequence[Field]
) -> list[Column]:
    """The columns with a person's choices; those not named stay out. Raises MappingRefused."""
    by_index = {choice.index: choice for choice in choices}
    unknown = sorted(set(by_index) - {column.index for column in columns})
    if unknown:
        raise MappingRefused(f"The file has no column {unknown[0] + 1}; it has {len(columns)}.")
    if len(by_index) < len(choices):
        raise MappingRefused("A column is mapped twice. Name each column once.")
    decided = [_decided(column, by_index.get(column.index)) for column in columns]
    check(decided, fields)
    return decided


def check(columns: Sequence[Column], fields: Sequence[Field]) -> None:
    """Raises MappingRefused where a field is unknown, filled twice, or nothing identifies a record."""
    known = {field.key: field for field in fields if field.importable}
    mapped = [column for column in columns if column.field is not None]
    for column in mapped:
        if column.field not in known:
            raise MappingRefused(
                f"“{column.header}” is mapped to “{column.field}”, which is no field a file can fill. "
                "Choose another one.", column=column.index,
            )  # fmt: skip
    _refuse_doubles(mapped, known)
    found = {column.field for column in mapped}
    kind = kind_of([known[column.field] for column in mapped if column.field])
    if not anchors(kind) & found:
        what = "a name, e-mail, phone or profile" if kind == "contact" else "a company's name, domain or id"
        raise MappingRefused(
            f"No column holds {what}, so no line can become a record. Map at least one such column."
        )


def _refuse_doubles(mapped: Sequence[Column], known: Mapping[str, Field]) -> None:
    for key, count in Counter(column.field for column in mapped).items():
        if key is not None and count > 1 and not known[key].many:
            headers = " and ".join(f"“{column.header}”" for column in mapped if column.field == key)
            raise MappingRefused(
                f"{headers} are both mapped to “{known[key].label}”, which holds one value. "
                "Leave one of them out."
            )


def readings(columns: Sequence[Column], fields: Sequence[Field]) -> list[ColumnReading]:
    """How the child reads each mapped column."""
    known = by_key(fields)
    return [_reading(column, known[column.field], fields) for column in columns if column.field in known]


def _reading(column: Column, field: Field, fields: Sequence[Field]) -> ColumnReading:
    more = [
        other.key
        for other in fields
        if other.many and other.point and field.point and other.point.kind == field.point.kind
    ]
    options = tuple((option.value, option.label) for option in field.options or ())
    overflow = more[0] if more and not field.many else None
    return ColumnReading(
        column.index, field.key, field.normaliser, field.many, overflow, options, column.date_order
    )


def samples_of(index: int, rows: Sequence[Sequence[str]]) -> list[str]:
    """The first distinct values of a column."""
    found: list[str] = []
    for row in rows:
        if index < len(row) and (cell := row[index].strip()) and cell not in found:
            found.append(cell)
            if len(found) == _SAMPLES:
                break
    return found


def _decided(column: Column, choice: ColumnChoice | None) -> Column:
    if choice is None:
        return replace(column, field=None, confidence=0.0, reason="")
    same = choice.field == column.field
    return replace(
        column,
        field=choice.field,
        policy=choice.policy,
        confidence=column.confidence if same else 1.0,
        reason=column.reason if same else "Chosen by hand.",
    )
