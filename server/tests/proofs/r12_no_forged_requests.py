"""R12: no server-side request forgery.

Every trick with an address is tried through every feature that goes out: webhooks, by their sender and by the
whole way from the API through the dispatcher, the redirects of whoever is asked, OpenID Connect discovery and
the addresses it names, the socket for mail, and import by URL. One name is pinned to a place inside, and what
is near it is tried as well. Listeners on loopback and an audit of every
connect of the process see what left: nothing to an address inside.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, AsyncExitStack, ExitStack, contextmanager
from unittest.mock import patch
from urllib.parse import urlsplit

import structlog

from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.clock import now
from leadgen.kernel.errors import LeadgenError
from leadgen.platform.fetch.service import EnricherNet
from leadgen.platform.net import Net, NetError, connecting, resolving, urls
from leadgen.platform.net.resolving import system_resolver
from leadgen.platform.providers import attempts
from leadgen.platform.providers.asking import Asking
from leadgen.platform.providers.contracts import Provider
from leadgen.platform.providers.errors import SignInRefused
from leadgen.platform.webhooks.delivering import post
from leadgen.stages.ingest.fetching import downloaded
from leadgen_sdk import JSON
from leadgen_sdk.enriching import Answer, RecordKind, Request, Subject, Terms, Trouble
from leadgen_sdk.enriching import Net as Door
from tests.factories.oidc import OidcProvider, new_key
from tests.factories.outside import Outside, outside, says
from tests.factories.tenancy import Workspace, make_person, make_workspace
from tests.proofs.forging.doors import Doors
from tests.proofs.forging.tricks import PUBLIC, Trick, beside, tricks
from tests.proofs.forging.watching import Watch
from tests.proofs.ground import Ground, ground
from tests.proofs.outcome import Outcome, Size

TRICKS = {"tiny": 120, "ci": 500, "full": 500}
HONEST = [Trick(f"http://honest-{n}.example.com/", f"honest-{n}.example.com", [[PUBLIC]]) for n in range(3)]
HELPER = "helper.example.com"
# The operator has led it to a place inside, which nobody else may be led to by it.
PINNED = "pinned.example.com"

log = structlog.get_logger()
Feature = Callable[[Trick], Awaitable[None]]


class AnySite:
    """An enricher that may ask any public host, and asks what its record says."""

    key, label = "any_site", "Any site"
    kind: RecordKind = "company"
    fields, needs, hosts = ("company_description",), (("company_website",),), ("*",)
    terms = Terms(pace_s=0)
    settings: Mapping[str, JSON] = {}

    async def enrich(self, subject: Subject, net: Door) -> Answer:
        """Free and paid, with redirects and without; what came of it is nobody's business here."""
        address = subject.text("company_website")
        outcomes = [
            await net.read(Request(address, redirects=5)),
            await net.call(
                Request(address, "POST", b"{}", secret_headers={"Authorization": "Bearer secret"})
            ),
        ]
        for outcome in outcomes:
            log.debug("asked", why=outcome.message if isinstance(outcome, Trouble) else outcome.status)
        return Answer()


