"""A limit, and what taking from it says. Pure.

Source: the generic cell rate algorithm (ITU-T I.371): one instant per name tells all.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

_NOW = timedelta(0)


@dataclass(frozen=True)
class Limit:
    """`burst` at once, and one more each `every`."""

    burst: int
    every: timedelta

    @property
    def window(self) -> timedelta:
        """After this long without use all of the burst is there again."""
        return self.burst * self.every


@dataclass(frozen=True)
class Taken:
    """Whether it was allowed, and how much is left."""

    is_allowed: bool
    burst: int
    remaining: int
    retry_after: timedelta
    full_after: timedelta


def allowed(limit: Limit, full_at: datetime, at: datetime) -> Taken:
    """Taken; `full_at` is when the whole burst will be there again."""
    left = (at + limit.window - full_at) // limit.every
    return Taken(True, limit.burst, max(0, left), _NOW, max(_NOW, full_at - at))


def refused(limit: Limit, full_at: datetime, at: datetime) -> Taken:
    """Not taken; `full_at` stays as it was."""
    return Taken(
        False, limit.burst, 0, max(_NOW, full_at + limit.every - limit.window - at), max(_NOW, full_at - at)
    )
