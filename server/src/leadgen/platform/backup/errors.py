"""Why a backup cannot be written or restored."""

from pathlib import Path

from leadgen.kernel.errors import Conflict, Refused


class BackupExists(Conflict):
    """There is a file of this name already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already. A backup overwrites nothing: choose another name.")


class BackupUnwritable(Refused):
    """The backup cannot be written there."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"The backup {path} cannot be written ({why.lower()}). Nothing was left behind.")


class BackupMissing(Refused):
    """There is no such backup, or it cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be read ({why.lower()}). Check the path.")


class BackupDamaged(Refused):
    """The file is no backup, or not the whole of it."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} is not a whole backup: {why}. Nothing was changed. Use another copy of it.")


class BackupTooNew(Refused):
    """The backup was made by a newer release."""

    def __init__(self, product: str, revision: str) -> None:
        super().__init__(
            f"The backup was made by release {product} (schema {revision}), which is newer than this one. "
            "Install that release, or a later one, and restore again."
        )


class SchemaDiffers(Conflict):
    """The database has been upgraded past the schema of the backup."""

    def __init__(self, found: str, wanted: str) -> None:
        super().__init__(
            f"The backup has schema {wanted}, and this database is at {found} already. Restore into a "
            "database in which nothing was started yet: another folder with --data DIR, or a database just "
            "made by `leadgen database prepare`. It is upgraded after."
        )
