"""Import by URL: fetched by the job through the guard, with progress, cancel, and errors that say why."""

import asyncio
import gzip
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from leadgen.config import Settings, load_settings
from leadgen.db.address import Address
from leadgen.platform.net import Net
from leadgen.stages.ingest import fetching, running
from leadgen.stages.ingest.contracts import Import
from tests.factories.outside import Asked, Outside, Says, outside, says
from tests.factories.server import SECRET
from tests.factories.web import Browsers
from tests.stages.ingest.conftest import Ingest
from tests.stages.ingest.test_routes import BASE, CONTENT, mapped

IMPORTS = f"{BASE}/imports"
TABLE = b"<table><tr><th>Name<th>E-mail</tr><tr><td>Ada<td>ada@firm.example</tr></table>"
PAGE = b"\xef\xbb\xbf\n<!-- hello -->\n<!DOCTYPE html><html><body>Sign in</body></html>"


@pytest.fixture
async def there() -> AsyncIterator[Outside]:
    async with outside(says(CONTENT)) as there:
        yield there


@pytest.fixture
def settings(address: Address, tmp_path: Path, there: Outside) -> Settings:
    """The operator allows that one server, which stands for one outside."""
    given = {"data_dir": tmp_path, "database_url": address.public_url(), "secret_key": SECRET, "port": 0}
    return load_settings({**given, "outbound_allow": f"127.0.0.1:{there.port}"})


class Fetching:
    """What a worker does, by a door of its own."""

    def __init__(self, web: Browsers, ingest: Ingest, settings: Settings, there: Outside) -> None:
        self._web, self._ingest, self._net, self._there = web, ingest, Net(settings), there

    async def make(self, path: str = "/files/people%20of%202026.csv?key=1", **more: Any) -> str:
        answer = await self._web.alice.post(f"{IMPORTS}/url", json={"url": self._there.url(path), **more})
        assert answer.status_code == 201, answer.text
        assert (answer.json()["state"], answer.json()["origin"]) == ("fetching", "url")
        made: str = answer.json()["id"]
        return made

    async def advance(self, import_id: str) -> Import:
        made = UUID(import_id)
        await running.advance(
            self._ingest.database, self._ingest.workspace_id, made, lambda: False, self._net
        )
        return await self._ingest.get(made)

    async def problem(self, answer: Says) -> tuple[Any, str]:
        """How an import of what the server answers ends: the code and the sentence of its problem."""
        self._there.answer = answer
        found = await self.advance(await self.make())
        assert found.state == "failed"
        assert found.problem is not None
        return found.problem["code"], str(found.problem["detail"])


@pytest.fixture
def fetch(web: Browsers, ingest: Ingest, settings: Settings, there: Outside) -> Fetching:
    return Fetching(web, ingest, settings, there)


async def test_a_file_comes_from_its_address(
    web: Browsers, ingest: Ingest, there: Outside, fetch: Fetching
) -> None:
    made = await fetch.make()
    waiting = (await web.bob.get(f"{IMPORTS}/{made}")).json()
    assert (waiting["filename"], waiting["size"]) == ("people of 2026.csv", 0)
    assert waiting["progress"] == {"phase": "fetching", "done": 0, "total": None}
    assert waiting["origin_url"] == there.url("/files/people%20of%202026.csv?key=1")
    await ingest.advance(UUID(made))  # a process without a way out leaves it to others
    assert (await ingest.get(UUID(made))).state == "fetching"
    found = await fetch.advance(made)
    assert (found.state, found.size, found.filename) == ("mapping", len(CONTENT), "people of 2026.csv")
    assert [column.field for column in found.columns] == ["full_name", "email", "city"]

    there.answer = says(PAGE.replace(b"Sign in", TABLE), Content_Type="application/vnd.ms-excel")
    assert (await fetch.advance(await fetch.make())).state == "mapping"
    there.answer = says(
        gzip.compress(CONTENT), Content_Encoding="gzip",
        Content_Disposition="attachment; filename=\"x.csv\"; filename*=UTF-8''%C5%BDofie.csv",
    )  # fmt: skip
    found = await fetch.advance(await fetch.make())
    assert (found.filename, found.size) == ("Žofie.csv", len(CONTENT))


async def test_a_file_by_its_address_may_follow_another(
    web: Browsers, ingest: Ingest, fetch: Fetching
) -> None:
    first = await mapped(web, ingest)
    found = await fetch.advance(await fetch.make(like=first["id"]))
    assert (found.state, found.counts.lines) == ("staged", 2)


