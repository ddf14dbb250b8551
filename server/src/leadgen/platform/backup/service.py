"""Taking a backup, and making an installation from one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

import leadgen
from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.loading import Loading, RowsUnfit, into_empty
from leadgen.db.migrate import known_revisions, migrate
from leadgen.db.roles import Role
from leadgen.db.snapshot import Snapshot
from leadgen.db.startup import connector, entered
from leadgen.db.whereabouts import look_around
from leadgen.platform.backup import repository
from leadgen.platform.backup.archive import Reader, Writer, reading, summaries, writing
from leadgen.platform.backup.contracts import FORMAT, KEY_NOTE, Manifest, Part, Progress
from leadgen.platform.backup.errors import BackupTooNew, SchemaDiffers
from leadgen.platform.secrets import key_id, known_key_ids


@dataclass(frozen=True)
class Restored:
    """What came of a restore. `secrets_open`: whether what was sealed can be opened here."""

    manifest: Manifest
    secrets_open: bool


def take(settings: Settings, path: Path, at: datetime, tell: Progress) -> Manifest:
    """One file with everything as of one moment, while everybody works on. `settings` of a ready database.

    Raises BackupExists, BackupUnwritable, SchemaChanging.
    """
    connect = connector(settings)
    with writing(path) as writer, Snapshot.take(connect) as snapshot:
        _write(snapshot, writer, tell)
        manifest = _manifest(settings, snapshot, writer, at)
        writer.finish(manifest)
    with connect(Role.OWNER) as owner:
        repository.note_backup(owner, at)
    return manifest


def _write(snapshot: Snapshot, writer: Writer, tell: Progress) -> None:
    for table in (table for table in snapshot.tables if table.seen_by is None):
        writer.add(table.name, None, snapshot.rows(table, None))
    for account_id in snapshot.accounts:
        for table in (table for table in snapshot.tables if table.seen_by == "account"):
            writer.add(table.name, None, snapshot.rows(table, account_id), account_id=account_id)
    for number, workspace_id in enumerate(snapshot.workspaces, start=1):
        for table in (table for table in snapshot.tables if table.seen_by == "workspace"):
            rows = writer.add(table.name, workspace_id, snapshot.rows(table, workspace_id))
            if rows:
                tell(f"workspace {number:,} of {len(snapshot.workspaces):,}: {table.name}, {rows:,} rows")


def _manifest(settings: Settings, snapshot: Snapshot, writer: Writer, at: datetime) -> Manifest:
    columns = {table.name: table.columns for table in snapshot.tables}
    return Manifest(
        format=FORMAT,
        product=leadgen.__version__,
        revision=snapshot.revision,
        created_at=at,
        workspaces=len(snapshot.workspaces),
        secret_key_included=False,
        secret_key_id=key_id(settings),
        note=KEY_NOTE,
        tables=summaries(writer.parts, columns),
        parts=writer.parts,
    )


def restore(settings: Settings, path: Path, at: datetime, tell: Progress) -> Restored:
    """An empty installation becomes what the backup holds, in one transaction.

    Raises BackupMissing, BackupDamaged, BackupTooNew before anything is touched; NotEmpty, SchemaDiffers,
    DatabaseInUse, RowsUnfit with nothing changed.
    """
    with reading(path) as backup:
        _check_known(backup.manifest)
        tell(f"checking {len(backup.manifest.parts):,} parts")
        backup.check()
        with entered(settings):
            connect = connector(settings)
            _bring_schema(settings, backup.manifest, connect)
            _load(backup, connect, at, tell)
            migrate(address_of(settings), settings.secret())
            look_around(connect, settings, at)
        return Restored(backup.manifest, backup.manifest.secret_key_id in known_key_ids(settings))


def _check_known(manifest: Manifest) -> None:
    if manifest.revision not in known_revisions():
        raise BackupTooNew(manifest.product, manifest.revision)


def _bring_schema(
    settings: Settings, manifest: Manifest, connect: Callable[[Role], psycopg.Connection]
) -> None:
    """The schema of the backup, made where there is none yet."""
    with connect(Role.OWNER) as owner:
        found = repository.revision(owner)
    if found is None:
        migrate(address_of(settings), settings.secret(), to=manifest.revision)
    elif found != manifest.revision:
        raise SchemaDiffers(found, manifest.revision)


def _load(
    backup: Reader, connect: Callable[[Role], psycopg.Connection], at: datetime, tell: Progress
) -> None:
    with connect(Role.OWNER) as owner, into_empty(owner) as loading:
        for number, part in enumerate(backup.manifest.parts, start=1):
            _load_part(backup, loading, part)
            tell(f"{number:,} of {len(backup.manifest.parts):,}: {part.table}, {part.rows:,} rows")
        tell("checking how the rows fit together")
        repository.settle_down(loading.connection, backup.manifest.created_at, at)


def _load_part(backup: Reader, loading: Loading, part: Part) -> None:
    table = loading.tables.get(part.table)
    columns = backup.manifest.tables[part.table].columns
    if table is None or sorted(columns) != sorted(table.columns):
        raise RowsUnfit(f"{part.table} looks different here.")
    loaded = loading.load(table, columns, backup.pieces(part))
    if loaded != part.rows:
        raise RowsUnfit(f"{part.table} took {loaded} of {part.rows} rows.")
