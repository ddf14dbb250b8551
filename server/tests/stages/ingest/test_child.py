"""A hostile file or plugin ends its own import with a sentence, and nothing else."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from leadgen.stages.ingest import parser
from leadgen.stages.ingest.parser import ParserStopped
from leadgen.stages.ingest.parsing import Request
from tests.stages.ingest.test_plugin_docs import python_with

HOSTILE = """
import os, sys, time
from leadgen_sdk import Batch, FileRefused, Line, Plugin, Recognition

class Hostile:
    key, label, suffixes = "hostile", "Hostile", (".bad",)

    def recognise(self, head):
        word = head.data.decode()
        if word == "print":
            print("not a frame")
        if word == "memory":
            held = b"x" * (1 << 30)
        if word == "loop":
            while True:
                pass
        if word == "exit":
            os._exit(3)
        if word == "hang":
            os.system("sleep 600 & echo $! > " + os.environ["TMPDIR"] + "/grandchild; wait")
        if word == "raise":
            raise ValueError("a defect")
        if word == "other":
            return None
        return Recognition(0.99, {"encoding": word}, ["name"])

    def read(self, stream, shape):
        if shape["encoding"] == "flood":
            while True:
                yield Batch([Line(1, ["x" * 1000] * 1000)] * 100)
        yield Batch([Line(1, ["Ada"])])

plugin = Plugin("hostile", "Hostile", (Hostile(),))
"""


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "plugin"
    (folder / "leadgen_hostile").mkdir(parents=True)
    (folder / "leadgen_hostile" / "__init__.py").write_text(HOSTILE)
    metadata = folder / "leadgen_hostile-0.1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: leadgen-hostile\nVersion: 0.1.0\n")
    (metadata / "entry_points.txt").write_text("[leadgen.plugins]\nhostile = leadgen_hostile:plugin\n")
    monkeypatch.setattr(parser, "PYTHON", python_with(folder, tmp_path / "environment"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


async def once(content: bytes) -> AsyncIterator[bytes]:
    yield content


@pytest.mark.parametrize(
    ("word", "says"),
    [("memory", "512 MB of memory"), ("exit", "failed"), ("raise", "failed"), ("loop", "too much time")],
)
@pytest.mark.usefixtures("hostile")
async def test_it_ends_with_a_sentence(monkeypatch: pytest.MonkeyPatch, word: str, says: str) -> None:
    monkeypatch.setattr(parser, "_INSPECT_CPU_S", 2)
    with pytest.raises(ParserStopped, match=says):
        await parser.inspect("a.bad", once(word.encode()))


@pytest.mark.usefixtures("hostile")
async def test_the_log_tells_where_it_failed_and_nothing_of_the_file() -> None:
    with capture_logs() as logged, pytest.raises(ParserStopped):
        await parser.inspect("file.bad", once(b"raise"))
    [line] = logged
    assert (line["event"], line["exit_code"], line["error"]) == ("parser_stopped", 1, "ValueError")
    assert any("leadgen_hostile" in frame for frame in line["frames"])
    assert "a defect" not in str(line)


@pytest.mark.usefixtures("hostile")
async def test_what_a_plugin_prints_is_no_answer() -> None:
    assert (await parser.inspect("a.bad", once(b"print"))).source == "hostile"


async def test_whatever_a_plugin_started_ends_with_it(hostile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_INSPECT_S", 5.0)
    with pytest.raises(ParserStopped, match="too long"):
        await parser.inspect("a.bad", once(b"hang"))
    grandchild = int((hostile / "grandchild").read_text())
    for _ in range(100):
        if not _runs(grandchild):
            return
        await asyncio.sleep(0.05)
    pytest.fail("the plugin's process is still there")


@pytest.mark.usefixtures("hostile")
async def test_a_reader_that_leaves_early_leaves_no_process() -> None:
    request = Request("a.bad", parser.limits_for(0), "hostile", {"encoding": "flood"})
    batches = parser.read(request, once(b"x"))
    first = await anext(batches)
    assert 0 < len(first.lines) < 10
    await batches.aclose()


async def test_a_file_that_fails_on_its_way_is_that_failure() -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"name,email\n"
        raise ConnectionResetError("the database went away")

    with pytest.raises(ConnectionResetError):
        await parser.inspect("a.csv", broken())


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (ProcessLookupError, FileNotFoundError):
        return False


def test_the_child_knows_no_database() -> None:
    """It starts twice for each file, and what it does not load a hostile file cannot use."""
    loaded = "import sys, leadgen.stages.ingest.child; print(*sys.modules)"
    told = subprocess.run([parser.PYTHON, "-I", "-c", loaded], capture_output=True, text=True, check=True)
    assert not {"sqlalchemy", "psycopg", "fastapi"} & set(told.stdout.split())
