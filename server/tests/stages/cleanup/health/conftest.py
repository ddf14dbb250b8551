"""Data health as the product assembles it."""

import pytest

from leadgen.pipeline.assembly import build
from tests.factories.web import app, web


@pytest.fixture(autouse=True, scope="session")
def product() -> None:
    """The findings are known before anything is asked."""
    build()


__all__ = ["app", "web"]
