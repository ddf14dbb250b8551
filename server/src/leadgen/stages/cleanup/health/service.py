"""The health of a workspace's contacts or companies: counted in one pass, held for seconds."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind
from leadgen.records.filters import service as filters
from leadgen.records.filters.catalogue import catalogue
from leadgen.records.repository.filtering import Each
from leadgen.stages.cleanup.health import repository
from leadgen.stages.cleanup.health.contracts import TooBusy
from leadgen.stages.cleanup.health.sheet import Sheet, asked, named, sheet

# Bases up to so many records are counted, of larger ones a sample of about so many.
MOST_COUNTED = 150_000
SAMPLE = 25_000
COUNTING_MS = 1_000
SAMPLING_MS = 500
LAST_MS = 5_000  # on a machine that is busy
_MOST_READ = 10 * SAMPLE
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
        """How many records one of its filters matches; what was not asked is the rest of what is filled."""
        return self.counts[named(given)]


_held: dict[tuple[UUID, RecordKind], tuple[timedelta, Health]] = {}


async def health(session: WorkspaceSession, kind: RecordKind) -> Health:
    """Of this moment, or of a few seconds ago where counting took long. Six statements at most.

    Of many records, and where the machine is busy, it is an estimate, and says so.
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
    each = filters.each(kind, [filters.understood(kind, one, known) for one in wanted.values()])
    counts, scale = await _counts(session, kind, each)
    total, *found = [round(one * scale) for one in counts]
    return Health(of, total, dict(zip(wanted, found, strict=True)), exact=scale == 1, as_of=at)


async def _counts(session: WorkspaceSession, kind: RecordKind, each: Each) -> tuple[list[int], float]:
    """The counts, and of how many records each one met stands for; 1 where all were met."""
    size = await repository.believed(session, kind)
    if size <= MOST_COUNTED:
        found = await repository.counted(session, kind, each, percent=None, within_ms=COUNTING_MS)
        if found is not None:
            return list(found), 1
    whole = await repository.table_rows(session, kind)
    # A sample is of the pages of all workspaces: of a small one among large ones it is a smaller part.
    percent = 100 * min(1.0, SAMPLE / max(size, 1), _MOST_READ / whole)
    for share, within_ms in ((percent, SAMPLING_MS), (percent / 10, LAST_MS)):
        found = await repository.counted(session, kind, each, percent=share, within_ms=within_ms)
        if found is not None:
            return list(found), 100 / share
    raise TooBusy
