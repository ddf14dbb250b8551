"""A task that tells."""

import pytest

from tests.factories.queue import Diary


@pytest.fixture
def diary() -> Diary:
    """Register its task, run a worker, read what it saw."""
    return Diary()
