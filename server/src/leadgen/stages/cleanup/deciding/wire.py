"""Scans and clusters as the API shows them."""

from collections.abc import Sequence
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Paging, read_id, read_number
from leadgen.records import grid
from leadgen.records.field import RecordKind
from leadgen.records.merging import run as merging
from leadgen.records.merging import wire as merging_wire
from leadgen.records.merging.groups import Group
from leadgen.records.repository import compared
from leadgen.records.schemas import Row, Total
from leadgen.stages.cleanup.deciding import contracts, deciding, schemas, telling
from leadgen.stages.cleanup.deciding.contracts import Cluster
from leadgen.stages.cleanup.deciding.deciding import Look
from leadgen.stages.cleanup.deciding.parts import SIDE_BY_SIDE
from leadgen.stages.cleanup.deciding.probability import MILLI, bits_of, probability_of
from leadgen.stages.cleanup.deciding.repository import clusters, scans
from leadgen.stages.cleanup.deciding.repository.clusters import STATES, Asked

_NAMED = 5


def scan(found: contracts.Scan) -> schemas.Scan:
    """As it stands."""
    progress = None if found.total is None else {"done": found.done, "total": max(found.total, found.done)}
    shown = {key: value for key, value in vars(found).items() if key in schemas.Scan.model_fields}
    return schemas.Scan.model_validate({**shown, "progress": progress})


async def scan_page(session: WorkspaceSession, paging: Paging, kind: RecordKind) -> schemas.ScanPage:
    """The newest first. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> Sequence[contracts.Scan]:
        return await scans.newest(session, kind, before, limit)

    page = await paging.by_id(f"duplicate scans of {kind}", newest)
    return schemas.ScanPage(items=[scan(one) for one in page.items], next_cursor=page.next_cursor)


async def page(session: WorkspaceSession, paging: Paging, asked: Asked) -> schemas.ClusterPage:
    """Raises InvalidCursor."""

    async def some(after: tuple[int, UUID] | None, limit: int) -> Sequence[Cluster]:
        return await clusters.page(session, asked, after, limit)

    def written(one: Cluster) -> JSON:
        return [asked.place(one), str(one.id)]

    purpose = f"duplicates {asked.kind} {asked.state} {asked.order} from {asked.bits} of {asked.operation_id}"
    found = await paging.page(purpose, written, _read_place, some)
    counted = await clusters.counts(session, asked)
    return schemas.ClusterPage(
        items=await _summaries(session, asked.kind, found.items),
        next_cursor=found.next_cursor,
        counts=schemas.ClusterCounts(**{state: Total(**vars(counted[state])) for state in STATES}),
    )


def _read_place(position: JSON) -> tuple[int, UUID]:
    match position:
        case [place, cluster_id]:
            return read_number(place), read_id(cluster_id)
    raise TypeError(position)


async def _summaries(
    session: WorkspaceSession, kind: RecordKind, found: Sequence[Cluster]
) -> list[schemas.ClusterSummary]:
    members = await clusters.members(session, [one.id for one in found], _NAMED)
    named = await _named(session, kind, [member.record_id for group in members.values() for member in group])
    automatic = bits_of((await scans.thresholds(session)).automatic)
    return [
        schemas.ClusterSummary(
            **_decided(one, automatic).model_dump(),
            records=[named[member.record_id] for member in members[one.id] if member.record_id in named],
        )
        for one in found
    ]


async def _named(
    session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]
) -> dict[UUID, schemas.NamedRecord]:
    found = await compared.titles(session, kind, ids)
    return {one.id: schemas.NamedRecord.model_validate(one) for one in found.values()}


async def cluster(
    session: WorkspaceSession,
    cluster_id: UUID,
    order: clusters.Order,
    bits: int,
    operation_id: UUID | None = None,
) -> schemas.Cluster:
    """With its neighbours of the same state. Raises ClusterNotFound."""
    found = await deciding.look(session, cluster_id)
    one = found.cluster
    asked = Asked(one.kind, one.state, bits, order, operation_id)
    place = asked.place(one), one.id
    behind = await clusters.page(session, asked, place, 1)
    before = await clusters.before(session, asked, place)
    ids = [member.record_id for member in found.members if member.record_id in found.living][:SIDE_BY_SIDE]
    rows = await grid.rows(session, one.kind, ids)
    gone = await _named(session, one.kind, found.gone)
    return schemas.Cluster(
        **_decided(one, bits_of((await scans.thresholds(session)).automatic)).model_dump(),
        version=found.version,
        records=[Row.model_validate(rows[record_id]) for record_id in ids if record_id in rows],
        gone=list(gone.values()),
        changed=found.changed,
        pairs=await _pairs(session, found),
        suggested=await _suggested(session, one.kind, ids),
        next_id=behind[0].id if behind else None,
        previous_id=before.id if before else None,
    )


async def _pairs(session: WorkspaceSession, found: Look) -> list[schemas.Pair]:
    record = {one.place: one.record_id for one in found.members}
    read = [telling.read(pair) for pair in await clusters.pairs_of(session, found.cluster.id)]
    return [
        schemas.Pair(
            a=record[one],
            b=record[other],
            probability=probability_of(bits),
            bits=bits / MILLI,
            why=[schemas.Reason.model_validate(reason) for reason in telling.reasons(why)],
        )
        for one, other, bits, why in sorted(read, key=lambda pair: -pair[2])
    ]


async def _suggested(
    session: WorkspaceSession, kind: RecordKind, ids: Sequence[UUID]
) -> schemas.Suggestion | None:
    if len(ids) < 2:
        return None
    decision = await merging.preview(session, kind, Group(ids))
    return schemas.Suggestion(
        keep=decision.survivor.id,
        because=decision.because,
        fields=await merging_wire.choices(session, kind, decision),
    )


def _decided(one: Cluster, automatic_bits: int) -> schemas.Decided:
    """What list and page show alike. What was decided and taken back is nobody's word any more."""
    is_open = one.state == "open"
    return schemas.Decided(
        id=one.id,
        kind=one.kind,
        state=one.state,
        probability=probability_of(one.bits),
        automatic=one.sure_bits is not None and one.sure_bits >= automatic_bits,
        size=one.size,
        found_at=one.found_at,
        decided_by=None if is_open else one.decided_by,
        decided_at=None if is_open else one.decided_at,
        operation_id=one.operation_id if one.state == "merged" else None,
    )
