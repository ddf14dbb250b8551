"""What a proof stands on: a fresh, migrated database, on a server of its own or that of a run of tests."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address
from tests.factories.server import RUN_FOLDER, SECRET, TestServer, open_folder, shared


@dataclass(frozen=True)
class Ground:
    server: TestServer
    address: Address
    settings: Settings


@contextmanager
def ground(*, alone: bool = False) -> Iterator[Ground]:
    """Gone with everything in it at the end. What changes roles asks to be `alone` on its server."""
    folder = open_folder()
    run = None if alone else os.environ.get(RUN_FOLDER)
    try:
        with shared(folder if run is None else Path(run)) as server, server.database() as address:
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
            if run is None:
                server.drop_template()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