class Scene:
    """The product's outbound features in front of a resolver that the attacker writes."""

    def __init__(
        self, watch: Watch, helper: Outside, settings: Settings, database: Database, workspace: Workspace
    ) -> None:
        self.watch = watch
        self.helper = helper
        self._database, self._workspace = database, workspace
        self._zone: dict[str, list[Sequence[str]]] = {}
        self.net = Net(settings, resolver=self._resolve)
        self._doors = Doors(database, settings, self.net)

    @property
    def features(self) -> Sequence[Feature]:
        """The ways out that take one address each."""
        return (
            self.webhook,
            self.redirect,
            self.issuer,
            self.endpoints,
            self.mail,
            self.file,
            self.moved_file,
            self.site,
            self.moved_site,
        )

    async def try_all(self, found: Sequence[Trick]) -> Counter[str]:
        """Each trick through each feature; what was tried, and what was seen."""
        counts = await self.try_features(found)
        counts.update(await self.try_doors(found))
        return counts

    async def try_features(self, found: Sequence[Trick]) -> Counter[str]:
        with self.watch.watching():
            for feature in self.features:
                for trick in found:
                    self._zone = {trick.host.lower(): list(trick.answers), HELPER: [["127.0.0.1"]]}
                    await feature(trick)
            await asyncio.sleep(0.2)  # whoever connected last is counted too
        return Counter(tried=len(self.features) * len(found))

    async def try_doors(self, found: Sequence[Trick]) -> Counter[str]:
        """As the addresses of webhooks that somebody registers and tests; no trick shares its host."""
        self._zone = {trick.host.lower(): list(trick.answers) for trick in found if trick.host}
        with self.watch.watching():
            counts = await self._doors.webhooks(found)
        counts["tried"] = len(found)
        return counts

    async def webhook(self, trick: Trick) -> None:
        """As the address of a webhook: what the sender does with it."""
        for _ in range(2):  # the second time a name may lead elsewhere
            await post(self.net, trick.url, "{}", {}, now())

    async def redirect(self, trick: Trick) -> None:
        """As the place that an honest receiver points to, for senders that follow and that do not."""
        self.helper.answer = says(status=302, Location=trick.url.encode("ascii", "ignore").decode())
        for follows in (True, False):
            async with self.net.client(follow_redirects=follows, timeout_s=5) as client:
                try:
                    await client.get(f"http://{HELPER}:{self.helper.port}/")
                except NetError as refused:
                    log.debug("refused", why=refused.detail)

    async def issuer(self, trick: Trick) -> None:
        """As the issuer of an OpenID Connect provider."""
        await self._sign_in(Provider("oidc", "Example", trick.url, "id", "secret"))

    async def endpoints(self, trick: Trick) -> None:
        """As what an honest issuer's discovery document says of its keys, tokens and userinfo."""
        fake = OidcProvider(self.helper, _KEY)
        issuer = f"http://{HELPER}:{self.helper.port}"
        self.helper.answer = fake
        own = {"issuer": issuer, "jwks_uri": f"{issuer}/jwks", "authorization_endpoint": issuer}
        for name in ("jwks_uri", "token_endpoint", "userinfo_endpoint"):
            fake.metadata = {**own, "token_endpoint": issuer, name: trick.url}
            await self._sign_in(Provider("oidc", "Example", issuer, "id", "secret"))

    async def mail(self, trick: Trick) -> None:
        """As the host of a mail server."""
        host = (
            urlsplit(trick.url.replace("\\", "/")).netloc.rpartition("@")[2]
            if "[" not in trick.url
            else trick.host
        )
        for port in (25, 587, self.helper.port):
            try:
                (await self.net.connect(host.rpartition(":")[0] or host, port, timeout_s=5)).close()
            except NetError as refused:
                log.debug("refused", why=refused.detail)

    async def file(self, trick: Trick) -> None:
        """As the address of a file to import: checked as the form does, then fetched as the job does."""
        try:
            self.net.check_url(trick.url)
        except NetError as refused:
            log.debug("refused", why=refused.detail)
        await self._fetch(trick.url)  # whatever the form said

    async def moved_file(self, trick: Trick) -> None:
        """As the place that an honest server says the file has moved to."""
        self.helper.answer = says(status=301, Location=trick.url.encode("ascii", "ignore").decode())
        await self._fetch(f"http://{HELPER}:{self.helper.port}/contacts.csv")

    async def site(self, trick: Trick) -> None:
        """As the website that a record names, for an enricher that may read any."""
        await self._enrich(trick.url)

    async def moved_site(self, trick: Trick) -> None:
        """As the place that an honest website says it has moved to."""
        self.helper.answer = says(status=301, Location=trick.url.encode("ascii", "ignore").decode())
        await self._enrich(f"http://{HELPER}:{self.helper.port}/{trick.host or 'odd'}")

    async def _enrich(self, url: str) -> None:
        async with EnricherNet(self._database, self.net, self._workspace.id, _ANY) as net:
            await _ANY.enrich(Subject({"company_website": url}, frozenset(_ANY.fields)), net)

    async def _fetch(self, url: str) -> None:
        async def tell(done: int, total: int | None) -> None:
            log.debug("fetching", done=done, total=total)

        try:
            async with downloaded(self.net, url, tell):
                log.debug("fetched")
        except LeadgenError as refused:
            log.debug("refused", why=refused.detail)

    async def _sign_in(self, provider: Provider) -> None:
        asking = Asking(self.net)
        attempt = attempts.begin(provider, "http://localhost/callback", now())
        try:
            await asking.addresses(provider)
            await asking.tokens(provider, attempt, "code")
        except SignInRefused as refused:
            log.debug("refused", why=refused.detail)
        try:
            await asking.userinfo(provider, "token")
        except SignInRefused as refused:
            log.debug("refused", why=refused.detail)

    async def _resolve(self, host: str, port: int) -> Sequence[str]:
        """The attacker's zone; odd numbers and this machine's own names are read by the system."""
        answers = self._zone.get(host.lower())
        if answers:
            return answers.pop(0) if len(answers) > 1 else answers[0]
        if host[-1:].isdigit() or ":" in host or "localhost" in host.lower() or "x" in host[:2]:
            return await system_resolver(host, port)
        return ["127.0.0.1"]  # every other name is one of an inner network


_KEY = new_key("helper")
_ANY = AnySite()


def main(size: Size, seed: int, planted: bool) -> Outcome:
    watch = Watch()
    watch.install()
    with ground() as there, ExitStack() as stack:
        trap = _traps(stack, watch)
        found = [*tricks(trap, TRICKS[size], seed), *beside(PINNED)]
        return asyncio.run(_main(there, watch, found, trap, planted))


