"""Which record each line is about, in the order of the file. Pure.

The rule, the same while staging and while applying: the records that a line's keys lead to, in the
base or through earlier lines of the file, are its hits. None: a company is sought by its name and country.
Still none: trash where a removed record had one of its keys, else create. One: update, or duplicate when an
earlier line was about it or nothing is new. Two or more: ambiguous. A line that is created, updated or a
duplicate gives all its keys to its record; an ambiguous one gives none.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from leadgen.records.contracts import NamedCompany
from leadgen.records.field import RecordKind
from leadgen.stages.ingest.contracts import Policy
from leadgen.stages.ingest.packed import PackedMap


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


_NOTHING = Match(frozenset(), earlier=False)


class Seen:
    """What earlier lines of the file were about, in few bytes: a million lines fit in memory.

    Keys are held as their 64-bit hash (a clash among ten million keys: odds of one to a million), and so are
    records that were there before the file; all ids stand one behind the other.
    """

    def __init__(self) -> None:
        self._place_of = PackedMap()
        self._touched = PackedMap()
        self._ids = bytearray()

    def match(self, keys: Iterable[str], in_base: frozenset[UUID]) -> Match:
        """The records these keys lead to; `in_base` is the database's answer."""
        found = {place for key in keys if (place := self._place_of.get(hash(key))) is not None}
        if found:
            return Match(in_base | {self._id(place) for place in found}, earlier=True)
        if not in_base:
            return _NOTHING
        return Match(in_base, any(map(self.is_touched, in_base)))

    def attach(self, record_id: UUID, keys: Iterable[str], *, in_base: bool) -> None:
        """A line with these keys is about this record. `in_base`: the record was there before the file."""
        if in_base:
            self._touched.add(hash(record_id), 0)
        new = [number for key in keys if self._place_of.get(number := hash(key)) is None]
        if not new:
            return
        place = len(self._ids) >> 4
        self._ids += record_id.bytes
        for number in new:
            self._place_of.add(number, place)

    def is_touched(self, record_id: UUID) -> bool:
        """Whether an earlier line was about this record, which was there before the file."""
        return self._touched.get(hash(record_id)) is not None

    def _id(self, place: int) -> UUID:
        return UUID(bytes=bytes(self._ids[place << 4 : (place + 1) << 4]))


@dataclass(frozen=True)
class Name:
    """What a line about a company calls it, and where it is."""

    key: str | None
    country: str | None
    has_domain: bool


def name_of(values: Mapping[str, object], keys: Collection[str]) -> Name:
    """What this line calls the company it is about."""
    has_domain = "company_domain" in values or any(one.startswith("domain:") for one in keys)
    return Name(_text(values.get("company_name_key")), _text(values.get("company_country")), has_domain)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


class Names:
    """Companies by name and country, as the lines so far leave them: a line fills in what is missing.

    Of two that have a domain each, neither is the other. `policies`: what a line may do with names and
    countries.
    """

    def __init__(self, policies: Mapping[str, Policy]) -> None:
        self._name_rule = policies.get("company_name", "never")
        self._country_rule = policies.get("company_country", "never")
        self._called: dict[int, list[int]] = {}
        self._now: dict[int, tuple[str | None, str | None]] = {}
        self._with_domain: set[int] = set()

    def find(self, name: Name, in_base: Iterable[NamedCompany]) -> UUID | None:
        """The company so called; `in_base` are those the database calls so, the oldest first."""
        if name.key is None:
            return None
        wanted = (name.key, name.country)
        for company in in_base:
            called = self._now.get(company.id.int, (company.name_key, company.country))
            if called == wanted and self._may_be(name, company.id.int, company.has_domain):
                return company.id
        others = (number for number in self._called.get(hash(wanted), ()) if self._now[number] == wanted)
        return next((UUID(int=number) for number in others if self._may_be(name, number, False)), None)

    def attach(
        self, record_id: UUID, name: Name, *, is_first: bool, held: NamedCompany | None = None
    ) -> None:
        """A line is about this company. `held`: as the database has it; `is_first`: no line was before."""
        number = record_id.int
        if name.has_domain:
            self._with_domain.add(number)
        before = self._now.get(number, (held.name_key, held.country) if held else (None, None))
        after = (
            _left(before[0], name.key, self._name_rule, may_replace=is_first and held is not None),
            _left(before[1], name.country, self._country_rule, may_replace=is_first and held is not None),
        )
        if held is None and is_first:
            after = (name.key, name.country)
        if after != before or (number not in self._now and held is None):
            self._now[number] = after
            self._called.setdefault(hash(after), []).append(number)

    def _may_be(self, name: Name, number: int, has_domain: bool) -> bool:
        return not (name.has_domain and (has_domain or number in self._with_domain))


def _left(before: str | None, said: str | None, rule: Policy, *, may_replace: bool) -> str | None:
    if said is None or rule == "never":
        return before
    return said if before is None or (rule == "overwrite" and may_replace) else before
