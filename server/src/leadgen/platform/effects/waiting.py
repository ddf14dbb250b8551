"""When an attempt that failed is made again: pure."""

from collections.abc import Sequence
from datetime import timedelta

LONGEST = timedelta(days=1)
_SPREAD = 0.2


def wait(
    retries: Sequence[timedelta], attempt: int, after: timedelta | None, luck: float
) -> timedelta | None:
    """How long to wait after attempt number `attempt` (from 1); None: that was the last one.

    Spread by up to a fifth, `luck` being between 0 and 1, so that what failed together is not tried together.
    What the receiver asked for (`after`) counts where it is longer, up to a day.
    """
    if attempt > len(retries):
        return None
    own = retries[attempt - 1] * (1 + _SPREAD * luck)
    return max(own, min(after, LONGEST)) if after is not None else own
