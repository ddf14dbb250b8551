"""The running product with one workspace, as a proof uses it: over real HTTP, and below it."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import httpx
import psycopg

from leadgen.db.address import embedded
from leadgen.db.postgres.cluster import SUPERUSER
from leadgen.db.postgres.layout import Layout
from leadgen.db.postgres.postmaster import running_pid
from tests.factories.product import running_product

PATIENCE_S = 120.0


@dataclass(frozen=True)
class Installation:
    """A running product with one workspace, and a client that holds its API key."""

    data_dir: Path
    slug: str
    client: httpx.Client

    def get(self, path: str, **params: str) -> dict[str, object]:
        """The answer of a path below the workspace; waits while the database is away."""
        return self._patiently("GET", path, params=params)

    def send(self, method: str, path: str, body: object = None) -> dict[str, object]:
        """As `get`, for what changes something; the caller makes sure that twice does nothing twice."""
        return self._patiently(method, path, json=body)

    def upload(self, filename: str, content: bytes) -> str:
        """The id of a new import."""
        answer = self._patiently("POST", f"/imports?filename={filename}", content=content)
        return cast(str, answer["id"])

    def administrator(self) -> psycopg.Connection:
        """For what a proof looks at or plants below the product."""
        password = Layout(self.data_dir).password_file.read_text().strip()
        conninfo = embedded(self.data_dir).conninfo(SUPERUSER, password)
        return psycopg.connect(conninfo, autocommit=True)

    def stop_database(self, how: signal.Signals) -> bool:
        """SIGINT is a fast stop, SIGQUIT an immediate one. False where no server runs just now."""
        pid = running_pid(Layout(self.data_dir).cluster)
        if pid is None:
            return False
        os.kill(pid, how)
        return True

    def _patiently(self, method: str, path: str, **content: object) -> dict[str, object]:
        """Errors that say `retryable`, and a connection that breaks, are tried again for two minutes."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                answer = self.client.request(method, path, **content)  # type: ignore[arg-type]  # httpx's own
                if answer.status_code < 500:
                    answer.raise_for_status()
                    return cast(dict[str, object], answer.json())
            except httpx.TransportError:
                pass  # the web server itself goes on; tried again below
            if time.monotonic() > deadline:
                raise TimeoutError(f"{method} {path} got no answer")
            time.sleep(0.2)


@contextmanager
def installation() -> Iterator[Installation]:
    """Fresh, with durability on; gone with everything in it at the end."""
    with running_product() as product:
        made = product.workspace("acme", owner="owner@example.com")
        with made.client() as client:
            yield Installation(product.data_dir, made.slug, client)
