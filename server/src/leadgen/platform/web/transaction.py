"""One transaction per request, committed before its answer leaves."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends

from leadgen.db.engine import WorkspaceSession
from leadgen.platform.web.access import Access
from leadgen.platform.web.state import Db


async def workspace_tx(database: Db, identity: Access) -> AsyncIterator[WorkspaceSession]:
    """A session in the caller's workspace; an error anywhere in the request takes all of it back."""
    async with database.workspace(identity.workspace_id, user_id=identity.user_id) as session:
        yield session


# scope="function" closes the dependency after the route and before the answer is sent, so that a failed
# commit is an error for the caller. The default closes it afterwards, when 200 has left already.
WorkspaceTx = Annotated[WorkspaceSession, Depends(workspace_tx, scope="function")]
