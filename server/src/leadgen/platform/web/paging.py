"""The page that a request for a list asks for."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Query

from leadgen.kernel.paging import Paging
from leadgen.platform.web.access import Access
from leadgen.platform.web.state import Cursors

Limit = Annotated[int, Query(ge=1, le=500, description="Items on a page.")]
Cursor = Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before.")]


def _paging(limit: int) -> Callable[..., Awaitable[Paging]]:
    async def paging(
        identity: Access, cursors: Cursors, limit: Limit = limit, cursor: Cursor = None
    ) -> Paging:
        return Paging(cursors, identity.workspace_id, limit, cursor)

    return paging


# Both take `limit` and `cursor` from the address, and differ in the limit where none is said.
Paged = Annotated[Paging, Depends(_paging(50))]
PagedBy100 = Annotated[Paging, Depends(_paging(100))]