async def _main(there: Ground, watch: Watch, found: Sequence[Trick], trap: int, planted: bool) -> Outcome:
    async with outside() as helper, AsyncExitStack() as stack:
        watch.excepted = {("127.0.0.1", helper.port), (there.address.host, there.address.port)}
        allowed = f"{HELPER}:{helper.port},{PINNED}:80=127.0.0.1:{trap}"
        settings = there.settings.model_copy(update={"outbound_allow": allowed})
        database = Database.open(settings)
        stack.push_async_callback(database.close)
        people = [await make_person(database, name) for name in ("Ada", "Ben", "Cyd")]
        workspace = await make_workspace(
            database, slug="reader", owner=people[0], bob=people[1], charlie=people[2]
        )
        scene = Scene(watch, helper, settings, database, workspace)
        if planted:
            return await _find_what_is_planted(scene, found)
        return await _hold(scene, found)


def _traps(stack: ExitStack, watch: Watch) -> int:
    """At one port of every address of this machine, and at the ports people leave services on."""
    port = stack.enter_context(watch.trap("127.0.0.1", 0))
    for host in ("::1", "127.8.8.8"):
        stack.enter_context(watch.trap(host, port))
    for known in (80, 443, 8080, 6379):
        stack.enter_context(watch.trap("127.0.0.1", known))
    return port


async def _hold(scene: Scene, found: Sequence[Trick]) -> Outcome:
    watch = scene.watch
    counts = await scene.try_all(found)
    seen = {"packets_inside": len(watch.inside), "connections_trapped": watch.trapped}
    tricked_out, watch.outside = watch.outside, 0
    await scene.try_all(HONEST)
    counts.update(seen)
    counts.update({"tricks": len(found), "public_tries": tricked_out, "honest_tries": watch.outside})
    for place in watch.inside[:10]:
        print(f"a packet went to {place}", file=sys.stderr)
    is_real = (
        watch.outside >= len(HONEST)
        and counts["tried"] == (len(scene.features) + 1) * len(found)
        and counts["dispatched"] > 0
    )
    return Outcome(counts, is_real and not any(seen.values()))


async def _find_what_is_planted(scene: Scene, found: Sequence[Trick]) -> Outcome:
    """Red means here that each of the bugs was found; one that was not leaves the proof green."""
    complaints: dict[str, int] = {}
    for name, bug in _bugs().items():
        scene.watch.inside.clear()
        with bug:
            await scene.try_features(found)
        complaints[f"found_{name}"] = len(scene.watch.inside)
    with _bugs()["no_check_of_addresses"]:
        scene.watch.inside.clear()
        await scene.try_doors(found)
    complaints["found_through_the_doors"] = len(scene.watch.inside)
    missed = [name for name, many in complaints.items() if many == 0]
    print(f"planted and not found: {missed}", file=sys.stderr)
    return Outcome(
        {**complaints, "trapped": scene.watch.trapped}, held=bool(missed) or not scene.watch.trapped
    )


def _bugs() -> Mapping[str, AbstractContextManager[object]]:
    return {
        "no_check_of_addresses": _replaced(resolving, "why_closed", lambda _: None),
        "only_the_first_address": _replaced(connecting, "checked", _first_only),
        "resolved_again": _replaced(connecting, "checked", _again),
        "literals_unchecked": _literals_unchecked(),
        "pinned_at_every_port": _replaced(connecting, "checked", _pinned_at_every_port),
    }


async def _first_only(
    resolver: resolving.Resolver, target: urls.Target, allowed: urls.Exceptions
) -> Sequence[urls.Target]:
    """Checks one of the addresses and uses them all."""
    addresses = await resolver(target.host, target.port)

    async def one(host: str, port: int) -> Sequence[str]:
        return addresses[:1]

    await resolving.checked(one, target, allowed)
    return [urls.Target(address, target.port) for address in addresses]


async def _again(
    resolver: resolving.Resolver, target: urls.Target, allowed: urls.Exceptions
) -> Sequence[urls.Target]:
    """Checks, and then asks the name once more for where to go."""
    await resolving.checked(resolver, target, allowed)
    return [urls.Target(address, target.port) for address in await resolver(target.host, target.port)]


async def _pinned_at_every_port(
    resolver: resolving.Resolver, target: urls.Target, allowed: urls.Exceptions
) -> Sequence[urls.Target]:
    """Takes a pin for one of the name alone."""
    pins = {asked.host: there for asked, there in allowed.items() if asked != there}
    if target.host in pins:
        return [pins[target.host]]
    return await resolving.checked(resolver, target, allowed)


@contextmanager
def _literals_unchecked() -> Iterator[None]:
    """Takes an address literal for a name that somebody else checks."""
    with _replaced(urls, "why_closed", lambda _: None), _replaced(resolving, "why_closed", lambda _: None):
        yield


def _replaced(module: object, name: str, by: object) -> AbstractContextManager[object]:
    return patch.object(module, name, by)
