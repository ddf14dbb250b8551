"""What enrichers read: once while it is fresh, at each host's pace, kept without keys, and played back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import text

from leadgen.config import load_settings
from leadgen.db.engine import Database
from leadgen.kernel import clock
from leadgen.platform.blobs.service import KEPT
from leadgen.platform.fetch import repository
from leadgen.platform.fetch.service import EnricherNet, StoredNet
from leadgen.platform.fetch.turns import host_of
from leadgen.platform.housekeeping import tidy
from leadgen.platform.net import Net
from leadgen_sdk.enriching import Answer, Enricher, Page, Request, Subject, Terms, Trouble
from tests.factories.outside import Outside, outside, says
from tests.factories.tenancy import Workspace

UNPACED = Terms(pace_s=0)
KEY = "canary-key-of-a-provider"


@dataclass(frozen=True)
class Asker:
    """An enricher as far as its door looks at it."""

    terms: Terms = UNPACED
    key: str = "asker"
    label: str = "Asker"
    kind: str = "company"
    fields: tuple[str, ...] = ("company_name",)
    needs: tuple[tuple[str, ...], ...] = (("company_domain",),)
    hosts: tuple[str, ...] = ("127.0.0.1",)
    settings: tuple[()] = ()

    async def enrich(self, subject: Subject, net: object) -> Answer:
        return Answer()


@pytest.fixture
async def there() -> AsyncIterator[Outside]:
    async with outside(says(b"<p>Hello</p>", Content_Type="text/html")) as server:
        yield server


@dataclass(frozen=True)
class Steps:
    """Steps of enrichers in one workspace."""

    database: Database
    workspace: Workspace
    there: Outside

    def step(self, terms: Terms = UNPACED, **how: object) -> EnricherNet:
        net = Net(load_settings({"outbound_allow": f"127.0.0.1:{self.there.port}"}))
        asker: Enricher = Asker(terms)  # type: ignore[assignment]  # as far as the door looks
        return EnricherNet(self.database, net, self.workspace.id, asker, **how)  # type: ignore[arg-type]  # by name

    async def read(self, request: Request, terms: Terms = UNPACED, **how: object) -> Page | Trouble:
        async with self.step(terms, **how) as net:
            return await net.read(request)


@pytest.fixture
def steps(database: Database, workspace: Workspace, there: Outside) -> Steps:
    return Steps(database, workspace, there)


async def test_a_page_is_asked_for_once_while_it_is_fresh(steps: Steps, there: Outside) -> None:
    question = Request(there.url("/a"))
    terms = Terms(pace_s=0, fresh=timedelta(hours=1))
    async with steps.step(terms) as net:
        first = await net.read(question)
        assert await net.read(question) == first
    assert isinstance(first, Page)
    assert (first.body, first.headers["content-type"]) == (b"<p>Hello</p>", "text/html")
    assert net.pages == {first.digest: first}
    assert list(net.reads.values()) == [first.digest]
    assert await steps.read(question, terms) == first
    assert len(there.asked) == 1
    with clock.fix(clock.now() + timedelta(minutes=61)):
        again = await steps.read(question, terms)
    assert isinstance(again, Page)
    assert (len(there.asked), again.digest, again.retrieved_at > first.retrieved_at) == (
        2,
        first.digest,
        True,
    )


async def test_a_refresh_takes_nothing_older_than_itself(steps: Steps, there: Outside) -> None:
    question = Request(there.url("/a"))
    await steps.read(question)
    begun = clock.now()
    for _ in range(2):
        await steps.read(question, since=begun)
    assert len(there.asked) == 2


async def test_other_words_are_another_question_and_an_error_is_no_answer(
    steps: Steps, there: Outside
) -> None:
    for request in (
        Request(there.url("/a")),
        Request(there.url("/a"), headers={"Accept": "text/plain"}),
        Request(there.url("/a"), "POST", b"one"),
        Request(there.url("/a"), "POST", b"two"),
    ):
        await steps.read(request)
        await steps.read(request)
    assert len(there.asked) == 4
    there.answer = says(b"no such firm", status=404)
    missing = [await steps.read(Request(there.url("/gone"))) for _ in range(2)]
    there.answer = says(b"out of order", status=500)
    broken = [await steps.read(Request(there.url("/broken"))) for _ in range(2)]
    assert [one.status for one in (*missing, *broken) if isinstance(one, Page)] == [404, 404, 500, 500]
    assert len(there.asked) == 4 + 1 + 2


async def test_a_call_is_made_each_time_and_kept_without_its_key(
    steps: Steps, there: Outside, database: Database, workspace: Workspace
) -> None:
    there.answer = says(f"you are {KEY}".encode(), X_Who=KEY, Set_Cookie="a=b")
    paid = Request(there.url("/call"), "POST", b"?", secret_headers={"Authorization": f"Bearer {KEY}"})
    seen = []
    for _ in range(2):
        async with steps.step() as net:
            seen += [await net.call(paid), await net.call(paid)]
    assert len(there.asked) == 2
    assert there.asked[0].headers["authorization"] == f"Bearer {KEY}"
    answer = seen[0]
    assert isinstance(answer, Page)
    assert (answer.body, answer.headers["x-who"]) == (b"you are ***", "***")
    assert "set-cookie" not in answer.headers
    assert isinstance(await StoredNet(database, workspace.id, net.reads).call(paid), Page)
    assert len(there.asked) == 2
    await steps.read(paid)  # what was called is no answer for a read
    assert len(there.asked) == 3


async def test_what_was_read_is_played_back_with_no_network(
    steps: Steps, there: Outside, database: Database, workspace: Workspace, other_workspace: Workspace
) -> None:
    large = Request(there.url("/large"))
    there.answer = says(b"x" * 2_500_000)
    async with steps.step() as net:
        found = await net.read(large)
    there.answer = says(b"changed")
    with clock.fix(clock.now() + timedelta(days=2)):
        assert await steps.read(large) != found
    stored = StoredNet(database, workspace.id, net.reads)
    assert await stored.read(large) == found
    assert isinstance(await stored.read(Request(there.url("/never"))), Trouble)
    assert isinstance(await StoredNet(database, other_workspace.id, net.reads).read(large), Trouble)


async def test_a_page_goes_when_its_time_is_over(
    steps: Steps, there: Outside, database: Database, workspace: Workspace
) -> None:
    found = await steps.read(Request(there.url()))
    assert isinstance(found, Page)
    for later, rows in ((timedelta(minutes=-1), 1), (timedelta(minutes=1), 0), (timedelta(minutes=1), 0)):
        await tidy(database, found.retrieved_at + KEPT["page"] + later)
        async with database.workspace(workspace.id) as session:
            for table in ('"fetch"', "blob", "blob_piece"):
                assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == rows, table


async def test_steps_keep_one_pace_with_a_host(steps: Steps, there: Outside) -> None:
    paced = Terms(pace_s=0.15)
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await asyncio.gather(*(steps.read(Request(there.url(f"/{n}")), paced) for n in range(4)))
    assert loop.time() - begun >= 3 * 0.15
    assert len(there.asked) == 4


async def test_a_step_waits_only_as_long_as_it_has_patience(steps: Steps, there: Outside) -> None:
    slow = Terms(pace_s=30)
    await steps.read(Request(there.url("/first")), slow)
    asked = await steps.read(Request(there.url("/second")), slow)
    assert isinstance(asked, Trouble)
    assert (asked.kind, 25 < (asked.after_s or 0) <= 30) == ("limited", True)
    assert len(there.asked) == 1


async def test_a_host_that_asks_for_rest_is_left_alone_by_all(steps: Steps, there: Outside) -> None:
    there.answer = says(b"too fast", status=429, Retry_After="90")
    first = await steps.read(Request(there.url("/first")))
    second = await steps.read(Request(there.url("/second")))
    assert isinstance(first, Page)
    assert isinstance(second, Trouble)
    assert (second.kind, 80 < (second.after_s or 0) <= 90) == ("limited", True)
    assert len(there.asked) == 1


async def test_a_redirect_waits_for_its_turn_and_leads_to_no_other_host(steps: Steps, there: Outside) -> None:
    there.answer = says(status=302, Location="http://elsewhere.example/")
    elsewhere = await steps.read(Request(there.url(), redirects=3))
    assert isinstance(elsewhere, Trouble)
    assert elsewhere.kind == "refused"
    there.answer = says(status=302, Location="/round")
    slow = await steps.read(Request(there.url("/round"), redirects=3), Terms(pace_s=30))
    assert isinstance(slow, Trouble)
    assert slow.kind == "limited"


async def test_turns_are_given_one_after_the_other_and_a_wrong_clock_closes_nothing(
    database: Database,
) -> None:
    at, second, host = clock.now(), timedelta(seconds=1), b"host"

    async def turn(most: timedelta) -> tuple[bool, timedelta]:
        async with database.identity() as session:
            ours, when = await repository.take_turn(session, host, pace=second, at=at, most=most)
            return ours, when - at

    assert [await turn(second) for _ in range(3)] == [
        (True, timedelta(0)),
        (True, second),
        (False, 2 * second),
    ]
    for days, expected in ((0.5, (False, timedelta(days=0.5))), (400, (True, timedelta(0)))):
        async with database.identity() as session:
            await repository.rest(session, host, at + timedelta(days=days))
        assert await turn(second) == expected
    await tidy(database, at + timedelta(days=401))
    async with database.identity() as session:
        assert await session.scalar(text("SELECT count(*) FROM host_pace")) == 0


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Example.com/a", "example.com"),
        ("https://example.com:443/", "example.com"),
        ("http://example.com:8080/", "example.com:8080"),
        ("http://someone@example.com/", "example.com"),
    ],
)
def test_whose_turn_it_is(url: str, host: str) -> None:
    assert host_of(url) == host
