"""The product and its browsers."""

from tests.factories.web import app, web

__all__ = ["app", "web"]
