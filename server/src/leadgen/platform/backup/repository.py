"""SQL of backups: what is put right in restored rows, in the transaction that loads them."""

from datetime import datetime

import psycopg

from leadgen.kernel.ids import uuid7

RESTORED = (
    "Restored from a backup made on {made:%Y-%m-%d at %H:%M} UTC. What was waiting to go out then may have "
    "gone out since, from the installation it came from."
)


def revision(connection: psycopg.Connection) -> str | None:
    """The schema the database is at; None before the first migration."""
    found = connection.execute("SELECT to_regclass('public.alembic_version')").fetchone()
    if found is None or found[0] is None:
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row is not None else None


def note_backup(connection: psycopg.Connection, at: datetime) -> None:
    connection.execute("UPDATE installation SET backed_up_at = %s", [at])


def settle_down(connection: psycopg.Connection, made_at: datetime, at: datetime) -> None:
    """What the processes of then left in the middle, and nothing outward before an owner confirms."""
    for statement in (_RUN_AGAIN, _ABORT, _NO_WORKERS, _NO_OLD_LINKS):
        connection.execute(statement)
    connection.execute(_CALLS_BREAK_OFF, {"at": at})
    connection.execute(
        "UPDATE workspace SET disarmed_at = %(at)s, disarmed_reason = %(reason)s",
        {"at": at, "reason": RESTORED.format(made=made_at)},
    )
    for (workspace_id,) in connection.execute("SELECT id FROM workspace").fetchall():
        told = {"workspace": workspace_id, "id": uuid7(), "at": at, "made": f"{made_at:%Y-%m-%d %H:%M} UTC"}
        connection.execute(_TELL, told)


_TELL = """
INSERT INTO access_event (workspace_id, id, at, kind, actor_kind, actor_name, subject, detail, address)
VALUES (%(workspace)s, %(id)s, %(at)s, 'backup_restored', 'system', 'Command line', %(made)s, '{}', '')
"""
_RUN_AGAIN = """
UPDATE jobs.procrastinate_jobs SET status = 'todo', attempts = attempts + 1, scheduled_at = NULL,
  queueing_lock = NULL, worker_id = NULL
WHERE status = 'doing' AND NOT abort_requested
"""
_ABORT = """
UPDATE jobs.procrastinate_jobs SET status = 'aborted', abort_requested = false, worker_id = NULL
WHERE status IN ('doing', 'aborting')
"""
_NO_WORKERS = "UPDATE jobs.procrastinate_jobs SET worker_id = NULL WHERE worker_id IS NOT NULL"
_NO_OLD_LINKS = "DELETE FROM sign_in_link WHERE purpose <> 'invitation'"
# The leases of then are over. The first worker repeats those calls whose receivers know a repeated one (once
# its workspace is armed), and leaves the others unknown, as after a crash.
_CALLS_BREAK_OFF = "UPDATE effect SET due_at = %(at)s WHERE state = 'called'"
