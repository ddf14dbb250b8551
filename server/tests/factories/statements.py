"""How many statements something sends to the server: a cost that no noise can touch."""

import re
from collections.abc import Awaitable, Callable
from tempfile import TemporaryFile

from leadgen.db.engine import WorkspaceSession


async def counted(session: WorkspaceSession, act: Callable[[], Awaitable[object]]) -> int:
    """Count by the driver's own trace of the session's connection."""
    connection = await session.driver()
    with TemporaryFile("w+b") as trace:
        connection.pgconn.trace(trace.fileno())
        await act()
        connection.pgconn.untrace()
        trace.seek(0)
        return len(re.findall(rb"\tF\t\d+\t(?:Query|Bind)", trace.read()))
