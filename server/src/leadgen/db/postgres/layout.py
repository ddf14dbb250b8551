"""The places of the embedded server inside the data folder."""

import os
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

# A socket's path holds 107 bytes on Linux and 103 on macOS; its name takes `/.s.PGSQL.5432.lock`.
_LONGEST_SOCKET_DIR = 103 - len("/.s.PGSQL.5432.lock")


@dataclass(frozen=True)
class Layout:
    """Where each part lives under `data_dir` (absolute)."""

    data_dir: Path

    @property
    def root(self) -> Path:
        """All of the server's own; belongs to the user the server runs as."""
        return self.data_dir / "postgres"

    @property
    def binaries(self) -> Path:
        """One folder per version."""
        return self.root / "binaries"

    @property
    def cluster(self) -> Path:
        """What PostgreSQL calls its data directory."""
        return self.root / "cluster"

    @property
    def log_dir(self) -> Path:
        """The server's log, a file per weekday."""
        return self.root / "log"

    @property
    def password_file(self) -> Path:
        """The superuser's password; only the supervisor reads it."""
        return self.root / "superuser.password"

    @property
    def change_lock(self) -> Path:
        """Held while a process starts or stops the server."""
        return self.root / "change.lock"

    @property
    def use_lock(self) -> Path:
        """Held, shared, by every process that uses the server; released by the kernel at its death."""
        return self.root / "use.lock"

    @property
    def socket_dir(self) -> Path:
        """In the data folder; beside the system's temporary files where that path is too long."""
        inside = self.root / "run"
        if len(os.fsencode(inside)) <= _LONGEST_SOCKET_DIR:
            return inside
        name = sha256(os.fsencode(self.data_dir)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"leadgen-{name}"
