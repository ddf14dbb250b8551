"""What a verifier said of an address, and what can go wrong with a check."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from leadgen.kernel.errors import LeadgenError
from leadgen.records.email_findings import Mailbox


@dataclass(frozen=True)
class Opinion:
    """What a verifier said of the mailbox of a contact that has this address."""

    contact_id: UUID
    email: str
    mailbox: Mailbox


class ResolverAway(LeadgenError):
    """No name server of this installation answers; later one may."""

    status: ClassVar[int] = 503
    retryable: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("The name servers of this installation do not answer. They are asked again.")
