"""What the API's document lacks: one sentence for each gap, none when it is complete."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from leadgen.api.openapi import OUTSIDE_WORKSPACES

PROBLEM = "application/problem+json"
Document = Mapping[str, Any]


def gaps(document: Document) -> list[str]:
    """In the order of the paths."""
    found = list(_versions(document))
    many = Counter(operation["operationId"] for _, _, operation in operations(document))
    found += [f"{name}: the id is used {count} times" for name, count in many.items() if count > 1]
    for path, method, operation in operations(document):
        for gap in _of_operation(document, path, method, operation):
            found.append(f"{operation['operationId']}: {gap}")
    return found


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def resolve(document: Document, value: dict[str, Any]) -> dict[str, Any]:
    """What a reference points to."""
    while "$ref" in value:
        found: Any = document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        value = found
    return value


def _versions(document: Document) -> Iterator[str]:
    if not document["openapi"].startswith("3.1"):
        yield f"the document is OpenAPI {document['openapi']}"
    if "HTTPValidationError" in str(document):
        yield "the framework's own error shape is left in it"


def _of_operation(document: Document, path: str, method: str, operation: dict[str, Any]) -> Iterator[str]:
    if not operation.get("summary") or len(operation.get("description", "")) <= 10:
        yield "has no sentence; write a docstring"
    if operation["summary"] == operation["operationId"].replace("_", " ").title():
        yield "is named by its id; say what it does"
    if not operation.get("tags"):
        yield "has no tag"
    for parameter in operation.get("parameters", ()):
        if "schema" not in parameter:
            yield f"the parameter {parameter['name']} has no type"
    if "/workspaces/{slug}" in path and not operation.get("security"):
        yield "does not say how one proves who one is"
    yield from _examples(document, operation)
    yield from _errors(document, method, operation)


def _examples(document: Document, operation: dict[str, Any]) -> Iterator[str]:
    good = {status: one for status, one in operation["responses"].items() if status.startswith(("2", "3"))}
    if not good:
        yield "does not say how it answers when all is well"
    for status, part in {"body": operation.get("requestBody", {}), **good}.items():
        for media, told in resolve(document, part).get("content", {}).items():
            if not _has_example(document, told):
                yield f"the {status} ({media}) has no example"


def _has_example(document: Document, told: dict[str, Any]) -> bool:
    schema = resolve(document, told.get("schema", {}))
    return "example" in told or bool(told.get("examples")) or bool(schema.get("examples"))


def _errors(document: Document, method: str, operation: dict[str, Any]) -> Iterator[str]:
    answers = operation["responses"]
    expected = {"422", "500", "503", "default"}
    if operation["operationId"] not in OUTSIDE_WORKSPACES:
        expected |= {"401", "403", "404"}
    if method != "get":
        expected |= {"403"}
    yield from (f"does not tell of {status}" for status in sorted(expected - set(answers)))
    for status, answer in answers.items():
        if not status.startswith(("2", "3")):
            content = resolve(document, answer).get("content", {})
            if list(content) != [PROBLEM] or not content[PROBLEM]["examples"]:
                yield f"the {status} is no problem with an example"
            elif not content[PROBLEM]["schema"]["$ref"].endswith("/Problem"):
                yield f"the {status} has another schema than Problem"
