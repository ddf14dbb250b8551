"""How well files of every kind are read: the torture sets of the measurement data against their golds.

Each file is read as its gold says, or the product asks or refuses with a reason; whatever differs is listed.
A wrong guess of an encoding is the one thing that must not happen: a question costs a look, a wrong guess
costs names. Nothing is timed here, and the size makes no difference.
"""

import json
import os
import resource
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks.golds import Verdict, converted, encoding, records, sheets

_MEMORY_BYTES = 2 << 30  # a trap ends as an error of its own file
_RIGHT_AT_LEAST = 0.9
Judge = Callable[[Path], Iterator[Verdict]]
_SETS: Mapping[str, Judge] = {
    "encodings": encoding,
    "csv/spectrum": records,
    "csv/csvkit": converted,
    "csv/clevercsv": converted,
    "spreadsheets/sheetjs": sheets,
    "spreadsheets/calamine": sheets,
}


def main(size: str, rows: int | None) -> bool:
    root = os.environ.get("LEADGEN_MEASURE_DATA")
    found = {name: Path(root) / name for name in _SETS if (Path(root) / name).is_dir()} if root else {}
    if not found:
        print(json.dumps({"bench": "files", "size": size, "skipped": "no measurement data"}))
        return True
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    counts = {name: _judged(name, folder) for name, folder in found.items()}
    return _verdict(size, counts)


def _judged(name: str, folder: Path) -> Counter[str]:
    """How often each outcome; prints whatever is not as the gold says."""
    counts: Counter[str] = Counter()
    for verdict in _SETS[name](folder):
        counts[verdict.outcome] += 1
        if verdict.outcome not in ("right", "read"):
            print(f"{name:24} {verdict.outcome:9} {verdict.file}: {verdict.why}")
    print(json.dumps({"bench": "files", "set": name, **counts}), flush=True)
    return counts


def _verdict(size: str, counts: Mapping[str, Counter[str]]) -> bool:
    """Encodings: none wrong and most without a question. Elsewhere: nothing ends without a sentence."""
    encodings = counts.get("encodings", Counter())
    right = encodings["right"] / max(encodings.total(), 1)
    failed = sum(one["failed"] for one in counts.values())
    met = encodings["wrong"] == 0 and (not encodings or right >= _RIGHT_AT_LEAST) and failed == 0
    figures = {
        "encodings_right": round(right, 4),
        "encodings_wrong": encodings["wrong"],
        "differ": sum(one["differs"] for one in counts.values()),
        "failed": failed,
    }
    demands = {"encodings_right": f">= {_RIGHT_AT_LEAST:g}", "encodings_wrong": "<= 0", "failed": "<= 0"}
    told = {"bench": "files", "size": size, "figures": figures, "demands": demands, "met": met}
    print(json.dumps(told), flush=True)
    return met
