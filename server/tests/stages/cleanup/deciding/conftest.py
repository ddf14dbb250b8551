"""The product as it is assembled, and people who are in it twice."""

import pytest

from leadgen.pipeline.assembly import build
from tests.factories.web import app, web


@pytest.fixture(autouse=True, scope="session")
def product() -> None:
    """Who is told of an undo is known before anything is undone."""
    build()


__all__ = ["app", "web"]
