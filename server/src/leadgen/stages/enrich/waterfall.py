"""Which enricher a record is asked next: pure.

The first supported value of a field wins, in the order that the run's plan gives. Free or paid makes no
difference to the order; money only decides whether a step may be taken now.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from leadgen.stages.enrich.contracts import Cell
from leadgen.stages.enrich.pricing import charge


@dataclass(frozen=True)
class Offer:
    """An enricher in a stage of the plan: what it can find there, what it needs, what all of that would cost.

    `needs` are groups of fields, one of which a record must have whole; none: it can always be asked.
    """

    stage: str
    enricher: str
    fields: frozenset[str]
    needs: Sequence[Sequence[str]]
    price: int

    @property
    def key(self) -> tuple[str, str]:
        """What a record remembers of having asked it."""
        return self.stage, self.enricher

    def charge(self, fields: int) -> int:
        """What so many of its fields cost."""
        return charge(self.price, len(self.fields), fields)

    def answers(self, known: Collection[str]) -> bool:
        """Does a record of which this is known have enough to ask with?"""
        return not self.needs or any(all(one in known for one in group) for group in self.needs)


@dataclass(frozen=True)
class ItemState:
    """A record as the decision sees it: what is known, what is still looked for, who was asked.

    `passed_over` are the stages whose condition it does not match; `said`, what the last one said of a field.
    """

    known: frozenset[str]
    open: frozenset[str]
    asked: frozenset[tuple[str, str]] = frozenset()
    passed_over: frozenset[str] = frozenset()
    said: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """Ask this enricher for these fields; it costs `ceiling` at most."""

    offer: Offer
    fields: frozenset[str]
    ceiling: int


@dataclass(frozen=True)
class Finished:
    """Nobody is left to ask: how each field that is still open ends."""

    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Wait:
    """The next step costs more than there is just now."""

    least: int


Next: TypeAlias = Ask | Finished | Wait

_NOBODY = "No provider that is active finds this."
_TOO_LITTLE = "Too little is known of the record to ask for this."
_OTHER_RECORDS = "The stage that finds this is for other records."


def next_step(item: ItemState, offers: Sequence[Offer], budget: int) -> Next:
    """The first offer that still has something to find and can be asked.

    One that is too dear keeps its fields for itself: what comes later may only be asked for the others, so
    that an empty purse does not change who answers. Ends: each step asks somebody who was not asked before.
    """
    kept: set[str] = set()
    least: int | None = None
    for offer in offers:
        fields = (offer.fields & item.open) - kept
        if not fields or not _is_possible(item, offer):
            continue
        ceiling = offer.charge(len(fields))
        if ceiling <= budget:
            return Ask(offer, fields, ceiling)
        kept |= fields
        least = ceiling if least is None else min(least, ceiling)
    if least is not None:
        return Wait(least)
    return Finished({one: _ending(item, one, offers) for one in item.open})


def _is_possible(item: ItemState, offer: Offer) -> bool:
    return offer.key not in item.asked and offer.stage not in item.passed_over and offer.answers(item.known)


def _ending(item: ItemState, wanted: str, offers: Sequence[Offer]) -> Cell:
    """What was last said of it; else why nobody was asked."""
    if wanted in item.said:
        return item.said[wanted]
    finding = [offer for offer in offers if wanted in offer.fields]
    if not finding:
        return Cell("skipped", _NOBODY)
    if all(offer.stage in item.passed_over for offer in finding):
        return Cell("skipped", _OTHER_RECORDS)
    return Cell("unknown", _TOO_LITTLE)
