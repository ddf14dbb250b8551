"""From a proposal and a person's choices to the columns of an import. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from leadgen.records.field import Field, RecordKind, by_key
from leadgen.stages.ingest import optout, settings, splitting
from leadgen.stages.ingest.contracts import PROBLEM_COLUMN, Column, ColumnChoice, MappingRefused
from leadgen.stages.ingest.identity import anchors, kind_of
from leadgen.stages.ingest.mapping import Known, Proposal, is_our_export, propose
from leadgen.stages.ingest.parsing import ColumnReading, Inspection, Split
from leadgen.stages.ingest.settings import Defaults

_SAMPLES = 3
# Fields of which only one column may be the source: ids of two systems are not the same id.
_ONE_SOURCE = frozenset({"external_id", "register_id"})


def proposed(inspection: Inspection, country: str | None, fields: Sequence[Field]) -> list[Column]:
    """The columns with what the file's source or layout knows for sure, and a proposal for the rest."""
    known = Known(inspection.mapping, inspection.label)
    proposals = propose(inspection.header, inspection.rows, fields, known)
    by_name = by_key(fields)
    is_own = is_our_export(inspection.header, by_name)
    defaults = Defaults.of(country).told_by(inspection.shape, is_own=is_own)
    return [_proposed(inspection, proposal, by_name, defaults) for proposal in proposals]


def _proposed(
    inspection: Inspection, proposal: Proposal, fields: Mapping[str, Field], defaults: Defaults
) -> Column:
    index, header = proposal.index, inspection.header[proposal.index]
    cells = [row[index] for row in inspection.rows if index < len(row)]
    column = Column(
        index=index,
        header=header,
        samples=samples_of(index, inspection.rows),
        field=proposal.field,
        confidence=proposal.confidence,
        reason=proposal.reason,
        sensitive=proposal.sensitive,
        opt_out=proposal.opt_out,
        opt_out_of=optout.channels_of(header) if proposal.opt_out else (),
        split=proposal.split,
        alternatives=proposal.alternatives,
    )
    if header.strip() == PROBLEM_COLUMN:
        why = "Says why we rejected the line; it is no data."
        column = replace(column, field=None, confidence=0.0, reason=why, alternatives=())
    return settings.settled(column, cells, fields.get(column.field or ""), defaults)


def kind(columns: Sequence[Column], fields: Sequence[Field]) -> RecordKind:
    """Whether the lines of these columns are people or companies."""
    known = by_key(fields)
    return kind_of([known[column.field] for column in columns if column.field in known])


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
    known = by_key(fields)
    decided = [_decided(column, by_index.get(column.index), known) for column in columns]
    check(decided, fields)
    return decided


def check(columns: Sequence[Column], fields: Sequence[Field]) -> None:
    """Raises MappingRefused where a field is unknown, an id has two sources, or nothing names a record."""
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
    about = kind(columns, fields)
    if not anchors(about) & found:
        what = "a name, e-mail, phone or profile" if about == "contact" else "a company's name, domain or id"
        raise MappingRefused(
            f"No column holds {what}, so no line can become a record. Map at least one such column."
        )


def _refuse_doubles(mapped: Sequence[Column], known: Mapping[str, Field]) -> None:
    """Two columns of other fields are fine: the second adds to the first, or stands in for it."""
    first: dict[str, Column] = {}
    for column in mapped:
        assert column.field is not None
        if column.field in first and known[column.field].normaliser in _ONE_SOURCE:
            raise MappingRefused(
                f"“{first[column.field].header}” and “{column.header}” are both mapped to "
                f"“{known[column.field].label}”, and ids of two systems do not mix. Leave one of them out."
            )
        first.setdefault(column.field, column)


def readings(columns: Sequence[Column], fields: Sequence[Field]) -> list[ColumnReading]:
    """How the child reads each mapped column; of those of one field the surest first, then in file order.

    A column that is split comes after all others, as a field of its own knows better than a piece.
    """
    known = by_key(fields)
    mapped = [column for column in columns if column.field in known]
    mapped.sort(key=lambda column: (bool(_parts(column)), -column.confidence, column.index))
    taken: set[str] = set()
    found = []
    for column in mapped:
        assert column.field is not None
        found.append(_reading(column, known[column.field], fields, again=column.field in taken))
        taken |= {column.field, *_parts(column)}
    return found


def _reading(column: Column, field: Field, fields: Sequence[Field], *, again: bool) -> ColumnReading:
    more = [
        other.key
        for other in fields
        if other.many and other.point and field.point and other.point.kind == field.point.kind
    ]
    known = by_key(fields)
    return ColumnReading(
        index=column.index,
        field=field.key,
        normaliser=field.normaliser,
        many=field.many,
        overflow=more[0] if more and not field.many else None,
        options=tuple((option.value, option.label) for option in field.options or ()),
        date_order=column.date_order,
        decimal=column.decimal,
        yes_words=column.yes_words,
        no_words=column.no_words,
        again=("below" if field.type == "long_text" else "instead") if again else None,
        split=column.split if _parts(column) else None,
        parts=[(role, key, known[key].normaliser) for key, role in _parts(column).items() if key in known],
    )


def _parts(column: Column) -> Mapping[str, str]:
    """Field → role of the pieces of a column that is split; empty for a column taken whole."""
    if column.split is None or column.field is None:
        return {}
    of = "company_" if column.field.startswith("company_") else ""
    return {of + role: role for role in splitting.ROLES[column.split]}


def samples_of(index: int, rows: Sequence[Sequence[str]]) -> list[str]:
    """The first distinct values of a column."""
    found: list[str] = []
    for row in rows:
        if index < len(row) and (cell := row[index].strip()) and cell not in found:
            found.append(cell)
            if len(found) == _SAMPLES:
                break
    return found


def _decided(column: Column, choice: ColumnChoice | None, fields: Mapping[str, Field]) -> Column:
    """A column that is not named fills nothing; whether it says who opted out stays as it was proposed."""
    if choice is None:
        return replace(column, field=None, confidence=0.0, reason="")
    same = choice.field == column.field
    opt_out = column.opt_out if choice.opt_out is None else choice.opt_out
    decided = replace(
        column,
        field=choice.field,
        policy=choice.policy,
        confidence=column.confidence if same else 1.0,
        reason=column.reason if same else "Chosen by hand.",
        date_order=choice.date_order or column.date_order,
        decimal=choice.decimal or column.decimal,
        opt_out=opt_out,
        opt_out_of=(column.opt_out_of or optout.channels_of(column.header)) if opt_out else (),
        split=_split(column, choice),
    )
    return _worded(decided, choice, fields.get(choice.field or ""))


def _split(column: Column, choice: ColumnChoice) -> Split | None:
    if choice.field == "full_name":
        return "full_name"
    if choice.field is None or choice.split is False:
        return None
    if choice.field == column.field and column.split:
        return column.split
    return splitting.fitting(choice.field, column.samples) if choice.split else None


def _worded(column: Column, choice: ColumnChoice, field: Field | None) -> Column:
    """With the words for yes and no, where the field has become one of yes or no."""
    asks = settings.asked(column, column.samples, field)
    seen = settings.yes_and_no(column.samples)
    yes, no = (column.yes_words, column.no_words) if "yes_no" in column.asks else seen
    if "yes_no" not in asks:
        return replace(column, asks=asks, yes_words=(), no_words=())
    return replace(
        column,
        asks=asks,
        yes_words=yes if choice.yes_words is None else choice.yes_words,
        no_words=no if choice.no_words is None else choice.no_words,
    )
