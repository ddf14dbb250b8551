"""What a plugin offers that finds fields of a record: an `Enricher`, what it is asked and what it answers.

Nothing is invented: a value stands on evidence, which is a quote from a page that was read through the host's
door and is kept as its bytes. So the same enricher over the kept pages gives the same answer with no network.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

if TYPE_CHECKING:
    from leadgen_sdk import JSON

SURE = 0.85  # a match from here on is taken by itself
ASK = 0.60  # from here on a person is asked; below, nothing is answered

RecordKind = Literal["contact", "company"]
# limited: not before `after_s`. down: later may help. refused: another key, or never. invalid: no sense.
# stuck: nobody is asked any more until a person has seen to it: a plan that is used up, a key not taken.
TroubleKind = Literal["limited", "down", "refused", "invalid", "stuck"]
# no_match: nothing of that name. ambiguous: several, or not sure enough. not_told: found, but silent on this.
# not_asked: the record has too little to ask with. unsupported: told, but no quote holds it.
Why = Literal["no_match", "ambiguous", "not_told", "not_asked", "unsupported"]


@dataclass(frozen=True)
class Trouble:
    """No answer, and what to do about it. Costs nothing."""

    kind: TroubleKind
    message: str  # a sentence for people
    after_s: float | None = None  # ask again not before


@dataclass(frozen=True)
class Request:
    """One question to a server. A key travels in `secret_headers`, which nobody keeps."""

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    secret_headers: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    redirects: int = 0  # how many are followed
    most_bytes: int = 5_000_000
    pace_s: float = 0.0  # at least so long after the last question to this host, where it asked for that


@dataclass(frozen=True)
class Page:
    """What came back, whatever its status: a web page or the answer of a service."""

    url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes
    retrieved_at: datetime

    @cached_property
    def digest(self) -> str:
        """By which evidence names the page, and the host finds its blob."""
        return sha256(self.body).hexdigest()


@dataclass(frozen=True)
class Evidence:
    """Why a value is believed: words that stand in a page, white space and case folded."""

    url: str
    quote: str
    where: str  # JSON pointer ("/names/0/name") in JSON, else the part of the page: "json-ld", "text"
    page: str  # digest of the page
    retrieved_at: datetime


@dataclass(frozen=True)
class Match:
    """Is what was found about this record? 0.6 to 1, and the reasons in words."""

    score: float
    why: str

    @property
    def sure(self) -> bool:
        """Taken without asking a person?"""
        return self.score >= SURE


@dataclass(frozen=True)
class Candidate:
    """One value for one field; a derived one stands on several quotes."""

    field: str
    value: "JSON"  # as an import would give it: the host normalises
    evidence: Sequence[Evidence]
    match: Match
    why: str = ""  # how a derived value follows from its quotes
    personal: bool = False  # of a person, although the field is not: a sole trader's name


@dataclass(frozen=True)
class Missing:
    """Why a wanted field was not found."""

    why: Why
    message: str  # a sentence for people


@dataclass(frozen=True)
class Cost:
    """What the provider took, in its own terms: 0.0053 USD, 1 lookup."""

    amount: Decimal
    unit: str


@dataclass(frozen=True)
class Answer:
    """Of each wanted field that it can produce: a candidate or why not; silent only after trouble."""

    candidates: Sequence[Candidate] = ()
    missing: Mapping[str, Missing] = field(default_factory=dict)
    trouble: Trouble | None = None
    costs: Sequence[Cost] = ()
    model: str = ""  # that was asked, where one was


@dataclass(frozen=True)
class Paid:
    """What the host hands in for a paid call."""

    key: str = field(repr=False)
    idempotency_key: str  # the same for the same intent, however often it is tried


@dataclass(frozen=True)
class Meaning:
    """What a field is, for one that is asked in words."""

    label: str
    type: str = "text"  # as the host's registry names it: text, number, date, boolean, choice, …
    description: str = ""
    unit: str = ""
    choices: Sequence[str] = ()  # the values a choice can take


@dataclass(frozen=True)
class Subject:
    """One record, and what is asked of it."""

    values: Mapping[str, "JSON"]  # field key → known value
    wanted: frozenset[str]
    settings: Mapping[str, "JSON"] = field(default_factory=dict)
    paid: Paid | None = None
    meanings: Mapping[str, Meaning] = field(default_factory=dict)  # of the wanted fields
    offer: str = ""  # who asks, what they sell and to whom, in their own words

    def text(self, key: str) -> str:
        """The known value as text; "" where there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value).strip()

    def asks(self, enricher: "Enricher") -> frozenset[str]:
        """The wanted fields that this enricher is to answer."""
        further = frozenset(self.meanings) if enricher.terms.questions else frozenset()
        return self.wanted & (frozenset(enricher.fields) | further)


@dataclass(frozen=True)
class Terms:
    """How an enricher is called: a free read (cached, at a pace) or a paid effect."""

    free: bool = True
    honours_idempotency: bool = False  # may a lost call be made again? By a key, or as it changes nothing
    credits: Mapping[str, int] = field(default_factory=dict)  # stage → thousandths of a credit, at most
    takes: Cost | None = None  # at most for a call, from the account that the workspace has with the provider
    by_rule: bool = False  # no model: a rule reads the answers, as it always does those of free reads
    pace_s: float = 1.0  # between two questions to one host
    fresh: timedelta = timedelta(days=1)  # how old a cached page may be
    questions: bool = False  # answers further fields, too, as their meanings ask
    calls: int = 1  # paid ones for a record, at most: all within its price and its time


class Net(Protocol):
    """The host's door. It goes only to the hosts that the enricher declares; its errors are values."""

    async def read(self, request: Request) -> Page | Trouble:
        """A free read: from the cache where it is fresh, else at the pace of its host."""
        ...

    async def call(self, request: Request) -> Page | Trouble:
        """A paid call: asked once, never by itself again, as often for a record as the terms say. Only it
        carries a key.
        """
        ...


@runtime_checkable
class Enricher(Protocol):
    """Finds fields of a record. All but the last are plain class attributes."""

    @property
    def key(self) -> str: ...  # stable

    @property
    def label(self) -> str: ...  # for people

    @property
    def kind(self) -> RecordKind: ...  # of the records it is about

    @property
    def fields(self) -> Sequence[str]: ...  # keys it can produce; one the host does not know is left out

    @property
    def needs(self) -> Sequence[Sequence[str]]: ...  # a record with all fields of one of these groups

    @property
    def hosts(self) -> Sequence[str]: ...  # all it talks to; "*" is any public one

    @property
    def terms(self) -> Terms: ...

    @property
    def settings(self) -> Mapping[str, "JSON"]: ...  # JSON schema; empty where it has none

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        """One record, nothing remembered, nothing raised: what goes wrong is in the answer."""
        ...
