"""Prints a measurement: a table for a person, a JSON line per contender, and the verdict as the last line."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.harness import Measurement


@dataclass(frozen=True)
class Demand:
    """`above` may take at most `at_most` times as long as `below`, or must take `at_least` as long."""

    above: str
    below: str
    at_most: float | None = None
    at_least: float | None = None

    def holds(self, ratio: float) -> bool:
        return (self.at_most is None or ratio <= self.at_most) and (
            self.at_least is None or ratio >= self.at_least
        )

    @property
    def name(self) -> str:
        return f"{self.above}/{self.below}"

    @property
    def words(self) -> str:
        return f"<= {self.at_most:g}" if self.at_most is not None else f">= {self.at_least:g}"


@dataclass(frozen=True)
class Bound:
    """A figure that is no ratio, such as a peak of memory, and what it may be at most."""

    name: str
    value: float
    at_most: float

    @property
    def holds(self) -> bool:
        return self.value <= self.at_most


def report(
    bench: str,
    size: str,
    measured: Measurement,
    demands: Sequence[Demand],
    bounds: Sequence[Bound] = (),
) -> bool:
    """Whether every demand was met. The demands of contenders that were not measured are left out."""
    _table(measured)
    for bound in bounds:
        print(f"{bound.name:32} {bound.value:9.0f}")
    for name in measured.times:
        print(json.dumps(_contender(bench, size, name, measured)))
    asked = [demand for demand in demands if {demand.above, demand.below} <= set(measured.times)]
    ratios = {demand.name: measured.ratio(demand.above, demand.below).median for demand in asked}
    met = all(demand.holds(ratios[demand.name]) for demand in asked) and all(one.holds for one in bounds)
    verdict: Mapping[str, object] = {
        "bench": bench,
        "size": size,
        "ratios": {name: round(ratio, 2) for name, ratio in ratios.items()},
        "figures": {bound.name: round(bound.value) for bound in bounds},
        "demands": {demand.name: demand.words for demand in asked}
        | {bound.name: f"<= {bound.at_most:g}" for bound in bounds},
        "met": met,
        "noisy": measured.noisy,
    }
    print(json.dumps(verdict), flush=True)
    return met


def _table(measured: Measurement) -> None:
    print(f"{'contender':32} {'wall s':>9} {'CPU s':>9}   times the floor")
    for name, times in measured.times.items():
        ratio = measured.ratio(name, measured.floor)
        wall = f"{statistics.median(times.wall_s):9.3f}"
        cpu = f"{statistics.median(times.cpu_s):9.3f}" if times.cpu_s else " " * 9
        print(f"{name:32} {wall} {cpu}   {ratio.median:.2f}  [{ratio.low:.2f}, {ratio.high:.2f}]")


def _contender(bench: str, size: str, name: str, measured: Measurement) -> dict[str, object]:
    times, ratio = measured.times[name], measured.ratio(name, measured.floor)
    return {
        "bench": bench,
        "size": size,
        "contender": name,
        "wall_s": [round(seconds, 4) for seconds in times.wall_s],
        "cpu_s": [round(seconds, 4) for seconds in times.cpu_s],
        "ratio": round(ratio.median, 3),
        "interval": [round(ratio.low, 3), round(ratio.high, 3)],
    }
