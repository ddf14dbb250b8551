"""A second server over TCP, of the test's own: what is done to it disturbs nobody."""

import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import copystat, rmtree

import pytest

from leadgen.db.address import Address, embedded
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.server import Server, running
from tests.factories.server import FAST, TestServer, open_folder


@pytest.fixture(scope="session")
def image() -> Iterator[Path]:
    """A data folder in which a server ran once: copied, as making one takes a second."""
    folder = open_folder()
    with running(folder):
        pass
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder(image: Path) -> Iterator[Path]:
    """A data folder that the server's system user may enter, with a database nobody uses yet."""
    folder = open_folder()
    for part in ("binaries", "cluster", "superuser.password"):
        share = "--link" if part == "binaries" else "--archive"
        (folder / "postgres").mkdir(exist_ok=True)
        subprocess.run(["cp", "--archive", share, image / "postgres" / part, folder / "postgres"], check=True)
    copystat(image / "postgres", folder / "postgres")
    owner = (image / "postgres").stat()
    os.chown(folder / "postgres", owner.st_uid, owner.st_gid)
    yield folder
    rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def own_server(image: Path) -> Iterator[Server]:
    """An embedded server with its usual settings."""
    with running(image) as server:
        yield server


@pytest.fixture(scope="module")
def second() -> Iterator[TestServer]:
    """Another server, reached over TCP on loopback by a superuser."""
    folder = open_folder()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    tcp = {**FAST, "listen_addresses": "127.0.0.1", "port": str(port)}
    with running(folder, tcp) as server:
        admin = Address("127.0.0.1", port, "postgres")
        assert embedded(folder).port != port
        yield TestServer(admin, SUPERUSER, server.superuser_password(), "second")
    rmtree(folder, ignore_errors=True)
