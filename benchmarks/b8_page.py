"""B8: pages of a list a second, beside one statement by hand whose JSON is sent as it is.

Floor, peer and ours stand in one process behind the same server, guards and access check
(`benchmarks/page_server.py`). Four connections ask for the first page of 100 contacts again and again; a
round is so many pages. At the CI size of 20,000 contacts, at the full size of 200,000, with twice as many in
49 other workspaces.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from benchmarks.b3_lists import workspace
from benchmarks.harness import Contender, measure
from benchmarks.installation import Installation, installation
from benchmarks.report import Demand, report
from leadgen.db.address import embedded
from leadgen.db.postgres.cluster import SUPERUSER

CONTACTS = {"ci": 20_000, "full": 200_000}
PAGES = {"ci": 100, "full": 400}  # of a round
AT_ONCE = 4
OF_THE_FLOOR = 0.7  # of its requests a second, at least
# What a key may ask is not what is measured.
UNLIMITED = {"LEADGEN_API_RATE": "1000000", "LEADGEN_API_BURST": "100000"}


def main(size: str, rows: int | None) -> bool:
    with installation() as place:
        with place.product() as product:
            workspace(place, product, rows or CONTACTS[size])
        with _server(place) as (port, pid):
            pages = PAGES.get(size, PAGES["full"])
            ask = _Asking(port, (place.folder / "api_key").read_text().strip(), pages)
            contenders = [
                Contender("one statement by hand", lambda: ask("floor")),
                Contender("FastAPI's models", lambda: ask("models")),
                Contender("ours", lambda: ask("contacts")),
            ]
            measured = measure(contenders, contenders[0].name, [pid, place.server_pid])
    for name, times in measured.times.items():
        per_s = sorted(pages / wall_s for wall_s in times.wall_s)
        cpu_ms = sorted(cpu_s * 1_000 / pages for cpu_s in times.cpu_s)
        middle = len(per_s) // 2
        print(f"{name:32} {per_s[middle]:9.1f} pages/s {cpu_ms[middle]:9.2f} ms of CPU each")
    demand = Demand("ours", contenders[0].name, at_most=1 / OF_THE_FLOOR)
    return report("page", size if rows is None else f"{rows} rows", measured, [demand])


class _Asking:
    """Asks for one page again and again, over connections that are kept."""

    def __init__(self, port: int, key: str, pages: int) -> None:
        self._headers = {"Authorization": f"Bearer {key}"}
        self._port, self._pages = port, pages

    def __call__(self, name: str) -> None:
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(self._some, [f"/api/v1/workspaces/crowd/{name}?limit=100"] * AT_ONCE))

    def _some(self, path: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        for _ in range(self._pages // AT_ONCE):
            connection.request("GET", path, headers=self._headers)
            answer = connection.getresponse()
            content = answer.read()
            assert answer.status == 200, content[:500]
            assert len(content) > 10_000
        connection.close()


@contextmanager
def _server(place: Installation) -> Iterator[tuple[int, int]]:
    """Port and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    conninfo = embedded(place.folder / "data").conninfo(SUPERUSER, place.password)
    command = [sys.executable, "-m", "benchmarks.page_server", str(port), conninfo]
    process = subprocess.Popen(command, env={**os.environ, **place.environment, **UNLIMITED})
    try:
        for _ in range(300):
            with socket.socket() as trial:
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(60)
