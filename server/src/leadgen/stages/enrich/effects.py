"""The kinds of effects of enrichment: free reads, and paid calls with or without an idempotency key."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import Claimed, EffectKind, Effects, Hold, Later
from leadgen.stages.enrich import repository
from leadgen.stages.enrich.asking import ask
from leadgen.stages.enrich.kinds import FREE, KEYED, PAID
from leadgen.stages.enrich.settling import settle

_LOOK_AGAIN = timedelta(seconds=30)
# A provider that is in a hurry is asked again for about an hour; it says itself when.
_RETRIES = (*(timedelta(seconds=seconds) for seconds in (2, 5, 15, 30)), *(timedelta(minutes=2),) * 26)

effects = Effects()


async def not_paused(session: WorkspaceSession, claimed: Sequence[Claimed]) -> Mapping[UUID, Hold]:
    """A step of a run that was paused meanwhile is not called."""
    states = await repository.states(session, {one.run_id for one in claimed if one.run_id is not None})
    hold = Later(clock.now() + _LOOK_AGAIN, "The run is paused.")
    return {one.id: hold for one in claimed if one.run_id is not None and states[one.run_id] == "paused"}


def describe(payload: JSON) -> str:
    """For the list of what nobody knows the end of."""
    assert isinstance(payload, Mapping)
    return f"Enrichment: {payload['enricher']} asked about a {payload['kind']}"


_FREE = EffectKind(
    name=FREE,
    call=ask,
    settle=settle,
    is_idempotent=True,
    guards=(not_paused,),
    at_once=100,
    lane_at_once=20,
    retries=_RETRIES,
    deaths=50,  # a plugin that stops its worker is named by the second time
    describe=describe,
)
effects.kind(_FREE)
# A model that searches takes up to two minutes, and has read pages before.
_KEYED = replace(_FREE, name=KEYED, longest=timedelta(seconds=135), at_once=200, ahead=50, lane_at_once=None)
effects.kind(_KEYED)
effects.kind(replace(_KEYED, name=PAID, is_idempotent=False, ahead=0))
