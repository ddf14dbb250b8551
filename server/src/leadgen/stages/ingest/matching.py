"""Which record each line is about, in the order of the file. Pure.

The rule, the same while staging and while applying: the records that a line's keys lead to, in the
base or through earlier lines of the file, are its hits. None: create. One: update, or duplicate when an
earlier line was about it or nothing is new. Two or more: ambiguous. A line that is created, updated or a
duplicate gives all its keys to its record; an ambiguous one gives none.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.records.field import RecordKind


def matching_keys(kind: RecordKind, keys: Sequence[str], match: Collection[str]) -> list[str]:
    """The keys that count for this import: the chosen kinds, and the row's own where it has no other."""
    if kind == "company":
        return list(keys)
    return [key for key in keys if (prefix := key.partition(":")[0]) in match or prefix == "row"]


@dataclass(frozen=True)
class Match:
    """The records a line's keys lead to; `earlier`: some line before it was about one of them."""

    hits: frozenset[UUID]
    earlier: bool


class Seen:
    """What earlier lines of the file were about, in few bytes: a million lines fit in memory.

    Keys are held as their 64-bit hash (a clash among ten million keys: odds of one to a million), records as
    whole numbers that their keys share.
    """

    def __init__(self) -> None:
        self._record_of: dict[int, int] = {}
        self._touched: set[int] = set()

    def match(self, keys: Iterable[str], in_base: frozenset[UUID]) -> Match:
        """The records these keys lead to; `in_base` is the database's answer."""
        found = {record for key in keys if (record := self._record_of.get(hash(key))) is not None}
        earlier = bool(found) or any(record.int in self._touched for record in in_base)
        if not found:
            return Match(in_base, earlier)
        return Match(in_base | {UUID(int=record) for record in found}, earlier)

    def attach(self, record_id: UUID, keys: Iterable[str], *, in_base: bool) -> None:
        """A line with these keys is about this record. `in_base`: the record was there before the file."""
        number = record_id.int
        if in_base:
            self._touched.add(number)
        for key in keys:
            self._record_of.setdefault(hash(key), number)
