"""Cleanups: looked at, leafed through, applied, forgotten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel import clock
from leadgen.kernel.ids import uuid7
from leadgen.kernel.json import JSON
from leadgen.kernel.paging import Page, Paging
from leadgen.platform.auth.contracts import Actor
from leadgen.platform.events.service import publish
from leadgen.platform.jobs import defer
from leadgen.records import bulk as acts
from leadgen.records import journal
from leadgen.records.repository import bulk
from leadgen.records.repository.bulk import Pool
from leadgen.stages.cleanup.tidying import applying, repository, words
from leadgen.stages.cleanup.tidying.contracts import (
    ChangesCounted,
    Choice,
    Cleanup,
    CleanupNotFound,
    CleanupNotReady,
    NothingToChange,
    Proposal,
    Rule,
)
from leadgen.stages.cleanup.tidying.previewing import Preview

PREVIEW = "cleanup.preview"
APPLY = "cleanup.apply"
SOURCE = "Clean up"
PIECE = 1_000
# So few are looked at, or changed, before a job would have started.
AT_ONCE = 200
# A preview is gone after this time.
KEPT = timedelta(hours=24)
# So many pieces are searched for one page, which may end before it is full.
_PIECES_OF_A_PAGE = 25


async def preview(session: WorkspaceSession, actor: Actor, pool: Pool, rules: Sequence[Rule]) -> Cleanup:
    """Look at these records: at once where they are few, else by a job. Nothing is changed.

    What the same person had looked at before, of this kind, is forgotten.
    """
    now = clock.now()
    found = Cleanup(
        id=uuid7(),
        kind=pool.kind,
        rules=rules,
        state="running",
        actor=actor,
        done=0,
        total=0,
        records=0,
        clashes=0,
        created_at=now,
        expires_at=now + KEPT,
    )
    await repository.forget_earlier(session, pool.kind, actor)
    await repository.add(session, found)
    total = await repository.freeze(session, found.id, pool, PIECE)
    await repository.count(session, found.id, total)
    if total > AT_ONCE:
        await defer(session, PREVIEW, cleanup_id=found.id)
    else:
        run = Preview(found.id)
        while await run.step(session):
            pass
    return await get(session, found.id)


async def get(session: WorkspaceSession, cleanup_id: UUID) -> Cleanup:
    """A preview as it stands. Raises CleanupNotFound."""
    found = await repository.find(session, cleanup_id)
    if found is None or found.expires_at <= clock.now():
        raise CleanupNotFound
    return found


async def page(session: WorkspaceSession, paging: Paging) -> Page[Cleanup]:
    """Previews, the newest first. Raises InvalidCursor."""

    async def newest(before: UUID | None, limit: int) -> Sequence[Cleanup]:
        return await repository.newest(session, before, limit, clock.now())

    return await paging.by_id("cleanups", newest)


async def changes(
    session: WorkspaceSession,
    paging: Paging,
    cleanup_id: UUID,
    *,
    rule: Rule | None,
    field: str | None,
    search: str,
) -> Page[Proposal]:
    """The changes of a preview in the order of its records; of a rule, of a field, with these letters.

    A page may be short where few match; its cursor goes on. Raises CleanupNotFound, InvalidCursor.
    """
    found = await get(session, cleanup_id)
    groups = [one for one in found.counts if _is_meant(one, rule, field)]
    purpose = f"changes of {cleanup_id} {rule} {field} {search}"
    first, skipped = paging.behind(purpose, _place) or (0, 0)
    shown: list[Proposal] = []
    wanted, letters, behind = set(groups), search.casefold(), first
    for _ in range(_PIECES_OF_A_PAGE):
        pieces = await repository.pieces(session, cleanup_id, groups, behind, 1)
        if not pieces:
            return Page(shown, None)
        for number, one in enumerate(pieces[0].proposals):
            if pieces[0].piece == first and number < skipped:
                continue
            if len(shown) == paging.limit:
                return Page(shown, paging.following(purpose, [pieces[0].piece, number]))
            if one.group in wanted and _has(one, letters):
                shown.append(one)
        behind = pieces[0].piece + 1
    return Page(shown, paging.following(purpose, [behind, 0]))


async def apply(
    session: WorkspaceSession, actor: Actor, cleanup_id: UUID, choice: Choice, expected: int | None
) -> UUID:
    """Make the chosen changes as one operation, whose id this is: at once where they are few, else by a job.

    Raises CleanupNotFound, CleanupNotReady, NothingToChange; ChangesCounted where they are not `expected`.
    """
    await get(session, cleanup_id)
    found = await repository.find(session, cleanup_id, lock=True)
    assert found is not None
    if found.state != "ready":
        raise CleanupNotReady(found.state)
    total = await _chosen(session, found, choice)
    if expected is not None and total != expected:
        raise ChangesCounted(total, expected)
    if total == 0:
        raise NothingToChange
    operation_id = await journal.open_operation(
        session,
        kind="cleanup",
        actor=actor,
        source=SOURCE,
        summary=words.summary(found.kind, total),
        total=total,
    )
    await bulk.keep_act(session, operation_id, {"act": "cleanup", "kind": found.kind})
    await repository.change(
        session, replace(found, state="applying", choice=choice, operation_id=operation_id)
    )
    if found.records > AT_ONCE:
        await publish(session, topic="operation", ref_id=operation_id)
        await defer(session, APPLY, cleanup_id=cleanup_id)
    else:
        while await applying.step(session, cleanup_id):
            pass
    return operation_id


async def forget(session: WorkspaceSession, cleanup_id: UUID) -> None:
    """With all that was looked at. Raises CleanupNotFound; CleanupNotReady while it is applied."""
    await get(session, cleanup_id)
    found = await repository.find(session, cleanup_id, lock=True)
    assert found is not None
    if found.state == "applying":
        raise CleanupNotReady(found.state)
    await repository.forget(session, cleanup_id)


async def forget_expired(session: WorkspaceSession, at: datetime) -> None:
    """Previews over their time; for housekeeping."""
    await repository.forget_expired(session, at)


async def fail(session: WorkspaceSession, cleanup_id: UUID) -> None:
    """Say that a preview could not be finished. What an operation did already stays and can be undone."""
    found = await repository.find(session, cleanup_id, lock=True)
    if found is None:
        return
    problem: Mapping[str, JSON] = {
        "code": "cleanup_failed",
        "detail": "This could not be finished. Try it with fewer records, or tell whoever runs the server.",
    }
    if found.state == "running":
        await repository.forget_pieces(session, cleanup_id)
        await repository.change(session, replace(found, state="failed", problem=problem))
    elif found.state == "applying" and found.operation_id is not None:
        await acts.fail(session, found.operation_id)
        await repository.forget_pieces(session, cleanup_id)
        await repository.change(session, replace(found, state="applied", problem=problem))


async def mark(session: WorkspaceSession, cleanup_id: UUID) -> str:
    """How far it has got, in words that change with each piece."""
    found = await repository.find(session, cleanup_id)
    left = await repository.pieces_left(session, cleanup_id)
    return "" if found is None else f"{found.state} {found.done} {left}"


async def _chosen(session: WorkspaceSession, found: Cleanup, choice: Choice) -> int:
    """How many changes are chosen."""
    whole = sum(number for group, number in found.counts.items() if group not in choice.without)
    single = [one for one in choice.left_out if one[1] not in choice.without]
    return whole - (await repository.count_single(session, found.id, single) if single else 0)


def _is_meant(group: str, rule: Rule | None, field: str | None) -> bool:
    of_rule, _, of_field = group.partition("/")
    return rule in (None, of_rule) and field in (None, of_field)


def _has(one: Proposal, letters: str) -> bool:
    values = [value for both in one.writes.values() for value in both if value is not None]
    return not letters or any(letters in words.text(value).casefold() for value in values)


def _place(position: JSON) -> tuple[int, int]:
    match position:
        case [int() as piece, int() as number]:
            return piece, number
    raise TypeError(position)
