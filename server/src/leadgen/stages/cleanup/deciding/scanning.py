"""A scan from the wish to its clusters: the base is read in chunks, compared in a process of its own, and
written over what was found before in one transaction. Whoever starts it anew after a kill loses nothing.

Records in the trash take no part. Those that are not to be written to do: they are duplicates all the same.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.platform.jobs import defer
from leadgen.records.field import RecordKind
from leadgen.records.merging.leading import survivors
from leadgen.records.normalise.own_words import OwnWords
from leadgen.records.repository import compared, reading
from leadgen.records.repository.compared import COMPARED, Compared
from leadgen.records.vocabularies import service as vocabularies
from leadgen.stages.cleanup.deciding import asking
from leadgen.stages.cleanup.deciding.asking import Told
from leadgen.stages.cleanup.deciding.contracts import (
    FoundCluster,
    Scan,
    ScanFinished,
    ScanNotFound,
    ScanRunning,
)
from leadgen.stages.cleanup.deciding.probability import bits_of
from leadgen.stages.cleanup.deciding.repository import apart, clusters, scans, writing
from leadgen.stages.cleanup.deciding.table import Cells, Table

TASK = "cleanup.scan_duplicates"
CHUNK = 20_000
# A transaction may be as old as this when it commits what it wrote at its beginning.
_LATE = timedelta(minutes=10)
Stop = Callable[[], bool]


async def start(session: WorkspaceSession, kind: RecordKind, *, whole: bool = True) -> Scan:
    """Look for duplicates by a job. Raises ScanRunning."""
    scan_id = uuid7()
    if not await scans.add(session, scan_id, kind, clock.now(), whole=whole):
        running = await scans.under_way(session, kind)
        raise ScanRunning(running.id if running else scan_id)
    await defer(session, TASK, scan_id=scan_id)
    return await get(session, scan_id)


async def get(session: WorkspaceSession, scan_id: UUID) -> Scan:
    """Raises ScanNotFound."""
    found = await scans.by_id(session, scan_id)
    if found is None:
        raise ScanNotFound
    return found


async def cancel(session: WorkspaceSession, scan_id: UUID) -> Scan:
    """Stop it; what was found before stays. Raises ScanNotFound, ScanFinished."""
    found = await scans.by_id(session, scan_id, lock=True)
    if found is None:
        raise ScanNotFound
    if found.finished_at is not None:
        raise ScanFinished
    await scans.finish(session, scan_id, "cancelled", clock.now())
    return await get(session, scan_id)


async def work(database: Database, workspace_id: UUID, scan_id: UUID, should_stop: Stop) -> bool:
    """To its end; False where the worker has to stop before. Raises ComparingStopped."""
    async with database.workspace(workspace_id) as session:
        reading_ = await _open(session, scan_id)
    if reading_ is None:
        return True
    while True:
        if should_stop():
            return False
        async with database.workspace(workspace_id) as session:
            if await _is_over(session, scan_id):
                return True
            if not await reading_.step(session):
                break

    async def over() -> bool:
        async with database.workspace(workspace_id) as session:
            return should_stop() or await _is_over(session, scan_id)

    told = await _compared(reading_, over)
    if told is None:
        return not should_stop()
    async with database.workspace(workspace_id) as session:
        await _write(session, reading_, told)
    return True


async def fail(session: WorkspaceSession, scan_id: UUID, error: str) -> None:
    """It will not be tried again."""
    await scans.finish(session, scan_id, "failed", clock.now(), error)


@dataclass
class _Reading:
    """What was read of the base so far; a record's row is its place in the order of reading."""

    scan: Scan
    since: datetime | None  # None: everything is new
    review: float
    standing: Mapping[UUID, int]  # record → number of its cluster
    clusters: Sequence[UUID]
    barred: Collection[tuple[UUID, UUID]]
    columns: dict[str, Cells]
    barred_rows: dict[UUID, int]
    looked_at: datetime
    words: OwnWords
    after: UUID | None = None
    ids: bytearray = field(default_factory=bytearray)
    digests: list[int] = field(default_factory=list)
    new: list[bool] = field(default_factory=list)
    home: list[int] = field(default_factory=list)

    async def step(self, session: WorkspaceSession) -> bool:
        """The next records; False where there are no more."""
        found = await compared.chunk(session, self.scan.kind, self.after, CHUNK)
        for record in found:
            self._add(record)
        await scans.progress(session, self.scan.id, len(self.digests))
        self.after = found[-1].id if found else None
        return len(found) == CHUNK

    def _add(self, record: Compared) -> None:
        if record.id in self.barred_rows:
            self.barred_rows[record.id] = len(self.digests)
        self.ids += record.id.bytes
        self.digests.append(record.digest)
        self.new.append(self.since is None or record.updated_at >= self.since)
        self.home.append(self.standing.get(record.id, -1))
        for cells, cell in zip(self.columns.values(), record.cells, strict=True):
            cells.add(cell)

    def id_of(self, row: int) -> UUID:
        return UUID(bytes=bytes(self.ids[row * 16 : row * 16 + 16]))

    def shrunk(self) -> set[int]:
        """The clusters of which a record is gone."""
        there: dict[int, int] = {}
        for number in self.home:
            there[number] = there.get(number, 0) + 1
        before: dict[int, int] = {}
        for number in self.standing.values():
            before[number] = before.get(number, 0) + 1
        return {number for number, count in before.items() if there.get(number, 0) < count}

    def table(self) -> Table:
        """What is asked, and the clusters that are looked at anew by it."""
        new = None
        if self.since is not None:
            shrunk = self.shrunk()
            new = [is_new or home in shrunk for is_new, home in zip(self.new, self.home, strict=True)]
        barred = [
            (self.barred_rows[one], self.barred_rows[other])
            for one, other in self.barred
            if self.barred_rows[one] >= 0 and self.barred_rows[other] >= 0
        ]
        return Table(self.scan.kind, self.review, self.columns, new, self.home, barred, self.words)

    def touched(self, told: Sequence[Told]) -> list[UUID] | None:
        """The clusters that stood and were looked at anew; None: all of them."""
        if self.since is None:
            return None
        numbers = {home for is_new, home in zip(self.new, self.home, strict=True) if is_new} | self.shrunk()
        numbers |= {self.home[row] for one in told for row in one["rows"]}
        return [self.clusters[number] for number in sorted(numbers) if number >= 0]


