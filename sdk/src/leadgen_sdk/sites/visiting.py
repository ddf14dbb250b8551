"""A polite visit: robots.txt, the home page, then a few of the firm's own pages, one after another."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from leadgen_sdk.enriching import Net, Page, Request, Subject, Trouble
from leadgen_sdk.reading import text_of, trouble_of
from leadgen_sdk.sites.parsing import PageRefused, Sheet, host_of, sheet_of
from leadgen_sdk.sites.robots import Rules, rules_of
from leadgen_sdk.sites.words import worth_reading

MOST_PAGES = 5
MOST_BYTES = 2_000_000
REDIRECTS = 5
_LONGEST_DELAY_S = 20.0
_ROBOTS_BYTES = 500_000
_HEADERS = {"Accept": "text/html,application/xhtml+xml"}


@dataclass
class Visit:
    """What was seen: kind of page → page, home first."""

    asked: str
    sheets: dict[str, Sheet] = field(default_factory=dict)

    @property
    def moved(self) -> bool:
        """Did the address lead to another host?"""
        return host_of(self.sheets["home"].page.url) != host_of(self.asked)


async def own_site(subject: Subject, net: Net) -> Visit | Trouble | None:
    """The first of the record's own addresses that answers; None where the record has none.

    Of several troubles the one that may pass.
    """
    troubles: list[Trouble] = []
    for address in addresses_of(subject):
        there = await visit(address, net)
        if isinstance(there, Visit) or there.kind in ("limited", "refused"):
            return there
        troubles.append(there)
    return next((one for one in troubles if one.kind == "down"), troubles[0] if troubles else None)


def addresses_of(subject: Subject) -> Sequence[str]:
    """Where the record says that the firm's site is, in the order they are tried."""
    site, domain = subject.text("company_website"), subject.text("company_domain")
    if site and not re.match(r"https?://", site, re.IGNORECASE):
        site = f"https://{site}"
    of_domain = (f"https://{domain}/", f"https://www.{domain}/", f"http://{domain}/") if domain else ()
    return [address for address in dict.fromkeys((site, *of_domain)) if host_of(address)]


async def visit(address: str, net: Net, most_pages: int = MOST_PAGES) -> Visit | Trouble:
    """Trouble where the home page cannot be read; another page that cannot is left out."""
    rules = await _rules(address, net)
    if isinstance(rules, Trouble):
        return rules
    home = await _sheet(address, rules, net)
    if isinstance(home, Trouble):
        return home
    there = Visit(address, {"home": home})
    if there.moved:
        rules = await _rules(home.page.url, net)
    if isinstance(rules, Trouble) or rules.delay_s > _LONGEST_DELAY_S:
        return there
    if not rules.allow(home.page.url):
        return Trouble("refused", f"{home.host} asks robots to stay away.")
    for kind, url in worth_reading(home.links, home.page.url, most_pages - 1):
        sheet = await _sheet(url, rules, net)
        if isinstance(sheet, Sheet) and sheet.host == home.host:
            there.sheets[kind if kind not in there.sheets else f"{kind} {len(there.sheets)}"] = sheet
    return there


async def one_page(url: str, net: Net) -> Sheet | Trouble:
    """A single page of anybody's, where robots may read it, also where it leads."""
    if not host_of(url):
        return Trouble("invalid", "The address cannot be read.")
    rules = await _rules(url, net)
    sheet = rules if isinstance(rules, Trouble) else await _sheet(url, rules, net)
    if isinstance(sheet, Trouble) or sheet.host == host_of(url):
        return sheet
    rules = await _rules(sheet.page.url, net)
    open_to_us = isinstance(rules, Rules) and rules.allow(sheet.page.url)
    return sheet if open_to_us else Trouble("refused", f"{sheet.host} asks robots to stay away.")


async def _rules(address: str, net: Net) -> Rules | Trouble:
    """RFC 9309: without the file all is open; where the site is out of order, nothing is."""
    parts = urlsplit(address)
    url = f"{parts.scheme}://{parts.netloc}/robots.txt"
    page = await net.read(Request(url, redirects=REDIRECTS, most_bytes=_ROBOTS_BYTES))
    if isinstance(page, Trouble):
        return page
    if page.status == 429 or page.status >= 500:
        return trouble_of(page) or Trouble("down", f"{url} is out of order.", 60.0)
    return rules_of(text_of(page)) if page.status == 200 else Rules()


async def _sheet(url: str, rules: Rules, net: Net) -> Sheet | Trouble:
    if not rules.allow(url):
        return Trouble("refused", f"{host_of(url)} asks robots to stay away from {url}.")
    page = await net.read(
        Request(url, headers=_HEADERS, redirects=REDIRECTS, most_bytes=MOST_BYTES, pace_s=rules.delay_s)
    )
    if isinstance(page, Trouble):
        return page
    problem = trouble_of(page) or _not_there(page)
    if problem is not None:
        return problem
    try:
        return sheet_of(page)
    except PageRefused as refusal:
        return Trouble("invalid", str(refusal))


def _not_there(page: Page) -> Trouble | None:
    return Trouble("invalid", f"{page.url} is not there ({page.status}).") if page.status != 200 else None
