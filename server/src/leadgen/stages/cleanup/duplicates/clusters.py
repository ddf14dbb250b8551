"""Pairs to clusters without chains: two groups join only where their rows fit each other on the whole.

Rows that pairs lead to from one another are a component. One whose rows all fit one another is a cluster;
else the two groups that fit best are joined again and again, until none fit: on average, and a little more by
the one of both that fits better.
"""

from collections.abc import Iterator

import numpy as np

from leadgen.stages.cleanup.duplicates.blocks import spread
from leadgen.stages.cleanup.duplicates.columns import Floats, Ints
from leadgen.stages.cleanup.duplicates.model import EXCLUDED

# A component above it is cut by ever surer pairs; a real cluster of so many rows stays whole.
MOST_ROWS = 600
# One pair's certainty must not outweigh all others'.
_BITS_MOST = 12.0
_NEVER = -1e6
# A row is written badly more often than it is somebody else's: what is unlike one of a group is not all.
_BETTER = 0.15


def components(rows: int, left: Ints, right: Ints) -> Ints:
    """By row the lowest row that pairs lead to."""
    label = np.arange(rows)
    while True:
        lowest = np.minimum(label[left], label[right])
        before = label.copy()
        np.minimum.at(label, left, lowest)
        np.minimum.at(label, right, lowest)
        label = label[label]
        if (label == before).all():
            return label


def bounded(rows: int, left: Ints, right: Ints, bits: Floats) -> Ints:
    """As `components`, with those of too many rows cut by asking for surer pairs."""
    label = components(rows, left, right)
    asked = 1.0
    while asked < _BITS_MOST * 2:
        large = np.bincount(label, minlength=rows)[label] > MOST_ROWS
        if not large.any():
            break
        asked += 3.0
        kept = ~large[left] | (bits >= asked)
        left, right, bits = left[kept], right[kept], bits[kept]
        label = components(rows, left, right)
    return label


def members(label: Ints) -> tuple[Ints, Ints]:
    """Rows of the components of two and more, one component after the other; and where each starts."""
    sizes = np.bincount(label, minlength=len(label))
    rows = np.flatnonzero(sizes[label] > 1)
    rows = rows[np.argsort(label[rows], kind="stable")]
    starts = np.flatnonzero(np.diff(label[rows], prepend=-1))
    return rows, starts


def inner_pairs(starts: Ints, count: int) -> tuple[Ints, Ints]:
    """All pairs within components, as places in `members`, component by component."""
    sizes = np.diff(starts, append=count)
    ends = np.repeat(starts + sizes, sizes)
    one, step = spread(ends - np.arange(count) - 1)
    return one, one + 1 + step


def groups(size: int, one: Ints, other: Ints, bits: Floats, asked: float) -> list[list[int]]:
    """The clusters of one component of `size` rows, all pairs of which are given, `asked` bits on average."""
    if bits.min(initial=0.0) >= asked:
        return [list(range(size))]
    link = np.full((size, size), np.nan)
    counted = np.where(bits > EXCLUDED / 2, np.clip(bits, -2 * _BITS_MOST, _BITS_MOST), _NEVER)
    link[one, other] = link[other, one] = counted
    return _joined(link, asked)


def _joined(link: Floats, asked: float) -> list[list[int]]:
    np.fill_diagonal(link, -np.inf)
    held = [[row] for row in range(len(link))]
    while True:
        one, other = divmod(int(np.argmax(link)), len(link))
        if link[one, other] < asked:
            return [rows for rows in held if rows]
        merged = _as_one(link[one], link[other], len(held[one]), len(held[other]))
        link[one], link[:, one] = merged, merged
        link[other], link[:, other], link[one, one] = -np.inf, -np.inf, -np.inf
        held[one] += held[other]
        held[other] = []


def _as_one(one: Floats, other: Floats, rows: int, others: int) -> Floats:
    """How two groups together fit the rest: on average, and a little more as the one that fits better."""
    merged = np.minimum(one, other)
    may = merged > _NEVER / 2
    average = (one[may] * rows + other[may] * others) / (rows + others)
    merged[may] = average + _BETTER * np.abs(one[may] - other[may])
    return merged


def each(starts: Ints, count: int, one: Ints) -> Iterator[tuple[int, int, slice]]:
    """By component: its first place, its size, and which of `inner_pairs` are its own."""
    sizes = np.diff(starts, append=count)
    firsts = np.searchsorted(one, starts)
    lasts = np.searchsorted(one, starts + sizes)
    for start, size, first, last in zip(
        starts.tolist(), sizes.tolist(), firsts.tolist(), lasts.tolist(), strict=True
    ):
        yield start, size, slice(first, last)


def average(home: Ints, bits: Floats) -> Floats:
    """By pair of one cluster the bits of all its pairs on average, none of them beyond what counts."""
    counted = np.bincount(home, weights=np.clip(bits, -_BITS_MOST, _BITS_MOST))
    return np.asarray((counted / np.maximum(np.bincount(home), 1))[home]) if len(home) else bits
