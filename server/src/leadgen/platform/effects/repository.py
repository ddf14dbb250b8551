"""SQL of effects. Every time is given: nothing is decided by the database's clock."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Row, Select, delete, text

from leadgen.db.engine import SystemSession, WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import CHANNEL, Claimed, Later, Never, Reserve, State
from leadgen.platform.effects.models import EffectRow
from leadgen.platform.effects.naming import effect_id

# Of acts: as they are, or as a query finds them.
Ids = Sequence[UUID] | Select[UUID]


@dataclass(frozen=True)
class Lane:
    """Acts of one kind in one lane of a workspace: when the first in this state has to be seen to."""

    workspace_id: UUID
    kind: str
    name: str
    state: State
    due_at: datetime


@dataclass(frozen=True)
class Left:
    """An act as a person sees it."""

    id: UUID
    kind: str
    state: State
    problem: str | None
    created_at: datetime
    called_at: datetime | None
    payload: JSON


@dataclass(frozen=True)
class Answered:
    """What an act asked, and what came back."""

    id: UUID
    natural_key: str
    called_at: datetime
    payload: JSON
    result: JSON


@dataclass(frozen=True)
class Verdict:
    """How an attempt is to be written down. `happened`: true whoever holds the lease by now."""

    effect_id: UUID
    lease_id: UUID
    state: State
    due_at: datetime | None
    problem: str | None
    cost: int
    result: JSON
    happened: bool


# In the order of their ids, so that two who ask for the same acts never wait in a ring.
_RESERVE = text("""
WITH wanted AS (
  SELECT * FROM ROWS FROM (unnest(CAST(:ids AS uuid[]), CAST(:keys AS text[]), CAST(:lanes AS text[]),
    CAST(:dues AS timestamptz[]), CAST(:ceilings AS bigint[]), CAST(:runs AS uuid[])),
    jsonb_array_elements(CAST(:payloads AS jsonb)))
    AS w(id, natural_key, lane, due_at, ceiling, run_id, payload)
), added AS (
  INSERT INTO effect (workspace_id, id, kind, lane, natural_key, state, run_id, ceiling, cost, attempts,
    due_at, created_at)
  SELECT :workspace, id, :kind, lane, natural_key, 'reserved', run_id, ceiling, 0, 0, due_at, :at FROM wanted
  ORDER BY id
  ON CONFLICT (workspace_id, id) DO NOTHING
  RETURNING id
), described AS (
  INSERT INTO effect_payload (workspace_id, effect_id, payload)
  SELECT :workspace, id, payload FROM wanted JOIN added USING (id)
)
SELECT count(*) FROM added
""")

_HOLD_BACK = text("""
SELECT id FROM effect WHERE workspace_id = :workspace AND id = ANY(:ids) ORDER BY id FOR NO KEY UPDATE
""")
_RELEASE = """
UPDATE effect SET state = 'released', due_at = NULL, settled_at = :at, problem = :reason
WHERE workspace_id = :workspace AND kind = :kind AND state = 'reserved' AND {which}
RETURNING id
"""
_RELEASE_IDS = text(_RELEASE.format(which="id = ANY(:ids)"))
# One that somebody else is at in this moment is theirs: whoever writes its answer may wait for what the
# caller holds, and who claims it asks the guards.
_RELEASE_LANE = text(
    _RELEASE.format(
        which="""id IN (SELECT id FROM effect WHERE workspace_id = :workspace AND kind = :kind
  AND lane = :lane AND state = 'reserved' AND due_at IS NOT NULL FOR UPDATE SKIP LOCKED)"""
    )
)

_ANSWERED = text("""
SELECT id, natural_key, called_at, payload, result
FROM effect JOIN effect_payload ON effect_payload.workspace_id = effect.workspace_id AND effect_id = id
WHERE effect.workspace_id = :workspace AND id = ANY(:ids) AND state = 'settled' AND result IS NOT NULL
""")
_PUT_OFF = text("""
UPDATE effect SET due_at = :until, problem = :reason
WHERE workspace_id = :workspace AND kind = :kind AND state = 'reserved' AND id = ANY(:ids)
""")
_WAIVE = text("UPDATE effect SET cost = 0 WHERE workspace_id = :workspace AND id = ANY(:ids)")

_STATES = text("SELECT natural_key, state FROM effect WHERE workspace_id = :workspace AND id = ANY(:ids)")

# One probe of the index for each lane and state that has something due, however many acts wait in it. Of
# what is due later the first row says enough: a look at 5,000 such lanes takes 71 ms, with all of them 111.
_LANES = text("""
WITH RECURSIVE lanes AS (
  (SELECT workspace_id, kind, lane, state, due_at FROM effect WHERE due_at IS NOT NULL
   ORDER BY workspace_id, kind, lane, state, due_at LIMIT 1)
  UNION ALL
  SELECT next.* FROM lanes CROSS JOIN LATERAL (
    SELECT workspace_id, kind, lane, state, due_at FROM effect
    WHERE due_at IS NOT NULL
      AND (workspace_id, kind, lane, state) > (lanes.workspace_id, lanes.kind, lanes.lane, lanes.state)
    ORDER BY workspace_id, kind, lane, state, due_at LIMIT 1) AS next
)
SELECT * FROM lanes WHERE kind = ANY(CAST(:kinds AS text[])) AND due_at <= :at
UNION ALL
(SELECT * FROM lanes WHERE kind = ANY(CAST(:kinds AS text[])) AND due_at > :at ORDER BY due_at LIMIT 1)
""")

_DUE = """
SELECT effect.id, natural_key, attempts, ceiling, run_id, created_at, called_at, lease_id, payload
FROM effect JOIN effect_payload ON effect_payload.workspace_id = effect.workspace_id AND effect_id = effect.id
WHERE effect.workspace_id = :workspace AND kind = :kind AND lane = :lane AND state = :state AND due_at <= :at
ORDER BY due_at LIMIT :limit
FOR UPDATE OF effect SKIP LOCKED
"""

_TRY_LANE = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:lane, 7233005))")
_IN_CALL = text(
    "SELECT count(*) FROM effect WHERE workspace_id = :workspace AND kind = :kind AND lane = :lane "
    "AND state = 'called' AND due_at IS NOT NULL"
)

_CALL = text("""
UPDATE effect SET state = 'called', attempts = attempts + 1, called_at = :at, due_at = :until,
  lease_id = :lease, problem = NULL
