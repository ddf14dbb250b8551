"""What tests of records share."""

from tests.factories.web import app, web

__all__ = ["app", "web"]
