"""Records as the product assembles them."""

import pytest

from leadgen.records import webhooks
from tests.factories.web import app, web


@pytest.fixture(autouse=True, scope="session")
def events() -> None:
    """What a finished operation tells outside is known before anything is assembled."""
    webhooks.register()


__all__ = ["app", "web"]
