"""A new secret for the installation: database passwords and everything sealed change over to it.

Nothing breaks in between: what an old secret sealed opens all the while, and a run that was killed is
finished by the next one. Processes that read the secret from its file follow by themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import psycopg

from leadgen.config import Settings
from leadgen.db.address import address_of
from leadgen.db.roles import LOGIN_ROLES, Role, password
from leadgen.db.startup import DatabaseNotPrepared, connector
from leadgen.db.tables import Table
from leadgen.platform.secrets import repository
from leadgen.platform.secrets.contracts import SealedColumn, Survey
from leadgen.platform.secrets.errors import SealUnreadable
from leadgen.platform.secrets.keyfile import replace_secret
from leadgen.platform.secrets.sealing import current_head, known_heads, seal, unseal


@dataclass(frozen=True)
class Rotated:
    """What a run did. `fresh`: it made the new secret; False: it finished a change begun before.

    `unreadable` values were sealed with a secret that is not here; they stay as they are.
    """

    fresh: bool
    passwords: int
    resealed: int
    unreadable: int


def rotate(settings: Settings, sealed: Sequence[SealedColumn]) -> Rotated:
    """On a running server. With LEADGEN_SECRET_KEY set, that is the new secret, and none is made.

    Raises DatabaseNotPrepared where no known secret opens the database.
    """
    passwords = change_passwords(settings)
    with connector(settings)(Role.OWNER) as owner:
        repository.one_at_a_time(owner)
        begun = passwords > 0 or survey(settings, sealed).old > 0
        fresh = not begun and settings.secret_key is None
        if fresh:
            replace_secret(settings)
            passwords = change_passwords(settings)
        resealed, unreadable = _reseal_all(settings, sealed)
    return Rotated(fresh, passwords, resealed, unreadable)


def change_passwords(settings: Settings) -> int:
    """Each role of ours gets the password that the present secret gives. How many had another."""
    return sum(_change_password(settings, role) for role in LOGIN_ROLES)


def survey(settings: Settings, sealed: Sequence[SealedColumn]) -> Survey:
    """Counts every sealed value by its key; opens none."""
    present, known = current_head(settings), known_heads(settings)
    counts = {"current": 0, "old": 0, "unknown": 0}
    connect = connector(settings)
    with connect(Role.APP) as app, connect(Role.SYSTEM) as system:
        for column, _ in _places(app, system, sealed):
            for head, number in repository.heads(app, column, len(present)):
                kind = "current" if head == present else "old" if head in known else "unknown"
                counts[kind] += number
    return Survey(**counts)


def _change_password(settings: Settings, role: Role) -> bool:
    refused: psycopg.OperationalError | None = None
    for secret in (settings.secret(), *settings.old_secrets()):
        try:
            connection = psycopg.connect(
                address_of(settings).role_conninfo(role, secret), connect_timeout=10, autocommit=True
            )
        except psycopg.OperationalError as error:
            refused = refused or error
            continue
        with connection:
            if secret != settings.secret():
                repository.set_own_password(connection, role, password(settings.secret(), role))
            return secret != settings.secret()
    raise DatabaseNotPrepared(
        f"The database cannot be entered as {role} with the secret key, nor with an old one: "
        f"{str(refused).strip()} Put the key that was used until now into LEADGEN_OLD_SECRET_KEYS."
    )


def _reseal_all(settings: Settings, sealed: Sequence[SealedColumn]) -> tuple[int, int]:
    resealed = unreadable = 0
    connect = connector(settings)
    with connect(Role.APP) as app, connect(Role.SYSTEM) as system:
        tables = repository.tables(app)
        for column, workspace_id in _places(app, system, sealed):
            done, left = _reseal(app, settings, column, tables[column.table], workspace_id)
            resealed, unreadable = resealed + done, unreadable + left
    return resealed, unreadable


def _places(
    app: psycopg.Connection, system: psycopg.Connection, sealed: Sequence[SealedColumn]
) -> Iterator[tuple[SealedColumn, UUID | None]]:
    """Each column, once in every workspace where it has such; `app` sees that workspace meanwhile."""
    for workspace_id in (None, *repository.workspace_ids(system)):
        repository.see(app, workspace_id)
        for column in sealed:
            if column.of_workspace is (workspace_id is not None):
                yield column, workspace_id


def _reseal(
    app: psycopg.Connection, settings: Settings, column: SealedColumn, table: Table, workspace_id: UUID | None
) -> tuple[int, int]:
    """Each value by itself: a kill leaves some with the old key, which opens them until the next run."""
    done = unreadable = 0
    for key, old in repository.not_beginning(app, column, table, current_head(settings)):
        try:
            plain = unseal(settings, old, column.purpose, workspace_id=workspace_id)
        except SealUnreadable:
            unreadable += 1  # told to the operator, and left as it is: its key may turn up
            continue
        new = seal(settings, plain, column.purpose, workspace_id=workspace_id)
        done += repository.replace(app, column, table, key, old=old, new=new)
    return done, unreadable
