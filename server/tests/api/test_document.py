"""The API's document is complete: ids, sentences, examples, errors, roles."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI

from leadgen.api.app import create_app
from leadgen.api.openapi import OUTSIDE_WORKSPACES, OperationWithoutRoles
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.pipeline.assembly import Product, build

Found = tuple[str, str, dict[str, Any]]


@pytest.fixture
def document(app: FastAPI) -> dict[str, Any]:
    """The document of the whole product."""
    return app.openapi()


def operations(document: dict[str, Any]) -> Iterator[Found]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def resolve(document: dict[str, Any], value: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def has_example(document: dict[str, Any], media: dict[str, Any]) -> bool:
    schema = resolve(document, media.get("schema", {}))
    return "example" in media or "examples" in media or "examples" in schema


def test_every_operation_has_a_unique_id_and_sentences(document: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(ids) == len(set(ids))
    for _, _, operation in operations(document):
        assert operation["summary"], operation["operationId"]
        assert len(operation.get("description", "")) > 10, f"{operation['operationId']} needs a docstring"
        assert operation["tags"], f"{operation['operationId']} needs a tag"


def test_every_body_and_answer_has_an_example(document: dict[str, Any]) -> None:
    lacking = []
    for _, _, operation in operations(document):
        bodies = [operation["requestBody"]] if "requestBody" in operation else []
        answers = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
        for part in [*bodies, *answers]:
            for media in resolve(document, part).get("content", {}).values():
                if not has_example(document, media):
                    lacking.append(operation["operationId"])
    assert lacking == []


def test_every_operation_tells_its_errors(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        answers = operation["responses"]
        expected = {"422", "500", "503", "default"}
        if operation["operationId"] not in OUTSIDE_WORKSPACES:
            expected |= {"401", "403", "404"}
        if method != "get":
            expected |= {"403"}
        assert expected <= set(answers), (path, method)
        for status, answer in answers.items():
            if not status.startswith("2"):
                content = resolve(document, answer)["content"]
                assert list(content) == ["application/problem+json"]
                assert content["application/problem+json"]["schema"]["$ref"].endswith("/Problem")
                assert content["application/problem+json"]["examples"]


def test_every_operation_has_a_row_in_the_table_of_roles(document: dict[str, Any]) -> None:
    roles = build().roles
    for path, _, operation in operations(document):
        name = operation["operationId"]
        assert (name in roles) != (name in OUTSIDE_WORKSPACES)
        assert ("/workspaces/{slug}" in path) == (name in roles)
        if name in roles:
            assert operation["x-roles"] == sorted(roles[name])
            assert operation["security"]
    assert set(roles) <= {operation["operationId"] for _, _, operation in operations(document)}


def test_nothing_of_the_frameworks_own_error_shape_is_left(document: dict[str, Any]) -> None:
    assert "HTTPValidationError" not in str(document)
    assert document["openapi"].startswith("3.1")


def test_an_operation_without_a_row_stops_the_start(database: Database, settings: Settings) -> None:
    router = APIRouter()

    @router.get("/loose", operation_id="loose")
    async def loose() -> None:
        """Nobody said who may."""

    with pytest.raises(OperationWithoutRoles, match="loose"):
        create_app(Product(routers=(router,), roles={}, jobs=()), database, settings)
