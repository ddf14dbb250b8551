"""Whether the database stands where it was last started.

A copy finds itself elsewhere, and two installations of one database would both write to the same people. So
nothing leaves its workspaces until their owners say so. What is compared: the server's own identifier and
the database within it (a dump that was restored, another server), and for the embedded server when its files
were made (a copied folder). A replica that was promoted keeps both, and goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import psycopg
import structlog

from leadgen.config import Settings
from leadgen.db.postgres.layout import Layout
from leadgen.db.roles import Role

ELSEWHERE = (
    "The database was started on another server, or from another folder, than the time before. "
    "It may be a copy, and the original may still be at work."
)
_ONE_AT_A_TIME = 7_233_003  # advisory lock

log = structlog.get_logger()


@dataclass(frozen=True)
class Place:
    """Where a database stands; None where that cannot be told."""

    server: str | None
    folder: str | None

    def differs(self, other: "Place") -> bool:
        """Whether it is certainly another place."""
        pairs = ((self.server, other.server), (self.folder, other.folder))
        return any(mine is not None and its is not None and mine != its for mine, its in pairs)


def look_around(
    connect: Callable[[Role], psycopg.Connection], settings: Settings, at: datetime
) -> Place | None:
    """Remember the place; where it is another one than before, disarm every workspace first.

    The place of before in that case, else None. Doing it twice is fine, also after a kill in between.
    """
    with connect(Role.OWNER) as owner:
        owner.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        here, before = place(owner, settings), _known(owner)
        if before == here:
            return None
        moved = before is not None and before.differs(here)
        if moved:
            log.warning("database.elsewhere", action="every workspace was disarmed", before=before, here=here)
            with connect(Role.APP) as app, connect(Role.SYSTEM) as system:
                disarm_all(app, system, ELSEWHERE, at)
        _remember(owner, here, at)
    return before if moved else None


def place(connection: psycopg.Connection, settings: Settings) -> Place:
    """Where the database stands now."""
    row = connection.execute("SELECT server_identity()").fetchone()
    assert row is not None
    return Place(row[0], _folder_mark(settings) if settings.embedded else None)


def disarm_all(app: psycopg.Connection, system: psycopg.Connection, reason: str, at: datetime) -> None:
    """In one transaction; a workspace that is disarmed already keeps its reason."""
    ids = [row[0] for row in system.execute("SELECT id FROM workspace")]
    with app.transaction():
        for id in ids:
            app.execute("SELECT set_config('app.workspace_id', %s, true)", [str(id)])
            app.execute(
                "UPDATE workspace SET disarmed_at = %s, disarmed_reason = %s"
                " WHERE id = %s AND disarmed_at IS NULL",
                [at, reason, id],
            )


def _known(connection: psycopg.Connection) -> Place | None:
    row = connection.execute("SELECT server, folder FROM installation").fetchone()
    return Place(*row) if row is not None else None


def _remember(connection: psycopg.Connection, here: Place, at: datetime) -> None:
    """What cannot be told now stays as it was known."""
    connection.execute(
        "INSERT INTO installation AS known (is_only, server, folder, seen_at) VALUES (true, %s, %s, %s)"
        " ON CONFLICT (is_only) DO UPDATE SET server = coalesce(excluded.server, known.server),"
        " folder = coalesce(excluded.folder, known.folder), seen_at = excluded.seen_at",
        [here.server, here.folder, at],
    )


def _folder_mark(settings: Settings) -> str | None:
    """When and where the file system made the cluster's first file: no copy can have the same."""
    try:
        made = (Layout(settings.data_dir).cluster / "PG_VERSION").stat()
    except PermissionError:
        return None
    return f"{made.st_ino}/{made.st_ctime_ns}"
