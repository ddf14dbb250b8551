"""What others may know of a workspace."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Workspace:
    """A tenant; `country` is an ISO code or None."""

    id: UUID
    slug: str
    name: str
    country: str | None
