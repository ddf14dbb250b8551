"""The transaction of a change of members."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import Depends

from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.auth import standing
from leadgen.platform.auth.contracts import Identity
from leadgen.platform.members.repository import members
from leadgen.platform.web import Access, Db


@asynccontextmanager
async def changing(database: Database, identity: Identity) -> AsyncIterator[WorkspaceSession]:
    """One at a time in a workspace: waits for its turn before it holds anything."""
    async with database.workspace(identity.workspace_id, user_id=identity.user_id) as session:
        await members.lock(session)
        await standing.hold(session, identity)
        yield session


async def members_tx(database: Db, identity: Access) -> AsyncIterator[WorkspaceSession]:
    """As `WorkspaceTx`, for a change of members."""
    async with changing(database, identity) as session:
        yield session


MembersTx = Annotated[WorkspaceSession, Depends(members_tx, scope="function")]
