"""A key, without what it opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from leadgen.platform.auth.roles import Scope

KeyState = Literal["active", "expired", "revoked"]


@dataclass(frozen=True)
class ApiKey:
    """`hint` is its beginning; `last_used_at` is written every ten minutes at most."""

    id: UUID
    name: str
    hint: str
    scopes: tuple[Scope, ...]
    created_by_name: str | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None

    def state(self, at: datetime) -> KeyState:
        if self.revoked_at is not None:
            return "revoked"
        return "expired" if self.expires_at is not None and self.expires_at <= at else "active"
