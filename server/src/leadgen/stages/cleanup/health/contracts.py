"""What can go wrong with it."""

from typing import ClassVar

from leadgen.kernel.errors import LeadgenError


class TooBusy(LeadgenError):
    """Not even a small sample could be counted in time."""

    status: ClassVar[int] = 503
    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("The database is too busy to look at the records now. Try again in a moment.")
