"""What goes between the parts of deciding about duplicates, and what can be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Conflict, Invalid, NotFound
from leadgen.kernel.json import JSON
from leadgen.records.field import RecordKind

ScanState = Literal["queued", "running", "done", "failed", "cancelled"]
ClusterState = Literal["open", "skipped", "distinct", "merged"]


@dataclass(frozen=True)
class Scan:
    """A look for duplicates. `whole`: at all records, else at what changed since the one before."""

    id: UUID
    kind: RecordKind
    whole: bool
    state: ScanState
    done: int
    total: int | None
    records: int | None
    clusters: int | None
    automatic_clusters: int | None
    expected_false_merges: float | None
    error: str | None
    looked_at: datetime | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


@dataclass(frozen=True)
class Cluster:
    """Records that are probably one; bits in thousandths, as they are kept."""

    id: UUID
    kind: RecordKind
    state: ClusterState
    size: int
    bits: int
    sure_bits: int | None
    expected_false: float | None
    found_at: datetime
    revised_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    operation_id: UUID | None


@dataclass(frozen=True)
class Member:
    """A record of a cluster. `seen`: a digest of what was compared of it."""

    cluster_id: UUID
    record_id: UUID
    place: int
    seen: int


@dataclass(frozen=True)
class Thresholds:
    """Probabilities: from `review` on a pair is shown, from `automatic` on it may be merged unseen."""

    review: float = 0.5
    automatic: float = 0.999


@dataclass(frozen=True)
class FoundCluster:
    """What a scan found, with the records' ids. `pairs` as they are kept; places are those of `members`."""

    members: Sequence[tuple[UUID, int]]
    bits: int
    sure_bits: int | None
    expected_false: float | None
    pairs: JSON


class ScanNotFound(NotFound):
    """No such scan here."""

    def __init__(self) -> None:
        super().__init__("There is no such scan here. GET /duplicates/scans lists them.")


class ScanRunning(Conflict):
    """One scan of a kind of record at a time; `scan_id` is the one that runs."""

    def __init__(self, scan_id: UUID) -> None:
        super().__init__(
            "Somebody is looking for duplicates already. Wait until that is done, or cancel it.",
            scan_id=str(scan_id),
        )


class ScanFinished(Conflict):
    """It cannot be cancelled any more."""

    def __init__(self) -> None:
        super().__init__("This scan is finished already.")


class ClusterNotFound(NotFound):
    """No such cluster here, or a later scan found something else."""

    def __init__(self) -> None:
        super().__init__("There is no such cluster here any more. GET /duplicates lists those there are.")


class ClusterChanged(Conflict):
    """The cluster is not what it was when it was looked at; `state` and `version` say what is so now."""

    def __init__(self, detail: str, *, state: str, version: str, gone: Sequence[UUID] = ()) -> None:
        super().__init__(
            f"{detail} Nothing was done; look at the cluster as it is now, then decide again.",
            state=state,
            version=version,
            gone=[str(one) for one in gone],
        )


class NotOfCluster(Invalid):
    """Records were named that are not of this cluster, or too few of them."""

    def __init__(self) -> None:
        super().__init__("Name two or more records of this cluster, each once.")


class TooManyDistinct(Invalid):
    """So many pairs are not remembered one by one."""

    def __init__(self, most: int) -> None:
        super().__init__(f"Say it of up to {most} records at once: name some of them in `records`.")
