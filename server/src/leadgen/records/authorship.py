"""Who authored each value, and what a write or its undo therefore does. Pure.

A field's author is the operation that wrote or confirmed its present value last; where none did since, the
record's origin. A change keeps values and authors before and after, so its undo is the same change mirrored.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from leadgen.records import derivation
from leadgen.records.contracts import Action, Belief, Patch
from leadgen.records.field import Field
from leadgen.records.held import Held
from leadgen.records.normalise.values import Value
from leadgen.records.projection import IDENTIFYING, NAME_PARTS, name_parts, strong_keys
from leadgen.records.registry import judges
from leadgen.records.values import canonical, text_key

# Stands among the authors for the record as a whole: by whom it is removed.
LIFE = ""


@dataclass(frozen=True)
class FieldWrite:
    """One field of one record: value and author before and after. An author None is the record's origin."""

    before: Value | None
    after: Value | None
    before_by: UUID | None
    after_by: UUID | None


@dataclass(frozen=True)
class RecordWrite:
    """What an operation does to one record: the change to keep and the state to reach."""

    held: Held
    action: Action
    fields: Mapping[str, FieldWrite]
    line_no: int | None = None
    keys_taken: Sequence[str] = ()
    keys_freed: Sequence[str] = ()
    # Of a removal that an undo brings back: whose it is again. None: this operation's own.
    remover: UUID | None = None
    beliefs: Mapping[str, Belief] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether a value becomes another one."""
        return any(write.before != write.after for write in self.fields.values())

    @property
    def values(self) -> int:
        """Of how many fields it tells a value; a field that was looked for in vain has none."""
        return sum(write.before is not None or write.after is not None for write in self.fields.values())

    @property
    def _identities(self) -> tuple[set[str], set[str]]:
        """The identities that the values give before and after, by the words at hand."""
        if IDENTIFYING.isdisjoint(self.fields):
            return set(), set()
        return strong_keys(self.held.kind, self.held.values), strong_keys(self.held.kind, self.result)

    @property
    def needs(self) -> set[str]:
        """The identities its values take. A further key of an import line is only taken where it is free."""
        before, after = self._identities
        return after - before

    @property
    def frees(self) -> set[str]:
        """The keys others may have afterwards."""
        before, after = self._identities
        return (before - after) | (set(self.keys_freed) - after)

    @property
    def result(self) -> dict[str, Value]:
        """The record's values afterwards."""
        values = {**self.held.values, **{key: write.after for key, write in self.fields.items()}}
        return {key: value for key, value in values.items() if value is not None}


@dataclass(frozen=True)
class Change:
    """What one operation did to one record, as the journal keeps it."""

    operation_id: UUID
    record_id: UUID
    action: Action
    before: Mapping[str, Value | None]
    after: Mapping[str, Value | None]
    before_by: Mapping[str, UUID]
    after_by: Mapping[str, UUID]
    keys_taken: Sequence[str] = ()
    keys_freed: Sequence[str] = ()

    def writer(self, field: str) -> UUID:
        """The author this change left the field with; of `LIFE`, who it was removed by."""
        return self.after_by.get(field, self.operation_id)


@dataclass(frozen=True)
class Refusal:
    """Why a field, or with `field` None the whole record, cannot be put back."""

    field: str | None
    reason: Literal["changed", "removed", "merged", "still_used", "key_taken"]
    by: UUID | None = None
    detail: str = ""


@dataclass(frozen=True)
class Reversal:
    """The undo of one change: what to write, fields a later operation confirmed, and what is refused."""

    write: RecordWrite | None
    kept: Sequence[str] = ()
    refused: Sequence[Refusal] = ()


def written(writes: Sequence[RecordWrite]) -> list[tuple[RecordWrite, str, FieldWrite]]:
    """Each value that becomes another one, with its record and its field."""
    return [
        (write, key, field_write)
        for write in writes
        for key, field_write in write.fields.items()
        if field_write.before != field_write.after
    ]


