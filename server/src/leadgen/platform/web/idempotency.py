"""`Idempotency-Key`: the same request sent twice is carried out once and answered the same."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, cast

from fastapi import Depends, Header, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.responses import Response

from leadgen.config import Settings
from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.clock import now
from leadgen.kernel.errors import Conflict
from leadgen.kernel.json import JSON
from leadgen.platform.secrets import SealUnreadable, seal, unseal
from leadgen.platform.web import repository
from leadgen.platform.web.access import Access, operation_of
from leadgen.platform.web.schema import RawJson
from leadgen.platform.web.state import WebState
from leadgen.platform.web.transaction import WorkspaceTx

REPLAYED = "Idempotent-Replayed"
SEALED_ANSWER = "idempotency answer"

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        description="Your name for this request. Sent again with the same content within a day, it is not "
        "carried out again and answered as the first time; with other content it is refused.",
        min_length=1,
        max_length=200,
        pattern=r"^[\x21-\x7e]+$",
        examples=["3f0a2c1e-import-1"],
    ),
]


class IdempotencyKeyReused(Conflict):
    """The Idempotency-Key was used for a different request."""

    def __init__(self) -> None:
        super().__init__("This Idempotency-Key was used for a different request. Send a new key.")


class AnswerUnreadable(Conflict):
    """The request was carried out before; its answer cannot be opened any more."""

    def __init__(self) -> None:
        super().__init__(
            "A request with this Idempotency-Key was carried out, but its answer was sealed with a secret "
            "key that is not here any more. Look for what it made before you send a new key."
        )


@dataclass(frozen=True)
class OneAnswer:
    """Carries out an act and keeps its answer under the request's key, in the request's transaction."""

    key: str | None
    operation: str
    digest: bytes
    status: int
    session: WorkspaceSession
    settings: Settings

    async def __call__(self, act: Callable[[], Awaitable[BaseModel]], *, body: bytes = b"") -> Response:
        """The act's answer, or the kept one. `body` = digest of a streamed body. Raises IdempotencyKeyReused.

        Of two equal requests at once the second waits for the first. A failed act keeps nothing.
        """
        if self.key is None:
            return self._answer(await _outcome(act))
        digest = sha256(self.digest + body).digest()
        if await repository.claim(self.session, self.key, self.operation, digest, now()):
            outcome = await _outcome(act)
            await repository.keep(self.session, self.key, self.status, self._seal(outcome))
            return self._answer(outcome)
        return await self._kept(self.key, digest)

    async def _kept(self, key: str, digest: bytes) -> Response:
        kept = await repository.kept(self.session, key)
        if kept.operation != self.operation or kept.body_digest != digest:
            raise IdempotencyKeyReused
        return RawJson(self._unseal(kept.answer), status_code=kept.status, headers={REPLAYED: "true"})

    def _seal(self, outcome: JSON) -> bytes:
        """An answer may hold a key that is shown once."""
        plain = json.dumps(outcome).encode()
        return seal(self.settings, plain, SEALED_ANSWER, workspace_id=self.session.workspace_id)

    def _unseal(self, answer: bytes) -> JSON:
        try:
            plain = unseal(self.settings, answer, SEALED_ANSWER, workspace_id=self.session.workspace_id)
        except SealUnreadable as error:
            raise AnswerUnreadable from error
        return cast(JSON, json.loads(plain))

    def _answer(self, outcome: JSON) -> Response:
        return RawJson(outcome, status_code=self.status)


async def _outcome(act: Callable[[], Awaitable[BaseModel]]) -> JSON:
    answer = await act()
    return cast(JSON, json.loads(answer.model_dump_json(by_alias=True)))


async def _one_answer(
    request: Request, identity: Access, session: WorkspaceTx, key: KeyHeader = None
) -> OneAnswer:
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    is_streamed = getattr(request.state, "is_streamed", False)
    body = b"" if is_streamed else await request.body()
    # With who asks: an answer may hold a secret, which a colleague with the same key does not get.
    target = f"{identity.actor.id} {request.method} {request.url.path}?{request.url.query}\n".encode()
    return OneAnswer(
        key,
        operation_of(request),
        sha256(target + body).digest(),
        route.status_code or 200,
        session,
        WebState.of(request).settings,
    )


Once = Annotated[OneAnswer, Depends(_one_answer)]
