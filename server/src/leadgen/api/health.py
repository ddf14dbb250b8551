"""Is this process able to work?"""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from leadgen.db.migrate import schema_head
from leadgen.platform.web import Db, Schema, example

router = APIRouter(tags=["Health"])


class Health(Schema):
    """Answered only while the database answers."""

    model_config = example({"status": "ok", "schema_version": "0002"})

    status: Literal["ok"]
    schema_version: str = Field(description="The newest migration the database has.")


@router.get("/health", operation_id="get_health")
async def get_health(database: Db) -> Health:
    """Is the server up, and its database?

    For load balancers and monitors; needs no sign-in. 503 while the database is away.
    """
    async with database.identity() as session:
        version = await session.run_sync(lambda sync: schema_head(sync.connection()))
    return Health(status="ok", schema_version=version or "none")
