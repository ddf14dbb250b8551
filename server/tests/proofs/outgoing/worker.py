"""A worker process: delivers webhooks, and letters that nobody could tell from their repetition.

`python -m tests.proofs.outgoing.worker URL_OF_LETTERS [planted]`; the installation is the environment's.
"""

import asyncio
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
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
    Outcome,
    Settled,
    Unknown,
)
from leadgen.platform.effects.dispatcher import Pace, run_dispatcher
from leadgen.platform.net import NetError
from leadgen.platform.webhooks import judging
from leadgen.platform.webhooks.delivering import effects as webhooks
from tests.proofs.outgoing.receiver import WORKER

LETTER = "letter"
LEASE = timedelta(seconds=10)
RETRIES = (timedelta(milliseconds=200),) * 9  # as many as the product makes, but soon
PAUSE = timedelta(milliseconds=500)  # of an address that is overloaded: also soon


def kinds(letters_url: str, planted: bool) -> Effects:
    """Planted bugs: a letter is repeated as if its receiver would notice, a webhook is tried once."""

    async def send(context: EffectContext, effect: Claimed) -> Outcome:
        try:
            async with context.net.client(timeout_s=8) as client:
                content, headers = effect.natural_key.encode(), {WORKER: str(os.getpid())}
                answer = await client.post(letters_url, content=content, headers=headers)
        except NetError as error:
            return Unknown(error.detail)
        return Done() if answer.status_code == 200 else Unknown(f"It answered {answer.status_code}.")

    async def nothing_more(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
        return None

    found = Effects()
    for kind in webhooks.kinds.values():
        found.kind(replace(kind, lease=LEASE, retries=() if planted else RETRIES))
    found.kind(
        EffectKind(LETTER, send, nothing_more, is_idempotent=planted, lease=LEASE, at_once=1, retries=RETRIES)
    )
    return found


async def main(words: list[str]) -> None:
    logs.configure()
    judging._SHORT_PAUSE = PAUSE
    settings = load_settings()
    registry = kinds(words[0], "planted" in words)
    await run_dispatcher([registry], Database.open(settings), settings, asyncio.Event(), Pace(poll=0.5))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
