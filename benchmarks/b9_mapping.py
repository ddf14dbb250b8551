"""How well columns are mapped: the proposals for real exports against what a person guessed of each header.

The guesses are 1,000 headers of some thirty tools and languages in the measurement data. A guess can be
wrong, so each disagreement is listed. A main and a further address of a person are the same meaning, and so
are a company's place and the parts that it is split into. Nothing is timed, and the size makes no difference.
"""

import csv
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal, get_args

from leadgen.platform.plugins import service as plugins
from leadgen.records.registry import FIELDS
from leadgen.stages.ingest import layouts
from leadgen.stages.ingest.mapping import Known, Proposal, propose

_AGREED_AT_LEAST, _MISTAKEN_AT_MOST = 0.95, 0.01
_LEFT_OUT = "-"
# Guesses that no field of ours keeps, or that leave open which of ours is meant.
_NO_FIELD = frozenset({_LEFT_OUT, "owner", "email_status", "company_name_clean", "created_at"})
_EITHER = {"website_personal_or_company": frozenset({"website", "company_website"})}
_SENSITIVE = "sensitive_do_not_import"
_SAME_MEANING = (frozenset({"email", "email_other"}), frozenset({"location", "company_city"}))

Outcome = Literal[
    "agreed", "same meaning", "left out", "mapped though none was meant", "sensitive", "another meaning"
]


@dataclass(frozen=True)
class Guess:
    """One row of the reference."""

    vendor: str
    header: str
    field: str


@dataclass(frozen=True)
class Judged:
    """A guess beside what was proposed."""

    guess: Guess
    proposal: Proposal
    outcome: Outcome


def main(size: str, rows: int | None) -> bool:
    folder = os.environ.get("LEADGEN_MEASURE_DATA")
    path = Path(folder or "") / "import" / "vendor_headers.csv"
    if not folder or not path.is_file():
        print(json.dumps({"bench": "mapping", "size": size, "skipped": "no measurement data"}))
        return True
    judged = list(judge(guesses(path)))
    for one in judged:
        if one.outcome != "agreed":
            print(_told(one))
    return _verdict(size, judged)


def guesses(path: Path) -> list[Guess]:
    """The reference, each file's headers in their order."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [Guess(row["vendor"], row["header"], row["canonical_guess"]) for row in csv.DictReader(lines)]


def judge(reference: Sequence[Guess]) -> Iterator[Judged]:
    """Each guess with what is proposed for a file with these headers and no line."""
    known = plugins.load().layouts()
    for _, file in groupby(reference, key=lambda guess: guess.vendor):
        guessed = list(file)
        header = [guess.header for guess in guessed]
        layout = layouts.recognised(header, known)
        sure = Known(layouts.mapping(layout, header), layout.label) if layout else Known({}, "")
        for guess, proposal in zip(guessed, propose(header, [], FIELDS, sure), strict=True):
            yield Judged(guess, proposal, outcome(guess.field, proposal))


def outcome(guessed: str, proposal: Proposal) -> Outcome:
    """How a proposal stands to the guess."""
    if guessed == _SENSITIVE:
        return "agreed" if proposal.sensitive and proposal.field is None else "sensitive"
    meant = frozenset() if guessed in _NO_FIELD else _EITHER.get(guessed, frozenset({guessed}))
    if proposal.field in meant or (proposal.field is None and not meant):
        return "agreed"
    if proposal.field is None:
        return "left out"
    if any(meant | {proposal.field} <= same for same in _SAME_MEANING if meant):
        return "same meaning"
    return "another meaning" if meant else "mapped though none was meant"


def _told(one: Judged) -> str:
    return (
        f"{one.outcome:30} {one.guess.vendor[:36]:36} {one.guess.header[:40]:40} "
        f"guess {one.guess.field:28} ours {one.proposal.field or _LEFT_OUT:22} {one.proposal.reason}"
    )


def _verdict(size: str, judged: Sequence[Judged]) -> bool:
    counts = {name: sum(one.outcome == name for one in judged) for name in get_args(Outcome)}
    agreed = counts["agreed"] / len(judged)
    mistaken = (counts["another meaning"] + counts["sensitive"]) / len(judged)
    met = agreed >= _AGREED_AT_LEAST and mistaken <= _MISTAKEN_AT_MOST
    verdict = {
        "bench": "mapping",
        "size": size,
        "ratios": {"agreed": round(agreed, 4), "another meaning": round(mistaken, 4)},
        "figures": {"headers": len(judged), **counts},
        "demands": {"agreed": f">= {_AGREED_AT_LEAST}", "another meaning": f"<= {_MISTAKEN_AT_MOST}"},
        "met": met,
        "noisy": False,
    }
    print(json.dumps(verdict), flush=True)
    return met