async def test_what_cannot_be_fetched_says_why_and_what_to_do(
    web: Browsers, ingest: Ingest, there: Outside, fetch: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(writer: asyncio.StreamWriter, _: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nName,E-mail\n")

    async def hanging(writer: asyncio.StreamWriter, _: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + b"a,b\n" * 400)
        await writer.drain()
        await asyncio.sleep(1)

    async def dripping(writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n" + b"a,b\n" * 400)
        for _ in range(5):
            writer.write(b"a,b\n")
            await writer.drain()
            await asyncio.sleep(0.1)

    inside = says(status=302, Location="http://169.254.169.254/latest/meta-data/")
    for answer, code, says_so in (
        (says(status=404), "url_refused", "no file at this address (status 404)"),
        (says(status=403), "url_refused", "Share it with everybody"),
        (says(status=503), "url_refused", "Resume the import later"),
        (says(PAGE), "url_not_a_file", "a web page, not to a file"),
        (broken, "url_unreachable", "resume the import to try again"),
        (inside, "address_forbidden", "169.254.169.254"),
    ):
        assert (found := await fetch.problem(answer))[0] == code, found
        assert says_so in found[1]
    monkeypatch.setattr(fetching, "_MOST_BYTES", 20)
    assert (await fetch.problem(says(CONTENT)))[0] == "file_too_large"
    assert (await fetch.problem(says(gzip.compress(CONTENT), Content_Encoding="gzip")))[0] == "file_too_large"
    monkeypatch.undo()
    monkeypatch.setattr(fetching, "_SILENCE_S", 0.3)
    assert "stopped in the middle" in (await fetch.problem(hanging))[1]
    monkeypatch.setattr(fetching, "_LEAST_BYTES_A_SECOND", 10_000_000)
    assert "too slowly" in (await fetch.problem(dripping))[1]


async def test_a_failed_one_is_fetched_again_and_a_cancelled_one_is_not(
    web: Browsers, ingest: Ingest, there: Outside, fetch: Fetching
) -> None:
    there.answer = says(status=500)
    made = await fetch.make()
    assert (await fetch.advance(made)).state == "failed"
    refused = await web.alice.put(f"{IMPORTS}/{made}/reading", json={})
    assert refused.status_code == 409  # there is no file yet that could be read in another way
    there.answer = says(CONTENT)
    resumed = await web.alice.post(f"{IMPORTS}/{made}/resume")
    assert resumed.json()["state"] == "fetching"
    assert (await fetch.advance(made)).state == "mapping"

    began, may_end = asyncio.Event(), asyncio.Event()

    async def slow(writer: asyncio.StreamWriter, asked: Asked) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n" + b"a,b\n" * 1_000)
        await writer.drain()
        began.set()
        await may_end.wait()
        for _ in range(20):
            writer.write(b"a,b\n" * 100_000)
            await writer.drain()

    there.answer = slow
    made = await fetch.make()
    work = asyncio.create_task(fetch.advance(made))
    await began.wait()
    async with asyncio.timeout(5):
        while (await ingest.get(UUID(made))).staged_bytes == 0:  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(0.02)
    shown = (await web.bob.get(f"{IMPORTS}/{made}")).json()["progress"]
    assert (shown["phase"], shown["total"]) == ("fetching", 9_000_000)
    cancelled = await web.alice.post(f"{IMPORTS}/{made}/cancel", json={"keep": False})
    assert cancelled.status_code == 202
    await asyncio.sleep(0.5)
    may_end.set()
    assert (await work).state == "cancelled"


async def test_addresses_inside_are_refused_before_anything_is_made(web: Browsers) -> None:
    for url in ("http://127.0.0.1/a.csv", "file:///etc/passwd", "https://user:pass@example.com/", "nonsense"):
        answer = await web.alice.post(f"{IMPORTS}/url", json={"url": url})
        assert (answer.status_code, answer.json()["code"]) == (422, "address_forbidden"), url
    good = {"url": "https://files.example.com/a.csv"}
    assert (await web.bob.post(f"{IMPORTS}/url", json=good)).status_code == 403
    assert (await web.charlie.post(f"{IMPORTS}/url", json=good)).status_code == 404
    assert (await web.nobody.post(f"{IMPORTS}/url", json=good)).status_code == 401
    assert (await web.alice.get(IMPORTS)).json()["items"] == []
