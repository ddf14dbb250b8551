"""Every setting of the installation, once. Each is an environment variable `LEADGEN_<NAME>`."""

import os
import re
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from leadgen.kernel.errors import LeadgenError

SECRET_FILE = "secret.key"  # noqa: S105 - the name of a file
OLD_SECRETS_FILE = "secret.key.old"

_ADDRESS = r"[^@\s<>\x00-\x1f\x7f]+@[^@\s<>\x00-\x1f\x7f]+"
_SENDER = re.compile(rf"{_ADDRESS}|[^<>@\x00-\x1f\x7f]+ <{_ADDRESS}>")

_NAME_SERVER = re.compile(r"(?:\[(?P<v6>[0-9a-fA-F:.]+)\]|(?P<plain>[0-9.]+))(?::(?P<port>[0-9]{1,5}))?")
# A host, which is a name or an address, and a port.
Place = tuple[str, int]
_HOST_AND_PORT = re.compile(r"(?P<host>\[[0-9a-f:.]+\]|[^:/@\[\]*=]+):(?P<port>[0-9]{1,5})")
_DOMAIN_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?")


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
    old_secret_keys: SecretStr | None = Field(
        default=None,
        description="Secrets used before, separated by commas: what they sealed still opens. Beside them "
        "counts the file secret.key.old in the data folder, one a line.",
    )
    web_dist: Path | None = Field(
        default=None,
        description="Folder of the built dashboard. Unset: the one beside the program.",
    )

    smtp_url: SecretStr | None = Field(
        default=None,
        description="The mail server for letters of the product itself (invitations, password resets), as "
        "smtp://user:password@host:587 with STARTTLS, or smtps://… with TLS from the start. Unset: links are "
        "shown to an administrator instead.",
    )
    mail_from: str | None = Field(
        default=None,
        validate_default=True,
        description="Whom those letters are from, such as Leadgen <leads@example.com>.",
    )
    google_client_id: str | None = Field(
        default=None, description="Client id at Google, for signing in with Google; with its secret."
    )
    google_client_secret: SecretStr | None = Field(
        default=None,
        description="Client secret at Google. The redirect address to register there is "
        "<public address>/api/v1/sign-in/google/callback.",
    )
    oidc_issuer: str | None = Field(
        default=None,
        description="Issuer of an OpenID Connect provider to sign in with, such as https://id.example.com, "
        "exactly as its discovery document says it.",
    )
    oidc_client_id: str | None = Field(default=None, description="Client id at that provider.")
    oidc_client_secret: SecretStr | None = Field(
        default=None,
        description="Client secret at that provider. The redirect address to register there is "
        "<public address>/api/v1/sign-in/oidc/callback.",
    )
    oidc_label: str = Field(
        default="Single sign-on", min_length=1, max_length=40, description="What its button says."
    )
    api_rate: int = Field(
        default=600, ge=1, le=1_000_000, description="Requests a minute that one API key may make."
    )
    api_burst: int = Field(
        default=100, ge=1, le=1_000_000, description="How many of them at once; then they come back evenly."
    )
    outbound_allow: str | None = Field(
        default=None,
        description="Addresses inside your network that the server may connect to, as host:port,… exactly as "
        "they are asked for, such as localhost:25. Public addresses need none. With =address:port behind it "
        "a name leads there, whatever the name system says: shop.example:443=10.0.0.7:8443.",
    )

    dns_servers: str | None = Field(
        default=None,
        description="Name servers that are asked whether an e-mail domain takes mail, as address or "
        "address:port, separated by commas, such as 9.9.9.9,[2620:fe::fe]:53. Unset: those of the system.",
    )

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None:
            _check_mail_server(given.get_secret_value())
        return given

    @field_validator("mail_from")
    @classmethod
    def _sender(cls, given: str | None, others: ValidationInfo) -> str | None:
        if given is None and others.data.get("smtp_url") is not None:
            raise ValueError("it is needed beside LEADGEN_SMTP_URL, such as Leadgen <leads@example.com>")
        if given is not None and not _SENDER.fullmatch(given):
            raise ValueError("write it like leads@example.com or Leadgen <leads@example.com>")
        return given

    @field_validator("outbound_allow")
    @classmethod
    def _host_and_port(cls, listed: str | None) -> str | None:
        _exceptions_in(listed)
        return listed

    @field_validator("dns_servers")
    @classmethod
    def _addresses(cls, listed: str | None) -> str | None:
        _name_servers_in(listed)
        return listed

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, folder: Path) -> Path:
        return folder.expanduser().absolute()

    @property
    def outbound_exceptions(self) -> Mapping[Place, Place]:
        """The hosts and ports of `outbound_allow`, each with where it leads: itself, unless it is pinned."""
        return _exceptions_in(self.outbound_allow)

    @property
    def name_servers(self) -> tuple[tuple[str, int], ...]:
        """The addresses and ports of `dns_servers`; none: the system's own."""
        return _name_servers_in(self.dns_servers)

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

    def old_secrets(self) -> tuple[bytes, ...]:
        """Secrets of before, which open what they sealed and seal nothing any more.

        Raises SettingsInvalid where their file is there and cannot be read.
        """
        set_here = self.old_secret_keys.get_secret_value().split(",") if self.old_secret_keys else []
        path = self.data_dir / OLD_SECRETS_FILE
        try:
            kept = path.read_text().split("\n")
        except (FileNotFoundError, NotADirectoryError):
            kept = []
        except OSError as error:
            raise SettingsInvalid(
                f"The old secret keys in {path} cannot be read ({error.strerror})."
            ) from error
        return tuple(old.strip().encode() for old in (*set_here, *kept) if old.strip())


