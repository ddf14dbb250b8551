"""One transaction per request, committed before its answer leaves."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends, Request

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.auth import standing
from leadgen.platform.web.access import Access
from leadgen.platform.web.state import Db

READING = frozenset({"GET", "HEAD", "OPTIONS"})


async def workspace_tx(request: Request, database: Db, identity: Access) -> AsyncIterator[WorkspaceSession]:
    """A session in the caller's workspace; an error anywhere in the request takes all of it back.

    What changes something holds the caller's membership or key: one that was removed a moment ago, or while
    the body arrived, changes nothing any more.
    """
    async with database.workspace(identity.workspace_id, user_id=identity.user_id) as session:
        if request.method not in READING:
            await standing.hold(session, identity)
        yield session


# scope="function" closes the dependency after the route and before the answer is sent, so that a failed
# commit is an error for the caller. The default closes it afterwards, when 200 has left already.
WorkspaceTx = Annotated[WorkspaceSession, Depends(workspace_tx, scope="function")]
