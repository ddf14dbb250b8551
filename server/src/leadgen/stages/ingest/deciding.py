"""The mapping of an import: proposed, taken over from the one before, decided by a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.members import service as members_service
from leadgen.records import service as records
from leadgen.records.contracts import Field
from leadgen.records.field import RecordKind, by_key
from leadgen.stages.ingest import columns, following, memory, service
from leadgen.stages.ingest.contracts import (
    Column,
    ColumnChoice,
    Counts,
    DecidedSince,
    ForAllLines,
    Import,
    MappingRefused,
)
from leadgen.stages.ingest.identity import COMPANY_KEYS, MATCH_KEYS, key_words, kind_of, match_keys
from leadgen.stages.ingest.repository import imports


class MappingValues(TypedDict):
    """What an import keeps of a decided mapping."""

    columns: Sequence[Column]
    kind: RecordKind
    match: Sequence[str]


async def map_columns(
    session: WorkspaceSession,
    import_id: UUID,
    choices: Sequence[ColumnChoice],
    match: Sequence[str],
    *,
    remember: bool = True,
    for_all: ForAllLines | None = None,
    version: int | None = None,
) -> Import:
    """Take a person's mapping and stage the file by it; of what was staged by another, corrections stay.

    `remember`: propose the same for the next file of this shape. `for_all` None: as it was. `version`: that
    of the import the person saw; None: whatever it is. Raises MappingRefused, ImportNotReady, DecidedSince.
    """
    found = await service.locked(session, import_id, "mapped", "mapping", "staged")
    if version not in (None, found.version):
        raise DecidedSince(found.version)
    fields = await records.fields_of(session)
    decided = columns.chosen(found.columns, choices, fields)
    values = mapping_values(decided, fields)
    if values["kind"] == "contact":
        values["match"] = _chosen_keys(match, values["match"])
    if for_all is not None:
        await _check_for_all(session, for_all, values["kind"])
    if remember:
        await memory.remember(session, found, decided, match)
    await imports.change(
        session,
        import_id,
        clock.now(),
        state="staging",
        staged_through=0,
        staged_bytes=0,
        counts=Counts(fixes=found.counts.fixes),
        problem=None,
        version=found.version + 1,
        **values,
        **(vars(for_all) if for_all is not None else {}),
    )
    await service.hand_over(session, import_id)
    return await service.get(session, import_id)


def check_keys(found: Import, match: Sequence[str]) -> None:
    """What a person chose to match by is in the file as it is mapped. Raises MappingRefused."""
    words = key_words(set(match) - set(found.match)) if found.kind == "contact" else ""
    if words:
        raise MappingRefused(f"No column holds the {words}. Map one, or match by something else.")


async def _check_for_all(session: WorkspaceSession, for_all: ForAllLines, kind: RecordKind) -> None:
    """Raises MappingRefused."""
    if kind == "company" and (for_all.tags or for_all.owner_id):
        raise MappingRefused(
            "Companies have neither tags nor an owner. Leave both out, or map a person's column."
        )
    if for_all.as_of is not None and for_all.as_of > clock.now():
        raise MappingRefused("The file cannot be from the future. Choose the day its values are from.")
    if for_all.owner_id is not None:
        members = {member.user_id for member in await members_service.listed(session)}
        if for_all.owner_id not in members:
            raise MappingRefused("The owner is no member of this workspace. Choose one who is.")


def mapping_values(decided: Sequence[Column], fields: Sequence[Field]) -> MappingValues:
    """With the kind of record and the keys that follow from the mapped fields."""
    known = by_key(fields)
    mapped = [known[column.field] for column in decided if column.field in known]
    kind = kind_of(mapped)
    match = match_keys({field.key for field in mapped}) if kind == "contact" else COMPANY_KEYS
    return {"columns": decided, "kind": kind, "match": match}


@dataclass(frozen=True)
class Taken:
    """The first mapping of an import. `is_complete`: it is the one decided before, so nobody is asked."""

    values: MappingValues
    notes: Sequence[Mapping[str, JSON]] = ()
    is_complete: bool = False


async def take_over(
    session: WorkspaceSession, found: Import, proposed: Sequence[Column], fields: Sequence[Field]
) -> Taken:
    """The proposal, with the decisions of the import that this one follows, as far as they fit."""
    former = await imports.find(session, found.like_import_id) if found.like_import_id else None
    if former is None or not following.is_decided(former):
        return Taken(await _recalled(session, found, proposed, fields))
    followed = following.follow(proposed, former)
    try:
        columns.check(followed.columns, fields)
    except MappingRefused as refused:
        why = f"The decisions on {former.filename} do not fit: {refused.detail}"
        return Taken(mapping_values(proposed, fields), [_differs(why)])
    values = mapping_values(followed.columns, fields)
    if values["kind"] == "contact":
        values["match"] = _chosen_keys(former.match, values["match"])
    if followed.differs is not None:
        return Taken(values, [_differs(followed.differs)])
    return Taken(values, is_complete=found.reading is None)


def _differs(why: str) -> Mapping[str, JSON]:
    return {"code": "like_differs", "detail": why, "line_no": None}


async def _recalled(
    session: WorkspaceSession, found: Import, proposed: Sequence[Column], fields: Sequence[Field]
) -> MappingValues:
    """The proposal, or what a person decided on the last file of this shape where it still holds."""
    last = await memory.recall(session, [column.header for column in proposed])
    if last is None or found.mode == "sample":
        return mapping_values(proposed, fields)
    decided = memory.recalled(last, proposed, fields)
    try:
        columns.check(decided, fields)
    except MappingRefused:  # a field was removed since: the proposal is as good as any
        return mapping_values(proposed, fields)
    values = mapping_values(decided, fields)
    if values["kind"] == "contact":
        values["match"] = _chosen_keys(last.match, values["match"])
    return values


def _chosen_keys(match: Sequence[str], usable: Sequence[str]) -> list[str]:
    """A key that no column holds any more cannot match anything."""
    return [key for key in MATCH_KEYS if key in match and key in usable]
