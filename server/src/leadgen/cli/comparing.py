"""`leadgen replay --with`: the price of a comparison, then both answers side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from leadgen.cli.enriching import ended
from leadgen.cli.files import OPERATOR, workspace_id_of
from leadgen.config import Settings
from leadgen.db.engine import Database
from leadgen.kernel.json import JSON
from leadgen.pipeline.assembly import build
from leadgen.platform.billing.contracts import in_credits
from leadgen.stages.enrich.comparing import service
from leadgen.stages.enrich.comparing.contracts import OUTCOMES, Compared, Pair, Price, Said
from leadgen.stages.enrich.contracts import Comparison

KEPT = "The comparison goes on by itself where a worker runs; the same command shows what came of it."
_SHOWN = ("different", "only_before", "only_now")


@dataclass(frozen=True)
class Order:
    """What to compare, and how far to go: `is_agreed`, or only the price is told; `again`: asked anew."""

    compares: Comparison
    ceiling: int | None = None
    is_agreed: bool = False
    again: bool = False


@dataclass(frozen=True)
class Done:
    """For a program and for a person."""

    written: Mapping[str, JSON]
    text: str


async def carried_out(settings: Settings, slug: str, order: Order) -> Done:
    """The price; or what both say, once all was asked. What is being asked, or was, is not asked twice."""
    build()
    database = Database.open(settings)
    try:
        workspace_id = await workspace_id_of(database, slug)
        async with database.workspace(workspace_id) as session:
            found = await service.newest(session, order.compares)
            is_there = found is not None and (found.finished_at is None or found.state == "done")
            if found is None or not is_there or (order.again and found.finished_at is not None):
                if not order.is_agreed:
                    return _priced(await service.price(session, order.compares))
                run_id = await service.start(session, OPERATOR, order.compares, order.ceiling)
            else:
                run_id = found.id
        await ended(database, workspace_id, run_id)
        return _compared(await service.compared(database, workspace_id, run_id))
    finally:
        await database.close()


def _priced(price: Price) -> Done:
    return Done(
        {"records": price.records, "values": price.cells, "ceiling": price.ceiling},
        f"{price.cells:,} values of {price.records:,} records would be asked for again, for at most "
        f"{in_credits(price.ceiling)} credits. Records stay as they are.\nAsk with --yes.",
    )


def _compared(found: Compared) -> Done:
    run = found.run
    written: dict[str, JSON] = {
        "run": str(run.id),
        "state": run.state,
        "reason": run.reason,
        "summary": run.summary,
        "spent": run.spent,
        "fields": [
            {
                "field": one.field,
                **dict(one.outcomes.items()),
                "cost_before": one.cost_before,
                "cost_now": one.cost_now,
            }
            for one in found.sums
        ],
        "values": [_pair(one) for one in found.pairs],
    }
    return Done(written, "\n".join(_lines(found)))


def _pair(pair: Pair) -> JSON:
    return {
        "record_id": str(pair.record_id),
        "name": pair.name,
        "field": pair.field,
        "outcome": pair.outcome,
        "before": _said(pair.before),
        "now": _said(pair.now),
    }


def _said(said: Said) -> JSON:
    return dict(vars(said))


def _lines(found: Compared) -> Iterator[str]:
    run = found.run
    yield f"{run.summary}: {in_credits(run.spent)} credits"
    if run.state != "done" or run.reason:
        yield run.reason or f"It is {run.state}: what was asked by then stands here."
    yield ""
    yield from _table(found)
    unlike = [one for one in found.pairs if one.outcome in _SHOWN]
    shown = sorted(unlike, key=lambda one: (one.name, one.record_id, one.field))
    for record, pairs in groupby(shown, key=lambda one: (one.name, one.record_id)):
        yield ""
        yield " ".join(map(str, record)).strip()
        for pair in pairs:
            yield f"  {pair.field}: {pair.outcome.replace('_', ' ')}"
            yield f"    before  {_told(pair.before)}"
            yield f"    now     {_told(pair.now)}"


def _table(found: Compared) -> Iterator[str]:
    heads = ["field", *(one.replace("_", " ") for one in OUTCOMES), "credits before", "credits now"]
    rows = [
        [
            one.field,
            *(str(one.outcomes[outcome]) for outcome in OUTCOMES),
            in_credits(one.cost_before),
            in_credits(one.cost_now),
        ]
        for one in found.sums
    ]
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    for row in [heads, *rows]:
        yield _row(row, widths)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)])


def _told(said: Said) -> str:
    who = " ".join(filter(None, (said.enricher, said.model)))
    if said.state == "found":
        return f"{said.value} ({who}): “{said.quote}” {said.url}"
    return f"{said.state} ({who}): {said.reason}" if who else f"{said.state}: {said.reason}"
