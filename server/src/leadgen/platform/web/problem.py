"""Errors on the wire: application/problem+json (RFC 9457) with a stable code and a next step."""

import json
from typing import Any

from pydantic import ConfigDict, Field
from starlette.responses import Response

from leadgen.kernel.errors import LeadgenError
from leadgen.kernel.json import JSON
from leadgen.platform.web.schema import Schema

PROBLEM_TYPE = "application/problem+json"


class FieldProblem(Schema):
    """What is wrong with one member of the request."""

    field: str
    message: str


class Problem(Schema):
    """Why a request was not carried out, and what to do next."""

    model_config = ConfigDict(
        extra="allow",
        json_schema_extra={
            "examples": [
                {
                    "type": "urn:leadgen:problem:workspace_not_found",
                    "title": "Workspace not found",
                    "status": 404,
                    "detail": "There is no such workspace among yours. Check the address.",
                    "code": "workspace_not_found",
                    "retryable": False,
                }
            ]
        },
    )

    type: str = Field(description="The code as a URI.")
    title: str = Field(description="The code in words.")
    status: int = Field(description="The HTTP status again.")
    detail: str = Field(description="A sentence for a person: what happened and what to do next.")
    code: str = Field(description="Stable; programs decide by it.")
    retryable: bool = Field(description="Whether the same request may succeed later without a change.")
    errors: list[FieldProblem] | None = Field(default=None, description="Which members are wrong.")


def problem_response(error: LeadgenError) -> Response:
    """The answer for an error of ours; its `extra` becomes members of the problem."""
    body: dict[str, JSON] = {**error.extra, **_members(type(error), error.detail)}
    headers = {"Content-Type": PROBLEM_TYPE}
    wait_s = error.extra.get("retry_after_s")
    if wait_s is not None:
        headers["Retry-After"] = str(wait_s)
    return Response(json.dumps(body), status_code=error.status, headers=headers)


# As FastAPI types `responses=`; the values are JSON.
Responses = dict[int | str, dict[str, Any]]


def problems(*errors: type[LeadgenError]) -> Responses:
    """`responses=` of a route: the errors of its own, beside those every operation has."""
    answers: Responses = {}
    for status in sorted({error.status for error in errors}):
        kinds = [error for error in errors if error.status == status]
        answers[status] = problem_answer(*kinds)
    return answers


def problem_answer(*errors: type[LeadgenError]) -> dict[str, Any]:
    """One response of the API's document: the errors of one status, with an example each."""
    examples = {error.wire_code(): {"value": _members(error, _sentence(error))} for error in errors}
    schema: dict[str, JSON] = {"$ref": "#/components/schemas/Problem"}
    content: dict[str, JSON] = {PROBLEM_TYPE: {"schema": schema, "examples": examples}}
    return {"description": " ".join(_sentence(error) for error in errors), "content": content}


def _members(kind: type[LeadgenError], detail: str) -> dict[str, JSON]:
    code = kind.wire_code()
    return {
        "type": f"urn:leadgen:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": kind.status,
        "detail": detail,
        "code": code,
        "retryable": kind.retryable,
    }


def _sentence(error: type[LeadgenError]) -> str:
    assert error.__doc__, f"{error.__name__} needs a docstring: it is its line in the API's document"
    return error.__doc__.strip().splitlines()[0]
