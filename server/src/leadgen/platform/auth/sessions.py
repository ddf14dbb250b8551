"""How long a session lives: a pure decision."""

from datetime import datetime, timedelta

SESSION_AGE = timedelta(days=30)
IDLE_LIMIT = timedelta(days=7)
# A sighting is written at most this often, so that reading costs no write.
SIGHTING_EVERY = timedelta(minutes=10)


def is_alive(*, expires_at: datetime, last_seen_at: datetime, at: datetime) -> bool:
    """Not over its age, and used within the idle limit."""
    return at < expires_at and at - last_seen_at < IDLE_LIMIT


def is_sighting_due(*, last_seen_at: datetime, at: datetime) -> bool:
    """Whether this request's time should be written down."""
    return at - last_seen_at >= SIGHTING_EVERY
