"""Duplicates: how well they are found and how fast, beside Splink on the same candidates and recordlinkage.

FEBRL3, FEBRL4 without its social security numbers and Splink's fake_1000 come from the measurement data
(`LEADGEN_MEASURE_DATA`; left out where there is none), the contacts from the generator in `doubles`, and
lists of another kind of dirt from `sources`. A pair is right where both rows are one person. Ours and Splink
get the same candidate pairs, levels and columns, of the made-up lists without the firm's city, street and
postcode, which only do Splink harm; and it is judged at its best:
by its pairs or by its clusters, whichever is better. recordlinkage compares the candidates with its own
functions and learns with its EM classifier. `automatic` are pairs that would be merged unseen; their share of
errors is given as the upper end of Wilson's 95 % interval.
"""

import csv
import json
import os
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np
import pandas
import psutil
import recordlinkage

from benchmarks import doubles, sources
from leadgen.stages.cleanup.duplicates import Column, Found, Settings, find, splink_engine
from leadgen.stages.cleanup.duplicates.blocks import candidates
from leadgen.stages.cleanup.duplicates.columns import Ints
from leadgen.stages.cleanup.duplicates.reading import columns_of

_ROUNDS = {"ci": 1, "full": 3}
_MANY = 50_000
_ROWS = {"ci": 10_000, "full": 100_000}
_OLD, _NEW = 1_000_000, 100_000
_Z = 1.96
_FASTER, _FALSE_MOST, _ENOUGH, _INCREMENTAL_S = 4.0, 1e-4, 30_000, 60.0
_SOURCE_FIELDS = (
    "full_name", "email", "phone_work", "company_name", "job_title", "company_postal_code"
)  # fmt: skip
_TOLD_BY_FIRM = ("city", "street", "postcode")
_CONTACT_FIELDS = (
    "first_name", "last_name", "email", "phone_work", "company_name", "city", "street", "job_title"
)  # fmt: skip


