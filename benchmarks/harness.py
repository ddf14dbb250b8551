"""Measures contenders against each other on a machine that is never quiet.

Contenders take turns (A B C A B C …), so that what disturbs one disturbs all. The first round is dropped.
The figure is the median of the per-round ratios with a bootstrap interval; where the floor itself varies too
much, rounds are added, and if that does not help the run says it is noisy.
"""

import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import psutil

ROUNDS = 5  # after the dropped one
ROUNDS_AT_MOST = 15
STEADY = 1.6  # slowest round of the floor over its fastest
RESAMPLES = 2_000


@dataclass
class Laps:
    """When a contender got from one part of its work to the next; its `run` says so with `end`."""

    ends: list[tuple[str, float]] = field(default_factory=list)

    def end(self, part: str) -> None:
        self.ends.append((part, time.perf_counter()))

    def seconds(self, started: float) -> dict[str, float]:
        """Of each part since `started`; begins anew for the next round."""
        ends, self.ends = self.ends, []
        starts = [started, *(at for _, at in ends)]
        return {part: at - start for (part, at), start in zip(ends, starts, strict=False)}


@dataclass(frozen=True)
class Contender:
    """`prepare` makes what a round starts from and is not measured; `run` is."""

    name: str
    run: Callable[[], None]
    prepare: Callable[[], None] = lambda: None
    per: float = 1.0  # its time is multiplied by this, where it does only a part of the work
    laps: Laps = field(default_factory=Laps)


@dataclass
class Times:
    """Seconds of each kept round."""

    wall_s: list[float] = field(default_factory=list)
    cpu_s: list[float] = field(default_factory=list)  # empty for a part of a contender


@dataclass(frozen=True)
class Ratio:
    median: float
    low: float  # the 95 % bootstrap interval of the median
    high: float


@dataclass(frozen=True)
class Measurement:
    times: Mapping[str, Times]
    floor: str
    noisy: bool

    def ratio(self, above: str, below: str) -> Ratio:
        """How many times longer `above` takes than `below`."""
        pairs = zip(self.times[above].wall_s, self.times[below].wall_s, strict=True)
        return _interval([one / other for one, other in pairs])


def measure(contenders: Sequence[Contender], floor: str, processes: Sequence[int] = ()) -> Measurement:
    """`processes` are the roots of other process trees whose CPU time counts too, such as the database's."""
    times = {contender.name: Times() for contender in contenders}
    for number in range(ROUNDS_AT_MOST + 1):
        for contender in contenders:
            wall_s, cpu_s, parts = _one(contender, processes)
            if number > 0:
                times[contender.name].wall_s.append(wall_s * contender.per)
                times[contender.name].cpu_s.append(cpu_s * contender.per)
                for part, part_s in parts.items():
                    times.setdefault(f"{contender.name}: {part}", Times()).wall_s.append(part_s)
        if number >= ROUNDS and _steady(times[floor].wall_s):
            return Measurement(times, floor, noisy=False)
    return Measurement(times, floor, noisy=True)


def _one(contender: Contender, processes: Sequence[int]) -> tuple[float, float, dict[str, float]]:
    contender.prepare()
    cpu_before, started = _cpu_s(processes), time.perf_counter()
    contender.run()
    wall_s = time.perf_counter() - started
    return wall_s, _cpu_s(processes) - cpu_before, contender.laps.seconds(started)


def _steady(wall_s: Sequence[float]) -> bool:
    return max(wall_s) <= STEADY * min(wall_s)


def _cpu_s(processes: Sequence[int]) -> float:
    """CPU seconds so far of this process tree and the others, finished children included."""
    return sum(_tree_cpu_s(psutil.Process(pid)) for pid in (psutil.Process().pid, *processes))


def _tree_cpu_s(root: psutil.Process) -> float:
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            spent = process.cpu_times()
        except psutil.NoSuchProcess:
            continue  # it ended meanwhile, and its parent counts it
        total += spent.user + spent.system + spent.children_user + spent.children_system
    return total


def _interval(ratios: Sequence[float]) -> Ratio:
    rng = random.Random(1)  # the same rounds give the same interval
    medians = sorted(statistics.median(rng.choices(ratios, k=len(ratios))) for _ in range(RESAMPLES))
    low, high = medians[int(0.025 * RESAMPLES)], medians[int(0.975 * RESAMPLES)]
    return Ratio(statistics.median(ratios), low, high)