WHERE workspace_id = :workspace AND id = ANY(:ids)
""")
# One whose answer is being written at this moment is left alone: it needs no lease any more.
_RENEW = text("""
UPDATE effect SET due_at = :until
FROM (SELECT id FROM effect WHERE workspace_id = :workspace AND id = ANY(:ids) AND lease_id = ANY(:leases)
  AND state = 'called' FOR UPDATE SKIP LOCKED) AS held
WHERE effect.workspace_id = :workspace AND effect.id = held.id
""")
_HOLD = text("""
UPDATE effect SET due_at = held.due_at, problem = held.problem
FROM unnest(CAST(:ids AS uuid[]), CAST(:dues AS timestamptz[]), CAST(:problems AS text[]))
  AS held(id, due_at, problem)
WHERE effect.workspace_id = :workspace AND effect.id = held.id
""")
_LOST = text("""
UPDATE effect SET state = 'reserved', due_at = :at, problem = :problem
WHERE workspace_id = :workspace AND id = ANY(:ids)
""")

# Locked in the order of their ids, as `hold_back` does.
# The attempt that holds the lease is written, and that of a lease lost meanwhile where nobody knew better.
# What has happened has happened: such an answer counts whoever holds the lease, and only the first one.
_SETTLE = text("""
WITH said AS (
  SELECT * FROM ROWS FROM (unnest(CAST(:ids AS uuid[]), CAST(:leases AS uuid[]), CAST(:states AS text[]),
    CAST(:dues AS timestamptz[]), CAST(:problems AS text[]), CAST(:costs AS bigint[]),
    CAST(:happened AS boolean[])), jsonb_array_elements(CAST(:results AS jsonb)))
    AS w(id, lease_id, state, due_at, problem, cost, happened, result)
), locked AS MATERIALIZED (
  SELECT effect.id FROM effect JOIN said USING (id) WHERE workspace_id = :workspace
  ORDER BY effect.id FOR NO KEY UPDATE OF effect
), counted AS (
  UPDATE effect SET state = said.state, due_at = said.due_at, problem = said.problem,
    cost = effect.cost + said.cost,
    settled_at = CASE WHEN said.state = 'reserved' THEN NULL ELSE CAST(:at AS timestamptz) END
  FROM said JOIN locked USING (id)
  WHERE effect.workspace_id = :workspace AND effect.id = said.id
    AND (effect.lease_id = said.lease_id AND effect.state IN ('called', 'unknown')
         OR said.happened AND effect.state <> 'settled')
  RETURNING effect.id, NULLIF(said.result, 'null') AS result
), kept AS (
  UPDATE effect_payload SET result = counted.result FROM counted
  WHERE workspace_id = :workspace AND effect_id = counted.id AND counted.result IS NOT NULL
)
SELECT id FROM counted
""")

_LEFT = """
SELECT id, kind, lane, natural_key, state, attempts, ceiling, run_id, lease_id, problem, created_at,
  called_at, payload