@dataclass(frozen=True)
class Task:
    """Columns, and by row who it is."""

    name: str
    columns: Sequence[Column]
    truth: Ints
    made_up: bool = False

    @property
    def pairs(self) -> int:
        return sum(count * (count - 1) // 2 for count in Counter(self.truth.tolist()).values())


@dataclass(frozen=True)
class Result:
    """How well one contender did, in the median of its rounds."""

    task: str
    who: str
    f1: float
    precision: float
    recall: float
    wall_s: float
    cpu_s: float
    automatic: int = 0
    false: int = 0


def main(size: str, rows: int | None) -> bool:
    warnings.simplefilter("ignore")
    results: list[Result] = []
    for task in _tasks(rows or _ROWS[size]):
        results += _measured(task, _ROUNDS[size])
        for result in results[-3:]:
            print(_told(result), flush=True)
    seconds = _incremental(_OLD if size == "full" else 50_000, _NEW if size == "full" else 5_000)
    return _verdict(size, results, seconds)


def _tasks(rows: int) -> Iterator[Task]:
    folder = os.environ.get("LEADGEN_MEASURE_DATA")
    if folder and (Path(folder) / "entity_resolution").is_dir():
        yield from _public(Path(folder) / "entity_resolution")
    else:
        print("no measurement data: FEBRL and fake_1000 are left out")
    yield _contacts(f"contacts {rows:,}", doubles.people(rows))
    yield _made_up(f"sources {rows:,}", sources.HEADER, _SOURCE_FIELDS, sources.people(rows))


def _public(folder: Path) -> Iterator[Task]:
    def febrl(row: Mapping[str, str]) -> str:
        return row["rec_id"].split("-")[1]

    yield _from_files("FEBRL3", [folder / "febrl/dataset3.csv"], "rec_id", febrl)
    both = [folder / "febrl/dataset4a.csv", folder / "febrl/dataset4b.csv"]
    yield _from_files("FEBRL4 without SSN", both, "rec_id", febrl, without="soc_sec_id")
    yield _from_files(
        "fake_1000",
        [folder / "splink/fake_1000.csv"],
        "unique_id",
        lambda row: row["cluster"],
        without="cluster",
    )


def _from_files(
    name: str, paths: Sequence[Path], key: str, who: Callable[[Mapping[str, str]], str], without: str = ""
) -> Task:
    rows: list[dict[str, str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as lines:
            rows += list(csv.DictReader(lines, skipinitialspace=True))
    header = [title for title in rows[0] if title not in (key, without)]
    cells = [[row[title] or "" for row in rows] for title in header]
    columns = columns_of(header, cells, [None] * len(header), "contact")
    return Task(name, columns, _numbered([who(row) for row in rows]))


def _contacts(name: str, rows: Sequence[doubles.Row]) -> Task:
    return _made_up(name, doubles.HEADER, _CONTACT_FIELDS, rows)


def _made_up(
    name: str, header: Sequence[str], fields: Sequence[str], rows: Sequence[doubles.Row | sources.Row]
) -> Task:
    cells = [list(column) for column in zip(*(row.cells for row in rows), strict=True)]
    columns = columns_of(list(header), cells, list(fields), "contact")
    return Task(name, columns, _numbered([str(row.person) for row in rows]), made_up=True)


def _numbered(names: Sequence[str]) -> Ints:
    seen: dict[str, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.int64)


def _measured(task: Task, rounds: int) -> list[Result]:
    """The three in turns, the first round dropped where there are several; many rows are taken once."""
    pairs = candidates(task.columns, np.ones(len(task.truth), dtype=bool))
    contenders: Mapping[str, Callable[[], Found]] = {
        "ours": lambda: find(task.columns),
        "Splink": lambda: _splink(task, pairs),
        "recordlinkage": lambda: _recordlinkage(task, pairs),
    }
    times: dict[str, list[tuple[float, float]]] = {who: [] for who in contenders}
    found: dict[str, Found] = {}
    for _ in range(rounds if len(task.truth) < _MANY else 1):
        for who, run in contenders.items():
            wall, cpu = time.perf_counter(), _cpu_s()
            found[who] = run()
            times[who].append((time.perf_counter() - wall, _cpu_s() - cpu))
    return [_judged(task, who, found[who], times[who][1:] or times[who]) for who in contenders]


def _cpu_s() -> float:
    spent = psutil.Process().cpu_times()
    return float(spent.user + spent.system)


def _splink(task: Task, pairs: tuple[Ints, Ints]) -> Found:
    """Without what the firm says once more: Splink takes columns for independent, and fails with them."""
    told = [column for column in task.columns if not (task.made_up and column.name in _TOLD_BY_FIRM)]
    return splink_engine.find(told, Settings(), pairs, explained=False)[0]


def _recordlinkage(task: Task, pairs: tuple[Ints, Ints]) -> Found:
    frame = pandas.DataFrame(
        {
            str(n): [[*column.values, ""][code] for code in column.codes.tolist()]
            for n, column in enumerate(task.columns)
        }
    )
    compare = recordlinkage.Compare()
    for number, column in enumerate(task.columns):
        title = str(number)
        if column.kind.compare in ("exact", "digits", "date"):
            compare.exact(title, title, label=title)
        else:
            compare.string(title, title, method="damerau_levenshtein", threshold=0.75, label=title)
    index = pandas.MultiIndex.from_arrays([pairs[0], pairs[1]])
    features = compare.compute(index, frame)
    try:
        links = recordlinkage.ECMClassifier(binarize=0.5).fit_predict(features)
    except (ValueError, ZeroDivisionError):
        links = features.index[features.sum(axis=1) > len(task.columns) / 2]
    left, right = (links.get_level_values(n).to_numpy(dtype=np.int64) for n in (0, 1))
    return Found(left, right, np.full(len(left), 20.0), np.zeros(len(left)), [], Settings(), task.columns)


def _judged(task: Task, who: str, found: Found, times: Sequence[tuple[float, float]]) -> Result:
    right = task.truth[found.left] == task.truth[found.right]
    best = _scored(int(right.sum()), len(right), task.pairs)
    if who == "Splink":
        best = max(best, _scored(*_in_clusters(task, found), task.pairs))
    sure = found.automatic
    return Result(
        task.name,
        who,
        *best,
        statistics.median(wall for wall, _ in times),
        statistics.median(cpu for _, cpu in times),
        int(sure.sum()),
        int((~right[sure]).sum()),
    )


def _in_clusters(task: Task, found: Found) -> tuple[int, int]:
    right = together = 0
    for rows in found.clusters:
        together += len(rows) * (len(rows) - 1) // 2
        right += sum(n * (n - 1) // 2 for n in Counter(task.truth[np.array(rows)].tolist()).values())
    return right, together


def _scored(right: int, found: int, there: int) -> tuple[float, float, float]:
    precision, recall = right / max(found, 1), right / there
    return 2 * precision * recall / max(precision + recall, 1e-9), precision, recall


def _incremental(old: int, new: int) -> float:
    """Seconds for so many new rows against so many old ones, made of people of the same list."""
    task = _contacts("", doubles.people(old + new))
    is_new = np.arange(len(task.truth)) >= old
    started, cpu = time.perf_counter(), _cpu_s()
    found = find(task.columns, new=is_new)
    seconds, spent = time.perf_counter() - started, _cpu_s() - cpu
    right = (task.truth[found.left] == task.truth[found.right]).mean()
    peak = psutil.Process().memory_info().rss >> 20
    print(
        f"{new:,} new against {old:,} old: {seconds:.1f} s, CPU {spent:.1f} s, {len(found.left):,} pairs, "
        f"precision {right:.4f}, {peak:,} MB",
        flush=True,
    )
    return seconds


def _told(one: Result) -> str:
    return (
        f"{one.task:20} {one.who:14} F1 {one.f1:.4f} precision {one.precision:.4f} recall {one.recall:.4f} "
        f"{one.wall_s:7.2f} s  CPU {one.cpu_s:7.2f} s  automatic {one.automatic:,}, false {one.false}"
    )


def wilson_upper(false: int, of: int) -> float:
    """The upper end of Wilson's 95 % interval of a share (1927)."""
    if not of:
        return 1.0
    share, square = false / of, _Z**2
    middle = share + square / (2 * of)
    return (middle + _Z * sqrt(share * (1 - share) / of + square / (4 * of**2))) / (1 + square / of)


def _verdict(size: str, results: Sequence[Result], seconds: float) -> bool:
    by_task: dict[str, dict[str, Result]] = {}
    for one in results:
        by_task.setdefault(one.task, {})[one.who] = one
        print(json.dumps({"bench": "dedupe", "size": size, **one.__dict__}))
    ratios, demands, held = dict[str, float](), dict[str, str](), list[bool]()

    def ask(name: str, value: float, sign: str, bound: float) -> None:
        ratios[name], demands[name] = round(value, 6), f"{sign} {round(bound, 6)}"
        held.append(value >= bound if sign == ">=" else value <= bound)

    for name, who in by_task.items():
        ours, splink = who["ours"], who["Splink"]
        ask(f"{name}: F1", ours.f1, ">=", splink.f1)
        ask(f"{name}: Splink's time / ours", splink.wall_s / ours.wall_s, ">=", _FASTER)
        if name.startswith(("contacts", "sources")):
            better = min(splink.f1 + 0.001, 1 - (1 - splink.f1) / 2)
            ask(f"{name}: F1 above Splink", ours.f1, ">=", better)
    automatic = sum(who["ours"].automatic for who in by_task.values())
    false = sum(who["ours"].false for who in by_task.values())
    if size == "full":
        ask("automatic merges", automatic, ">=", _ENOUGH)
        ask("false automatic merges, upper bound", wilson_upper(false, automatic), "<=", _FALSE_MOST)
    else:
        ask("false automatic merges", false, "<=", automatic * _FALSE_MOST)
    ask("new against old, seconds", seconds, "<=", _INCREMENTAL_S)
    verdict = {"bench": "dedupe", "size": size, "ratios": ratios, "demands": demands, "met": all(held)}
    print(json.dumps({**verdict, "noisy": False}), flush=True)
    return all(held)
