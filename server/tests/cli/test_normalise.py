"""`leadgen normalise`: every line answered, whatever it holds, without a database."""

import json
import subprocess
import sys
from collections.abc import Sequence

import pytest

from leadgen.records.normalise import answers


def run(*words: str, given: bytes) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "leadgen", "normalise", *words],
        input=given, capture_output=True, check=True, timeout=60,
    )  # fmt: skip
    return done.stdout.decode().splitlines()


def test_each_line_is_answered_in_order_and_no_byte_breaks_it() -> None:
    lines = [b"\xef\xbb\xbfCEO", b"", b"\xff\xfe", b"x" * 1_000_000, b"Sales Manager\r", b"\x00", b"n/a"]
    told = [json.loads(line) for line in run("title", "--json", given=b"\n".join(lines))]
    assert [one["status"] for one in told] == [
        "valid", "empty", "invalid", "invalid", "valid", "empty", "empty",
    ]  # fmt: skip
    assert told[0] == {
        "value": "CEO",
        "normalised": "CEO",
        "parts": {"seniority": "c_level", "department": "executive"},
        "status": "valid",
        "reason": None,
    }
    assert "not UTF-8" in told[2]["reason"]
    assert len(told[3]["value"]) == 1_000_000
    assert "1,000,000 characters" in told[3]["reason"]


def test_people_read_a_line_of_words() -> None:
    assert run("phone", "--country", "Czechia", given=b"777 123 456\nabc\n") == [
        "777 123 456\t+420777123456\tvalid\tnumber +420777123456, country CZ",
        "abc\t\tinvalid\t\tPhone has no digits",
    ]


def test_an_answer_comes_before_the_next_line_is_asked() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "leadgen", "normalise", "domain", "--json"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"https://www.example.co.uk/a\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["normalised"] == "example.co.uk"
        process.stdin.close()


@pytest.mark.parametrize(
    ("kind", "written", "normalised", "parts"),
    [
        ("email", "Ada <ADA+x@Example.COM>", "ada+x@example.com", {"domain": "example.com", "role": False}),
        ("email", "info@gmial.com", "info@gmial.com", {"role": True, "suggestion": "info@gmail.com"}),
        ("email", "ada@", None, {}),
        ("person", "LOVELAND, ADA", "Ada Loveland", {"first": "Ada", "last": "Loveland"}),
        ("company", "Acme GmbH & Co. KG", "Acme GmbH & Co. KG", {"legal_form": "GmbH & Co. KG"}),
        ("company", "UAB Acme", "UAB Acme", {"legal_form": "UAB", "legal_form_countries": ["LT"]}),
        ("company", "OSVČ", "OSVČ", {"placeholder": True}),
        ("linkedin", "cz.linkedin.com/in/Ada/?x=1", "https://www.linkedin.com/in/ada", {"slug": "ada"}),
        ("domain", "ada@mail.example.co.uk", "example.co.uk", {"free": False}),
        ("domain", "ada@gmail.com", None, {"free": True}),
        ("location", "Praha 4, CZ", "Praha, Czechia", {"country": "CZ"}),
    ],
)  # fmt: skip
def test_a_value_comes_with_its_parts(
    kind: str, written: str, normalised: str | None, parts: dict[str, answers.Part]
) -> None:
    found = answers.answer(kind, written)
    assert found.normalised == normalised
    assert {name: found.parts.get(name) for name in parts} == parts


@pytest.mark.parametrize("kind", answers.KINDS)
def test_the_same_text_has_the_same_answer_in_bulk(kind: str) -> None:
    texts: Sequence[str] = ["Ada", "", "Ada", "x" * 5_000, "\u202e", "🚀", "a" * 250]
    assert list(answers.many(kind, texts, "CZ")) == [answers.answer(kind, text, "CZ") for text in texts]
