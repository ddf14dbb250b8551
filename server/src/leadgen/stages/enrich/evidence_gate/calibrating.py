"""Confidence that follows people's marks, not what a model says of itself; and what marks tell."""

from math import sqrt

from leadgen.stages.enrich.evidence_gate.contracts import Marks

# So many marks weigh as much as what the gate thinks by itself.
_WEIGHT = 10
_MOST = 0.99
_Z = 1.959964  # 95 %, two-sided


def calibrated(trust: float, marks: Marks) -> float:
    """The share of right ones that is to be expected: the gate's own trust, moved by the marks there are."""
    expected = (trust * _WEIGHT + marks.right) / (_WEIGHT + marks.marked)
    return round(min(_MOST, expected), 3)


def interval(right: int, marked: int) -> tuple[float, float] | None:
    """Wilson's interval of 95 % (E. B. Wilson, 1927), in which the true share lies; None without a mark."""
    if marked == 0:
        return None
    share, spread = right / marked, _Z * _Z / marked
    middle = (share + spread / 2) / (1 + spread)
    half = _Z / (1 + spread) * sqrt(share * (1 - share) / marked + spread / (4 * marked))
    return max(0.0, middle - half), min(1.0, middle + half)
