"""Where the database is, and how each role reaches it."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from leadgen.config import Settings, SettingsInvalid
from leadgen.db import roles
from leadgen.db.postgres.cluster import PORT
from leadgen.db.postgres.layout import Layout
from leadgen.db.roles import Role

EMBEDDED_DATABASE = "leadgen"


@dataclass(frozen=True)
class Address:
    """A database on a server, without saying as whom. `host` may be the folder of a socket."""

    host: str
    port: int
    database: str
    options: tuple[tuple[str, str], ...] = ()

    def public_url(self) -> str:
        """As LEADGEN_DATABASE_URL says it: without user and password."""
        place = {"host": self.host, "port": str(self.port), **dict(self.options)}
        return f"postgresql:///{quote(self.database)}?{urlencode(place)}"

    def url(self, role: Role, secret: bytes) -> URL:
        """For SQLAlchemy."""
        return URL.create(
            "postgresql+psycopg",
            username=role,
            password=roles.password(secret, role),
            database=self.database,
            query={"host": self.host, "port": str(self.port), **dict(self.options)},
        )

    def conninfo(self, user: str, password: str) -> str:
        """For psycopg."""
        place = {"host": self.host, "port": str(self.port), "dbname": self.database, **dict(self.options)}
        return make_conninfo("", user=user, password=password, **place)

    def role_conninfo(self, role: Role, secret: bytes) -> str:
        """For psycopg, as one of our roles."""
        return self.conninfo(role, roles.password(secret, role))


def address_of(settings: Settings) -> Address:
    """The database of these settings. Raises SettingsInvalid."""
    if settings.database_url is not None:
        return parse(settings.database_url)
    return embedded(settings.data_dir)


def embedded(data_dir: Path, database: str = EMBEDDED_DATABASE) -> Address:
    """The embedded server of a data folder; its address never changes, so pools may outlive it."""
    return Address(str(Layout(data_dir).socket_dir), PORT, database)


def parse(url: str) -> Address:
    """An external database from its URL; a socket's folder goes to `?host=`. Raises SettingsInvalid."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise SettingsInvalid("LEADGEN_DATABASE_URL must look like postgresql://host:port/dbname.")
    if parts.username or parts.password:
        raise SettingsInvalid(
            "LEADGEN_DATABASE_URL must not name a user: the product works as roles of its own. "
            "Make them once with `leadgen database prepare --admin-url postgresql://admin:…@host/dbname`, "
            "then set the URL without the user."
        )
    options = dict(parse_qsl(parts.query))
    host, port = options.pop("host", parts.hostname), options.pop("port", parts.port)
    name = unquote(parts.path.lstrip("/"))
    if not name or not host:
        raise SettingsInvalid(
            "LEADGEN_DATABASE_URL must name host and database: postgresql://host:port/dbname."
        )
    return Address(host, int(port or 5432), name, tuple(options.items()))
