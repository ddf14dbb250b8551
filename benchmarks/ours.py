"""The product as its dashboard drives it: upload, mapping as proposed, commit, over HTTP to `leadgen up`."""

import http.client
import json
import time
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, cast

from benchmarks.harness import Laps
from benchmarks.installation import Installation, Product
from benchmarks.memory import Peaks

LOOK_S = 0.1  # a look costs the web process 5 ms of CPU
GIVE_UP_S = 1_800
WRONG_TURNS = {"failed", "paused", "cancelled"}


class Ours:
    """A round is one file into a workspace that holds nothing yet.

    The whole file but its last byte is sent while the round is prepared: what is measured begins there.
    """

    def __init__(self, place: Installation, product: Product, file: Path, lines: int) -> None:
        self._place, self._product = place, product
        self._content, self._lines = file.read_bytes(), lines
        self._numbers = count()
        self._api = self._upload = _connection(product)
        self._path, self._headers = "", {"Authorization": ""}
        self.laps, self.peaks = Laps(), Peaks(product.pid)

    def prepare(self) -> None:
        slug = f"bench-{next(self._numbers)}"
        made = self._place.leadgen("init", "--email", "ada@example.com", "--workspace", slug, "--json")
        key = json.loads(made.splitlines()[-1])["api_key"]
        self._path, self._headers = f"/api/v1/workspaces/{slug}", {"Authorization": f"Bearer {key}"}
        self._api, self._upload = _connection(self._product), _connection(self._product)
        self._send_all_but_one_byte()

    def run(self) -> None:
        with self.peaks.watching():
            self._upload.send(self._content[-1:])
            made = _answer(self._upload)
            path = f"/imports/{made['id']}"
            waiting = self._until(path, "mapping")
            self.laps.end("inspect")
            self._ask("PUT", f"{path}/mapping", _as_proposed(waiting))
            self._until(path, "staged")
            self.laps.end("parse and stage")
            self._ask("POST", f"{path}/commit")
            done = self._until(path, "applied")
            self.laps.end("apply")
        assert done["counts"]["lines"] == self._lines, done["counts"]
        assert done["counts"]["create"] > self._lines * 0.8, done["counts"]

    def _send_all_but_one_byte(self) -> None:
        self._upload.putrequest("POST", f"{self._path}/imports?filename=contacts.csv")
        for name, value in self._headers.items():
            self._upload.putheader(name, value)
        self._upload.putheader("Content-Type", "application/octet-stream")
        self._upload.putheader("Content-Length", str(len(self._content)))
        self._upload.endheaders()
        self._upload.send(self._content[:-1])

    def _until(self, path: str, state: str) -> Mapping[str, Any]:
        deadline = time.monotonic() + GIVE_UP_S
        while time.monotonic() < deadline:
            found = self._ask("GET", path)
            assert found["state"] not in WRONG_TURNS, found
            if found["state"] == state:
                return found
            time.sleep(LOOK_S)
        raise TimeoutError(f"{path} is not {state}")

    def _ask(self, method: str, path: str, body: object = None) -> Mapping[str, Any]:
        content = None if body is None else json.dumps(body)
        headers = {**self._headers, "Content-Type": "application/json"}
        self._api.request(method, f"{self._path}{path}", content, headers)
        return _answer(self._api)


def _as_proposed(found: Mapping[str, Any]) -> dict[str, object]:
    columns = [{name: one[name] for name in ("index", "field", "policy")} for one in found["columns"]]
    return {"columns": columns, "match": found["match"]}


def _answer(connection: http.client.HTTPConnection) -> Mapping[str, Any]:
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status < 300, (answer.status, content)
    return cast(Mapping[str, Any], json.loads(content))


def _connection(product: Product) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(product.address.removeprefix("http://"), timeout=60)
