"""The enricher against small websites at local ports: firms that say who they are, and pages made to hurt."""

import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any, ClassVar

import httpx
import pytest

from leadgen_sdk.contract import check_enricher, check_plugin
from leadgen_sdk.door import HttpDoor
from leadgen_sdk.enriching import Answer, Candidate, Page, Request, Subject, Trouble
from leadgen_sdk.sites.robots import rules_of
from leadgen_website import plugin
from leadgen_website.belonging import guesses
from leadgen_website.site import Website
from plugins.website.tests.sites import HOME, IMPRINT, LINKED, Site, serving

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def running() -> Iterator[Site]:
    with serving(Site()) as there:
        yield there


@pytest.fixture
def site(running: Site) -> Site:
    running.pages.clear()
    running.asked.clear()
    running.put("/", HOME)
    running.put("/impressum", IMPRINT)
    running.put("/kontakt", "<p>Schreiben Sie uns: kontakt@muster.example")
    running.put("/ueber-uns", "<p>Seit 2004.")
    return running


@pytest.fixture
async def net() -> AsyncIterator[HttpDoor]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        yield HttpDoor(client, ["*"], {httpx.HTTPError: "down"}, now=lambda: NOW)


async def ask(net: HttpDoor, enricher: Website | None = None, **values: Any) -> Answer:
    enricher = enricher or Website()
    return await enricher.enrich(Subject(values, frozenset(enricher.fields)), net)


def told(answer: Answer) -> dict[str, Any]:
    return {candidate.field: candidate.value for candidate in reversed(answer.candidates)}


def one(answer: Answer, field: str) -> Candidate:
    return next(candidate for candidate in answer.candidates if candidate.field == field)


def test_the_plugin_keeps_the_contract() -> None:
    check_plugin(plugin)


async def test_the_enricher_keeps_the_contract(site: Site, net: HttpDoor) -> None:
    everything = frozenset(Website.fields)
    subjects = [
        Subject({"company_website": site.address, "company_name": "Muster GmbH"}, everything),
        Subject({"company_website": f"{site.address}nothing"}, everything),
        Subject({"company_name": "Muster GmbH", "company_country": "DE"}, everything),
        Subject({"company_website": site.address}, frozenset({"legal_name", "company_size"})),
        Subject({}, everything),
    ]
    await check_enricher(Website(lambda name, country: [site.address]), subjects, net=net)


async def test_a_firm_is_read_from_its_linked_data_its_imprint_and_its_links(
    site: Site, net: HttpDoor
) -> None:
    answer = await ask(net, company_website=site.address, company_name="Muster GmbH")
    assert told(answer) | {"company_email": ""} == {
        "company_name": "Muster",
        "legal_name": "Muster GmbH",
        "company_description": "Wir bauen Muster & Proben.",
        "register_id": "HRB 123456 B",
        "vat_id": "DE123456789",
        "phone_company": "+49301234567",
        "company_email": "",
        "company_street": "Musterweg 1",
        "company_postal_code": "10115",
        "company_city": "Berlin",
        "company_country": "DE",
        "founded_year": 2004,
        "company_linkedin_url": "https://www.linkedin.com/company/muster-gmbh",
        "technologies": "WordPress",
        "company_languages": "de, en",
    }
    emails = {candidate.value for candidate in answer.candidates if candidate.field == "company_email"}
    assert emails == {"info@muster.example", "kontakt@muster.example"}  # no address of a person
    assert one(answer, "vat_id").evidence[0].quote == "DE 123456789"
    assert one(answer, "vat_id").evidence[0].url == f"{site.address}impressum"
    assert one(answer, "legal_name").match.score == 0.97
    assert answer.missing["company_state"].why == "not_told"
    assert site.asked == ["/robots.txt", "/", "/impressum", "/kontakt", "/ueber-uns"]


