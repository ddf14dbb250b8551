"""SQL of limits: one statement each, so that any number of processes count together."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from leadgen.platform.limits.contracts import Limit, Taken, allowed, refused
from leadgen.platform.limits.models import RateLimitRow as Row

# How far the clocks of the web servers may be apart.
MOST_SKEW = timedelta(minutes=1)


async def take(session: AsyncSession, key: str, limit: Limit, at: datetime) -> Taken:
    """Once more under this name, where the limit allows it; a refusal counts nothing.

    Of several at once each waits for the commit of the one before: keep the transaction short, and take
    several names in their alphabetical order.
    """
    present = literal(at, Row.full_at.type)
    # A clock that was wrong for a while and is right again must close nothing until then.
    counted = case((Row.full_at > at + limit.window + MOST_SKEW, present), else_=Row.full_at)
    begun = func.greatest(counted, present) + limit.every
    statement = (
        insert(Row)
        .values(key=key, full_at=at + limit.every)
        .on_conflict_do_update(
            index_elements=[Row.key], set_={"full_at": begun}, where=begun <= at + limit.window
        )
        .returning(Row.full_at)
    )
    full_at = await session.scalar(statement)
    if full_at is not None:
        return allowed(limit, full_at, at)
    full_at = await session.scalar(select(Row.full_at).where(Row.key == key))
    return refused(limit, full_at or at, at)


async def give_back(session: AsyncSession, key: str, limit: Limit) -> None:
    """What was taken once does not count after all."""
    await session.execute(
        update(Row).where(Row.key == key).values(full_at=Row.full_at - literal(limit.every))
    )


async def forget(session: AsyncSession, key: str) -> None:
    """All of the burst is there again."""
    await session.execute(delete(Row).where(Row.key == key))


async def forget_full(session: AsyncSession, at: datetime) -> None:
    """Names that limit nothing any more."""
    await session.execute(delete(Row).where(Row.full_at <= at))
