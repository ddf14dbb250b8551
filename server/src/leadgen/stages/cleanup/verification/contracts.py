"""What can go wrong with a check."""

from typing import ClassVar

from leadgen.kernel.errors import LeadgenError


class ResolverAway(LeadgenError):
    """No name server of this installation answers; later one may."""

    status: ClassVar[int] = 503
    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("The name servers of this installation do not answer. They are asked again.")
