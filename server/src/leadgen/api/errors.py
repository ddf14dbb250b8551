"""Every error leaves as application/problem+json; what nobody foresaw is logged and says little."""

from collections.abc import Sequence
from typing import ClassVar

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadgen.kernel.errors import Invalid, LeadgenError, NotFound, Refused, Unavailable
from leadgen.platform.web.problem import problem_response

log = structlog.get_logger()


class NoSuchAddress(NotFound):
    """Nothing is at this address."""


class MethodNotAllowed(LeadgenError):
    """The address is right, the method is not."""

    status: ClassVar[int] = 405


class BodyTooLarge(LeadgenError):
    """The body is larger than this operation takes."""

    status: ClassVar[int] = 413


class RequestInvalid(Invalid):
    """A member of the request is missing or has a value that is not allowed."""


class UnreadableRequest(Refused):
    """The request could not be read."""


class DatabaseAway(Unavailable):
    """The database does not answer at the moment; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "The database does not answer at the moment. Nothing was changed; try again shortly."
        )


class InternalError(LeadgenError):
    """Something failed that nobody foresaw; nothing was changed."""

    def __init__(self) -> None:
        super().__init__(
            "Something went wrong on our side and nothing was changed. Try again, or look into the log."
        )


def install(app: FastAPI) -> None:
    """Answer these errors of routes and dependencies as problems."""
    app.add_exception_handler(LeadgenError, _answer)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(RequestValidationError, _answer)


class LastResort:
    """Catches what guards raise, and what no handler knew, once for the log and once for the caller."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        has_started = False

        async def watched(message: Message) -> None:
            nonlocal has_started
            has_started = has_started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except ClientDisconnect:
            return  # nobody is left to answer
        except Exception as error:
            if has_started:
                raise  # a cut answer must look cut to the client
            response = problem_response(as_problem(error, scope["path"]))
            await response(scope, receive, send)


def as_problem(error: Exception, path: str) -> LeadgenError:
    """The error a caller may see for any error; unforeseen ones go to the log with their trace."""
    if isinstance(error, LeadgenError) and error.status < 500:
        return error
    if isinstance(error, RequestValidationError):
        return _invalid(error.errors())
    if isinstance(error, HTTPException):
        return _of_http(error)
    if _is_database_away(error):
        log.warning("database.away", path=path, reason=str(error).splitlines()[0])
        return DatabaseAway()
    log.error("request.failed", path=path, exc_info=error)
    return error if isinstance(error, LeadgenError) else InternalError()


async def _answer(request: Request, error: Exception) -> Response:
    response = problem_response(as_problem(error, request.url.path))
    allow = getattr(error, "headers", None) or {}
    response.headers.update({name: value for name, value in allow.items() if name.lower() == "allow"})
    return response


def _invalid(found: Sequence[object]) -> LeadgenError:
    problems = [
        {"field": _name(error), "message": _message(error)} for error in found if isinstance(error, dict)
    ]
    first = problems[0]
    where = f"{first['field']}: " if first["field"] else ""
    return RequestInvalid(f"{where}{first['message']}", errors=problems)


def _name(error: dict[str, object]) -> str:
    """`columns.0.field` for a member of the body; the bare name of a parameter."""
    location = error.get("loc")
    parts = [str(part) for part in location] if isinstance(location, (tuple, list)) else []
    return ".".join(parts[1:])


def _message(error: dict[str, object]) -> str:
    message = str(error.get("msg", "")).removeprefix("Value error, ")
    return message if message.endswith((".", "!", "?")) else f"{message}."


def _of_http(error: HTTPException) -> LeadgenError:
    if error.status_code == 404:
        return NoSuchAddress("There is nothing at this address. Check it against the API's document.")
    if error.status_code == 405:
        return MethodNotAllowed("This address does not take that method. See the Allow header.")
    if error.status_code == 413:
        return BodyTooLarge("The body is too large for this operation.")
    return UnreadableRequest("The request could not be read. Send JSON in UTF-8.")


def _is_database_away(error: Exception) -> bool:
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return lost or isinstance(error, (OperationalError, PoolTimeout, psycopg.OperationalError))
