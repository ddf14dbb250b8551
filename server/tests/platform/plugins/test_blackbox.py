"""A plugin that keeps the process, ends it or fills it is named by the box that it leaves behind."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.ids import uuid7
from leadgen.platform.effects import service as effects
from leadgen.platform.effects.contracts import Reserve
from leadgen.platform.effects.naming import effect_id
from leadgen.platform.plugins import blackbox, repository
from leadgen.platform.plugins.blackbox import Limits, Step
from leadgen.platform.plugins.stopping import tell
from tests.factories.tenancy import Workspace

STEP = Step(UUID(int=1), UUID(int=2), "hostile")
SCENE = """
import asyncio, os, re, sys, time
from pathlib import Path
from uuid import UUID
from leadgen.platform.plugins.blackbox import Limits, Step, installed, watched

async def hostile():
    await asyncio.sleep(0)
    {act}

async def main():
    asyncio.get_running_loop().create_task(watched(Step(UUID(int=3), UUID(int=4), "kind"), asyncio.sleep(9)))
    await watched(Step(UUID(int=1), UUID(int=2), "hostile"), hostile())

with installed(Path(sys.argv[1]), Limits(hold_s={hold_s}, most_bytes=200 << 20, look_s=0.02)):
    asyncio.run(main())
"""


def left_by(act: str, hold_s: float, folder: Path) -> tuple[int, list[Step]]:
    """How a process ended in which a plugin did this, and what its box says."""
    scene = SCENE.format(act=act, hold_s=hold_s)
    done = subprocess.run([sys.executable, "-c", scene, str(folder)], check=False, timeout=30)
    return done.returncode, list(blackbox.stopped(folder))


@pytest.mark.parametrize(
    ("act", "hold_s", "code"),
    [
        ("while True: pass", 0.3, -signal.SIGALRM),
        ("time.sleep(9)", 0.3, -signal.SIGALRM),
        (
            "re.match('(a+)+b', 'a' * 60)",
            0.3,
            -signal.SIGALRM,
        ),  # holds the interpreter, so that no thread runs
        ("os._exit(3)", 9, 3),
        ("kept = b'x' * (300 << 20); time.sleep(9)", 9, -signal.SIGKILL),
    ],
)
def test_whoever_stops_the_process_is_named(tmp_path: Path, act: str, hold_s: float, code: int) -> None:
    assert left_by(act, hold_s, tmp_path) == (code, [STEP])
    assert list((tmp_path / blackbox.FOLDER).iterdir()) == []


async def test_who_gives_the_process_back_is_not_named(tmp_path: Path) -> None:
    async def polite() -> int:
        await asyncio.sleep(0.2)
        try:
            await asyncio.wait_for(asyncio.sleep(9), 0.05)
        except TimeoutError:
            return 7
        return 0

    async def broken() -> None:
        await asyncio.sleep(0)
        raise ValueError("its own")

    before = signal.getsignal(signal.SIGALRM)
    try:
        with blackbox.installed(tmp_path, Limits(hold_s=0.15)):
            assert list(blackbox.stopped(tmp_path)) == []  # it lives
            assert await blackbox.watched(STEP, polite()) == 7
            with pytest.raises(ValueError, match="its own"):
                await blackbox.watched(STEP, broken())
            waiting = asyncio.ensure_future(blackbox.watched(STEP, polite()))
            await asyncio.sleep(0)
            waiting.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waiting
            assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert list(blackbox.stopped(tmp_path)) == []


def test_a_folder_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    (tmp_path / blackbox.FOLDER).write_text("in the way")
    with capture_logs() as said, blackbox.installed(tmp_path):
        pass
    assert [one["event"] for one in said] == ["plugins.unwatched"]


async def test_the_next_worker_tells_it_and_the_third_try_is_none(
    database: Database, workspace: Workspace, settings: Settings
) -> None:
    async with database.workspace(workspace.id) as session:
        await effects.reserve(session, "enrich_free", [Reserve("a", {})])
    effect = effect_id(workspace.id, "enrich_free", "a")
    folder = settings.data_dir / blackbox.FOLDER
    folder.mkdir(parents=True)
    for times in (1, 2):
        for known in (effect, uuid7()):  # one that was deleted meanwhile is told of nothing
            told = Step(workspace.id, known, "hostile").written()
            (folder / f"box-{known}").write_bytes(
                blackbox._HEAD.pack(blackbox._AT_WORK, len(told)) + told.ljust(blackbox._BYTES, b"\0")
            )
        for _ in range(2):
            await tell(database, settings.data_dir)
        async with database.workspace(workspace.id) as session:
            assert await repository.stops(session, effect) == times
            assert await session.scalar(text("SELECT count(*) FROM plugin_stop")) == 1
