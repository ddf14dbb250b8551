"""Phones without a country code are asked about, not guessed."""

import pytest

from leadgen.stages.ingest.dialling import likely_country
from tests.stages.ingest.conftest import Ingest


@pytest.mark.parametrize(
    ("numbers", "country"),
    [
        (["420777123456", "420602111222"], "CZ"),  # as a spreadsheet leaves them
        (["421905123456", "421 905 111 222"], "SK"),
        (["+420777123456", "602 111 222", "603 111 222"], "CZ"),  # one says it for all
        (["0043 660 1234567", "0660 1234567"], "AT"),
        (["777123456", "602111222"], None),  # nine digits are a number in many countries
        (["+420777123456", "+49 30 1234567", "777123456"], None),
        (["+420777123456"] * 9 + ["+49 30 1234567", "777123456"], "CZ"),
        (["999999999999", "n/a"], None),
        ([], None),
    ],
)
def test_the_country_that_numbers_speak_for(numbers: list[str], country: str | None) -> None:
    assert likely_country(numbers) == country


async def test_a_file_of_numbers_without_code_says_whose_they_look_like(ingest: Ingest) -> None:
    rows = "".join(f"Person {number};42077712345{number}\n" for number in range(4))
    asked = await ingest.run("name;phone\n" + rows, mode="review")
    (doubt,) = (one for one in asked.problems if one["code"] == "phones_without_country")
    detail = str(doubt["detail"])
    assert "4 of the first 4 phones" in detail
    assert "Czech" in detail

    clear = await ingest.run("name;phone\nAda;+420777123456\nBob;\n", mode="review")
    assert [one for one in clear.problems if one["code"] == "phones_without_country"] == []
