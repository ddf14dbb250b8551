"""Pages as an enricher reads them: sense made of an answer, quotes looked up, pages kept and played back."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, cast

from leadgen_sdk.enriching import Evidence, Net, Page, Request, Trouble

if TYPE_CHECKING:
    from leadgen_sdk import JSON

_LATER_S = 60.0
_LONGEST_WAIT_S = 86_400.0
_DEEPEST = 60
_TAG = re.compile(r"<[^<>]*>")
_CHARSET = re.compile(rb"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
# Codings of Python that are no character sets of pages; some take time without bound.
_NO_CHARSETS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"})


def trouble_of(page: Page) -> Trouble | None:
    """What a status says by itself; None for 2xx and for a 4xx that is an answer of its own."""
    match page.status:
        case 429:
            return Trouble("limited", "The service is asked too fast.", _wait(page) or _LATER_S)
        case 401 | 403 | 407 | 451:
            return Trouble("refused", f"The service does not let us in ({page.status}).")
        case status if status >= 500:
            return Trouble("down", f"The service is out of order ({status}).", _wait(page) or _LATER_S)
        case status if status < 200 or 300 <= status < 400:
            return Trouble("invalid", f"The service answered with an odd status ({status}).")
    return None


def _wait(page: Page) -> float | None:
    """Seconds of a Retry-After header (RFC 9110): a number or a date, a day at most."""
    told = page.headers.get("retry-after", "").strip()
    if told.isascii() and told.isdigit():
        return min(float(told[:9]), _LONGEST_WAIT_S)
    try:
        seconds = (parsedate_to_datetime(told) - page.retrieved_at).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), _LONGEST_WAIT_S)


def json_of(page: Page) -> "Mapping[str, JSON] | Trouble":
    """The object that the service answered with; invalid where it is HTML, a list, or nested too deep."""
    try:
        data: object = json.loads(page.body)
    except (ValueError, RecursionError):
        return Trouble("invalid", "The service answered with something else than JSON.", _LATER_S)
    if not isinstance(data, dict) or _too_deep(data):
        return Trouble("invalid", "The service's answer has another form than the one agreed.", _LATER_S)
    return cast("Mapping[str, JSON]", data)


def _too_deep(data: object) -> bool:
    level: list[object] = [data]
    for _ in range(_DEEPEST):
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return False
    return True


def at(data: "JSON", pointer: str) -> "JSON":
    """What stands at a JSON pointer (RFC 6901); None where nothing does."""
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        if isinstance(data, Mapping):
            data = data.get(step)
        elif isinstance(data, Sequence) and not isinstance(data, str) and step.isdigit():
            data = data[int(step)] if int(step) < len(data) else None
        else:
            return None
    return data


def plain(value: "JSON") -> str:
    """A single value of JSON as its text; "" for none, and for what holds others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip() if isinstance(value, str | int | float) else ""


def quoted(page: Page, data: "JSON", pointer: str) -> Evidence | None:
    """Evidence for the single value at a pointer; None where there is none or it is blank."""
    quote = plain(at(data, pointer))
    return Evidence(page.url, quote, pointer, page.digest, page.retrieved_at) if quote else None


def folded(text: str) -> str:
    """White space and case folded, as quotes are compared."""
    return " ".join(text.split()).casefold()


def stands_in(page: Page, evidence: Evidence) -> bool:
    """Do the quoted words stand in this very page, at the pointer where there is one?"""
    return Words(page).hold(evidence)


class Words:
    """The words of a page, made ready once for many quotes."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def hold(self, evidence: Evidence) -> bool:
        """As `stands_in`."""
        quote = folded(evidence.quote)
        if not quote or evidence.page != self._page.digest:
            return False
        if not evidence.where.startswith("/"):
            return any(quote in text for text in self._texts)
        return quote in folded(plain(at(self._data, evidence.where)))

    @cached_property
    def _texts(self) -> Sequence[str]:
        """As it is written, attributes included, and as it is read: a tag is a gap, or none within a word."""
        source = text_of(self._page)
        read = (_TAG.sub(gap, source) for gap in (" ", ""))
        return folded(unescape(source)), *(folded(unescape(text)) for text in read)

    @cached_property
    def _data(self) -> "JSON":
        try:
            return cast("JSON", json.loads(self._page.body))
        except (ValueError, RecursionError):
            return None


def text_of(page: Page) -> str:
    """The body as text, by the charset of its header, else of its first kilobyte, else UTF-8."""
    header = page.headers.get("content-type", "").encode("ascii", "replace")
    told = _CHARSET.search(header) or _CHARSET.search(page.body[:1024])
    name = told[1].decode("ascii", "replace").lower().replace("-", "_") if told else "utf_8"
    try:
        return page.body.decode("utf_8" if name in _NO_CHARSETS else name, "replace")
    except (LookupError, UnicodeError):
        return page.body.decode("utf-8", "replace")


Identity = tuple[str, str, bytes]


@dataclass(frozen=True)
class Exchange:
    """One question and what came of it, to be kept: no secret is in it."""

    method: str
    url: str
    body: bytes
    outcome: Page | Trouble

    @property
    def identity(self) -> Identity:
        return (self.method, self.url, self.body)


class Recorder:
    """A door that keeps all that passes; the same question twice is asked once."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._kept: dict[Identity, Exchange] = {}

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """In the order they were asked."""
        return tuple(self._kept.values())

    async def read(self, request: Request) -> Page | Trouble:
        """As `Net.read`."""
        kept = self._kept.get(_identity(request))
        return kept.outcome if kept else self._keep(request, await self._net.read(request))

    async def call(self, request: Request) -> Page | Trouble:
        """As `Net.call`."""
        kept = self._kept.get(_identity(request))
        return kept.outcome if kept else self._keep(request, await self._net.call(request))

    def _keep(self, request: Request, outcome: Page | Trouble) -> Page | Trouble:
        identity = _identity(request)
        self._kept[identity] = Exchange(*identity, outcome)
        return outcome


class Replay:
    """A door to nowhere: it answers with what was kept, and says so where nothing was."""

    def __init__(self, exchanges: Sequence[Exchange]) -> None:
        self._kept = {exchange.identity: exchange.outcome for exchange in exchanges}

    async def read(self, request: Request) -> Page | Trouble:
        """As `Net.read`, with no network."""
        return self._kept.get(_identity(request)) or Trouble("down", f"{request.url} was not kept.")

    async def call(self, request: Request) -> Page | Trouble:
        """As `Net.call`, with no network."""
        return await self.read(request)


def _identity(request: Request) -> Identity:
    return (request.method, request.url, request.body)
