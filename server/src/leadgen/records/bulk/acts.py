"""The acts there are on many records, and how each is kept with its operation. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast
from uuid import UUID

from leadgen.kernel.json import JSON
from leadgen.records.contracts import OperationKind, Value
from leadgen.records.field import RecordKind
from leadgen.records.merging.survivorship import Rule

NOUNS: Mapping[RecordKind, tuple[str, str]] = {
    "contact": ("contact", "contacts"),
    "company": ("company", "companies"),
}


@dataclass(frozen=True)
class Edit:
    """The same values for all; None empties a field."""

    values: Mapping[str, Value | None]


@dataclass(frozen=True)
class Label:
    """Labels to add and to take away: names of tags, or ids of lists."""

    field: Literal["tags", "lists"]
    add: Sequence[str] = ()
    remove: Sequence[str] = ()


@dataclass(frozen=True)
class Trash:
    """Move to the trash."""


@dataclass(frozen=True)
class Restore:
    """Bring back from the trash."""


@dataclass(frozen=True)
class Retype:
    """Write into the field `target` what can be read of `source`, a field of the workspace's own."""

    source: UUID
    target: UUID
    label: str
    type_word: str


@dataclass(frozen=True)
class Merge:
    """Make one record of each group; which of a group is kept is found by the rule."""

    rule: Rule


@dataclass(frozen=True)
class Rekey:
    """Rewrite the keys that follow from this vocabulary. No value changes, so there is nothing to undo."""

    vocabulary: str


Act: TypeAlias = Edit | Label | Trash | Restore | Retype | Merge | Rekey

KINDS: Mapping[type[Act], OperationKind] = {
    Edit: "bulk_edit",
    Label: "bulk_edit",
    Trash: "trash",
    Restore: "restore",
    Retype: "retype",
    Merge: "merge",
    Rekey: "rekey",
}


def written(act: Act, kind: RecordKind) -> dict[str, JSON]:
    """As it is kept with its operation."""
    match act:
        case Edit(values):
            return {"act": "edit", "kind": kind, "values": cast(JSON, dict(values))}
        case Label(name, add, remove):
            return {"act": "label", "kind": kind, "field": name, "add": list(add), "remove": list(remove)}
        case Trash():
            return {"act": "trash", "kind": kind}
        case Restore():
            return {"act": "restore", "kind": kind}
        case Retype(source, target, label, type_word):
            ids: dict[str, JSON] = {"source": str(source), "target": str(target)}
            return {"act": "retype", "kind": kind, **ids, "label": label, "type_word": type_word}
        case Merge(rule):
            return {"act": "merge", "kind": kind, "rule": rule}
        case Rekey(vocabulary):
            return {"act": "rekey", "kind": kind, "vocabulary": vocabulary}


def read(kept: Mapping[str, JSON]) -> tuple[Act, RecordKind]:
    """What `written` kept."""
    kind = cast(RecordKind, kept["kind"])
    match kept:
        case {"act": "edit", "values": dict() as values}:
            return Edit(cast(Mapping[str, Value | None], values)), kind
        case {
            "act": "label",
            "field": ("tags" | "lists") as name,
            "add": list() as add,
            "remove": list() as gone,
        }:
            return Label(name, [str(one) for one in add], [str(one) for one in gone]), kind
        case {"act": "trash"}:
            return Trash(), kind
        case {"act": "retype", "source": source, "target": target}:
            ids = UUID(str(source)), UUID(str(target))
            return Retype(*ids, str(kept["label"]), str(kept["type_word"])), kind
        case {"act": "merge", "rule": rule}:
            return Merge(cast(Rule, rule)), kind
        case {"act": "rekey", "vocabulary": vocabulary}:
            return Rekey(str(vocabulary)), kind
    assert kept["act"] == "restore", kept
    return Restore(), kind
