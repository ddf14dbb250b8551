"""Why something outside was not reached, or its answer not read."""

from typing import ClassVar

from leadgen.kernel.errors import LeadgenError


class NetError(LeadgenError):
    """Another server could not be asked."""

    status: ClassVar[int] = 502


class AddressForbidden(NetError):
    """The address is not one this server may connect to."""

    status: ClassVar[int] = 422

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"{reason} Use a public http or https address; who runs this server can allow others "
            "in LEADGEN_OUTBOUND_ALLOW."
        )


class AnswerTooLarge(NetError):
    """The other server sent more than is read of it."""

    def __init__(self, most_bytes: int) -> None:
        super().__init__(f"The other server answered with more than {most_bytes:,} bytes.")


class NetTimeout(NetError):
    """The other server took too long."""

    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("The other server took too long to answer.")


class NetFailed(NetError):
    """The other server was not found, did not take the connection, or broke it."""

    retryable: ClassVar[bool] = True


class NameUnknown(NetFailed):
    """The name system knows of no address, so that nothing is gained by asking again soon."""

    retryable: ClassVar[bool] = False

    def __init__(self, host: str) -> None:
        super().__init__(f"No address is known for {host}. Check its spelling.")
