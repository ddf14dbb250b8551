"""A page taken apart: its lines of text, links, metas and linked data; one made to hurt is refused."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from leadgen_sdk.enriching import Page
from leadgen_sdk.reading import Words, text_of

_DEEPEST = 2000  # the parser's time grows with the square of it
_MOST_LINKS, _MOST_LINES, _MOST_SCRIPTS, _MOST_OBJECTS = 2000, 5000, 20, 500
_LONGEST_SCRIPT = 200_000
_LONGEST_LINE = 400
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})")
# Tags that have no end, or whose end is left out so often that they say nothing about depth.
_ENDLESS = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
    | {"p", "li", "option", "td", "tr", "th", "dt", "dd"}
)
_HIDDEN = re.compile(r"<!--|<(script|style|textarea|title)\b", re.IGNORECASE)
_BLOCKS = (
    "address,article,aside,blockquote,br,dd,div,dl,dt,fieldset,footer,form,h1,h2,h3,h4,h5,h6,header,hr,li,"
    "main,nav,ol,p,pre,section,table,td,th,tr,ul"
)
_MOST_BLOCKS = 20_000
_CUT = "\x1f"
_UNSEEN = ["script", "style", "noscript", "template", "svg", "iframe", "object"]


class PageRefused(Exception):
    """This page is not read; the message says why."""


@dataclass(frozen=True)
class Link:
    """Where it leads, as it is written, and what stands on it."""

    href: str
    text: str


@dataclass(frozen=True)
class Sheet:
    """One page of a site."""

    page: Page
    lines: Sequence[str]
    links: Sequence[Link]
    metas: Mapping[str, str]  # name or property → content
    linked: Sequence[Mapping[str, object]]  # objects of JSON-LD
    languages: Sequence[str]
    source: str

    @cached_property
    def words(self) -> Words:
        """To look quotes up in."""
        return Words(self.page)

    @property
    def host(self) -> str:
        """Without www."""
        return host_of(self.page.url)


def host_of(url: str) -> str:
    """The host without www, with its port where it has one; "" where the address cannot be read."""
    try:
        return urlsplit(url).netloc.lower().removeprefix("www.")
    except ValueError:
        return ""


def sheet_of(page: Page) -> Sheet:
    """Raises PageRefused."""
    kind = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in ("text/html", "application/xhtml+xml"):
        raise PageRefused(f"{page.url} is no web page but {kind[:40]}.")
    source = text_of(page)
    if _depth(source) > _DEEPEST:
        raise PageRefused(f"{page.url} nests its parts more than {_DEEPEST:,} deep.")
    tree = LexborHTMLParser(source)
    linked = list(_linked(tree))
    links = list(_links(tree))
    metas = {
        (node.attributes.get("property") or node.attributes.get("name") or "").lower(): " ".join(
            (node.attributes.get("content") or "").split()
        )
        for node in tree.css("meta")
    }
    languages = _languages(tree)
    return Sheet(page, _lines(tree), links, metas, linked, languages, source)


def _lines(tree: LexborHTMLParser) -> Sequence[str]:
    """What a person reads, cut where a block begins or ends: a line may hold inline tags."""
    tree.strip_tags(_UNSEEN)
    for block in tree.css(_BLOCKS)[:_MOST_BLOCKS]:
        block.insert_before(_CUT)
        block.insert_after(_CUT)
    text = tree.body.text() if tree.body else ""
    lines = (" ".join(line.split())[:_LONGEST_LINE] for line in text.split(_CUT))
    return [line for line in lines if line][:_MOST_LINES]


def _depth(source: str) -> int:
    """How deep it may nest, at most: of each tag how many are open at once, without a tree."""
    depth, deepest, opened = 0, 0, Counter[str]()
    for found in _TAG.finditer(_bare(source)):
        tag = found[2].lower()
        if tag in _ENDLESS or (found[1] and not opened[tag]):
            continue
        step = -1 if found[1] else 1
        opened[tag] += step
        depth += step
        deepest = max(deepest, depth)
    return deepest


def _bare(source: str) -> str:
    """Without comments and scripts, in which a tag is none."""
    small, pieces, at = source.lower(), [], 0
    while found := _HIDDEN.search(small, at):
        pieces.append(source[at : found.start()])
        end = small.find(f"</{found[1]}" if found[1] else "-->", found.end())
        if end < 0:
            return " ".join(pieces)
        at = end + 3
    return " ".join([*pieces, source[at:]])


def _links(tree: LexborHTMLParser) -> Iterator[Link]:
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        href = (node.attributes.get("href") or "").strip()
        yield Link(href, " ".join(node.text().split())[:200])


def _languages(tree: LexborHTMLParser) -> Sequence[str]:
    told = [node.attributes.get("lang") for node in tree.css("html[lang]")]
    told += [node.attributes.get("hreflang") for node in tree.css("link[rel=alternate][hreflang]")]
    return list(dict.fromkeys(one for one in told if one and re.fullmatch(r"[a-zA-Z]{2}(-\w+)?", one)))[:20]


def _linked(tree: LexborHTMLParser) -> Iterator[Mapping[str, object]]:
    """Objects of JSON-LD, wherever in a graph they stand."""
    for node in tree.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
        text = node.text()
        try:
            data: object = json.loads(text) if len(text) <= _LONGEST_SCRIPT else None
        except (ValueError, RecursionError):
            continue
        yield from _objects(data)


def _objects(data: object) -> Iterator[Mapping[str, object]]:
    waiting, seen = [data], 0
    while waiting and seen < _MOST_OBJECTS:
        one, seen = waiting.pop(0), seen + 1
        if isinstance(one, dict):
            yield one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