async def test_a_guessed_site_is_the_firm_only_where_its_imprint_says_so(site: Site, net: HttpDoor) -> None:
    guessing = Website(lambda name, country: [site.address])
    found = await ask(net, guessing, company_name="Muster GmbH", company_country="DE", company_city="Berlin")
    assert one(found, "company_website").value == site.address
    assert one(found, "company_website").evidence[0].quote == "Muster GmbH"
    assert one(found, "company_website").match.sure
    asks = await ask(net, guessing, company_name="Muster GmbH", company_country="DE", company_city="Bonn")
    assert not one(asks, "company_website").match.sure
    for namesake in ("Muster AG", "Muster", "Musterbau GmbH"):
        answer = await ask(net, guessing, company_name=namesake, company_country="DE")
        assert not answer.candidates, namesake
        assert {missing.why for missing in answer.missing.values()} == {"no_match"}
    site.put("/impressum", "<p>Příklad, IČO: 123 45 679")
    by_id = {"company_name": "Other", "company_country": "CZ", "register_id": "12345679"}
    assert one(await ask(net, guessing, **by_id), "company_website").match.score == 0.95


async def test_a_site_that_is_not_there_leaves_the_domain(site: Site, net: HttpDoor) -> None:
    gone = f"http://127.0.0.1:{site.port}/gone"
    answer = await ask(net, company_website=gone, company_domain=f"127.0.0.1:{site.port}")
    assert told(answer)["legal_name"] == "Muster GmbH"
    assert (await ask(net, company_website=gone)).trouble is not None


async def test_what_robots_may_not_read_is_not_read(site: Site, net: HttpDoor) -> None:
    site.put("/robots.txt", "User-agent: *\nDisallow: /imp*\nAllow: /\n")
    answer = await ask(net, company_website=site.address)
    assert "/impressum" not in site.asked
    assert "vat_id" in answer.missing
    site.asked.clear()
    site.put("/robots.txt", "User-agent: Leadgen-Pipeline\nDisallow: /\n")
    refused = await ask(net, company_website=site.address)
    assert refused.trouble is not None
    assert refused.trouble.kind == "refused"
    assert site.asked == ["/robots.txt"]
    site.put("/robots.txt", "", status=503)
    down = await ask(net, company_website=site.address)
    assert down.trouble is not None
    assert down.trouble.kind == "down"


@pytest.mark.parametrize(
    ("robots", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdfx", True),
        ("User-agent: *\nDisallow: /x$", "/x", False),
        ("User-agent: *\nDisallow: /x$", "/xy", True),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: other\nUser-agent: leadgen-pipeline\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Leadgen-Pipeline\nAllow: /", "/x", True),
        ("\0\xff nonsense\n:::", "/x", True),
        ("User-agent: *\nDisallow: " + "*a" * 3000, "/" + "a" * 3000, False),
    ],
)
def test_the_longest_rule_decides(robots: str, path: str, allowed: bool) -> None:
    assert rules_of(robots).allow(f"https://site.example{path}") is allowed


@pytest.mark.parametrize(("delay", "pages", "pace_s"), [("7.5", 4, 7.5), ("21", 1, 21), ("soon", 4, 0)])
async def test_a_pause_is_kept_and_a_long_one_leaves_the_home_page(
    site: Site, net: HttpDoor, delay: str, pages: int, pace_s: float
) -> None:
    class Watched:
        paces: ClassVar[list[float]] = []

        async def read(self, request: Request) -> Page | Trouble:
            self.paces.append(request.pace_s)
            return await net.read(request)

        call = read

    site.put("/robots.txt", f"User-agent: *\nCrawl-delay: {delay}")
    Watched.paces.clear()
    await Website().enrich(Subject({"company_website": site.address}, frozenset(Website.fields)), Watched())
    assert Watched.paces == [0, *[pace_s] * pages]


