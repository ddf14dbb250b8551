"""The health of a workspace's contacts or companies: counted in one pass, held for seconds."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.catalogue import catalogue
from leadgen.records.repository.one_pass import Each
from leadgen.stages.cleanup.health import repository
from leadgen.stages.cleanup.health.contracts import TooBusy
from leadgen.stages.cleanup.health.sheet import Sheet, asked, named, parts, sheet

# Bases up to so many records are counted, of larger ones a sample of about so many.
MOST_COUNTED = 100_000
SAMPLE = 20_000
COUNTING_MS = 1_200
SAMPLING_MS = 600
LAST_MS = 5_000  # on a machine that is busy
_MOST_READ = 10 * SAMPLE
_LARGEST_PART = 0.25  # else counting all would have been done in time
# An answer is held so many times as long as it took: what is quick is never old, what is slow is not asked
# for again and again.
_HELD_TIMES = 20
_MOST_HELD = 1_000


@dataclass(frozen=True)
class Health:
    """What was counted, at this moment: all records, and those of each filter of the sheet."""

    sheet: Sheet
    total: int
    counts: Mapping[str, int]
    exact: bool
    as_of: datetime

    def count(self, given: JSON) -> int:
        """How many records one of its filters matches."""
        return self.counts[named(given)]


_held: dict[tuple[UUID, RecordKind], tuple[timedelta, Health]] = {}


async def health(session: WorkspaceSession, kind: RecordKind) -> Health:
    """Of this moment, or of a few seconds ago where counting took long.

    Of many records, and where the machine is busy, it is an estimate, and says so. The number of statements
    depends neither on that of the records nor on that of the rules.
    """
    key, at = (session.workspace_id, kind), clock.now()
    held = _held.get(key)
    if held is not None and held[1].as_of <= at < held[1].as_of + held[0]:
        return held[1]
    started = time.monotonic()
    found = await _counted(session, kind, at)
    if len(_held) >= _MOST_HELD:
        _held.clear()
    _held[key] = (timedelta(seconds=_HELD_TIMES * (time.monotonic() - started)), found)
    return found


async def _counted(session: WorkspaceSession, kind: RecordKind, at: datetime) -> Health:
    known = await catalogue(session)
    of = sheet(kind, list(known.fields[kind].values()))
    wanted = asked(of)
    single = {named(part): part for one in wanted.values() for part in parts(one)}
    each = filters.each(kind, [filters.understood(kind, one, known) for one in single.values()])
    place = {name: number for number, name in enumerate(single)}
    groups = [[place[named(part)] for part in parts(one)] for one in wanted.values()]
    (total, *found), exact = await _counts(session, kind, each, groups)
    return Health(of, total, dict(zip(wanted, found, strict=True)), exact=exact, as_of=at)


async def _counts(
    session: WorkspaceSession, kind: RecordKind, each: Each, groups: Sequence[Sequence[int]]
) -> tuple[list[int], bool]:
    """How many records there are, how many of each group, and whether they were counted one by one."""
    size = await repository.believed(session, kind)
    if size <= MOST_COUNTED:
        found = await repository.counted(session, kind, each, groups, percent=None, within_ms=COUNTING_MS)
        if found is not None:
            return list(found), True
    whole = await repository.table_rows(session, kind)
    # A sample is of the pages of all workspaces: of a small one among large ones it is a smaller part.
    percent = 100 * min(_LARGEST_PART, SAMPLE / max(size, 1), _MOST_READ / whole)
    for share, within_ms in ((percent, SAMPLING_MS), (percent / 8, LAST_MS)):
        found = await repository.counted(session, kind, each, groups, percent=share, within_ms=within_ms)
        if found is not None:
            met, *rest = found
            return [size, *(round(one * size / max(met, 1)) for one in rest)], False
    raise TooBusy
