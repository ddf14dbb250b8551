"""The system user PostgreSQL runs as: it refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from leadgen.db.postgres.errors import DataFolderUnusable, ServerFailed

SYSTEM_USER = "leadgen"


class As(TypedDict, total=False):
    """Arguments of `subprocess` that choose the user."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """The user of the server: ourselves, or the system user where we are root."""

    uid: int
    gid: int
    name: str

    @property
    def other(self) -> bool:
        """Whether it is somebody else than this process's user."""
        return self.uid != os.geteuid()

    def identity(self) -> As:
        """How to start a subprocess as this user."""
        return As(user=self.uid, group=self.gid, extra_groups=[]) if self.other else As()

    def own(self, path: Path) -> None:
        """Give a path to this user."""
        if self.other:
            os.chown(path, self.uid, self.gid)

    def may(self, test: str, path: Path) -> bool:
        """Ask the system as this user: `-x` may enter, `-w` may write. Sees access lists too."""
        script = ["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]
        asked = subprocess.run(script, **self.identity(), cwd="/")  # noqa: S603 - the text is ours
        return asked.returncode == 0


def account() -> Account:
    """Who the server runs as; for root, a system user that is made when missing."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), str(os.geteuid()))
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _make_system_user()
        entry = pwd.getpwnam(SYSTEM_USER)
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def _make_system_user() -> None:
    program = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    advice = (
        f"PostgreSQL refuses to run as root: make a system user named {SYSTEM_USER}, or run as a plain user."
    )
    if program is None:
        raise ServerFailed(advice)
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
    made = subprocess.run(  # noqa: S603 - the system's own program
        [program, *options, "--shell", "/usr/sbin/nologin", SYSTEM_USER], capture_output=True, text=True
    )
    if made.returncode not in (0, 9):  # 9: another process made it meanwhile
        raise ServerFailed(f"{advice} (useradd said: {made.stderr.strip()})")


def check_usable(folder: Path, user: Account) -> None:
    """Make the data folder where missing and see that `user` may enter it.

    Raises DataFolderUnusable with the folder in the way and what to do.
    """
    if user.other:
        _check_path([step for step in reversed(folder.parents) if step.exists()], folder, user)
    try:
        _make(folder, user)
    except OSError as error:
        raise DataFolderUnusable(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Choose a folder you may write to: --data DIR."
        ) from error
    if user.other:
        _check_path([folder], folder, user)
    elif not os.access(folder, os.W_OK | os.X_OK):
        raise DataFolderUnusable(
            f"The data folder {folder} cannot be written to by this user. "
            "Choose a folder of your own with --data DIR, or run as its owner."
        )


def _make(folder: Path, user: Account) -> None:
    """Where it is for another user, that one may pass whatever the umask; there is nothing to read."""
    missing = [step for step in (folder, *folder.parents) if not step.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    if user.other:
        for step in missing:
            step.chmod(0o711)


def _check_path(steps: Sequence[Path], folder: Path, user: Account) -> None:
    for step in steps:
        if not user.may("-x", step):
            raise DataFolderUnusable(
                f"The data folder {folder} cannot be used: started by root, PostgreSQL runs as the system "
                f'user "{user.name}", who may not enter {step}. Choose a folder outside it, such as '
                f"--data /var/lib/leadgen, or start as a plain user."
            )
