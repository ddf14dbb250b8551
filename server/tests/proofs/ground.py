"""What a proof stands on: a server of its own with a fresh, migrated database."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address
from tests.factories.server import SECRET, TestServer, open_folder, shared


@dataclass(frozen=True)
class Ground:
    server: TestServer
    address: Address
    settings: Settings


@contextmanager
def ground() -> Iterator[Ground]:
    """Gone with everything in it at the end."""
    folder = open_folder()
    try:
        with shared(folder) as server, server.database() as address:
            given = {
                "data_dir": folder / "data",
                "database_url": address.public_url(),
                "secret_key": SECRET,
                "port": 0,
                # A proof asks faster than any key may: it is to hear its answers, not that it is in a hurry.
                "api_rate": 1_000_000,
                "api_burst": 1_000_000,
            }
            yield Ground(server, address, load_settings(given))
            server.drop_template()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
