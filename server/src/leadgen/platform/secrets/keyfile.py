"""The files of the installation's secret, changed so that a kill at any moment leaves a secret that works."""

import os
import secrets
from pathlib import Path

from leadgen.config import OLD_SECRETS_FILE, SECRET_FILE, Settings


def replace_secret(settings: Settings) -> None:
    """A fresh secret in its file; the one of before first joins the old ones, which still open."""
    path = settings.data_dir / SECRET_FILE
    old = path.read_text().strip()
    _keep_old(settings.data_dir / OLD_SECRETS_FILE, old, like=path)
    _write(path, secrets.token_urlsafe(32), like=path)


def _keep_old(path: Path, old: str, *, like: Path) -> None:
    kept = path.read_text().split() if path.exists() else []
    if old not in kept:
        _write(path, "".join(f"{each}\n" for each in [*kept, old]), like=like)


def _write(path: Path, content: str, *, like: Path) -> None:
    """Whole or not at all, readable by the same user as `like`, and on disk."""
    owner = like.stat()
    fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        if (owner.st_uid, owner.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)
