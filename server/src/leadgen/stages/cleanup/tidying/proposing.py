"""What each rule would change in one record, and why. Pure.

Nothing is emptied, and nothing that a person wrote is touched. What is proposed here is proposed no second
time once it is written.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from leadgen.records.derivation import FOLLOWS, told
from leadgen.records.field import Field
from leadgen.records.held import Held
from leadgen.records.normalise import person
from leadgen.records.normalise.values import Value
from leadgen.records.projection import NAME_PARTS
from leadgen.stages.cleanup.tidying.contracts import Proposal, Reason, Rule
from leadgen.stages.cleanup.tidying.reading import Reader
from leadgen.stages.cleanup.verification.verdict import listed_anew
from leadgen.stages.ingest.contracts import Reread

_WHOLE_NAME = "full_name"
_DOMAIN = "company_domain"
_FINDING = "email_finding"


@dataclass(frozen=True)
class Root:
    """Who wrote a value before any cleanup, and the value as that operation left it."""

    author: UUID
    value: Value | None


@dataclass(frozen=True)
class Background:
    """What is known of a record beside its values.

    `by_hand`: fields that a person wrote; `inferred`: those that came with one by hand, though nobody named
    them. `roots`: of fields that a cleanup wrote. `lines`: operation → the line of its file that was about
    this record. `domain`: a company's, as its website or its people have it, and why.
    """

    by_hand: frozenset[str] = frozenset()
    inferred: frozenset[str] = frozenset()
    roots: Mapping[str, Root] = field(default_factory=dict)
    lines: Mapping[UUID, Reread] = field(default_factory=dict)
    domain: tuple[str, Reason, str] | None = None


@dataclass(frozen=True)
class _Record:
    held: Held
    behind: Background

    def is_free(self, key: str) -> bool:
        """Did no person write or empty it?"""
        was_emptied = key not in self.held.values and key in self.held.authors
        return key not in self.behind.by_hand and not was_emptied

    def root(self, key: str) -> Root:
        return self.behind.roots.get(key) or Root(self.held.author(key), self.held.values.get(key))

    def line(self, key: str) -> Reread | None:
        """The line that the present value came from, or by which there is none."""
        root = self.behind.roots.get(key)
        author, value = (
            (root.author, root.value) if root else (self.held.author(key), self.held.values.get(key))
        )
        found = self.behind.lines.get(author)
        if found is None or key in found.corrected or found.then.get(key) != value:
            return None
        return found


def propose(
    held: Held, behind: Background, rules: Collection[Rule], fields: Collection[Field], reader: Reader
) -> list[Proposal]:
    """The changes to one record, at most one to each of its fields. `fields`: those to be read again."""
    record = _Record(held, behind)
    written: dict[str, Value] = {}
    found: list[Proposal] = []
    for rule, proposals in _RULES.items():
        for one in proposals(record, written, fields, reader) if rule in rules else ():
            if written.keys().isdisjoint(one.writes):
                found.append(one)
                written |= {key: after for key, (_, after) in one.writes.items() if after is not None}
    return found


_Proposals = Callable[[_Record, Mapping[str, Value], Collection[Field], Reader], Iterator[Proposal]]


def _split_name(
    record: _Record, written: Mapping[str, Value], fields: Collection[Field], reader: Reader
) -> Iterator[Proposal]:
    """A whole name that stands in the first name, beside nothing."""
    held = record.held
    first = str(held.values.get("first_name", ""))
    if len(first.split()) < 2 or not {"middle_name", "last_name"}.isdisjoint(held.values):
        return
    if not all(record.is_free(part) for part in NAME_PARTS):
        return
    parts = person.split(first)
    if parts.first and parts.last:
        new: dict[str, Value] = {"first_name": parts.first, "last_name": parts.last}
        new |= {"middle_name": parts.middle} if parts.middle else {}
        yield _of_name(record, "split_name", {**_name_of(record), **new}, "split")


def _format(
    record: _Record, written: Mapping[str, Value], fields: Collection[Field], reader: Reader
) -> Iterator[Proposal]:
    """Each value in its form of today; from what the source wrote, where it came from there."""
    of_name = _common_line(record)
    moved = _name_moved(record, of_name)
    if moved is not None:
        yield moved
    if of_name is not None and _parts(of_name.now).keys() != _name_of(record).keys():
        of_name = None
    for one in fields:
        before = record.held.values.get(one.key)
        if not record.is_free(one.key):
            continue
        line = record.line(one.key) if one.key not in NAME_PARTS else of_name
        said = line.now.get(one.key) if line is not None and _may_say(record, one.key, line) else None
        after = said if said is not None else reader.read(one, before) if before is not None else None
        if after is not None and after != before:
            raw = line.raw.get(one.key, "") if line is not None and said is not None else ""
            writes = {one.key: (before, after)}
            yield Proposal(record.held.id, "format", one.key, writes, _reason(before, after), raw)


def _may_say(record: _Record, key: str, line: Reread) -> bool:
    """Only the line that made the record fills what is blank; what follows another field is not read."""
    is_filled = key in record.held.values
    return is_filled or (key not in FOLLOWS and record.behind.lines.get(record.held.origin_id) is line)


def _name_moved(record: _Record, line: Reread | None) -> Proposal | None:
    """A name whose words stand in other parts when its cell is read today. None of them may get lost."""
    if line is None or not _parts(line.now) or _parts(line.now).keys() == _name_of(record).keys():
        return None
    new = _parts(line.now)
    gone = _words(value for key, value in _name_of(record).items() if key not in new)
    if not gone <= _words(new.values()):
        return None
    return _of_name(record, "format", new, "moved", line.raw.get(_WHOLE_NAME, ""))


def _common_line(record: _Record) -> Reread | None:
    """The one line that all parts of the name came from."""
    lines = [record.line(part) for part in NAME_PARTS]
    is_free = all(record.is_free(part) for part in NAME_PARTS)
    return lines[0] if is_free and all(one is lines[0] for one in lines) else None


def _of_name(
    record: _Record, rule: Rule, new: Mapping[str, Value], reason: Reason, detail: str = ""
) -> Proposal:
    """The parts of a name go together: as one change, done whole or not at all."""
    held = _name_of(record)
    writes = {part: (held.get(part), new.get(part)) for part in NAME_PARTS if held.get(part) != new.get(part)}
    return Proposal(record.held.id, rule, _WHOLE_NAME, writes, reason, detail)


def _name_of(record: _Record) -> dict[str, Value]:
    return _parts(record.held.values)


def _parts(values: Mapping[str, Value]) -> dict[str, Value]:
    return {part: values[part] for part in NAME_PARTS if part in values}


def _words(values: Collection[Value] | Iterator[Value]) -> set[str]:
    return {word for value in values for word in str(value).casefold().split()}


def _domain(
    record: _Record, written: Mapping[str, Value], fields: Collection[Field], reader: Reader
) -> Iterator[Proposal]:
    """A company's domain, where it has none."""
    found = record.behind.domain
    if found is not None and _DOMAIN not in record.held.values and record.is_free(_DOMAIN):
        domain, reason, detail = found
        yield Proposal(record.held.id, "domain", _DOMAIN, {_DOMAIN: (None, domain)}, reason, detail)


