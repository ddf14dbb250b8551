"""What verifiers said of mailboxes goes on to the check of addresses, which makes a status of it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

from leadgen.db.engine import WorkspaceSession
from leadgen.records.contracts import Patch
from leadgen.records.email_findings import Mailbox
from leadgen.stages.cleanup import service as cleanup
from leadgen.stages.cleanup.contracts import Opinion
from leadgen.stages.enrich.contracts import Run

FIELD = "email_mailbox"


@asynccontextmanager
async def heard(session: WorkspaceSession, run: Run, patches: Sequence[Patch]) -> AsyncIterator[None]:
    """Around the writing of these, in its transaction: domains are locked before records, as by a check."""
    said = [
        Opinion(patch.record_id, str(patch.given["email"]), cast(Mailbox, patch.values[FIELD]))
        for patch in patches
        if FIELD in patch.values and "email" in patch.given
    ]
    if not said:
        yield
        return
    catching_all = await cleanup.note(session, said)
    yield
    await cleanup.judge(session, run.operation_id, said)
    if catching_all:
        await cleanup.look_again(session, run.actor, catching_all)
