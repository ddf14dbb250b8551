"""What a filter may name in a workspace: its fields, and the times that every record has."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.workspaces import service as workspaces
from leadgen.records.field import Field, RecordKind, by_key
from leadgen.records.filters.texts import Surroundings
from leadgen.records.registry import registered
from leadgen.records.repository import fields as custom_fields
from leadgen.records.vocabularies import service as vocabularies


@dataclass(frozen=True)
class Catalogue:
    """The fields a filter may name, by kind and key, and what values are read in."""

    fields: Mapping[RecordKind, Mapping[str, Field]]
    around: Surroundings = field(default_factory=Surroundings)
    archived: Mapping[str, str] = field(default_factory=dict)  # key → label of those that were put away


async def catalogue(session: WorkspaceSession) -> Catalogue:
    """The fields a filter may name here. Three queries."""
    own, away = await custom_fields.every(session)
    country = (await workspaces.read(session)).country
    words = await vocabularies.own_words(session)
    kinds: tuple[RecordKind, ...] = ("contact", "company")
    asked = {kind: askable(kind, own) for kind in kinds}
    return Catalogue(asked, Surroundings(country, words), {one.key: one.label for one in away})


def askable(kind: RecordKind, own: tuple[Field, ...]) -> Mapping[str, Field]:
    """The fields of this kind a filter may name, by key; `own` are the workspace's of both kinds."""
    shown = [field for field in (*registered(kind), *own) if field.kind == kind and field.shown_as is None]
    return by_key([*shown, *times(kind)])


def times(kind: RecordKind) -> tuple[Field, ...]:
    """When a record was made and when it was last changed, asked like fields."""
    labels = {"created_at": "Added", "updated_at": "Last changed"}
    return tuple(
        Field(key=key, kind=kind, type="datetime", label=label, description="", normaliser="datetime")
        for key, label in labels.items()
    )
