"""Work that outlives a request: deferred in the caller's transaction, run by a worker.

In: `defer(session, "stage.act", …ids)`. Out: the task of that name runs once the transaction is
committed, again where a worker died or something passing failed; so a task may run twice and must do
nothing twice. A job is coarse (one import, one shard); its arguments are ids only. Its tables are
Procrastinate's, in the schema `jobs`.
"""

from leadgen.platform.jobs.registry import JobContext, Jobs
from leadgen.platform.jobs.service import defer

__all__ = ["JobContext", "Jobs", "defer"]
