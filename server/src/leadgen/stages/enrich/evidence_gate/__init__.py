"""The evidence gate: a found value is taken only where a page that was read says it. Pure.

In: an enricher's answer, the record it is about and the pages of the step. Out: a verdict for every candidate
and every field that was not found. Link alive, words in the page, page about this record, value from the
words; what fails is unknown, with its reason, and costs nothing.
"""

from leadgen.stages.enrich.evidence_gate.contracts import SENTENCES, Found, Judged, Marks, Verdict
from leadgen.stages.enrich.evidence_gate.judging import judge
from leadgen.stages.enrich.evidence_gate.pages import PageText
from leadgen.stages.enrich.evidence_gate.weighing import chosen, unasked, unknown, weigh

__all__ = [
    "SENTENCES",
    "Found",
    "Judged",
    "Marks",
    "PageText",
    "Verdict",
    "chosen",
    "judge",
    "unasked",
    "unknown",
    "weigh",
]
