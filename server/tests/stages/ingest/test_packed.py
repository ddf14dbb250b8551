"""The map of numbers in few bytes holds what a dictionary holds."""

import random
import sys

import pytest

from leadgen.stages.ingest import packed
from leadgen.stages.ingest.packed import PackedMap


def test_it_holds_what_a_dictionary_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_LOOSE", 64)
    monkeypatch.setattr(packed, "_BITS", 1 << 10)  # few enough for keys that share one
    chance = random.Random(3)
    ours, theirs = PackedMap(), dict[int, int]()
    for value in range(3_000):
        key = chance.randrange(-(1 << 63), 1 << 63)
        theirs[key] = value
        ours.add(key, value)
        ours.add(key, value)
    assert all(ours.get(key) == value for key, value in theirs.items())
    assert not any(ours.get(chance.randrange(-(1 << 63), 1 << 63)) for _ in range(3_000))


def test_the_smallest_and_the_largest_numbers_fit() -> None:
    ours = PackedMap()
    for key in (-sys.maxsize - 1, 0, sys.maxsize):
        ours.add(key, 0xFFFFFFFF)
        ours._pack()
        assert ours.get(key) == 0xFFFFFFFF
