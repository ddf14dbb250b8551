"""A kind that tells, and the application."""

import pytest

from tests.factories.effects import Ledger
from tests.factories.web import app, web

__all__ = ["app", "web"]


@pytest.fixture
def ledger() -> Ledger:
    """Register its kind, run a dispatcher, read what it did."""
    return Ledger()
