"""What an answer means: pure."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import Again, Done, Failed, Outcome

# Waits between attempts as the specification suggests; ten attempts over three days.
RETRIES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
# Longer than one delivery is tried, so that it takes more than one to turn a webhook off.
FAILING_FOR_TOO_LONG = timedelta(days=5)
GONE = 410
# Who answers so wants fewer requests, not only this one later.
OVERLOADED = frozenset({429, 502, 503, 504})
_SHORT_PAUSE = timedelta(seconds=30)


def outcome_of(status: int, headers: Mapping[str, str], at: datetime, note: JSON) -> Outcome:
    """Any 2xx is a receipt; 410 ends it; everything else, a redirect included, is tried again."""
    if is_receipt(status):
        return Done(note=note)
    if status == GONE:
        return Failed(problem_of(status), note=note)
    return Again(problem_of(status), after=retry_after(headers.get("retry-after", ""), at), note=note)


def is_receipt(status: int) -> bool:
    return 200 <= status < 300


def problem_of(status: int) -> str:
    """What is wrong with an answer that is no receipt, in words."""
    if 300 <= status < 400:
        return f"The address answered {status}: redirects are not followed. Change the webhook's address."
    known = {one.value: one.phrase for one in HTTPStatus}
    return f"The address answered {status} {known.get(status, '')}".strip() + "."


def retry_after(value: str, at: datetime) -> timedelta | None:
    """Seconds or a date, as HTTP has it; None where it is neither or over."""
    if value.isascii() and value.isdigit() and len(value) < 9:
        return timedelta(seconds=int(value))
    try:
        when = parsedate_to_datetime(value)
        wait = (when if when.tzinfo else when.replace(tzinfo=UTC)) - at
    except (ValueError, OverflowError):
        return None
    return wait if wait > timedelta(0) else None


def pause_until(status: int | None, after: timedelta | None, at: datetime) -> datetime | None:
    """Until when an overloaded receiver is left alone altogether."""
    if status not in OVERLOADED:
        return None
    return at + min(after or _SHORT_PAUSE, timedelta(hours=1))
