"""What can be wrong with a merge."""

from uuid import UUID

from leadgen.kernel.errors import Conflict


class AlreadyMerged(Conflict):
    """One of the records was merged into another one meanwhile; `merged_into` is that one."""

    def __init__(self, label: str, survivor_id: UUID, survivor: str) -> None:
        super().__init__(
            f"{label or 'One of them'} was merged into {survivor or 'another record'} already. Nothing was "
            "done; look at what is there now, then merge again.",
            merged_into=str(survivor_id),
            record_label=survivor,
        )
