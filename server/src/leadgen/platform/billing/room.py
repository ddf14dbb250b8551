"""How much a run may reserve. Pure.

What is reserved counts as spent already, wherever and whenever it will be: so no day, month or run can end
above its cap, however long its runs take.
"""

from leadgen.platform.billing.contracts import Meter, Use


def room(meter: Meter, of_run: int) -> int:
    """The most that can be reserved now, at least 0; `of_run`: what the run has reserved and spent so far."""
    limits = [meter.balance]
    for use in (meter.account, meter.workspace):
        limits += _left(use, of_run)
    return max(0, min(limits))


def granted(meter: Meter, of_run: int, wanted: int, least: int) -> int:
    """As much of `wanted` as there is room for; 0 where that is less than `least`."""
    found = min(wanted, room(meter, of_run))
    return found if found >= max(least, 1) else 0


def _left(use: Use, of_run: int) -> list[int]:
    caps, reserved = use.caps, use.reserved
    used = (
        (caps.per_run, of_run),
        (caps.per_day, use.spent_today + reserved),
        (caps.per_month, use.spent_month + reserved),
    )
    return [cap - taken for cap, taken in used if cap is not None]
