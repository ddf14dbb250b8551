"""Ids made in Python, so that a row's id is known before it is written."""

import os
import threading
import time
from uuid import UUID

_lock = threading.Lock()
_last = 0

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM = (1 << 62) - 1


def uuid7() -> UUID:
    """A new id, greater than every one this process made before.

    Source: RFC 9562, section 5.7 with method 3: 48 bits of milliseconds, 12 bits of the fraction.
    """
    stamp = _next_stamp()
    random = int.from_bytes(os.urandom(8)) & _RANDOM
    return UUID(int=(stamp >> 12) << 80 | _VERSION_7 | (stamp & 0xFFF) << 64 | _VARIANT | random)


def _next_stamp() -> int:
    """Milliseconds and their 4096ths; one more than the last where the clock stands or runs back."""
    global _last
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    stamp = milliseconds << 12 | (nanoseconds << 12) // 1_000_000
    with _lock:
        _last = max(stamp, _last + 1)
        return _last
