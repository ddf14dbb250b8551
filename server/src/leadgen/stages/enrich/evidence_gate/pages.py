"""A page as a person reads it: its visible text, made once, in which quotes are looked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from urllib.parse import urlsplit

from leadgen.records.normalise import domain
from leadgen.stages.enrich.evidence_gate.folding import plainly
from leadgen_sdk.enriching import Evidence, Page
from leadgen_sdk.reading import Words, folded, text_of

# Parts that a site writes for machines: a quote from them stands in the source, not in the visible text.
_FOR_MACHINES = frozenset({"json-ld", "meta", "link", "source"})
_TOKEN = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9-]*)([^<>]{0,4000})>", re.DOTALL)
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_RAW = frozenset({"script", "style", "noscript", "iframe", "textarea"})
_UNSEEN = _RAW | {"template", "svg", "object", "select"}
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "em", "font", "i", "img", "ins", "label", "mark",
     "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr"}
)  # fmt: skip
_HIDING = re.compile(
    r"(?:^|\s)hidden(?=[\s=/]|$)|"
    r"style\s*=\s*[\"'][^\"']*(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|"
    r"font-size\s*:\s*0(?![.\d]*[1-9])|(?:left|top|text-indent)\s*:\s*-\d{3,})",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"href\s*=\s*[\"']?(?:mailto|tel):([^\"'?>\s]{3,120})", re.IGNORECASE)
_PARKED = re.compile(
    r"domain (?:name )?(?:is|may be) (?:for sale|parked)|buy this domain|domain parking|parked domain|"
    r"account (?:has been )?suspended|steht (?:zum verkauf|zu verkaufen)|domena je na prodej|"
    r"doména je na prode[jk]|dominio (?:è )?in vendita|domaine est à vendre"
)
_LABELLED_ID = re.compile(
    r"\b(?:ičo?|ico|hr[ab]|siren|siret|kvk|krs|cvr|y-tunnus|company (?:number|no|registration number)|"
    r"org(?:anisasjons)?\.? ?-?(?:nr|nummer|no))\b[^\d\n]{0,12}(\d(?:[\d .-]{4,12}\d))"
)
_SHORT_PAGE = 3_000


@dataclass(frozen=True)
class PageText:
    """One page of a step."""

    page: Page

    @property
    def host(self) -> str:
        """The registered domain of its address; with its port where it is a number."""
        return site_of(self.page.url)

    @property
    def is_alive(self) -> bool:
        """Did its address answer with a page of its own, and not with that of a seller of domains?

        That somebody wants to be forgotten (451) is what a service has to say.
        """
        if self.page.status == 451 and self.is_data:
            return True
        if not 200 <= self.page.status < 300 or not self.page.body.strip():
            return False
        return len(self.flow) > _SHORT_PAGE or not _PARKED.search(self.words)

    @cached_property
    def is_data(self) -> bool:
        """Is it the answer of a service, not a page to be read?"""
        kind = self.page.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind.endswith(("json", "xml")) and "xhtml" not in kind

    @cached_property
    def flow(self) -> str:
        """The visible text, white space and case folded; a line for each block."""
        source = text_of(self.page)
        text = source if self.is_data else unescape("".join(_visible(source)))
        return "\n".join(line for line in map(folded, text.split("\n")) if line)

    @cached_property
    def words(self) -> str:
        """As `flow`, all on one line: what stands at a place there stands at the same here."""
        return self.flow.replace("\n", " ")

    @cached_property
    def plain(self) -> str:
        """Its words, to look names up in."""
        return plainly(self.words)

    @cached_property
    def numbers(self) -> str:
        """As `words`, digits that stand together as one number."""
        return re.sub(r"(?<=\d)[ .-](?=\d)", "", self.words)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The register ids it prints, digits only."""
        return frozenset(re.sub(r"\D", "", one[1]) for one in _LABELLED_ID.finditer(self.flow))

    @cached_property
    def _source(self) -> Words:
        return Words(self.page)

    def holds(self, evidence: Evidence) -> bool:
        """Do these very words stand where they are said to? What a page hides from people is not said."""
        if evidence.where.startswith("/") or evidence.where in _FOR_MACHINES:
            return self._source.hold(evidence)
        return evidence.page == self.page.digest and self._at(evidence.quote) >= 0

    def _at(self, quote: str) -> int:
        """Where the quote stands in the visible text, not within a word; -1 where it does not."""
        wanted = folded(quote)
        at = self.words.find(wanted) if wanted else -1
        while at >= 0 and _is_within_a_word(self.words, at, at + len(wanted)):
            at = self.words.find(wanted, at + 1)
        return at

    def around(self, quote: str, reach: int) -> str:
        """So much of the text before and behind the quote, lines kept; "" where it is not visible."""
        at = self._at(quote)
        return "" if at < 0 else self.flow[max(0, at - reach) : at + len(quote) + reach]

    def sentence(self, quote: str) -> str:
        """The sentence of a block in which the quote stands; the quote itself where it is not visible."""
        wanted, at = folded(quote), self._at(quote)
        if at < 0:
            return wanted
        begin = max(self.flow.rfind(mark, 0, at) for mark in ("\n", ". ", "! ", "? "))
        ends = [self.flow.find(mark, at + len(wanted)) for mark in ("\n", ". ", "! ", "? ")]
        return self.flow[begin + 1 : min((end for end in ends if end >= 0), default=len(self.flow))].strip(
            " .!?"
        )


def _is_within_a_word(text: str, begin: int, end: int) -> bool:
    """Does a letter or digit of the text go on before or behind one of the quote?"""
    before = begin > 0 and text[begin - 1 : begin + 1].isalnum()
    return before or (end < len(text) and text[end - 1 : end + 1].isalnum())


def site_of(address: str) -> str:
    """What of an address names its owner; "" where it cannot be read."""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return ""
    if re.fullmatch(r"[\d.]+|localhost|[\da-f:]+", host):
        return f"{host}:{port}" if port else host
    return domain.registrable(host) if host else ""


def _visible(source: str) -> Iterator[str]:
    """The text outside of tags that people see, cut into lines where a block begins or ends."""
    at, unseen, depth = 0, "", 0
    for token in _TOKEN.finditer(source):
        if not unseen:
            yield source[at : token.start()].replace("\n", " ")
        at = token.end()
        name, closes = (token[2] or "").lower(), token[1] == "/"
        if unseen:
            if name == unseen and (closes or name not in _RAW):
                depth += -1 if closes else 1
                unseen = unseen if depth else ""
        elif not name:
            continue
        elif not closes and name not in _VOID and (name in _UNSEEN or _HIDING.search(token[3])):
            unseen, depth = name, 1
        elif name not in _INLINE:
            yield "\n"
        elif name == "a" and (address := _ADDRESS.search(token[3])):
            yield f"\n{address[1]}\n"
    if not unseen:
        yield source[at:].replace("\n", " ")