def spread(values: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """The values to write, with a whole name split into the parts that are stored."""
    if "full_name" not in values:
        return dict(values)
    whole = values["full_name"]
    parts: dict[str, Value | None] = name_parts(str(whole)) if whole else dict.fromkeys(NAME_PARTS)
    return {**parts, **{key: value for key, value in values.items() if key != "full_name"}}


def plan(held: Held, patch: Patch, operation_id: UUID, fields: Mapping[str, Field]) -> RecordWrite | None:
    """What the patch does to the record; None where it neither changes nor confirms anything.

    Under the record's own origin, and again under one operation, an equal value has nothing to confirm.
    A value of a field that was archived since it was read is left out.
    """
    writes: dict[str, FieldWrite] = {}
    wanted = spread(patch.values)
    wanted |= derivation.following(held, wanted)
    for key, value in wanted.items():
        if key not in fields:
            continue
        before, after = held.values.get(key), canonical(fields[key], value)
        author = held.author(key)
        if same(fields[key], before, after):
            if patch.confirm and before is not None and author != operation_id:
                writes[key] = FieldWrite(before, before, _or_origin(author, held), operation_id)
        else:
            writes[key] = FieldWrite(before, after, _or_origin(author, held), operation_id)
    for key in _judging(writes):
        if key not in writes and key in held.values:
            writes[key] = FieldWrite(held.values[key], None, _or_origin(held.author(key), held), operation_id)
    return RecordWrite(held, "update", writes, patch.line_no, beliefs=patch.beliefs) if writes else None


def in_vain(held: Held, sentences: Mapping[str, str], operation_id: UUID) -> RecordWrite | None:
    """That these fields were looked for in vain. One that has a value meanwhile keeps it."""
    writes = {
        key: FieldWrite(None, None, _or_origin(held.author(key), held), operation_id)
        for key in sentences
        if key not in held.values
    }
    beliefs = {key: Belief(reason=sentences[key]) for key in writes}
    return RecordWrite(held, "update", writes, beliefs=beliefs) if writes else None


def _judging(writes: Mapping[str, FieldWrite]) -> list[str]:
    """The fields that are about a value which these writes change."""
    changed = (key for key in judges() if key in writes and writes[key].before != writes[key].after)
    return [one for key in changed for one in judges()[key]]


def same(field: Field, one: Value | None, other: Value | None) -> bool:
    """Are these one value? A tag is the same in any spelling."""
    if field.type == "tags" and isinstance(one, Sequence) and isinstance(other, Sequence):
        return {text_key(tag) for tag in one} == {text_key(tag) for tag in other}
    return one == other


def reverse(held: Held, change: Change) -> Reversal:
    """Put back what an update wrote, field by field.

    Only where the change still is the author: what a later operation confirmed is its own and stays, what
    it changed is refused. What is about a value comes and goes with that value, whoever wrote it.
    """
    if not held.alive:
        return Reversal(None, refused=[Refusal(None, "removed", held.deleted_by)])
    writes: dict[str, FieldWrite] = {}
    kept: list[str] = []
    refused: list[Refusal] = []
    following = {one for key in change.before for one in judges().get(key, ())}
    for key, before in change.before.items():
        if key in following:
            continue
        author, present = held.author(key), held.values.get(key)
        if author == change.writer(key):
            writes[key] = FieldWrite(present, before, _or_origin(author, held), change.before_by.get(key))
        elif present == change.after.get(key):
            kept.append(key)
        elif present != before:
            refused.append(Refusal(key, "changed", author))
    for key in _judging(writes):
        present, before = held.values.get(key), change.before.get(key)
        if key in change.before or present is not None:
            writes[key] = FieldWrite(
                present, before, _or_origin(held.author(key), held), change.before_by.get(key)
            )
    write = RecordWrite(held, "update", writes, None, change.keys_freed, change.keys_taken)
    return Reversal(write if writes or change.keys_taken or change.keys_freed else None, kept, refused)


def remove(
    held: Held, keys: Sequence[str], *, later: UUID | None, contacts: int, remover: UUID | None = None
) -> Reversal:
    """Take away a record that an operation created, or brought back from a removal by `remover`.

    Refused where somebody worked on it `later`, or where `contacts` still work at it. Of `held` only the
    identity is looked at.
    """
    if later is not None:
        return Reversal(None, refused=[Refusal(None, "changed", later)])
    if contacts:
        return Reversal(None, refused=[Refusal(None, "still_used", None, str(contacts))])
    return Reversal(RecordWrite(held, "delete", {}, keys_freed=tuple(keys), remover=remover))


def restore(held: Held, change: Change) -> Reversal:
    """Bring back what the change removed; nothing to do where it is back or was removed by another."""
    if held.deleted_by != change.writer(LIFE):
        return Reversal(None)
    return Reversal(RecordWrite(held, "restore", {}, keys_taken=tuple(change.keys_freed)))


def _or_origin(author: UUID, held: Held) -> UUID | None:
    return None if author == held.origin_id else author
