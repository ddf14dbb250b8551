"""Requests for every operation of a workspace, made from the API's own document.

An operation that comes later is attacked without a word here, or fails the proof where no request for it can
be made: a body needs an example, and an id in a path needs a list it can be harvested from.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import httpx

JSON_BODY = "application/json"
UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}

Document = Mapping[str, Any]


class CannotMake(Exception):
    """No request can be made for an operation, so nothing could be said about it."""


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation below a workspace's address."""

    name: str
    method: str
    path: str  # from {slug} on
    roles: frozenset[str]
    scope: str | None
    parameters: tuple[Mapping[str, Any], ...]
    media: str | None
    body: object
    is_stream: bool

    @property
    def has_ids(self) -> bool:
        return "{" in self.path

    @property
    def is_unsafe(self) -> bool:
        return self.method in UNSAFE

    def query(self, **wanted: str) -> list[str]:
        """Names of the query parameters whose schema has all of this, such as format="uuid"."""
        return [
            one["name"]
            for one in self.parameters
            if one["in"] == "query" and any(wanted.items() <= kind.items() for kind in _kinds(one["schema"]))
        ]

    def takes(self, place: str, name: str) -> bool:
        return any((one["in"], one["name"]) == (place, name) for one in self.parameters)

    def required(self) -> dict[str, str]:
        """The query parameters that must be there, by their examples; a file has a name."""
        found = {}
        for one in self.parameters:
            if one["in"] == "query" and (one.get("required") or one["name"] == "filename"):
                examples = one["schema"].get("examples") or one.get("examples")
                if not examples:
                    raise CannotMake(f"{self.name}: the parameter {one['name']} has no example")
                found[one["name"]] = str(examples[0])
        return found


@dataclass(frozen=True)
class Request:
    """One call of an operation."""

    operation: Operation
    slug: str
    ids: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: object = None

    @property
    def path(self) -> str:
        ids = iter(self.ids)
        below = re.sub(r"\{\w+\}", lambda _: next(ids), self.operation.path)
        return f"/api/v1/workspaces/{self.slug}{below}"

    @property
    def said(self) -> str:
        """All that the caller said: what of it comes back is an echo, not a leak."""
        return json.dumps([self.path, dict(self.query), dict(self.headers), self.body])

    async def send(self, client: httpx.AsyncClient, caller: Mapping[str, str]) -> httpx.Response:
        operation = self.operation
        body = operation.body if self.body is None else self.body
        headers = {**caller, **self.headers}
        if operation.media is not None:
            headers["content-type"] = operation.media
        content = json.dumps(body) if operation.media == JSON_BODY else cast(str | None, body)
        params = {**operation.required(), **self.query}
        return await client.request(
            operation.method, self.path, params=params, headers=headers, content=content
        )


def operations(document: Document) -> Iterator[Operation]:
    """Every operation below a workspace. Raises CannotMake."""
    for path, methods in document["paths"].items():
        _, found, below = path.partition("/workspaces/{slug}")
        for method, told in methods.items() if found else ():
            media, body = _body(document, told)
            yield Operation(
                name=told["operationId"], method=method.upper(), path=below,
                roles=frozenset(told["x-roles"]), scope=told["x-scope"],
                parameters=tuple(told.get("parameters", ())), media=media, body=body,
                is_stream="text/event-stream" in json.dumps(told["responses"]),
            )  # fmt: skip


def _body(document: Document, operation: Mapping[str, Any]) -> tuple[str | None, object]:
    content = operation.get("requestBody", {}).get("content", {})
    for media, shape in content.items():
        schema = _resolved(document, shape.get("schema", {}))
        told_here = [one.get("value") for one in shape.get("examples", {}).values()]
        for example in (shape.get("example"), *told_here, *schema.get("examples", ())):
            if example is not None:
                return media, example
        raise CannotMake(f"{operation['operationId']}: its body has no example")
    return None, None


def _resolved(document: Document, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if reference is None:
        return schema
    name = cast(str, reference).rpartition("/")[2]
    return cast(Mapping[str, Any], document["components"]["schemas"][name])


def _kinds(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [schema, *schema.get("anyOf", ())]