async def _open(session: WorkspaceSession, scan_id: UUID) -> _Reading | None:
    scan = await scans.by_id(session, scan_id, lock=True)
    if scan is None or scan.finished_at is not None:
        return None
    before = None if scan.whole else await scans.looked_at(session, scan.kind)
    if before is not None and await vocabularies.changed_since(session, before):
        before = None  # what was compared by other words is compared anew
    at = clock.now()
    await scans.begin(session, scan_id, await compared.count(session, scan.kind), at)
    barred = await _barred(session, scan.kind)
    numbers: dict[UUID, int] = {}
    standing = {
        one.record_id: numbers.setdefault(one.cluster_id, len(numbers))
        for one in await clusters.standing(session, scan.kind)
    }
    return _Reading(
        scan=scan,
        since=before and before - _LATE,
        review=(await scans.thresholds(session)).review,
        standing=standing,
        clusters=list(numbers),
        barred=barred,
        columns={key: Cells() for key in COMPARED[scan.kind]},
        barred_rows={one: -1 for pair in barred for one in pair},
        looked_at=at,
        words=await vocabularies.own_words(session),
    )


async def _barred(session: WorkspaceSession, kind: RecordKind) -> set[tuple[UUID, UUID]]:
    """What somebody said of a record that was merged since is true of the record it went into."""
    pairs = await apart.pairs(session, kind)
    led = await survivors(session, kind, {one for pair in pairs for one in (pair.left_id, pair.right_id)})
    now = {(led.get(pair.left_id, pair.left_id), led.get(pair.right_id, pair.right_id)) for pair in pairs}
    return {(one, other) for one, other in now if one != other}


async def _is_over(session: WorkspaceSession, scan_id: UUID) -> bool:
    found = await scans.by_id(session, scan_id)
    return found is None or found.finished_at is not None


async def _compared(found: _Reading, over: Callable[[], Awaitable[bool]]) -> list[Told] | None:
    table = found.table()
    if len(found.digests) < 2 or (table.new is not None and not any(table.new)):
        return []
    return await asking.clusters(table, over)


async def _write(session: WorkspaceSession, found: _Reading, told: Sequence[Told]) -> None:
    """Nothing where it was cancelled at the last moment. What was decided since it began to read stays so."""
    await clusters.lock(session)
    scan = await scans.by_id(session, found.scan.id, lock=True)
    if scan is None or scan.finished_at is not None:
        return
    settled = await writing.settled_since(session, scan.kind, found.looked_at)
    made = [_made(found, one) for one in told]
    every = [record_id for one in made for record_id, _ in one.members]
    living = await reading.living(session, scan.kind, every)
    kept = [
        one for one in made if all(record in living and record not in settled for record, _ in one.members)
    ]
    at = clock.now()
    await writing.write(session, scan.kind, kept, found.touched(told), looked_at=found.looked_at, at=at)
    thresholds = await scans.thresholds(session)
    await scans.count_up(session, scan.id, len(found.digests), bits_of(thresholds.automatic))
    await scans.finish(session, scan.id, "done", at)


def _made(found: _Reading, told: Told) -> FoundCluster:
    members = [(found.id_of(row), found.digests[row]) for row in told["rows"]]
    place = {row: number for number, row in enumerate(told["rows"])}
    pairs: JSON = [[place[left], place[right], bits, why] for left, right, bits, why in told["pairs"]]
    return FoundCluster(members, told["bits"], told["sure_bits"], told["expected_false"], pairs)
