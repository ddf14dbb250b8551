"""Providers whose prices change under one's hands, and the server that answers for them, at times badly."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import unquote

from leadgen.platform.plugins import settings as plugin_settings
from leadgen.platform.plugins.service import Plugins
from leadgen_sdk import Plugin
from leadgen_sdk.enriching import Answer, Cost, Net, Subject, Terms
from tests.factories.enrichers import Provider, page_of
from tests.factories.outside import Asked, Outside, outside, says

PROFILE = ("industry", "company_city", "company_description")
RESEARCH = ("products", "competitors")
ROLE = ("job_title", "headline")
STAGES: Mapping[str, Sequence[str]] = {
    "company_profile": PROFILE,
    "company_research": RESEARCH,
    "contact_role": ROLE,
}
PEOPLE = ("Ann Tester", "Ben Tester", "Cid Tester")
HANG_S = 12.0  # longer than the leases of this proof
PRICES = (0, 1, 333, 1_000, 1_001, 2_500, 7_777)
WORDS = ("Steel", "Glass", "Wood", "Linz", "Graz", "Sales", "Pumps", "Valves")
# Of 1,000 answers so many are of this kind; all others are as they should be.
FAULTS = {"busy": 60, "away": 40, "refused": 15, "garbage": 20, "cut off": 20, "hangs": 2}
# Others that are cut off would be asked again in a minute.
BROKEN_OFF = ("dear", "roles")


class Biller(Provider):
    """Says what it took, each in a currency of its own, and more than it may."""

    async def enrich(self, subject: Subject, net: Net) -> Answer:
        answer = await super().enrich(subject, net)
        unit = "EUR" if self.key < "m" else "USD"
        return replace(answer, costs=[Cost(Decimal("1000000.01"), unit)]) if subject.paid else answer


@dataclass
class Market:
    """Who is there, what they take and know. One to a process: its providers are those installed."""

    there: Outside
    dice: random.Random
    providers: dict[str, Provider] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)

    async def until_asked(self, times: int) -> None:
        """So often, from now on."""
        wanted = self.answers.total() + times
        while self.answers.total() < wanted:  # noqa: ASYNC110 - counted by the server below
            await asyncio.sleep(0.05)

    def open(self) -> None:
        """Everybody comes, at some price."""
        about_companies, about_people = (*PROFILE, *RESEARCH), (*ROLE, *PROFILE)
        self._come("site", about_companies, Terms(pace_s=0))
        self._come("dear", about_companies, Terms(free=False))
        self._come("keyed", about_companies, Terms(free=False, honours_idempotency=True))
        self._come("quick", PROFILE, Terms(free=False, honours_idempotency=True))
        self._come("people", about_people, Terms(free=False, honours_idempotency=True), kind="contact")
        self._come("roles", ROLE, Terms(free=False), kind="contact")
        for key in self.providers:
            self.reprice(key)

    def reprice(self, key: str | None = None) -> None:
        """One of them takes something else from now on."""
        key = key or self.dice.choice([one for one in self.providers if one != "site"])
        one = self.providers[key]
        if not one.terms.free:
            prices = {stage: self.dice.choice(PRICES) for stage in STAGES}
            self.providers[key] = replace(one, terms=replace(one.terms, credits=prices))
        plugins = [Plugin(each.key, each.label, enrichers=(each,)) for each in self.providers.values()]
        found = Plugins(plugins, [])
        plugin_settings.installed = lambda: found  # type: ignore[attr-defined,assignment]  # not the machine's

    async def answer(self, writer: asyncio.StreamWriter, asked: Asked) -> None:
        """As the dice of this question say."""
        provider, name = (unquote(part) for part in asked.target.strip("/").split("/"))
        self.asked[provider, name] += 1
        dice = random.Random(f"{provider} {name} {self.asked[provider, name]}")
        fault = dice.choices([*FAULTS, ""], [*FAULTS.values(), 1_000 - sum(FAULTS.values())])[0]
        if fault == "cut off" and provider not in BROKEN_OFF:
            fault = "garbage"
        self.answers[fault or "well"] += 1
        match fault:
            case "busy":
                await says(b"", 429, Retry_After="1")(writer, asked)
            case "away":
                await says(b"", 503, Retry_After="1")(writer, asked)
            case "refused":
                await says(b"", 401)(writer, asked)
            case "garbage":
                await says(dice.randbytes(200))(writer, asked)
            case "cut off":
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12")
            case _:
                await asyncio.sleep(HANG_S if fault else 0)
                page = page_of(name, _knows(provider, name, dice))
                await says(page, Content_Type="text/plain")(writer, asked)

    def _come(self, key: str, fields: Sequence[str], terms: Terms, **more: str) -> None:
        made = Biller(self.there.port, key, fields, terms, **more)  # type: ignore[arg-type]  # a kind of record
        self.providers[key] = made


def _knows(provider: str, name: str, dice: random.Random) -> dict[str, str]:
    share = {"site": 0.2, "dear": 0.9, "keyed": 0.6, "quick": 0.5, "people": 0.6, "roles": 0.7}[provider]
    fields = [field for fields in STAGES.values() for field in fields]
    known = {field: dice.choice(WORDS) for field in fields if dice.random() < share}
    return {"staff": ", ".join(PEOPLE), **known}


@asynccontextmanager
async def market(seed: str) -> AsyncIterator[Market]:
    """Open, until the end of the block."""
    async with outside() as there:
        made = Market(there, random.Random(seed))
        there.answer = made.answer
        made.open()
        yield made
