"""A receiver, and settings that let the product reach it."""

from collections.abc import AsyncIterator

import pytest

from leadgen.config import Settings
from tests.factories.outside import Outside, outside
from tests.factories.web import app, web
from tests.factories.webhooks import allowing

__all__ = ["app", "web"]


@pytest.fixture
async def receiver() -> AsyncIterator[Outside]:
    """Says 200 until told otherwise."""
    async with outside() as there:
        yield there


@pytest.fixture
def settings(settings: Settings, receiver: Outside) -> Settings:
    """The installation's, with the receiver as an exception."""
    return allowing(settings, receiver)
