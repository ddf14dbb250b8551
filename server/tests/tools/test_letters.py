"""The counting of letters, on texts whose counts are known."""

from math import log2

import pytest

from tools import letters


def test_a_letter_costs_half_bits_by_how_often_it_stands_behind_another() -> None:
    found = letters.pairs(letters.words(["ab ac ad áb bá"]))
    assert found["alphabet"] == " ab"  # a letter that one or two words have is a foreign one
    found = letters.pairs(letters.words(["ab ac ad", "Áb áb ác ád"]))
    assert found["alphabet"] == " aá"
    rows = found["rows"]
    assert isinstance(rows, list)
    at_the_start = int(rows[0][0], 36) / 2
    assert at_the_start == pytest.approx(
        -log2(4 / 14), abs=0.3
    )  # seven words, and seven unknown second letters
    assert [len(row) for row in rows] == [1, 1, 3]


def test_only_letters_of_the_language_s_own_script_count() -> None:
    found = letters.pairs(letters.words(["мир мол мал", "http мост", "μmetr"] * 2))
    assert found["alphabet"] == " м"


def test_the_rarest_characters_are_left_to_the_rule_for_all_others() -> None:
    found = letters.characters(["日本" * 40_000, "語"])
    assert found == {"5": "日本"}


def test_placeholders_and_addresses_are_no_text() -> None:
    assert letters.spelled(letters._PLACEHOLDER.sub(" ", "%(name)s změněn {x} <b>ano</b> a@b.example")) == [
        "změněn",
        "ano",
    ]
    assert letters.spelled("ผู้ใช้ 42 e-mail") == ["ผู้ใช้", "e", "mail"]
    assert list(letters.strings({"k": ("{{first_name}} Nová", ["x"])})) == ["k", "  Nová", "x"]
