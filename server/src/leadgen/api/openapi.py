"""The API's document: complete, and the same text on every machine."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import compile_path

from leadgen.api.errors import (
    BodyTooLarge,
    DatabaseAway,
    InternalError,
    RequestInvalid,
    UnreadableRequest,
)
from leadgen.kernel.errors import LeadgenError
from leadgen.platform.auth.errors import (
    CrossSiteRequest,
    PersonRequired,
    RateLimited,
    RoleForbids,
    ScopeMissing,
    SignInRequired,
    WorkspaceNotFound,
)
from leadgen.platform.auth.roles import RuleTable
from leadgen.platform.web.cookies import SESSION_COOKIE
from leadgen.platform.web.idempotency import IdempotencyKeyReused
from leadgen.platform.web.problem import PROBLEM_TYPE, Problem, problem_answer

API_VERSION = "1"

# The operations outside any workspace, each with its reason. All others need a row in a RULES table.
OUTSIDE_WORKSPACES = {
    "get_health": "for monitors; says nothing about anybody",
    "get_setup": "the page before the first sign-in asks it",
    "create_owner": "guarded by the one-time link",
    "get_session": "answers about the caller only",
    "sign_in": "is the door itself",
    "start_provider_sign_in": "is a door, of people who are not in yet",
    "finish_provider_sign_in": "is a door, of people who are not in yet",
    "get_overview": "answers about the caller's own workspaces only",
    "create_workspace": "for an account in which the caller owns a workspace",
    "read_invitation": "guarded by the one-time link",
    "accept_invitation": "guarded by the one-time link, and by the password of a known person",
    "sign_out": "ends the caller's own session",
    "get_sign_in_options": "the page before the sign-in asks it",
    "request_password_reset": "for somebody who cannot sign in",
    "reset_password": "guarded by the one-time link, and by the second factor where it is on",
    "confirm_email_change": "guarded by the one-time link",
    **dict.fromkeys(
        (
            *("get_me", "update_me", "change_password", "change_email"),
            *("list_sessions", "end_session", "sign_out_everywhere"),
            *("start_totp", "confirm_totp", "stop_totp"),
        ),
        "the caller's own, by their session only",
    ),
}

# The document is FastAPI's own loose JSON; it is read and completed in this module only.
Operation = dict[str, Any]

_DESCRIPTION = """\
Everything the dashboard does goes through this API.

Sign in with the session cookie, or send `Authorization: Bearer lgk_…` with an API key of the workspace.
Errors are `application/problem+json`: programs decide by `code`, people read `detail`, and `retryable`
says whether the same request may succeed later. Lists come in pages: send `next_cursor` back as `cursor`.
"""


class OperationWithoutRule(LeadgenError):
    """An operation that no RULES table mentions, so that nobody knows who may call it."""


def operations(app: FastAPI) -> Iterator[APIRoute]:
    """The routes of the document, effective paths and all."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            yield route


def check_rules(app: FastAPI, rules: RuleTable) -> None:
    """Raises OperationWithoutRule for the first operation without id or row."""
    for route in operations(app):
        operation = route.operation_id
        if operation is None or (operation not in rules and operation not in OUTSIDE_WORKSPACES):
            raise OperationWithoutRule(
                f"The operation {operation} at {route.path} has no row in an access.RULES table. Add it."
            )


def streamed_paths(app: FastAPI) -> list[re.Pattern[str]]:
    """The addresses whose bodies stream to a file."""
    contexts = iter_route_contexts(app.routes)
    return [
        compile_path(context.path)[0]
        for context in contexts
        if context.path and "octet-stream" in str(getattr(context, "openapi_extra", None))
    ]


def install(app: FastAPI, rules: RuleTable) -> None:
    """Make `app.openapi()` answer with the complete document."""

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = document(app, rules)
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]  # FastAPI's documented way to extend the document