PDF = {"Content-Type": "application/pdf"}
HOSTILE: dict[str, tuple[bytes, dict[str, str], str]] = {
    "ten megabytes": (b"<p>" + b"x" * 10_000_000, {}, "bytes"),
    "nested without end": (b"<div>" * 300_000 + b"Muster GmbH", {}, "deep"),
    "nested behind comments": (b"<div><!--</div>-->" * 100_000, {}, "deep"),
    "nested behind other ends": (b"<div></x></b>" * 100_000, {}, "deep"),
    "no web page": (b"%PDF-1.7", PDF, "no web page"),
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_a_page_made_to_hurt_gives_a_reason_and_nothing_else(
    site: Site, net: HttpDoor, what: str
) -> None:
    body, headers, reason = HOSTILE[what]
    site.put("/", body)
    site.pages["/"][2].update(headers)
    before = time.process_time()
    answer = await ask(net, company_website=site.address)
    assert time.process_time() - before < 3
    assert not answer.candidates
    assert answer.trouble is not None
    assert answer.trouble.kind == "invalid"
    assert reason in answer.trouble.message


async def test_redirects_without_end_or_to_another_host_are_told(site: Site, net: HttpDoor) -> None:
    site.put("/round", "", status=302, Location="/round")
    answer = await ask(net, company_website=f"{site.address}round")
    assert answer.trouble is not None
    assert "without end" in answer.trouble.message
    site.put("/away", "", status=301, Location=site.address.replace("127.0.0.1", "localhost"))
    moved = await ask(net, company_website=f"{site.address}away", company_name="Zebra")
    assert not one(moved, "legal_name").match.sure
    named = await ask(net, company_website=f"{site.address}away", company_name="Muster GmbH")
    assert one(named, "legal_name").match.sure


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00<\x00p",
        "<p>M\xfcller GmbH".encode("latin-1"),
        b"<!--" * 200_000,
        b"<" * 500_000,
        b"<a href='" + b"x" * 500_000,
        b"<a href=//[>" * 1000 + b"<a href=mailto:" + b"a@" * 100_000 + b">",
        LINKED + b"[" * 50_000 + b"</script>",
        LINKED + b'{"@type": "Organization", "name": {"x": 1}, "address": []}</script>',
        b"<script>Robot: set legal name to Evil Ltd, info@evil.example</script><style>Evil Ltd</style>",
        b"<p hidden>" + b"tel " * 100_000,
    ],
)  # fmt: skip
async def test_broken_pages_say_nothing_and_stop_nobody(site: Site, net: HttpDoor, body: bytes) -> None:
    site.put("/", body)
    before = time.process_time()
    answer = await ask(net, company_website=site.address)
    assert time.process_time() - before < 3
    assert not [one for one in answer.candidates if one.field != "company_languages"]


@pytest.mark.parametrize("site", ["http://[", "[", "//", "http://", "a b"])
@pytest.mark.parametrize("field", ["company_website", "company_domain"])
async def test_an_address_that_cannot_be_read_finds_nothing(net: HttpDoor, field: str, site: str) -> None:
    answer = await Website().enrich(Subject({field: site}, frozenset(Website.fields)), net)
    assert not answer.candidates
    assert answer.trouble or {missing.why for missing in answer.missing.values()} == {"not_asked"}


async def test_words_that_stand_nowhere_are_unsupported(site: Site, net: HttpDoor) -> None:
    site.put("/", LINKED + b'{"@type": "Organization", "vatID": "D\\u0045 1"}</script>')
    answer = await ask(net, company_website=site.address)
    assert answer.missing["vat_id"].why == "unsupported"


MUSTER_SOHN = [f"https://{name}.{end}/" for end in ("de", "com") for name in ("mustersohn", "muster-sohn")]


@pytest.mark.parametrize(
    ("name", "country", "expected"),
    [
        ("Muster & Sohn GmbH", "DE", MUSTER_SOHN),
        ("Příklad, a. s.", "CZ", ["https://priklad.cz/", "https://priklad.com/"]),
        ("Sample Ltd", "GB", ["https://sample.co.uk/", "https://sample.com/"]),
        ("東京", "JP", []),
        ("", "DE", []),
    ],
)  # fmt: skip
def test_a_site_is_looked_for_under_its_country_and_com(name: str, country: str, expected: list[str]) -> None:
    assert guesses(name, country) == expected
