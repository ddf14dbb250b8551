"""Every setting of the installation, once. Each is an environment variable `LEADGEN_<NAME>`."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from leadgen.kernel.errors import LeadgenError

SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file


class SettingsInvalid(LeadgenError):
    """A setting cannot be understood; the sentence names its variable."""


def default_data_dir() -> Path:
    """Where data lives unless said otherwise: the system's place for root, else the user's own."""
    if os.geteuid() == 0:
        return Path("/var/lib/leadgen")
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "leadgen"


class Settings(BaseSettings):
    """The settings of one process, read once at its start."""

    model_config = SettingsConfigDict(
        env_prefix="LEADGEN_", env_ignore_empty=True, frozen=True, extra="forbid"
    )

    data_dir: Path = Field(
        default_factory=default_data_dir,
        description="Folder of the embedded database and of the installation's secret key.",
    )
    database_url: str | None = Field(
        default=None,
        description="External PostgreSQL 15 or newer, as postgresql://host:port/dbname without a user. "
        "Unset: the embedded server in the data folder.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address the web server listens on. Anything but loopback belongs behind a TLS proxy.",
    )
    port: int = Field(
        default=8321,
        ge=0,
        le=65535,
        description="Port of the web server; 0 takes a free one. `up` takes a free one where it is in use.",
    )
    public_url: str | None = Field(
        default=None,
        description="Address people use where a proxy stands in front, such as https://leads.example.com; "
        "with https the session cookie is marked Secure.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="The one secret all keys and database passwords are derived from, 32 characters or "
        "more, the same on every machine. Unset: the file secret.key in the data folder, made once.",
    )
    web_dist: Path | None = Field(
        default=None,
        description="Folder of the built dashboard. Unset: the one beside the program.",
    )

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @property
    def embedded(self) -> bool:
        """Whether the database is the embedded server."""
        return self.database_url is None

    def secret(self) -> bytes:
        """The installation's secret; its file is made at the first use.

        Raises SettingsInvalid where the file can neither be read nor made.
        """
        if self.secret_key is not None:
            return self.secret_key.get_secret_value().encode()
        try:
            return _secret_file(self.data_dir / SECRET_FILE)
        except OSError as error:
            raise SettingsInvalid(
                f"The secret key in {self.data_dir} cannot be read ({error.strerror}). "
                "Run as the user who owns that folder, or set LEADGEN_SECRET_KEY."
            ) from error


def load_settings(given: Mapping[str, object] | None = None) -> Settings:
    """The settings of the environment, with those `given` (by field name, None skipped) above them.

    Raises SettingsInvalid.
    """
    chosen = {name: value for name, value in (given or {}).items() if value is not None}
    try:
        return Settings.model_validate(chosen)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = "LEADGEN_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsInvalid(f"{name} is not usable: {first['msg']}.") from error


def _secret_file(path: Path) -> bytes:
    """Read the secret, made first where missing; of several processes at once, one makes it."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # another process was first: its secret is the one
        finally:
            fresh.unlink()
    return path.read_text().strip().encode()
