"""Into which classes numbers of people are put for choosing. Pure."""

from typing import Final

Ends = tuple[int, int | None]

# A company whose headcount is given as a range may be in two of them.
SIZES: Final[tuple[Ends, ...]] = ((1, 9), (10, 49), (50, 249), (250, 999), (1_000, None))


def label(ends: Ends) -> str:
    """A class as people read it: 50–249, 1,000+."""
    low, high = ends
    return f"{low:,}+" if high is None else f"{low:,}–{high:,}"
