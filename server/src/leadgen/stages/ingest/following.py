"""The decisions on an earlier import, taken over for the next file of the same shape. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from leadgen.records.normalise import text as plain
from leadgen.stages.ingest.contracts import Column, Import, State

_UNDECIDED: frozenset[State] = frozenset({"fetching", "uploaded", "inspecting", "mapping"})
_MOST_NAMED = 3


@dataclass(frozen=True)
class Followed:
    """The columns as the earlier import had them; `differs` is a sentence where not all of it fits."""

    columns: Sequence[Column]
    differs: str | None


def is_decided(former: Import) -> bool:
    """Whether somebody said what its columns are, so that another import can follow it."""
    return bool(former.columns) and former.state not in _UNDECIDED


def follow(proposed: Sequence[Column], former: Import) -> Followed:
    """Each column as the one of the same header was; of equal headers the first as the first, and so on.

    A column that the earlier file did not have keeps its proposal, unless another one fills that field now.
    """
    left = _by_header(former.columns)
    taken = [_taken(column, left[_name(column)]) for column in proposed]
    fields = {column.field for column in taken if column is not None and column.field is not None}
    columns = [
        had if had is not None else _fresh(column, fields)
        for column, had in zip(proposed, taken, strict=True)
    ]
    new = [column.header for column, had in zip(proposed, taken, strict=True) if had is None]
    gone = [column.header for rest in left.values() for column in rest]
    return Followed(columns, _difference(former.filename, new, gone))


def _by_header(columns: Sequence[Column]) -> defaultdict[str, list[Column]]:
    found: defaultdict[str, list[Column]] = defaultdict(list)
    for column in columns:
        found[_name(column)].append(column)
    return found


def _taken(column: Column, had: list[Column]) -> Column | None:
    """With the decisions of the next column of this name; None where there is none left."""
    if not had:
        return None
    return replace(had.pop(0), index=column.index, header=column.header, samples=column.samples)


def _fresh(column: Column, fields: set[str]) -> Column:
    if column.field not in fields:
        return column
    return replace(column, field=None, confidence=0.0, reason="Another column fills that field.")


def _difference(filename: str, new: Sequence[str], gone: Sequence[str]) -> str | None:
    parts = [f"{_named(new)} came along"] if new else []
    parts += [f"{_named(gone)} is gone" if len(gone) == 1 else f"{_named(gone)} are gone"] if gone else []
    if not parts:
        return None
    return (
        f"The columns are not those of {filename}: {' and '.join(parts)}. What fits was taken over; look at "
        "the columns and go on."
    )


def _named(headers: Sequence[str]) -> str:
    shown = ", ".join(
        f"“{header[:60]}”" if header else "a column without a name" for header in headers[:_MOST_NAMED]
    )
    more = len(headers) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _name(column: Column) -> str:
    return plain.key(column.header)
