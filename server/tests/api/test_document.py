"""The API's document is complete: ids, sentences, examples, errors, roles."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI

from leadgen.api.app import create_app, describe
from leadgen.api.openapi import OUTSIDE_WORKSPACES, OperationWithoutRule
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import build
from tests.api import completeness

Found = tuple[str, str, dict[str, Any]]


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    """The document of the whole product."""
    return app.openapi()


def operations(document: dict[str, Any]) -> Iterator[Found]:
    yield from completeness.operations(document)


def test_the_document_is_complete() -> None:
    assert completeness.gaps(describe(build()).openapi()) == []


def _listed(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["paths"]["/api/v1/workspaces/{slug}/contacts"]
    return found


PLANTED: list[tuple[str, Callable[[dict[str, Any]], object]]] = [
    ("has no sentence", lambda document: _listed(document)["get"].pop("description")),
    ("has no sentence", lambda document: _listed(document)["get"].update(summary="")),
    ("is named by its id", lambda document: _listed(document)["get"].update(summary="List Contacts")),
    ("has no tag", lambda document: _listed(document)["get"].pop("tags")),
    ("used 2 times", lambda document: _listed(document)["get"].update(operationId="create_contact")),
    ("has no type", lambda document: _listed(document)["get"]["parameters"][0].pop("schema")),
    ("proves who one is", lambda document: _listed(document)["get"].pop("security")),
    ("when all is well", lambda document: _listed(document)["get"]["responses"].pop("200")),
    ("the 200 (application/json) has no example", lambda document: _bare(document, "RecordPage")),
    ("the body (application/json) has no example", lambda document: _bare(document, "NewRecord")),
    ("does not tell of 404", lambda document: _listed(document)["get"]["responses"].pop("404")),
    ("does not tell of default", lambda document: _listed(document)["post"]["responses"].pop("default")),
    (
        "the 418 is no problem",
        lambda document: _listed(document)["get"]["responses"].update({"418": {"description": "x"}}),
    ),
    ("OpenAPI 3.0.3", lambda document: document.update(openapi="3.0.3")),
]


def _bare(document: dict[str, Any], name: str) -> None:
    body = _listed(document)["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    schema = name if name == "RecordPage" else body.rpartition("/")[2]
    del document["components"]["schemas"][schema]["examples"]


@pytest.mark.parametrize(("says", "plant"), PLANTED)
def test_a_planted_gap_is_seen(says: str, plant: Callable[[dict[str, Any]], object]) -> None:
    document = deepcopy(describe(build()).openapi())
    plant(document)

    assert [gap for gap in completeness.gaps(document) if says in gap]


def test_every_operation_has_a_row_in_the_table_of_rules(document: dict[str, Any]) -> None:
    rules = build().rules
    for path, _, operation in operations(document):
        name = operation["operationId"]
        assert (name in rules) != (name in OUTSIDE_WORKSPACES)
        assert ("/workspaces/{slug}" in path) == (name in rules)
        if name in rules:
            assert operation["x-roles"] == sorted(rules[name].roles)
            assert operation["x-scope"] == rules[name].scope
            assert operation["security"]
    assert set(rules) <= {operation["operationId"] for _, _, operation in operations(document)}


def test_an_operation_without_a_row_stops_the_start(database: Database, settings: Settings) -> None:
    router = APIRouter()

    @router.get("/loose", operation_id="loose")
    async def loose() -> None:
        """Nobody said who may."""

    with pytest.raises(OperationWithoutRule, match="loose"):
        create_app(replace(build(), routers=(router,), rules={}), database, settings)
