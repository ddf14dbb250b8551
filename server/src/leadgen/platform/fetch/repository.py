"""SQL of kept pages and of turns."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, literal, select
from sqlalchemy.dialects.postgresql import distinct_on, insert

from leadgen.db.engine import IdentitySession, WorkspaceSession
from leadgen.platform.fetch.models import FetchRow, HostPaceRow

# No host asks for a longer rest; what says so was written by a clock that was wrong.
LONGEST_REST = timedelta(days=1)
_MOST_SKEW = timedelta(minutes=1)


async def add(session: WorkspaceSession, row: FetchRow) -> None:
    """The same page to the same question is one row, told of anew."""
    told = {
        "url": row.url,
        "status": row.status,
        "headers": row.headers,
        "is_answer": row.is_answer,
        "retrieved_at": row.retrieved_at,
    }
    fresh = insert(FetchRow).values(
        workspace_id=session.workspace_id, question=row.question, page=row.page, **told
    )
    await session.execute(
        fresh.on_conflict_do_update(
            index_elements=[FetchRow.workspace_id, FetchRow.question, FetchRow.page],
            set_=told,
            where=FetchRow.retrieved_at <= row.retrieved_at,
        )
    )


async def newest_answers(session: WorkspaceSession, questions: Collection[bytes]) -> Sequence[FetchRow]:
    """Of each question the last page that may serve, however old; nothing of those that have none."""
    found = await session.scalars(
        select(FetchRow)
        .where(
            FetchRow.workspace_id == session.workspace_id,
            FetchRow.question.in_(questions),
            FetchRow.is_answer,
        )
        .ext(distinct_on(FetchRow.question))
        .order_by(FetchRow.question, FetchRow.retrieved_at.desc())
    )
    return found.all()


async def one(session: WorkspaceSession, question: bytes, page: bytes) -> FetchRow | None:
    return await session.get(FetchRow, (session.workspace_id, question, page))


async def take_turn(
    session: IdentitySession, host: bytes, *, pace: timedelta, at: datetime, most: timedelta
) -> tuple[bool, datetime]:
    """Whether a turn within `most` was taken, and when it is; else when the host is free.

    One statement, so that any number of processes keep one pace.
    """
    present = literal(at, HostPaceRow.free_at.type)
    row = HostPaceRow.free_at
    begun = func.greatest(case((row > at + LONGEST_REST + _MOST_SKEW, present), else_=row), present)
    statement = (
        insert(HostPaceRow)
        .values(host=host, free_at=at + pace)
        .on_conflict_do_update(
            index_elements=[HostPaceRow.host], set_={"free_at": begun + pace}, where=begun <= at + most
        )
        .returning(row)
    )
    free_at = await session.scalar(statement)
    if free_at is not None:
        return True, free_at - pace
    free_at = await session.scalar(select(row).where(HostPaceRow.host == host))
    return False, free_at or at


async def rest(session: IdentitySession, host: bytes, until: datetime) -> None:
    """The host asked to be left alone; a longer rest than this stays."""
    asked = insert(HostPaceRow).values(host=host, free_at=until)
    await session.execute(
        asked.on_conflict_do_update(
            index_elements=[HostPaceRow.host],
            set_={"free_at": func.greatest(HostPaceRow.free_at, asked.excluded.free_at)},
        )
    )


async def forget_free(session: IdentitySession, at: datetime) -> None:
    """Hosts that nobody has to wait for."""
    await session.execute(delete(HostPaceRow).where(HostPaceRow.free_at <= at))
