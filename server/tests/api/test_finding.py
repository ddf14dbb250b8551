"""The operation of a request is the one that the framework would find by trying all of them."""

import re
from uuid import uuid4

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match

from leadgen.api.app import describe
from leadgen.api.finding import Finder, _key
from leadgen.pipeline.assembly import build

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


def test_every_address_leads_to_the_operation_that_the_framework_finds_first() -> None:
    app = describe(build())
    finder = Finder(app.router)
    contexts = [one for one in iter_route_contexts(app.routes) if isinstance(one.original_route, APIRoute)]
    found = 0
    for path in {
        re.sub(r"\{\w+\}", filled, str(one.path)) for one in contexts for filled in ("me", str(uuid4()))
    }:
        for method in METHODS:
            scope = {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}
            first = next((one for one in contexts if one.matches(scope)[0] is Match.FULL), None)
            ours = finder.found(scope)
            assert (ours and ours[0].original_route) is (first and first.original_route), (method, path)
            assert ours is None or first is None or ours[1] == first.matches(scope)[1]
            found += ours is not None
    assert found > len(contexts)


def test_no_operation_leaves_open_the_word_by_which_addresses_are_told_apart() -> None:
    for one in iter_route_contexts(describe(build()).routes):
        if isinstance(one.original_route, APIRoute) and one.path:
            assert "{" not in _key(one.path)[1], one.path
            assert ":" not in one.path
