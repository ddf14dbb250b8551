"""The one source of time. Decisions take time from here, never from SQL's or Python's own clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

_fixed: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _fixed if _fixed is not None else datetime.now(UTC)


@contextmanager
def fix(instant: datetime) -> Iterator[None]:
    """Stand still at `instant` (aware) for the whole process; nests."""
    global _fixed
    if instant.tzinfo is None:
        raise ValueError("a fixed time must be aware")
    before, _fixed = _fixed, instant.astimezone(UTC)
    try:
        yield
    finally:
        _fixed = before
