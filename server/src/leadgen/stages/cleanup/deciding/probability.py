"""Thousandths of bits and probabilities: each bit doubles the odds. Pure."""

from math import exp2, floor, log2

MILLI = 1_000
# Beyond it nobody can tell a probability from certainty.
_MOST_BITS = 60.0


def bits_of(probability: float) -> int:
    """The least thousandths of bits of this probability."""
    if probability <= 0.0:
        return floor(-_MOST_BITS * MILLI)
    if probability >= 1.0:
        return floor(_MOST_BITS * MILLI)
    return floor(log2(probability / (1.0 - probability)) * MILLI)


def probability_of(bits: int) -> float:
    """Of so many thousandths of bits, rounded to what a person can read."""
    bounded = max(min(bits / MILLI, _MOST_BITS), -_MOST_BITS)
    return round(1.0 / (1.0 + exp2(-bounded)), 9)
