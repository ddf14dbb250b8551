"""The doors that enrichers are given: to the world, and to what was read before."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from types import TracebackType
from typing import Self
from uuid import UUID

from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.together import Together
from leadgen.platform.blobs import service as blobs
from leadgen.platform.blobs.spool import spooled
from leadgen.platform.fetch import keeping, repository
from leadgen.platform.fetch.models import FetchRow
from leadgen.platform.fetch.turns import PATIENCE_S, HostBusy, Turns
from leadgen.platform.net import Client, Net
from leadgen.platform.plugins.door import door
from leadgen_sdk.door import HttpAnswer
from leadgen_sdk.enriching import Enricher, Page, Request, Trouble
from leadgen_sdk.reading import trouble_of

READ_TIMEOUT_S = 15.0
CALL_TIMEOUT_S = 120.0  # a model that searches first takes its time
_PAGES, _MOST_PAGES = "kept pages", 20


class EnricherNet:
    """The SDK's `Net` for one step: one enricher about one record.

        async with EnricherNet(database, net, workspace_id, enricher) as door:
            answer = await enricher.enrich(subject, door)

    A read comes from the workspace's cache while it is fresh, and not older than `since`; else it waits for
    its host's turn, `patience_s` at most in all. Reads `together` go to the cache in groups. A call is made
    as it comes, or in turn where the request names a pace. Whatever came is kept, without the key, before the
    enricher sees it. Afterwards `reads` says which page answered which question, both as digests, and `pages`
    holds them by their digest. Reads of an earlier step that are `kept` are answered as they were then, or
    not at all.
    """

    def __init__(
        self,
        database: Database,
        net: Net,
        workspace_id: UUID,
        enricher: Enricher,
        *,
        since: datetime | None = None,
        kept: Mapping[str, str] | None = None,
        together: Together | None = None,
        call_timeout_s: float = CALL_TIMEOUT_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._database, self._net, self._workspace_id = database, net, workspace_id
        self._enricher, self._since, self._call_timeout_s = enricher, since, call_timeout_s
        self._kept, self._stored = kept or {}, StoredNet(database, workspace_id, kept or {})
        self._turns, self._together = Turns(database, patience_s), together or Together()
        self._stack = AsyncExitStack()
        self._opened: Client | None = None
        self._told: dict[bytes, Page | Trouble] = {}
        self.reads: dict[str, str] = {}
        self.pages: dict[str, Page] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def read(self, request: Request) -> Page | Trouble:
        """As the SDK's."""
        question = keeping.question(request)
        if (told := self._told.get(question)) is not None:
            return told
        if question.hex() in self._kept:
            outcome = await self._stored.read(request)
            return self._note(question, outcome) if isinstance(outcome, Page) else outcome
        if (page := await self._cached(question)) is not None:
            return self._note(question, page)
        pace_s = max(self._enricher.terms.pace_s, request.pace_s)
        client = _Paced(await self._client(), self._turns, pace_s)
        try:
            outcome = await door(self._enricher, client).read(request)
        except HostBusy as busy:
            outcome = Trouble("limited", str(busy), busy.after_s)
        return await self._keep(question, request, outcome, may_serve=True)

    async def call(self, request: Request) -> Page | Trouble:
        """As the SDK's; the same call again within a step is the same answer."""
        question = keeping.question(request)
        if (told := self._told.get(question)) is not None:
            return told
        try:
            if request.pace_s:
                await self._turns.take(request.url, request.pace_s)
        except HostBusy as busy:
            return Trouble("limited", str(busy), busy.after_s)
        async with self._net.client(timeout_s=self._call_timeout_s) as client:
            outcome = await door(self._enricher, client).call(request)
        return await self._keep(question, request, outcome, may_serve=False)

    async def _client(self) -> Client:
        """Only where something is not in the cache: opening one costs more than a look there."""
        if self._opened is None:
            self._opened = await self._stack.enter_async_context(self._net.client(timeout_s=READ_TIMEOUT_S))
        return self._opened

    async def _cached(self, question: bytes) -> Page | None:
        """Looked for with what other steps look for just now: a page costs less than a transaction."""
        fresh = now() - self._enricher.terms.fresh
        since = max(fresh, self._since or fresh)
        place = (_PAGES, self._workspace_id)
        return await self._together.one_of(place, (question, since), self._newest, _MOST_PAGES)

    async def _newest(self, asked: Sequence[tuple[bytes, datetime]]) -> Mapping[tuple[bytes, datetime], Page]:
        async with self._database.workspace(self._workspace_id) as session:
            rows = await repository.newest_answers(session, {question for question, _ in asked})
            newest = {row.question: row for row in rows}
            fresh = {
                (question, since): newest[question]
                for question, since in asked
                if question in newest and newest[question].retrieved_at >= since
            }
            bodies = await blobs.contents(session, {row.page for row in fresh.values()}) if fresh else {}
        return {one: _page(row, bodies[row.page]) for one, row in fresh.items() if row.page in bodies}

    async def _keep(
        self, question: bytes, request: Request, outcome: Page | Trouble, *, may_serve: bool
    ) -> Page | Trouble:
        if isinstance(outcome, Trouble):
            self._told[question] = outcome
            return outcome
        page = keeping.without_secrets(outcome, request)
        content = await asyncio.to_thread(spooled, page.body)
        async with self._database.workspace(self._workspace_id) as session:
            blob = await blobs.store(session, content, kind="page")
            row = FetchRow(
                question=question,
                page=blob.digest,
                url=page.url,
                status=page.status,
                headers=page.headers,
                is_answer=may_serve and trouble_of(page) is None,
                retrieved_at=page.retrieved_at,
            )
            await repository.add(session, row)
        return self._note(question, page)

    def _note(self, question: bytes, page: Page) -> Page:
        self._told[question] = page
        self.reads[question.hex()] = page.digest
        self.pages[page.digest] = page
        return page


