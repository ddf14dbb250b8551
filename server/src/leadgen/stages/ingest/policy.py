"""What a line may change on a record that exists. Pure.

Per field, the same while staging and while applying: `fill` writes where nothing is, `overwrite` wherever the
line has a value, `never` nowhere. `newest` compares two times: since when the base holds its value (that of
the operation which wrote or confirmed it last; for an import the day its file is from) and the day this file
is from. Where the file is younger the field is overwritten, else, and at the same time, it is only filled.
The parts of a name have one age, that of the youngest. Of several lines about one record the first decides,
further ones only add what is still missing.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from leadgen.records.contracts import Field, RecordKind, Value
from leadgen.records.employment import COMPANY
from leadgen.records.projection import EMPLOYER_FIELDS, NAME_PARTS
from leadgen.stages.ingest.contracts import Column, Policy

Held = Mapping[str, Value]
# Since when a record holds the value of a field.
Ages = Mapping[UUID, Mapping[str, datetime]]

# A name is one thing: parts of two different names are never put together.
_NAME = frozenset(NAME_PARTS)


@dataclass(frozen=True)
class Rules:
    """Policy by field; for `newest`, how old the file's values are and those of the records it is about."""

    policies: Mapping[str, Policy]
    as_of: datetime
    ages: Ages = field(default_factory=dict)

    @property
    def compares(self) -> bool:
        """Whether ages matter at all."""
        return "newest" in self.policies.values()

    def of(self, record_id: UUID) -> Mapping[str, Policy]:
        """Fill, overwrite or never, for a line that may decide on this record."""
        if not self.compares:
            return self.policies
        ages = self.ages.get(record_id, {})
        name = max((ages[part] for part in _NAME if part in ages), default=None)
        return {
            key: self._decided(policy, name if key in _NAME else ages.get(key))
            for key, policy in self.policies.items()
        }

    def _decided(self, policy: Policy, since: datetime | None) -> Policy:
        if policy != "newest":
            return policy
        return "overwrite" if since is not None and self.as_of > since else "fill"


def policies_of(columns: Sequence[Column], fields: Sequence[Field], kind: RecordKind) -> dict[str, Policy]:
    """Policy by field of this kind of record; a whole name stands for its parts.

    A contact's company follows the column that names it: by name, else by domain, register id, and so on.
    """
    own = {field.key: field for field in fields if field.kind == kind}
    found: dict[str, Policy] = {}
    for column in columns:
        if column.field == "full_name" and kind == "contact":
            found |= {part: column.policy for part in NAME_PARTS if part not in found}
        elif column.field in own:
            found[column.field] = column.policy
    if kind == "contact" and (employer := _employer_policy(columns)):
        found[COMPANY] = employer
    return found


def _employer_policy(columns: Sequence[Column]) -> Policy | None:
    by_field = {column.field: column.policy for column in columns}
    return next((by_field[field] for field in EMPLOYER_FIELDS if field in by_field), None)


def many_of(fields: Sequence[Field]) -> frozenset[str]:
    """The fields that hold several values."""
    return frozenset(field.key for field in fields if field.many)


@dataclass
class Wish:
    """What the lines so far want of one record: new values, and equal ones they confirm."""

    line_no: int
    changed: dict[str, Value] = field(default_factory=dict)
    confirmed: dict[str, Value] = field(default_factory=dict)


def wish_of(
    line_no: int, values: Held, held: Held, policies: Mapping[str, Policy], many: Collection[str]
) -> Wish:
    """The first line about a record: fills, overwrites or keeps, per field; equal values are confirmed."""
    wish = Wish(line_no)
    for name, policy in policies.items():
        value = values.get(name)
        if value is None or policy == "never":
            continue
        wanted = _union(held.get(name), value) if name in many and policy == "fill" else value
        if equal(held.get(name), wanted):
            wish.confirmed[name] = wanted
        elif policy == "fill" and name in _NAME and _is_another_name(values, held):
            continue
        elif policy == "overwrite" or name in many or is_blank(held.get(name)):
            wish.changed[name] = wanted
    return wish


def fill_in(
    wish: Wish, values: Held, held: Held, policies: Mapping[str, Policy], many: Collection[str]
) -> None:
    """A further line of the same file about the same record only adds what is still missing."""
    for name, policy in policies.items():
        value = values.get(name)
        if value is None or policy == "never":
            continue
        present = wish.changed.get(name, held.get(name))
        if name in many:
            value = _union(present, value)
        elif not is_blank(present) or (name in _NAME and _is_another_name(values, {**held, **wish.changed})):
            continue
        if not equal(present, value):
            wish.changed[name] = value
            wish.confirmed.pop(name, None)


def _is_another_name(values: Held, held: Held) -> bool:
    return any(
        not is_blank(held.get(part)) and values.get(part) is not None and not equal(held[part], values[part])
        for part in _NAME
    )


def is_blank(value: Value | None) -> bool:
    return value is None or value == "" or (isinstance(value, Sequence) and not value)


def equal(one: Value | None, other: Value | None) -> bool:
    """The same value, whatever the order of several."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(one) == sorted(other)
    return one == other


def _union(held: Value | None, added: Value) -> Value:
    present = list(held) if isinstance(held, list | tuple) else []
    extra = list(added) if isinstance(added, list | tuple) else [str(added)]
    return present + [one for one in extra if one not in present]
