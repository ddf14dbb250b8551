"""The same columns and candidates on Splink: both find the same people."""

import pytest

from leadgen.stages.cleanup.duplicates import Found, Settings, find
from leadgen.stages.cleanup.duplicates.reading import columns_of
from tests.stages.cleanup.duplicates.test_engine import people

pytest.importorskip("splink", reason="the optional extra is not installed")


def test_splink_agrees_on_a_sample() -> None:
    from leadgen.stages.cleanup.duplicates import splink_engine  # noqa: PLC0415 - after the skip above

    rows = people(300)
    rows += [dict(row, phone="", last_name=row["last_name"] + "x") for row in rows[:60]]
    header = list(rows[0])
    columns = columns_of(header, [[row[title] for row in rows] for title in header], [None] * 5, "contact")
    ours = find(columns)
    theirs, why = splink_engine.find(columns, Settings())
    assert pairs(ours) == {(number, 300 + number) for number in range(60)}
    assert len(pairs(ours) ^ pairs(theirs)) <= 3
    assert [sum(one.weight for one in told) for told in why] == pytest.approx(theirs.log_odds, abs=0.02)


def pairs(found: Found) -> set[tuple[int, int]]:
    return set(zip(found.left.tolist(), found.right.tolist(), strict=True))
