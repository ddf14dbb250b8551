"""Asking an enricher without being hurt by it."""

import traceback

import structlog

from leadgen.db.engine import Database
from leadgen.platform.effects.contracts import Claimed
from leadgen.platform.jobs.retrying import is_passing
from leadgen.platform.plugins import blackbox, repository
from leadgen.platform.plugins.blackbox import Step
from leadgen_sdk.enriching import Answer, Enricher, Net, Subject, Trouble

# A step over which workers were lost that often is not tried again.
MOST_STOPS = 2

log = structlog.get_logger()


async def ask(database: Database, effect: Claimed, enricher: Enricher, subject: Subject, net: Net) -> Answer:
    """One record, one enricher, in the call of an effect. What goes wrong inside the plugin is trouble.

    It is watched: a worker that the plugin stops is replaced; after the second the step is not tried again.
    Raises what the database raises while it is away; that passes.
    """
    step = Step(effect.workspace_id, effect.id, enricher.key)
    if effect.attempt > 1 and await _stops(database, step) >= MOST_STOPS:
        sentence = (
            f"{enricher.label} stopped its worker {MOST_STOPS} times at this record. It is not asked again."
        )
        return Answer(trouble=Trouble("refused", sentence))
    try:
        answer: object = await blackbox.watched(step, enricher.enrich(subject, net))
    except (Exception, SystemExit) as error:
        if is_passing(error):
            raise
        name = type(error).__name__
        log.error(  # noqa: TRY400 - a stack tells the message, which may hold the key
            "enricher.broke", enricher=enricher.key, effect=str(effect.id), error=name, at=_place(error)
        )
        return _broke(enricher, name)
    return answer if isinstance(answer, Answer) else _broke(enricher, "no answer")


async def _stops(database: Database, step: Step) -> int:
    async with database.workspace(step.workspace_id) as session:
        return await repository.stops(session, step.effect_id)


def _place(error: BaseException) -> str:
    """File and line where it was raised."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""


def _broke(enricher: Enricher, how: str) -> Answer:
    sentence = f"{enricher.label} broke ({how}). The log says more; tell whoever maintains it."
    return Answer(trouble=Trouble("invalid", sentence))
