"""The page that people read the API by."""

import re

import pytest
from fastapi import FastAPI

from leadgen.api.reference.page import page
from tests.factories.web import client


@pytest.fixture
async def shown(app: FastAPI) -> str:
    answer = await client(app).get("/api/v1/reference")
    assert answer.headers["content-type"].startswith("text/html")
    return answer.text


async def test_every_operation_and_schema_is_there_and_can_be_linked_to(app: FastAPI, shown: str) -> None:
    document = app.openapi()
    anchors = set(re.findall(r'id="([^"]+)"', shown))

    names = {one["operationId"] for methods in document["paths"].values() for one in methods.values()}
    assert names <= anchors
    assert {f"schema-{name}" for name in document["components"]["schemas"]} <= anchors
    assert set(re.findall(r'href="#([^"]+)"', shown)) <= anchors


async def test_it_asks_no_other_host_and_runs_nothing_inline(app: FastAPI, shown: str) -> None:
    policy = (await client(app).get("/api/v1/reference")).headers["content-security-policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert re.findall(r'(?:src|href)="(?!#)([^"]+)"', shown) == [
        "reference.css",
        "reference.js",
        "openapi.json",
    ]
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|style=", shown)
    for name, kind in (("reference.css", "text/css"), ("reference.js", "text/javascript")):
        answer = await client(app).get(f"/api/v1/{name}")
        assert answer.headers["content-type"].startswith(kind)


async def test_it_is_no_operation_of_its_own(app: FastAPI) -> None:
    assert "reference" not in "".join(app.openapi()["paths"])


def test_text_of_the_document_is_never_markup() -> None:
    evil = "<script>alert(1)</script>"
    operation = {
        "operationId": evil, "summary": evil, "description": evil, "tags": [evil],
        "parameters": [{"name": evil, "in": evil, "schema": {"enum": [evil]}, "description": f"`{evil}`"}],
        "responses": {evil: {"description": evil, "content": {evil: {"example": evil}}}},
    }  # fmt: skip
    schemas = {
        evil: {"description": evil, "properties": {evil: {"default": evil}}, "examples": [{evil: evil}]}
    }
    document = {
        "info": {"title": evil, "description": evil},
        "paths": {evil: {"get": operation}},
        "components": {"schemas": schemas},
    }

    assert "<script>alert" not in page(document, "a.css", "a.js")
