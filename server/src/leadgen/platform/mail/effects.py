"""The effect `mail`: at most once, since SMTP knows no idempotency key."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import cast

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import (
    Again,
    Claimed,
    EffectContext,
    EffectKind,
    Effects,
    Failed,
    Outcome,
    Settled,
)
from leadgen.platform.mail import letters
from leadgen.platform.mail.contracts import Writing
from leadgen.platform.mail.message import Unwritable, compose
from leadgen.platform.mail.service import KIND
from leadgen.platform.mail.smtp import deliver, server_of

_NOT_SET_UP = "No mail server is set up: set LEADGEN_SMTP_URL and LEADGEN_MAIL_FROM."
# A code of half an hour ago helps nobody: what cannot be sent within the hour has failed.
_RETRIES = tuple(timedelta(minutes=minutes) for minutes in (1, 3, 8, 20, 30))
# By one worker: so many letters may be unsure after it was killed.
MOST_AT_ONCE = 4

effects = Effects()


async def send(context: EffectContext, effect: Claimed) -> Outcome:
    """Write the letter, at this moment, and hand it over."""
    settings = context.settings
    if settings.smtp_url is None or settings.mail_from is None:
        return Again(_NOT_SET_UP)
    name, arguments = _asked(effect.payload)
    writing = Writing(context.database, settings, effect.workspace_id, effect.created_at)
    letter = await letters.named(name).write(writing, arguments)
    if letter is None:
        return Failed("It was not wanted any more.")
    try:
        message = compose(letter, sender=settings.mail_from, id=f"{effect.id}.{effect.attempt}", at=now())
    except Unwritable as error:
        return Failed(str(error))
    return await deliver(context.net, server_of(settings.smtp_url.get_secret_value()), message)


async def nothing_more(session: WorkspaceSession, settled: Sequence[Settled]) -> None:
    """The effect itself is the record of a letter."""


def describe(payload: JSON) -> str:
    """For the list of what nobody knows the end of."""
    name, _ = _asked(payload)
    return f"Letter: {letters.label_of(name)}"


def _asked(payload: JSON) -> tuple[str, Mapping[str, JSON]]:
    assert isinstance(payload, Mapping)
    return cast(str, payload["letter"]), cast(Mapping[str, JSON], payload["arguments"])


effects.kind(
    EffectKind(
        name=KIND,
        call=send,
        settle=nothing_more,
        is_idempotent=False,
        longest=timedelta(minutes=3),
        at_once=MOST_AT_ONCE,
        retries=_RETRIES,
        describe=describe,
    )
)