FROM effect JOIN effect_payload ON effect_payload.workspace_id = effect.workspace_id AND effect_id = id
WHERE effect.workspace_id = :workspace
"""
_UNKNOWN_FIRST = text(_LEFT + "AND state = 'unknown' ORDER BY created_at DESC, id DESC LIMIT :limit")
_UNKNOWN_NEXT = text(
    _LEFT + "AND state = 'unknown' AND (created_at, id) < (:created_at, :id) "
    "ORDER BY created_at DESC, id DESC LIMIT :limit"
)
_LOCKED = text(_LEFT + "AND id = :id FOR UPDATE OF effect")


async def reserve(session: WorkspaceSession, kind: str, items: Sequence[Reserve], at: datetime) -> int:
    """How many were new; whoever dispatches is woken with the commit."""
    wanted = {effect_id(session.workspace_id, kind, item.natural_key): item for item in items}
    given = {
        "ids": list(wanted),
        "keys": [item.natural_key for item in wanted.values()],
        "lanes": [item.lane for item in wanted.values()],
        "dues": [item.due_at or at for item in wanted.values()],
        "ceilings": [item.ceiling for item in wanted.values()],
        "runs": [item.run_id for item in wanted.values()],
        "payloads": json.dumps([item.payload for item in wanted.values()]),
    }
    place = {"workspace": session.workspace_id, "kind": kind, "at": at}
    added: int = (await session.execute(_RESERVE, {**given, **place})).scalar_one()
    if added:
        await wake(session)
    return added


async def wake(session: WorkspaceSession) -> None:
    """Tell the dispatchers, with the commit, that something may be due."""
    await session.execute(text("SELECT pg_notify(:channel, '')"), {"channel": CHANNEL})


async def hold_back(session: WorkspaceSession, kinds: Collection[str], natural_keys: Sequence[str]) -> None:
    ids = [effect_id(session.workspace_id, kind, key) for kind in kinds for key in natural_keys]
    await session.execute(_HOLD_BACK, {"workspace": session.workspace_id, "ids": ids})


async def release(
    session: WorkspaceSession, kind: str, natural_keys: Sequence[str], at: datetime, reason: str | None
) -> int:
    ids = [effect_id(session.workspace_id, kind, key) for key in natural_keys]
    given = {"workspace": session.workspace_id, "kind": kind, "ids": ids, "at": at, "reason": reason}
    return len((await session.execute(_RELEASE_IDS, given)).all())


async def release_lane(session: WorkspaceSession, kind: str, lane: str, at: datetime, reason: str) -> int:
    given = {"workspace": session.workspace_id, "kind": kind, "lane": lane, "at": at, "reason": reason}
    return len((await session.execute(_RELEASE_LANE, given)).all())


async def answered(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> list[Answered]:
    ids = [effect_id(session.workspace_id, kind, key) for key in natural_keys]
    rows = await session.execute(_ANSWERED, {"workspace": session.workspace_id, "ids": ids})
    return [Answered(*row) for row in rows]


async def put_off(
    session: WorkspaceSession, kind: str, natural_keys: Sequence[str], until: datetime, reason: str | None
) -> None:
    ids = [effect_id(session.workspace_id, kind, key) for key in natural_keys]
    given = {"workspace": session.workspace_id, "kind": kind, "ids": ids, "until": until, "reason": reason}
    await session.execute(_PUT_OFF, given)
    await wake(session)


async def waive(session: WorkspaceSession, ids: Collection[UUID]) -> None:
    await session.execute(_WAIVE, {"workspace": session.workspace_id, "ids": list(ids)})


async def states(session: WorkspaceSession, kind: str, natural_keys: Sequence[str]) -> dict[str, State]:
    ids = [effect_id(session.workspace_id, kind, key) for key in natural_keys]
    rows = await session.execute(_STATES, {"workspace": session.workspace_id, "ids": ids})
    return {row.natural_key: row.state for row in rows}


async def lanes(session: SystemSession, kinds: Collection[str], at: datetime) -> list[Lane]:
    """The lanes of these kinds that have something to be seen to now, and the next one that will have."""
    return [Lane(*row) for row in await session.execute(_LANES, {"kinds": list(kinds), "at": at})]


async def lock_lane(session: WorkspaceSession, kind: str, lane: str) -> bool:
    """Whether this transaction alone claims from the lane now."""
    name = f"{session.workspace_id} {kind} {lane}"
    return bool((await session.execute(_TRY_LANE, {"lane": name})).scalar_one())


async def in_call(session: WorkspaceSession, kind: str, lane: str) -> int:
    """How many of the lane are being called, by whomever."""
    given = {"workspace": session.workspace_id, "kind": kind, "lane": lane}
    count: int = (await session.execute(_IN_CALL, given)).scalar_one()
    return count


async def due(
    session: WorkspaceSession, lane: Lane, state: State, lease_id: UUID, at: datetime, limit: int
) -> list[tuple[Claimed, datetime | None]]:
    """Acts that are due and nobody else looks at just now, locked, with the time they were called before.

    Those in `reserved` as they will be under the lease; those in `called` as they are.
    """
    given = {
        "workspace": session.workspace_id,
        "kind": lane.kind,
        "lane": lane.name,
        "state": state,
        "at": at,
        "limit": limit,
    }
    rows = await session.execute(text(_DUE), given)
    is_lost = state == "called"
    return [
        (
            Claimed(
                id=row.id,
                workspace_id=session.workspace_id,
                kind=lane.kind,
                lane=lane.name,
                natural_key=row.natural_key,
                payload=row.payload,
                attempt=row.attempts if is_lost else row.attempts + 1,
                ceiling=row.ceiling,
                run_id=row.run_id,
                created_at=row.created_at,
                lease_id=row.lease_id if is_lost else lease_id,
            ),
            row.called_at,
        )
        for row in rows
    ]


async def call(
    session: WorkspaceSession, ids: Collection[UUID], lease_id: UUID, *, at: datetime, until: datetime
) -> None:
    """These are about to be called, under this lease."""
    given = {"workspace": session.workspace_id, "ids": list(ids), "lease": lease_id, "at": at, "until": until}
    await session.execute(_CALL, given)


async def renew(session: WorkspaceSession, claimed: Sequence[Claimed], until: datetime) -> None:
    """The leases of those that are still called under them last until then."""
    given = {
        "workspace": session.workspace_id,
        "ids": [one.id for one in claimed],
        "leases": list({one.lease_id for one in claimed}),
        "until": until,
    }
    await session.execute(_RENEW, given)


async def hold(session: WorkspaceSession, held: Mapping[UUID, Later]) -> None:
    given = {
        "workspace": session.workspace_id,
        "ids": list(held),
        "dues": [hold.until for hold in held.values()],
        "problems": [hold.reason for hold in held.values()],
    }
    await session.execute(_HOLD, given)


async def drop(session: WorkspaceSession, kind: str, dropped: Mapping[UUID, Never], at: datetime) -> None:
    for effect, never in dropped.items():
        given = {"workspace": session.workspace_id, "kind": kind, "ids": [effect], "at": at}
        await session.execute(_RELEASE_IDS, {**given, "reason": never.reason})


async def give_back(session: WorkspaceSession, ids: Collection[UUID], at: datetime, problem: str) -> None:
    """Their leases ran out: due again."""
    given = {"workspace": session.workspace_id, "ids": list(ids), "at": at, "problem": problem}
    await session.execute(_LOST, given)


async def settle(session: WorkspaceSession, verdicts: Sequence[Verdict], at: datetime) -> frozenset[UUID]:
    """Write what became of attempts; the ids of those that counted."""
    given = {
        "workspace": session.workspace_id,
        "at": at,
        "ids": [verdict.effect_id for verdict in verdicts],
        "leases": [verdict.lease_id for verdict in verdicts],
        "states": [verdict.state for verdict in verdicts],
        "dues": [verdict.due_at for verdict in verdicts],
        "problems": [verdict.problem for verdict in verdicts],
        "costs": [verdict.cost for verdict in verdicts],
        "happened": [verdict.happened for verdict in verdicts],
        "results": json.dumps([one.result for one in verdicts]),
    }
    return frozenset((await session.execute(_SETTLE, given)).scalars())


async def unknown(session: WorkspaceSession, limit: int, before: tuple[datetime, UUID] | None) -> list[Left]:
    """Acts nobody knows the end of, newest first."""
    given: dict[str, object] = {"workspace": session.workspace_id, "limit": limit}
    if before is None:
        rows = await session.execute(_UNKNOWN_FIRST, given)
    else:
        rows = await session.execute(_UNKNOWN_NEXT, {**given, "created_at": before[0], "id": before[1]})
    return [_left(row) for row in rows]


async def locked(session: WorkspaceSession, effect: UUID) -> tuple[Left, Claimed] | None:
    """One act, locked until this transaction ends, also as the attempt that it was last called by."""
    found = await session.execute(_LOCKED, {"workspace": session.workspace_id, "id": effect})
    row = found.one_or_none()
    if row is None:
        return None
    claimed = Claimed(
        id=row.id,
        workspace_id=session.workspace_id,
        kind=row.kind,
        lane=row.lane,
        natural_key=row.natural_key,
        payload=row.payload,
        attempt=row.attempts,
        ceiling=row.ceiling,
        run_id=row.run_id,
        created_at=row.created_at,
        lease_id=row.lease_id,
    )
    return _left(row), claimed


def _left(row: Row[tuple[object, ...]]) -> Left:
    return Left(row.id, row.kind, row.state, row.problem, row.created_at, row.called_at, row.payload)


async def forget(session: WorkspaceSession, ids: Ids) -> None:
    """Delete those of them that have ended."""
    await session.execute(
        delete(EffectRow).where(
            EffectRow.workspace_id == session.workspace_id,
            EffectRow.id.in_(ids),
            EffectRow.state.in_(("settled", "failed", "released")),
        )
    )
