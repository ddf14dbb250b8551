"""Query parameters that several lists share."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

Limit = Annotated[int, Query(ge=1, le=500, description="How many rows at most.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before.")]
ByOperation = Annotated[UUID | None, Query(description="Only records that this operation made or changed.")]
