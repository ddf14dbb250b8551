"""What a quote expects and says to people, and how a run is called. Pure."""

from dataclasses import replace
from math import ceil

from leadgen.records.bulk.acts import NOUNS
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.planning.contracts import Count, Experience


def expecting(count: Count, past: Experience) -> Count:
    """With what is expected: as much of the ceiling as runs before have cost of theirs."""
    if not past.ceiling:
        return replace(count, expected=count.ceiling)
    return replace(count, expected=min(count.ceiling, ceil(count.ceiling * past.spent / past.ceiling)))


def basis(past: Experience) -> str:
    """What is expected stands on this."""
    if not past.ceiling:
        return "From the price list, as if everything were found: no run of yours has told otherwise yet."
    runs = "run" if past.runs == 1 else f"{past.runs} runs"
    return f"From your last {runs}, which cost {past.spent / past.ceiling:.0%} of what they might have."


def summary(kind: RecordKind, records: int) -> str:
    """How History calls a run."""
    singular, plural = NOUNS[kind]
    return f"Enriched {records:,} {singular if records == 1 else plural}"
