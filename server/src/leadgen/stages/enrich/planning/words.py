"""What a quote expects and says to people, and how a run is called. Pure."""

from leadgen.records.bulk.acts import NOUNS
from leadgen.records.field import RecordKind
from leadgen.stages.enrich.planning.contracts import Experience


def basis(past: Experience) -> str:
    """What is expected stands on this."""
    if not past.runs:
        return "From the price list, as if everything were found: no run of yours has told otherwise yet."
    runs = "run" if past.runs == 1 else f"{past.runs} runs"
    return f"From how much each provider found in your last {runs}."


def summary(kind: RecordKind, records: int) -> str:
    """How History calls a run."""
    singular, plural = NOUNS[kind]
    return f"Enriched {records:,} {singular if records == 1 else plural}"