def _check_mail_server(url: str) -> None:
    """Raises ValueError without the URL in it, which holds a password."""
    try:
        parts = urlsplit(url)
        is_usable = parts.scheme in ("smtp", "smtps") and bool(parts.hostname) and parts.port != 0
        is_usable = is_usable and parts.path in ("", "/") and not (parts.query or parts.fragment)
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ValueError("write it like smtp://user:password@mail.example.com:587")


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


def _exceptions_in(listed: str | None) -> Mapping[Place, Place]:
    """Raises ValueError for an entry that is not one host and one port, or leads to two places."""
    found: dict[Place, Place] = {}
    for entry in filter(None, (listed or "").replace(" ", "").lower().split(",")):
        asked, is_pinned, there = entry.partition("=")
        place = _place(asked)
        leads_to = _pinned(place, there) if is_pinned else place
        if found.setdefault(place, leads_to) != leads_to:
            raise ValueError(f"{asked} stands there twice and leads to two places")
    return found


def _place(text: str) -> Place:
    match = _HOST_AND_PORT.fullmatch(text)
    if match is None or not 0 < int(match["port"]) < 65536:
        raise ValueError(f"{text} is not host:port, such as localhost:25 or [::1]:8080")
    return match["host"].strip("[]"), int(match["port"])


def _pinned(asked: Place, there: str) -> Place:
    """Only a name can be led elsewhere, and only to an address, which is asked of nobody."""
    host, port = _place(there)
    if not _DOMAIN_NAME.fullmatch(asked[0]):
        raise ValueError(f"{asked[0]} is not a domain name, which alone can be led to an address")
    try:
        return str(ip_address(host)), port
    except ValueError:
        raise ValueError(f"{there} is not address:port, such as 10.0.0.7:8443 or [::1]:8080") from None


def _name_servers_in(listed: str | None) -> tuple[tuple[str, int], ...]:
    """Raises ValueError for an entry that is not an IP address, with or without a port."""
    found = []
    for entry in filter(None, (listed or "").replace(" ", "").split(",")):
        match = _NAME_SERVER.fullmatch(entry)
        try:
            port = int(match["port"] or 53) if match else 53
            found.append((str(ip_address((match["v6"] or match["plain"]) if match else entry)), port))
        except ValueError:
            port = 0
        if not 0 < port < 65536:
            raise ValueError(f"{entry} is not an address, such as 9.9.9.9, 9.9.9.9:53 or [2620:fe::fe]:53")
    return tuple(found)


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
