"""A product whose name server is the test's own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address
from tests.factories.names import NameServer, name_server
from tests.factories.server import SECRET
from tests.factories.web import app, web

ZONE = {
    "good.example.com": ["MX 10 mx.good.example.com."],
    "other.example.com": ["MX 10 mx.other.example.com."],
    "site.example.com": ["A 93.184.216.34"],
    "inside.example.com": ["A 10.0.0.7"],
    "nowhere.example.com": ["MX 0 localhost."],
    "closed.example.com": ["MX 0 ."],
    "broken.example.com": "servfail",
}


@pytest.fixture
async def names() -> AsyncIterator[NameServer]:
    """It knows `ZONE` and nothing else."""
    async with name_server(ZONE) as server:
        yield server


@pytest.fixture
def settings(address: Address, tmp_path: Path, names: NameServer) -> Settings:
    """As everywhere, with that name server."""
    return load_settings(
        {
            "data_dir": tmp_path,
            "database_url": address.public_url(),
            "secret_key": SECRET,
            "port": 0,
            "dns_servers": names.address,
        }
    )


__all__ = ["app", "web"]
