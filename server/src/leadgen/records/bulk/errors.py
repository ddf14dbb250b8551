"""What can be wrong with an act on many records."""

from leadgen.kernel.errors import Conflict
from leadgen.records.contracts import Operation


class SelectionChanged(Conflict):
    """The selection is not as many records as was expected: records were added, changed or removed."""

    def __init__(self, found: int, expected: int) -> None:
        super().__init__(
            f"These were {expected:,} records and are {found:,} now. Nothing was done; look at them "
            "again, then repeat it with the new number.",
            count=found,
        )


class NotCancellable(Conflict):
    """Only an act on many records that still runs can be cancelled here."""

    def __init__(self, operation: Operation) -> None:
        super().__init__(
            "An import or an undo is not cancelled here. Open the import to stop it."
            if operation.state == "running"
            else "This is finished already. Undo it instead."
        )
