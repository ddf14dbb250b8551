"""Who does not want to be written to, as cells say it in the words of many tools."""

from collections.abc import Sequence

import pytest

from leadgen.stages.ingest.contracts import Channel, Column
from leadgen.stages.ingest.optout import channels_of, opted_out


def says(
    cell: str, *, field: str | None = None, header: str = "Unsubscribed", no: Sequence[str] = ()
) -> bool:
    column = Column(
        0, header, (), field, 0.0, "", opt_out=True, opt_out_of=channels_of(header), no_words=no
    )  # fmt: skip
    return bool(opted_out([column], [cell]))


@pytest.mark.parametrize("cell", ["yes", "TRUE", "1", "x", "Ano", "2026-01-31 10:00", "spam"])
def test_a_yes_a_date_or_a_reason_is_an_opt_out(cell: str) -> None:
    assert says(cell)


@pytest.mark.parametrize("cell", ["", " ", "no", "FALSE", "0", "Ne", "-", "n/a", "none"])
def test_a_no_or_nothing_is_none(cell: str) -> None:
    assert not says(cell)


def test_a_word_that_a_person_calls_no_is_none() -> None:
    assert says("wants mail")
    assert not says("wants mail", no=["Wants mail"])


@pytest.mark.parametrize(
    ("cell", "out"),
    [("unsubscribed", True), ("Opted-out", True), ("cleaned", True), ("désabonné", True),
     ("odhlášen", True), ("subscribed", False), ("active", False), ("pending", False), ("yes", False),
     ("", False)],
)  # fmt: skip
def test_a_status_is_one_only_by_a_word_for_it(cell: str, out: bool) -> None:
    assert says(cell, field="subscription_status", header="Status") == out


@pytest.mark.parametrize(
    ("header", "channels"),
    [
        ("Email Opt Out", ["email"]), ("Unsubscribed", ["email"]), ("Do Not Call", ["phone"]),
        ("Blocklisted - SMS", ["phone"]), ("Do not contact", ["email", "phone", "linkedin"]),
        ("Opted out", ["email", "phone", "linkedin"]), ("Nevolat", ["phone"]),
    ],
)  # fmt: skip
def test_the_header_says_by_which_way(header: str, channels: list[Channel]) -> None:
    assert channels_of(header) == channels


def test_a_column_that_is_no_opt_out_or_not_there_says_nothing() -> None:
    plain, missing = Column(0, "A", (), None, 0.0, ""), Column(5, "B", (), None, 0.0, "", opt_out=True)
    assert opted_out([plain, missing], ["yes"]) == frozenset()
