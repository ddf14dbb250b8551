"""The whole application."""

from tests.factories.web import app

__all__ = ["app"]
