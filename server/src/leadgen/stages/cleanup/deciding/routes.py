"""Duplicates over HTTP: scans, clusters, decisions, thresholds."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from leadgen.kernel.json import JSON
from leadgen.kernel.paging import CursorCodec, InvalidCursor
from leadgen.platform.web import Access, Once, Paged, WorkspaceTx, problems
from leadgen.platform.web.state import Cursors
from leadgen.records import history_schemas
from leadgen.records import wire as records_wire
from leadgen.records.errors import InvalidValues
from leadgen.records.field import RecordKind
from leadgen.stages.cleanup.deciding import bulk, contracts, deciding, scanning, schemas, wire
from leadgen.stages.cleanup.deciding.bulk import PreviewOutdated
from leadgen.stages.cleanup.deciding.contracts import (
    ClusterChanged,
    ClusterNotFound,
    ClusterState,
    NotOfCluster,
    ScanFinished,
    ScanNotFound,
    ScanRunning,
    TooManyDistinct,
)
from leadgen.stages.cleanup.deciding.deciding import Wish
from leadgen.stages.cleanup.deciding.probability import bits_of
from leadgen.stages.cleanup.deciding.repository import scans
from leadgen.stages.cleanup.deciding.repository.clusters import Asked

router = APIRouter(tags=["Duplicates"])

OfKind = Annotated[RecordKind, Query(description="Which kind of record.", examples=["contact"])]
Least = Annotated[float, Query(ge=0.0, le=1.0, description="Only those at least so probable.")]
Sort = Annotated[schemas.Sort, Query(description="The surest, the least sure, or the largest first.")]
ByOperation = Annotated[
    UUID | None,
    Query(
        description="Only those with a record that this operation made or changed: what an import brought."
    ),
]
_USUAL: schemas.Sort = "-probability"
_PREVIEW = "merge of duplicates"


@router.post(
    "/duplicates/scans",
    operation_id="start_duplicate_scan",
    status_code=202,
    response_model=schemas.Scan,
    responses=problems(ScanRunning),
)
async def start_duplicate_scan(
    body: schemas.ScanDraft, _: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Look for duplicates in all records of a kind, by a job; one at a time.

    What changes later is looked at by itself. Decisions stay: what was said to be no duplicate is not brought
    again. Records in the trash take no part.
    """

    async def begin() -> schemas.Scan:
        return wire.scan(await scanning.start(session, body.kind))

    return await once(begin)


@router.get("/duplicates/scans", operation_id="list_duplicate_scans")
async def list_duplicate_scans(
    kind: OfKind, _: Access, session: WorkspaceTx, paging: Paged
) -> schemas.ScanPage:
    """The scans of a kind of record, the newest first."""
    return await wire.scan_page(session, paging, kind)


