"""Views and segments as the product assembles them."""

import pytest

from leadgen.pipeline.assembly import build
from tests.factories.web import app, web


@pytest.fixture(autouse=True, scope="session")
def product() -> None:
    """The term of segments is known before anything is asked."""
    build()


__all__ = ["app", "web"]
