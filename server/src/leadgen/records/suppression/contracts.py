"""What is kept out, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.kernel.errors import Invalid, NotFound
from leadgen.platform.auth.contracts import Actor

Kind = Literal["email", "domain", "phone", "linkedin"]
Reason = Literal["by_hand", "opt_out"]


class SuppressionNotFound(NotFound):
    """No such entry here."""

    def __init__(self) -> None:
        super().__init__("There is no such entry here. The list shows all of them.")


class AddressInvalid(Invalid):
    """What is to be kept out is no such address; the sentence says why."""


@dataclass(frozen=True)
class Address:
    """One way to reach somebody. `key` is what all its spellings share."""

    kind: Kind
    value: str
    key: str


@dataclass(frozen=True)
class Suppression:
    """An address that is kept out. `value` is None once the person was erased."""

    id: UUID
    kind: Kind
    value: str | None
    reason: Reason
    note: str
    operation_id: UUID | None
    actor: Actor
    created_at: datetime