def _follow(
    record: _Record, written: Mapping[str, Value], fields: Collection[Field], reader: Reader
) -> Iterator[Proposal]:
    """What another field says of this one, where it is blank or was never said by anything else."""
    if record.held.kind != "contact":
        return
    values = {**record.held.values, **written}
    said = told(values)
    for key, source in FOLLOWS.items():
        before, after = record.held.values.get(key), said.get(key)
        if after is not None and after != before and record.is_free(key) and _has_followed(record, key):
            writes = {key: (before, after)}
            yield Proposal(record.held.id, "follow", key, writes, "follow", str(values[source]))
    address, found = record.held.values.get("email"), record.held.values.get(_FINDING)
    if address is not None and found is not None and "email" not in written:
        now = listed_anew(str(address), str(found))
        if now is not None:
            yield Proposal(
                record.held.id, "follow", _FINDING, {_FINDING: (found, now)}, "follow", str(address)
            )


def _has_followed(record: _Record, key: str) -> bool:
    """Is the value only what the other field said before?"""
    root = record.root(key)
    if root.value is None or key in record.behind.inferred:
        return True
    line = record.line(key)
    return line is not None and key not in line.raw


def _reason(before: Value | None, after: Value) -> Reason:
    if before is None:
        return "blank"
    if not isinstance(before, str) or not isinstance(after, str):
        return "form"
    if "".join(before.split()) == "".join(after.split()):
        return "spaces"
    return "case" if before.casefold() == after.casefold() else "form"


# In the order in which they decide on a field.
_RULES: Mapping[Rule, _Proposals] = {
    "split_name": _split_name,
    "format": _format,
    "domain": _domain,
    "follow": _follow,
}
