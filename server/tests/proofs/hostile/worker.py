"""A worker process whose effects ask the plugins of R28.

`python -m tests.proofs.hostile.worker [planted]`; the installation is the environment's.
"""

import asyncio
import sys
from collections.abc import Sequence
from datetime import timedelta

from leadgen.cli import logs
from leadgen.config import load_settings
from leadgen.db.engine import Database, WorkspaceSession
from leadgen.platform.effects.contracts import (
    Claimed,
    Done,
    EffectContext,
    EffectKind,
    Effects,
    Failed,
    Outcome,
    Settled,
)
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.plugins import blackbox, running
from leadgen.platform.plugins.blackbox import Limits
from leadgen.platform.plugins.stopping import tell
from leadgen_sdk.enriching import Subject
from leadgen_sdk.reading import Replay
from tests.proofs.hostile.plugins import ENRICHERS, HARMLESS

KIND = "hostile"
LEASE = timedelta(seconds=3)
LIMITS = Limits(hold_s=0.7, most_bytes=500 << 20, look_s=0.05)


async def call(context: EffectContext, effect: Claimed) -> Outcome:
    """Ask the plugin of the lane."""
    subject = Subject({"company_domain": "firm.example"}, frozenset({"company_name"}))
    answer = await running.ask(context.database, effect, ENRICHERS[effect.lane], subject, Replay([]))
    return Done() if answer.trouble is None else Failed(answer.trouble.message)


async def nothing_more(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    """No result is written."""


effects = Effects()
effects.kind(EffectKind(KIND, call, nothing_more, is_idempotent=True, lease=LEASE, at_once=8, deaths=50))


async def main(words: list[str]) -> None:
    logs.configure()
    if "planted" in words:
        running.MOST_STOPS = 0  # the bug: whoever was in the same worker is blamed, too
        ENRICHERS[HARMLESS].takes_s = 1.0  # and somebody is
    settings = load_settings()
    database = Database.open(settings)
    with blackbox.installed(settings.data_dir, LIMITS):
        await tell(database, settings.data_dir)
        await run_dispatcher([effects], database, settings, asyncio.Event(), Pace(poll=0.5))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
