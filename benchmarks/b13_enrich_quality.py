"""How much of what is found is right, and how much of what there is: with the evidence gate and without.

Fictional firms on a web server of this machine (`gold_web`), asked through the product's own way out: by the
plugin that reads websites, and by a reader as careless as models are (`gold_reader`). A cell counts where a
page tells it and the record does not have it. Nothing is timed, and the size makes no difference.
"""

import asyncio
import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.parse import urlsplit

from benchmarks import gold_texts
from benchmarks.gold_reader import CarelessReader
from benchmarks.gold_web import Case, cases
from leadgen.config import load_settings
from leadgen.platform.net import Client, Net
from leadgen.records.field import Field, by_key
from leadgen.records.normalise import Bad, Context, normalise_value
from leadgen.records.registry import registered
from leadgen.stages.enrich.evidence_gate import Found, chosen, weigh
from leadgen_sdk.door import HttpAnswer, HttpDoor
from leadgen_sdk.enriching import Answer, Page, Subject
from leadgen_sdk.reading import Recorder
from leadgen_website.site import Website

PRECISE, COVERING = 0.97, 0.80
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


@dataclass
class Score:
    """What one way of asking came to."""

    held: int = 0
    right: int = 0
    wrong: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def coverage(self) -> float:
        return self.right / max(1, self.held)


@dataclass(frozen=True)
class Asked:
    """An answer to all that a case asks, with the pages it stands on."""

    answer: Answer
    subject: Subject
    pages: Mapping[str, Page]
    by_program: bool

    def gated(self, fields: Mapping[str, Field], country: str) -> list[Found]:
        return weigh(
            self.answer,
            self.subject,
            self.pages,
            fields,
            now=_NOW,
            country=country,
            by_program=self.by_program,
        )

    def believed(self) -> dict[str, object]:
        """Field → the first value that was answered, as it is."""
        return {one.field: one.value for one in reversed(self.answer.candidates)}


def main(size: str, rows: int | None) -> bool:
    scores = asyncio.run(measured())
    print(f"{'asked':34} {'held':>5} {'right':>6} {'wrong':>6} {'precision':>10} {'coverage':>9}")
    for name, one in scores.items():
        print(
            f"{name:34} {one.held:5} {one.right:6} {one.wrong:6} {one.precision:10.3f} {one.coverage:9.3f}"
            f"  {dict(one.refused.most_common())}"
        )
    gate = scores["both, behind the gate"]
    for mistake in gate.mistakes:
        print(f"wrong: {mistake}")
    true, texts = gold_texts.measured()
    print(
        f"\n{'free texts and readings':34} {'true':>5} {'right':>6} {'wrong':>6} {'precision':>10}  coverage"
    )
    for name, way in texts.items():
        precision = way.right / max(1.0, way.right + way.wrong)
        print(
            f"{name:34} {true:5} {way.right:6.1f} {way.wrong:6.1f} {precision:10.3f} {way.right / true:9.3f}"
            f"  {f'{way.judged} calls' if way.judged else ''}"
        )
    met = gate.precision >= PRECISE and gate.coverage >= COVERING
    verdict = {
        "bench": "enrich-quality",
        "size": size,
        "ratios": {"precision": round(gate.precision, 4), "coverage": round(gate.coverage, 4)},
        "figures": {name: [round(one.precision, 4), round(one.coverage, 4)] for name, one in scores.items()},
        "demands": {"precision": f">= {PRECISE}", "coverage": f">= {COVERING}"},
        "met": met,
        "noisy": False,
    }
    print(json.dumps(verdict), flush=True)
    return met


async def measured() -> dict[str, Score]:
    """Way of asking → what it came to."""
    scores: dict[str, Score] = {}
    fields = by_key(registered("company"))
    gold = cases()
    with serving(gold) as port:
        net = Net(load_settings({"outbound_allow": f"127.0.0.1:{port}"}))
        async with net.client() as client:
            for case in gold:
                await _case(case, fields, Loopback(client, port), scores)
    return scores


async def _case(case: Case, fields: Mapping[str, Field], web: "Loopback", scores: dict[str, Score]) -> None:
    held = {key: value for key, value in case.held.items() if key in fields}
    country = case.firm.country
    site = await _ask(case, Website(), held, web, by_program=True)
    reader = await _ask(case, CarelessReader(case), held, web, by_program=False)
    gated = {name: asked.gated(fields, country) for name, asked in (("site", site), ("reader", reader))}
    both = {**_values(gated["reader"]), **_values(gated["site"])}
    for name, values, refused in (
        ("website", site.believed(), ()),
        ("website, behind the gate", _values(gated["site"]), gated["site"]),
        ("careless reader", reader.believed(), ()),
        ("careless reader, behind the gate", _values(gated["reader"]), gated["reader"]),
        ("both, website first", {**reader.believed(), **site.believed()}, ()),
        ("both, behind the gate", both, ()),
    ):
        _count(scores.setdefault(name, Score()), case, held, values, fields, refused)


def _values(found: Sequence[Found]) -> dict[str, object]:
    return {key: one.value for key, one in chosen(found).items()}


async def _ask(
    case: Case,
    enricher: Website | CarelessReader,
    held: Mapping[str, str],
    web: "Loopback",
    *,
    by_program: bool,
) -> Asked:
    subject = Subject(case.firm.record, frozenset(held))
    recorder = Recorder(HttpDoor(web, ["*"], {}, now=lambda: _NOW))
    answer = await enricher.enrich(subject, recorder)
    pages = [one.outcome for one in recorder.exchanges if isinstance(one.outcome, Page)]
    return Asked(answer, subject, {page.digest: page for page in pages}, by_program)


def _count(
    score: Score,
    case: Case,
    held: Mapping[str, str],
    values: Mapping[str, object],
    fields: Mapping[str, Field],
    refused: Sequence[Found],
) -> None:
    score.held += len(held)
    for key, value in values.items():
        if _same(fields[key], held[key], value, case.firm.country):
            score.right += 1
        else:
            score.wrong += 1
            score.mistakes.append(f"{case.firm.name}, {key}: {value!r} and not {held[key]!r}")
    score.refused.update(one.verdict for one in refused if not one.accepted and one.url)


def _same(known: Field, truth: str, value: object, country: str) -> bool:
    ctx = Context(country=country)
    wanted, found = (
        normalise_value(known.normaliser, one, ctx) if isinstance(one, str) else one for one in (truth, value)
    )
    return not isinstance(found, Bad) and found == wanted


class Loopback:
    """Every host of the gold web at one port of this machine, through the product's own client."""

    def __init__(self, client: Client, port: int) -> None:
        self._client, self._port = client, port

    async def request(
        self, method: str, url: str, *, content: bytes | None, headers: Mapping[str, str] | None
    ) -> HttpAnswer:
        """As a client: the host becomes the first part of the path."""
        parts = urlsplit(url)
        there = f"http://127.0.0.1:{self._port}/{parts.netloc}{parts.path or '/'}"
        return cast(HttpAnswer, await self._client.request(method, there, content=content, headers=headers))


@contextmanager
def serving(gold: Sequence[Case]) -> Iterator[int]:
    """The gold web at a free port; what it does not have is 404."""
    pages = {sheet.url.removeprefix("https:/"): sheet.html.encode() for case in gold for sheet in case.sheets}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *words: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