def document(app: FastAPI, rules: RuleTable) -> dict[str, Any]:
    """FastAPI's document with every error, the security schemes and who may call what."""
    found = get_openapi(
        title=app.title,
        version=API_VERSION,
        description=_DESCRIPTION,
        routes=app.routes,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    for methods in found["paths"].values():
        for method, operation in methods.items():
            _complete(operation, method, rules)
    found["components"]["responses"] = _shared_answers(found["paths"])
    schemas = found["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(_problem_schemas())
    found["components"]["schemas"] = {name: schemas[name] for name in sorted(schemas)}
    found["components"]["securitySchemes"] = _SECURITY
    return found


_SECURITY: dict[str, Any] = {
    "session": {"type": "apiKey", "in": "cookie", "name": SESSION_COOKIE, "description": "Set by `sign_in`."},
    "api_key": {"type": "http", "scheme": "bearer", "description": "An API key of the workspace, `lgk_…`."},
}


def _complete(operation: Operation, method: str, rules: RuleTable) -> None:
    name = str(operation["operationId"])
    operation["summary"] = summary(operation.get("description", ""))
    in_workspace = name not in OUTSIDE_WORKSPACES
    if in_workspace:
        operation["security"] = [{"session": []}, {"api_key": []}]
        operation["x-roles"] = sorted(rules[name].roles)
        operation["x-scope"] = rules[name].scope
        if rules[name].scope is None:
            operation["security"] = [{"session": []}]
    answers: Operation = operation["responses"]
    if not in_workspace and "sign_in_required" in str(answers.get("401")):
        operation["security"] = [{"session": []}]
    if "HTTPValidationError" in str(answers.get("422")):
        del answers["422"]  # FastAPI's own shape of it, which never leaves
    for error in _errors_of(operation, method, in_workspace):
        _add(answers, error)
    answers["default"] = problem_answer(LeadgenError) | {"description": "Any other problem."}
    operation["responses"] = {status: answers[status] for status in sorted(answers)}


def summary(description: str) -> str:
    """The beginning of the docstring, up to where it goes into detail: it also names the act to people."""
    first = " ".join(description.partition("\n\n")[0].split())
    return re.split(r"[.;:](?:\s|$)", first, maxsplit=1)[0].replace("`", "").rstrip("?")


def _errors_of(operation: Operation, method: str, in_workspace: bool) -> Iterator[type[LeadgenError]]:
    body = operation.get("requestBody")
    if in_workspace:
        yield from (SignInRequired, RoleForbids, WorkspaceNotFound)
        if operation["x-scope"] is None:
            yield PersonRequired
        else:
            yield from (ScopeMissing, RateLimited)
    if method not in ("get", "head"):
        yield CrossSiteRequest
    if body is not None:
        yield UnreadableRequest
        yield BodyTooLarge
    if "Idempotency-Key" in str(operation.get("parameters")):
        yield IdempotencyKeyReused
    yield from (RequestInvalid, InternalError, DatabaseAway)


def _add(answers: Operation, error: type[LeadgenError]) -> None:
    """Beside what the route itself declares for the same status."""
    added, present = problem_answer(error), answers.get(str(error.status))
    if present is not None:
        content = present["content"][PROBLEM_TYPE]
        content["examples"] = {**content["examples"], **added["content"][PROBLEM_TYPE]["examples"]}
        added = {
            "description": f"{present['description']} {added['description']}",
            "content": {PROBLEM_TYPE: content},
        }
    answers[str(error.status)] = added


def _shared_answers(paths: Mapping[str, Mapping[str, Operation]]) -> dict[str, Any]:
    """Problems said once and referred to, named by their codes; they are the same in most operations."""
    shared: dict[str, Any] = {}
    for answers in [operation["responses"] for methods in paths.values() for operation in methods.values()]:
        for status, answer in answers.items():
            if PROBLEM_TYPE in answer.get("content", {}):
                name = "__".join(answer["content"][PROBLEM_TYPE]["examples"])
                shared[name] = answer
                answers[status] = {"$ref": f"#/components/responses/{name}"}
    return {name: shared[name] for name in sorted(shared)}


def _problem_schemas() -> dict[str, Any]:
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}", mode="serialization")
    nested: dict[str, Any] = problem.pop("$defs")
    return {**nested, "Problem": problem}
