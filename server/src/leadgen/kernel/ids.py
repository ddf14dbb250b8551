"""Ids made in Python, so that a row's id is known before it is written."""

import os
import struct
import threading
import time
from collections.abc import Iterator
from uuid import UUID

_lock = threading.Lock()
_last = 0
_drawn: Iterator[tuple[int]] = iter(())

_VERSION_7 = 0x7 << 76
_VARIANT = 0b10 << 62
_RANDOM = (1 << 62) - 1
_DRAWN_BYTES = 4096  # a system call for each id would cost more than the rest of it


def uuid7() -> UUID:
    """A new id, greater than every one this process made before.

    Source: RFC 9562, section 5.7 with method 3: 48 bits of milliseconds, 12 bits of the fraction.
    """
    milliseconds, nanoseconds = divmod(time.time_ns(), 1_000_000)
    stamp, random = _next(milliseconds << 12 | (nanoseconds << 12) // 1_000_000)
    return UUID(int=(stamp >> 12) << 80 | _VERSION_7 | (stamp & 0xFFF) << 64 | _VARIANT | random & _RANDOM)


def _next(now: int) -> tuple[int, int]:
    """Milliseconds and their 4096ths, one more than the last where the clock stands or runs back; and 64
    random bits."""
    global _last, _drawn
    with _lock:
        _last = max(now, _last + 1)
        drawn = next(_drawn, None)
        if drawn is None:
            _drawn = struct.iter_unpack("Q", os.urandom(_DRAWN_BYTES))
            drawn = next(_drawn)
        return _last, drawn[0]


def _forget() -> None:
    global _drawn
    _drawn = iter(())


# Two processes that began as one must not draw the same.
os.register_at_fork(after_in_child=_forget)