class StoredNet:
    """A door to nowhere: `reads` of a step (question → page) are answered from what is kept."""

    def __init__(self, database: Database, workspace_id: UUID, reads: Mapping[str, str]) -> None:
        self._database, self._workspace_id, self._reads = database, workspace_id, reads

    async def read(self, request: Request) -> Page | Trouble:
        """As the SDK's, with no network."""
        question = keeping.question(request)
        if (digest := self._reads.get(question.hex())) is not None:
            async with self._database.workspace(self._workspace_id) as session:
                row = await repository.one(session, question, bytes.fromhex(digest))
                bodies = {} if row is None else await blobs.contents(session, [row.page])
            if row is not None and row.page in bodies:
                return _page(row, bodies[row.page])
        return Trouble("down", f"{request.url} was not kept, or not for so long.")

    async def call(self, request: Request) -> Page | Trouble:
        """As the SDK's, with no network."""
        return await self.read(request)


class _Paced:
    """A client that waits for turns, those of redirects too, and that gives the rest a host asks for."""

    def __init__(self, client: Client, turns: Turns, pace_s: float) -> None:
        self._client, self._turns, self._pace_s = client, turns, pace_s

    async def request(
        self, method: str, url: str, *, content: bytes | None, headers: Mapping[str, str] | None
    ) -> HttpAnswer:
        await self._turns.take(url, self._pace_s)
        answer = await self._client.request(method, url, content=content, headers=headers)
        if (rest_s := _rest_asked(answer)) is not None:
            await self._turns.rest(url, rest_s)
        return answer


def _rest_asked(answer: HttpAnswer) -> float | None:
    """Of one that is asked too fast, and of one that says when it will be back."""
    if answer.status_code not in (429, 503):
        return None
    if answer.status_code == 503 and "retry-after" not in answer.headers:
        return None
    trouble = trouble_of(Page("", answer.status_code, answer.headers, b"", now()))
    return None if trouble is None else trouble.after_s


def _page(row: FetchRow, body: bytes) -> Page:
    return Page(row.url, row.status, row.headers, body, row.retrieved_at)
