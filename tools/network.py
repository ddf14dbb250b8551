"""Where packages come from on this machine, and whom to trust: read from the settings a person already has.

Only used before uv is there; after that uv talks to the index.
"""

import configparser
import html.parser
import os
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path

from tools.console import STATE, Refused

TIMEOUT_S = 60


def configured_index() -> str | None:
    """The address of the package index, where the person or the machine names one."""
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"):
        if os.environ.get(name):
            return os.environ[name]
    return _pip_option("index-url")


def settings_for_uv() -> dict[str, str]:
    """uv reads neither pip's settings nor, unless told, the machine's certificates."""
    settings = {}
    index, certificates = configured_index(), os.environ.get("SSL_CERT_FILE") or _pip_certificates()
    if index and not os.environ.get("UV_INDEX_URL"):
        settings["UV_DEFAULT_INDEX"] = index
    if certificates:
        settings["SSL_CERT_FILE"] = certificates
    elif sys.platform == "darwin" or _machine_has_certificates():
        settings["UV_SYSTEM_CERTS"] = "1"
    return settings


def certificates_for_pip(unpacked: Path | None = None) -> dict[str, str]:
    """The environment for a pip that was not installed; it may have no certificates of its own.

    `unpacked` is a folder with Debian's ca-certificates, for a machine that has none at all.
    """
    env = dict(os.environ)
    if "PIP_CERT" in env:
        return env
    if env.get("SSL_CERT_FILE"):
        env["PIP_CERT"] = env["SSL_CERT_FILE"]
    elif unpacked and not _machine_has_certificates():
        env["PIP_CERT"] = str(_bundle(unpacked))
    return env


def files_of(index: str, project: str) -> Iterator[tuple[str, str]]:
    """(address, file name) of each file on a project's page of a simple index (PEP 503)."""
    page = f"{index.rstrip('/')}/{project}/"
    links = _Links()
    with _open(page) as answer:
        links.feed(answer.read().decode())
    for link in links.found:
        address = urllib.parse.urljoin(page, link)
        yield address, urllib.parse.unquote(urllib.parse.urlsplit(address).path.rsplit("/", 1)[-1])


def download(address: str, target: Path) -> Path:
    with _open(address) as answer, target.open("wb") as file:
        while piece := answer.read(1 << 20):
            file.write(piece)
    return target


class _Links(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


def _open(address: str) -> HTTPResponse:
    if urllib.parse.urlsplit(address).scheme not in ("https", "http", "file"):
        raise Refused(f"The package index has an address that cannot be read: {address}")
    context = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE") or _pip_certificates())
    try:
        # The scheme was checked above.
        answer: HTTPResponse = urllib.request.urlopen(address, timeout=TIMEOUT_S, context=context)  # noqa: S310
    except (urllib.error.URLError, ssl.SSLError) as error:
        raise Refused(f"The package index did not answer: {error}") from error
    return answer


def _pip_certificates() -> str | None:
    return os.environ.get("PIP_CERT") or _pip_option("cert")


def _pip_option(name: str) -> str | None:
    for file in _pip_settings():
        settings = configparser.RawConfigParser()
        try:
            settings.read(file)
        except (configparser.Error, OSError, UnicodeDecodeError):
            continue  # a file that pip could not read either
        for section in ("install", "download", "global"):
            if settings.has_option(section, name):
                return settings.get(section, name).strip() or None
    return None


def _pip_settings() -> Iterator[Path]:
    """pip's files, the strongest first."""
    if os.environ.get("PIP_CONFIG_FILE"):
        yield Path(os.environ["PIP_CONFIG_FILE"])
    home = Path.home()
    yield Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"
    yield home / "Library" / "Application Support" / "pip" / "pip.conf"
    yield home / ".pip" / "pip.conf"
    yield Path("/etc/pip.conf")


def _machine_has_certificates() -> bool:
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    return bool(paths.cafile or (folder and folder.is_dir() and any(folder.glob("*.0"))))


def _bundle(unpacked: Path) -> Path:
    bundle = STATE / "certificates.pem"
    bundle.parent.mkdir(parents=True, exist_ok=True)
    certificates = sorted((unpacked / "usr/share/ca-certificates").rglob("*.crt"))
    bundle.write_text("\n".join(file.read_text() for file in certificates))
    return bundle
