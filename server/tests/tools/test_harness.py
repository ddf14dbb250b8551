"""The benches' arithmetic: turns, the dropped round, more rounds where the floor is unsteady, a verdict."""

import json
import time

import pytest

from benchmarks.harness import ROUNDS, ROUNDS_AT_MOST, Contender, measure
from benchmarks.report import Demand, report


def test_contenders_take_turns_and_the_first_round_is_dropped() -> None:
    turns: list[str] = []

    measured = measure(
        [Contender("a", lambda: turns.append("a")), Contender("b", lambda: turns.append("b"))], floor="a"
    )

    assert turns[:4] == ["a", "b", "a", "b"]
    assert len(measured.times["a"].wall_s) == len(turns) // 2 - 1 >= ROUNDS


def test_a_ratio_is_of_times_in_the_same_round() -> None:
    slow = Contender("slow", lambda: time.sleep(0.02), per=2)

    measured = measure([Contender("floor", lambda: time.sleep(0.02)), slow], floor="floor")

    assert 1 < measured.ratio("slow", "floor").median < 4


def test_an_unsteady_floor_is_called_noisy() -> None:
    naps = iter(range(100))

    measured = measure([Contender("floor", lambda: time.sleep(0.01 * (next(naps) % 2)))], floor="floor")

    assert measured.noisy
    assert len(measured.times["floor"].wall_s) == ROUNDS_AT_MOST


@pytest.mark.parametrize(("at_most", "met"), [(100.0, True), (0.0001, False)])
def test_the_last_line_is_the_verdict(capsys: pytest.CaptureFixture[str], at_most: float, met: bool) -> None:
    naps = [Contender(name, lambda: time.sleep(0.001)) for name in ("floor", "ours")]

    held = report("nap", "ci", measure(naps, "floor"), (Demand("ours", "floor", at_most=at_most),))

    verdict = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert held is met
    assert verdict["met"] is met
    assert verdict["bench"] == "nap"
    assert list(verdict["ratios"]) == ["ours/floor"]
