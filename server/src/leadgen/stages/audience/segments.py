"""Segments: named filters whose records are those that match now."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.records import grid
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.normalise import text
from leadgen.records.repository.grid import Total
from leadgen.stages.audience import repository
from leadgen.stages.audience.contracts import Notice, Segment
from leadgen.stages.audience.errors import SegmentExists, SegmentInUse, SegmentNotFound, TooManyOfThem
from leadgen.stages.audience.terms import IN_SEGMENT

MOST_SEGMENTS = 500


class Changes(TypedDict, total=False):
    """What may be changed; a missing member stays as it is."""

    name: str
    filter: JSON


async def listed(session: WorkspaceSession, kind: RecordKind | None) -> list[Segment]:
    """By name, each in words or with what is wrong with it."""
    return await _told(session, await repository.segments(session, kind))


async def get(session: WorkspaceSession, segment_id: UUID) -> Segment:
    """Raises SegmentNotFound."""
    return (await _told(session, [await _kept(session, segment_id)]))[0]


async def create(session: WorkspaceSession, kind: RecordKind, name: str, given: JSON) -> Segment:
    """Raises InvalidFilter, SegmentExists, TooManyOfThem."""
    await repository.lock(session)
    await filters.read_whole(session, kind, given)
    if len(await repository.segments(session)) >= MOST_SEGMENTS:
        raise TooManyOfThem(MOST_SEGMENTS, "segments")
    at = now()
    new = Segment(uuid7(), kind, name, given, at, at)
    if not await repository.add_segment(session, new, text.key(name)):
        raise SegmentExists(name)
    await _check_use(session, new)
    return await get(session, new.id)


async def change(session: WorkspaceSession, segment_id: UUID, changes: Changes) -> Segment:
    """Raises SegmentNotFound, SegmentExists, InvalidFilter.

    A filter that leads back to the segment is refused.
    """
    await repository.lock(session)
    before = await _kept(session, segment_id)
    after = replace(before, **changes, updated_at=now())
    if await repository.named_so(session, after.kind, text.key(after.name), but=segment_id):
        raise SegmentExists(after.name)
    await repository.change_segment(session, after, text.key(after.name))
    if "filter" in changes:  # read with the change in place, so that a way back to this segment is found
        await filters.read_whole(session, after.kind, after.filter)
        await _check_use(session, after)
    return await get(session, segment_id)


async def remove(session: WorkspaceSession, segment_id: UUID) -> None:
    """Raises SegmentNotFound, SegmentInUse."""
    await repository.lock(session)
    kept = await _kept(session, segment_id)
    segments, views = await repository.naming(session, segment_id)
    uses = [f"the segment “{name}”" for name in segments]
    uses += ["somebody's own view" if is_own else f"the view “{name}”" for name, is_own in views]
    if uses:
        raise SegmentInUse(kept.name, uses)
    await repository.remove_segment(session, segment_id)


async def count(session: WorkspaceSession, segment: Segment) -> Total:
    """How many records are in it now: exact up to 10,000 and where it takes no longer than a moment.

    Raises InvalidFilter.
    """
    found = await filters.read_whole(session, segment.kind, segment.filter)
    return await grid.count(session, segment.kind, found)


async def _kept(session: WorkspaceSession, segment_id: UUID) -> Segment:
    found = await repository.segments(session, ids=[segment_id])
    if not found:
        raise SegmentNotFound
    return found[0]


async def _check_use(session: WorkspaceSession, segment: Segment) -> None:
    """Whether it can be asked for, which is a level deeper than its own filter. Raises InvalidFilter."""
    await filters.read_whole(session, segment.kind, {"term": IN_SEGMENT.name, "value": str(segment.id)})


async def _told(session: WorkspaceSession, kept: Sequence[Segment]) -> list[Segment]:
    told = await filters.tell(session, [(one.kind, one.filter) for one in kept])
    return [
        replace(
            segment,
            words=about.words,
            notices=[Notice("filter", fault.message, fault.pointer) for fault in about.faults],
        )
        for segment, about in zip(kept, told, strict=True)
    ]
