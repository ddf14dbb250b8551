"""The application and its browsers, as fixtures of this folder."""

from tests.factories.web import app, web

__all__ = ["app", "web"]
