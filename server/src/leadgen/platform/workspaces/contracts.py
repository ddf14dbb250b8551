"""What others may know of a workspace."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Disarmed:
    """Since when and why nothing of a workspace leaves the installation."""

    since: datetime
    reason: str


@dataclass(frozen=True)
class Workspace:
    """A tenant; `country` is an ISO code or None. `verify_imports`: addresses of every import are checked."""

    id: UUID
    slug: str
    name: str
    country: str | None
    disarmed: Disarmed | None = None
    verify_imports: bool = False
