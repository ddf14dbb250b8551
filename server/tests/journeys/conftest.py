"""One product and one Chromium for all journeys; each opens pages, and ends without a complaint."""

import random
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from plugins.perplexity.tests import fakes as perplexity
from plugins.website.tests import sites
from tests.factories import small_web
from tests.factories.product import NewWorkspace, Product, running_product
from tests.factories.receiver import Receiver
from tests.factories.receiver import receiver as receiving
from tests.factories.small_web import SmallWeb
from tests.journeys import steps
from tests.journeys.chromium import chromium, window
from tests.journeys.people import Owner
from tests.journeys.watching import Watch

DASHBOARD = Path(__file__).parents[3] / "web" / "dist" / "index.html"
WIDE: ViewportSize = {"width": 1280, "height": 800}
NOTHING_REFUSED: frozenset[int] = frozenset()


class OpenPage(Protocol):
    def __call__(
        self,
        *,
        owner: Owner | None,
        size: ViewportSize = WIDE,
        refused: frozenset[int] = NOTHING_REFUSED,
        refused_at: str = "",
    ) -> Page:
        """A page in a window of its own, signed in as the owner or as nobody.

        `refused` are the answers of the server that belong to the journey, to addresses with this end.
        """
        ...


@pytest.fixture(scope="package")
def receiver_program() -> Iterator[Receiver]:
    """Started first: the product has to be told what it may reach on this machine."""
    with receiving() as there:
        yield there


@pytest.fixture
def receiver(receiver_program: Receiver) -> Receiver:
    """Has heard nothing yet, and takes everything."""
    receiver_program.status, receiver_program.says = 204, b""
    receiver_program.heard.clear()
    return receiver_program


@dataclass(frozen=True)
class Outside:
    """What enrichment asks and reads: Perplexity, a site, and firms and registers under their own names."""

    perplexity: perplexity.Agent
    site: sites.Site
    web: SmallWeb

    @property
    def allowed(self) -> str:
        own = (f"127.0.0.1:{one.port}" for one in (self.perplexity, self.site))
        return ",".join([*own, self.web.pins])


@pytest.fixture(scope="package")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Started before the product, as the receiver."""
    with ExitStack() as stack:
        yield Outside(
            stack.enter_context(perplexity.serving(perplexity.Agent())),
            stack.enter_context(sites.serving(sites.Site())),
            stack.enter_context(small_web.serving(SmallWeb(), tmp_path_factory.mktemp("web"))),
        )


@pytest.fixture(scope="package")
def product(receiver_program: Receiver, outside: Outside) -> Iterator[Product]:
    """Running, with the dashboard of these sources."""
    if not DASHBOARD.is_file():
        pytest.fail("The dashboard is not built. Run ./dev test, which builds it.", pytrace=False)
    allowed = f"127.0.0.1:{receiver_program.port},{outside.allowed}"
    with running_product(outbound_allow=allowed, trusted=outside.web.certificate) as product:
        yield product


@pytest.fixture(scope="package")
def browser_program(browser_type_launch_args: dict[str, Any]) -> Iterator[Browser]:
    """Ends with the last journey: its event loop would be in the way of asynchronous tests."""
    with chromium(**browser_type_launch_args) as browser:
        yield browser


@pytest.fixture(scope="package")
def owner(product: Product, browser_program: Browser) -> Owner:
    """Came in by the one-time link, as the first person of an installation does."""
    context = window(browser_program, product.address, WIDE)
    page = context.new_page()
    watch = Watch(page, signed_in=False)
    email, password = "mira.holt@example.com", "seven quiet herons"
    steps.become_owner(page, product.welcome, email=email, password=password)
    session = context.storage_state()
    context.close()
    assert watch.problems == []
    return Owner(email, password, session)


@pytest.fixture
def workspace(product: Product, owner: Owner) -> NewWorkspace:
    """An empty one of the owner's, for this journey alone."""
    return product.workspace(f"journey-{secrets.token_hex(3)}", owner=owner.email)


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, product: Product, browser_program: Browser, output_path: str
) -> Iterator[OpenPage]:
    """Opens pages. At the end none of them may have complained; where the journey failed, pictures stay."""
    pages: list[tuple[Page, Watch]] = []

    def open_page(
        *,
        owner: Owner | None,
        size: ViewportSize = WIDE,
        refused: frozenset[int] = NOTHING_REFUSED,
        refused_at: str = "",
    ) -> Page:
        context = window(browser_program, product.address, size, None if owner is None else owner.session)
        page = context.new_page()
        watch = Watch(page, signed_in=owner is not None, refused=refused, refused_at=refused_at)
        pages.append((page, watch))
        return page

    yield open_page
    called = getattr(request.node, "rep_call", None)  # absent where another fixture failed
    if called is not None and called.failed:
        for number, (page, _) in enumerate(pages):
            page.screenshot(path=f"{output_path}/{number}.png")
    for page, _ in pages:
        page.context.close()
    assert [problem for _, watch in pages for problem in watch.problems] == []


@pytest.fixture
def dice(request: pytest.FixtureRequest) -> random.Random:
    """Thrown anew each time; a failed test names the seed."""
    seed = secrets.randbelow(1_000_000)
    request.node.add_report_section("call", "seed", str(seed))
    return random.Random(seed)
