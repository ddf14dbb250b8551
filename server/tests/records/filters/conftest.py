"""Lists here are counted to the end, however busy the machine is."""

import pytest

from leadgen.records.repository import grid


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A total is an estimate only where a test says so."""
    monkeypatch.setattr(grid, "COUNTING_MS", 30_000)
