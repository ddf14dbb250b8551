"""Query parameters that several lists share."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

ByOperation = Annotated[UUID | None, Query(description="Only records that this operation made or changed.")]

ByFilter = Annotated[
    str | None,
    Query(
        max_length=8_000,
        alias="filter",
        description="A filter as JSON. A longer one goes to the same list by POST, `…/query`.",
        examples=['{"field": "created_at", "op": "in_last_days", "value": 30}'],
    ),
]