@router.get("/duplicates/scans/{id}", operation_id="get_duplicate_scan", responses=problems(ScanNotFound))
async def get_duplicate_scan(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Scan:
    """How far a scan is, or what it found."""
    return wire.scan(await scanning.get(session, id))


@router.post(
    "/duplicates/scans/{id}/cancel",
    operation_id="cancel_duplicate_scan",
    responses=problems(ScanNotFound, ScanFinished),
)
async def cancel_duplicate_scan(id: UUID, _: Access, session: WorkspaceTx) -> schemas.Scan:
    """Stop a scan. What was found before stays."""
    return wire.scan(await scanning.cancel(session, id))


@router.get("/duplicates/settings", operation_id="get_duplicate_settings")
async def get_duplicate_settings(_: Access, session: WorkspaceTx) -> schemas.Thresholds:
    """From which probability on two records are worth a look, and from which they may be merged unseen."""
    return schemas.Thresholds.model_validate(await scans.thresholds(session))


@router.put("/duplicates/settings", operation_id="set_duplicate_settings")
async def set_duplicate_settings(
    body: schemas.Thresholds, _: Access, session: WorkspaceTx
) -> schemas.Thresholds:
    """Set both. What may be merged unseen follows at once; what is shown, with the next whole scan."""
    await scans.keep_thresholds(session, contracts.Thresholds(body.review, body.automatic))
    return body


@router.post("/duplicates/merge/preview", operation_id="preview_duplicate_merges")
async def preview_duplicate_merges(
    body: schemas.BulkPreviewDraft, _: Access, session: WorkspaceTx, cursors: Cursors
) -> schemas.BulkPreview:
    """How many clusters may be merged unseen from a probability on, a sample, and the expected mistakes."""
    found = await bulk.preview(session, body.kind, bits_of(body.least))
    token = cursors.encode(session.workspace_id, _PREVIEW, found.token())
    return schemas.BulkPreview(
        clusters=found.clusters,
        records=found.records,
        expected_false_merges=found.expected_false_merges,
        sample=list(found.sample),
        count_token=token,
    )


@router.post(
    "/duplicates/merge",
    operation_id="merge_duplicates",
    status_code=202,
    response_model=history_schemas.Operation,
    responses=problems(PreviewOutdated),
)
async def merge_duplicates(
    body: schemas.BulkMerge,
    identity: Access,
    session: WorkspaceTx,
    cursors: Cursors,
    once: Once,
) -> Response:
    """Merge the clusters that a preview counted and that are as they were, by a job: one operation, one undo.

    Which value stays is found as everywhere: pinned, best evidence, newest, longest. Clusters that changed
    meanwhile are left alone and told by `GET /operations/{id}/conflicts`.
    """

    async def begin() -> history_schemas.Operation:
        wanted = bulk.read(_token(session, cursors, body.preview), body.kind, bits_of(body.least))
        return await records_wire.operation(session, await bulk.start(session, identity.actor, wanted))

    return await once(begin)


@router.get("/duplicates", operation_id="list_duplicates")
async def list_duplicates(
    kind: OfKind,
    _: Access,
    session: WorkspaceTx,
    paging: Paged,
    state: ClusterState = "open",
    least: Least = 0.0,
    sort: Sort = _USUAL,
    operation_id: ByOperation = None,
) -> schemas.ClusterPage:
    """Clusters of records that are probably one, and how many there are of each state."""
    return await wire.page(session, paging, Asked(kind, state, bits_of(least), sort, operation_id))


@router.get("/duplicates/{id}", operation_id="get_duplicate", responses=problems(ClusterNotFound))
async def get_duplicate(
    id: UUID,
    _: Access,
    session: WorkspaceTx,
    least: Least = 0.0,
    sort: Sort = _USUAL,
    operation_id: ByOperation = None,
) -> schemas.Cluster:
    """A cluster: its records side by side, why they are thought to be one, what a merge would make of them.

    Its neighbours are those of the same state, as `GET /duplicates` has them with these parameters.
    """
    return await wire.cluster(session, id, sort, bits_of(least), operation_id)


@router.post(
    "/duplicates/{id}/merge",
    operation_id="merge_duplicate",
    response_model=schemas.Merged,
    responses=problems(ClusterNotFound, ClusterChanged, NotOfCluster, InvalidValues),
)
async def merge_duplicate(
    id: UUID, body: schemas.ClusterMergeDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Make one record of the cluster, or of some of its records, as `POST /contacts/merge` does.

    Undo the operation, and the cluster is open again. Of two who decide at once, the second is told.
    """

    async def act() -> schemas.Merged:
        wish = Wish(body.records, body.version)
        operation_id = await deciding.merge(session, identity.actor, id, wish, body.keep, body.picks)
        return schemas.Merged(operation_id=operation_id, cluster=await _after(session, id))

    return await once(act)


@router.post(
    "/duplicates/{id}/distinct",
    operation_id="keep_duplicate_apart",
    response_model=schemas.Cluster,
    responses=problems(ClusterNotFound, ClusterChanged, NotOfCluster, TooManyDistinct),
)
async def keep_duplicate_apart(
    id: UUID, body: schemas.DistinctDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """None of these records is another one: remembered for good, no scan brings two of them together again.

    Where only some of the cluster are named, what is left of it is a cluster of its own.
    """

    async def act() -> schemas.Cluster:
        await deciding.distinct(session, identity.actor, id, Wish(body.records, body.version))
        return await _after(session, id)

    return await once(act)


@router.post(
    "/duplicates/{id}/skip",
    operation_id="skip_duplicate",
    response_model=schemas.Cluster,
    responses=problems(ClusterNotFound, ClusterChanged),
)
async def skip_duplicate(
    id: UUID, body: schemas.SkipDraft, identity: Access, session: WorkspaceTx, once: Once
) -> Response:
    """Decide later: the cluster waits apart, until somebody opens it again."""

    async def act() -> schemas.Cluster:
        await deciding.skip(session, identity.actor, id, Wish(version=body.version))
        return await _after(session, id)

    return await once(act)


@router.post(
    "/duplicates/{id}/reopen",
    operation_id="reopen_duplicate",
    response_model=schemas.Cluster,
    responses=problems(ClusterNotFound, ClusterChanged),
)
async def reopen_duplicate(id: UUID, _: Access, session: WorkspaceTx, once: Once) -> Response:
    """Take a skip or a "not a duplicate" back. A merge is taken back by the undo of its operation."""

    async def act() -> schemas.Cluster:
        await deciding.reopen(session, id)
        return await _after(session, id)

    return await once(act)


async def _after(session: WorkspaceTx, cluster_id: UUID) -> schemas.Cluster:
    return await wire.cluster(session, cluster_id, _USUAL, bits_of(0.0))


def _token(session: WorkspaceTx, cursors: CursorCodec, given: str) -> JSON:
    try:
        return cursors.decode(session.workspace_id, _PREVIEW, given)
    except InvalidCursor:
        raise PreviewOutdated from None
