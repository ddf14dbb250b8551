"""The body before anybody reads it: its size, its encoding, and text that a database cannot hold."""

import json
import re
from collections.abc import Sequence

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from leadgen.api.errors import BodyTooLarge, RequestInvalid
from leadgen.kernel.json import JSON

MOST_BYTES = 1_000_000

# What makes a JSON text worth a second look; found seldom, so that ordinary bodies are parsed once.
_SUSPECT = re.compile(rb"\\u(?:0000|[dD][89abAB])|NaN|Infinity")
_BAD_QUERY = re.compile(rb"%00|\x00")


class BodyGuard:
    """Holds bodies to 1 MB of sound UTF-8, except those that stream to a file."""

    def __init__(self, app: ASGIApp, streamed: Sequence[re.Pattern[str]]) -> None:
        self._app = app
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        check_address(scope["path"], scope["query_string"])
        if scope["method"] == "POST" and any(path.fullmatch(scope["path"]) for path in self._streamed):
            await self._app(scope, receive, send)
            return
        body = await _whole(scope, receive)
        if "json" in Headers(scope=scope).get("content-type", ""):
            check_json(body)
        await self._app(scope, _replaying(body, receive), send)


def check_address(path: str, query: bytes) -> None:
    """Raises RequestInvalid for a NUL byte, which no text of the database can hold."""
    if "\x00" in path or _BAD_QUERY.search(query):
        raise RequestInvalid("The address contains a NUL byte. Remove it.", errors=[])


def check_json(body: bytes) -> None:
    """Raises RequestInvalid for what JSON can say and a database cannot hold. Malformed JSON passes."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestInvalid("The body is not UTF-8. Send JSON in UTF-8.", errors=[]) from error
    if _SUSPECT.search(body):
        try:
            parsed = json.loads(body, parse_constant=_refuse_constant)
        except (json.JSONDecodeError, RecursionError):
            return  # the route's own parser says what is wrong with it
        _check_texts(parsed, "")


def _check_texts(value: JSON, name: str) -> None:
    if isinstance(value, str):
        _check_text(value, name)
    elif isinstance(value, dict):
        for key, member in value.items():
            _check_text(key, name)
            _check_texts(member, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, member in enumerate(value):
            _check_texts(member, f"{name}.{index}".lstrip("."))


def _check_text(text: str, name: str) -> None:
    if "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
        shown = name.encode("ascii", "replace").decode()
        message = "Contains a NUL or half a surrogate pair, which is not text."
        raise RequestInvalid(message, errors=[{"field": shown, "message": message}])


def _refuse_constant(name: str) -> None:
    raise RequestInvalid(f"{name} is not a number in JSON. Leave it out or send null.", errors=[])


async def _whole(scope: Scope, receive: Receive) -> bytes:
    declared = Headers(scope=scope).get("content-length", "0")
    if declared.isdecimal() and int(declared) > MOST_BYTES:
        raise BodyTooLarge(f"The body is larger than {MOST_BYTES:,} bytes. Send less at once.")
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise BodyTooLarge(f"The body is larger than {MOST_BYTES:,} bytes. Send less at once.")
        if not message.get("more_body", False):
            return bytes(body)


def _replaying(body: bytes, receive: Receive) -> Receive:
    """The body once more, then whatever else the client does (it may leave)."""
    is_told = False

    async def replay() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
