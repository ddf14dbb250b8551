"""The contract's tests fail where a source breaks a promise."""

import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import pytest

from leadgen_sdk import Batch, FileRefused, Head, Layout, Line, Plugin, Recognition, Shape
from leadgen_sdk.contract import ContractBroken, check_plugin, check_source

SAMPLE = [("a.words", b"one\ntwo\n\nthree\n")]


class Words:
    """Reads one word a line, and keeps the contract."""

    key = "words"
    label = "Words"
    suffixes: Sequence[str] = (".words",)
    confidence = 0.9

    def recognise(self, head: Head) -> Recognition | None:
        return Recognition(self.confidence, {"encoding": "utf-8"}, ["word"])

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        for line_no, raw in enumerate(stream, 1):
            word = raw.decode(errors="replace").replace("\0", "").strip()
            if word:
                yield Batch([Line(line_no, (word,))])


class Nothing(Words):
    def recognise(self, head: Head) -> Recognition | None:
        return None


class Certain(Words):
    confidence = 2.0


class Forgetful(Words):
    def recognise(self, head: Head) -> Recognition | None:
        return Recognition(0.9, {"rows": ("a", "b")}, ["word"])


class FromZero(Words):
    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        for batch in super().read(stream, shape):
            yield Batch([line._replace(line_no=line.line_no - 1) for line in batch.lines])


class Blank(Words):
    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        yield Batch([Line(1, ("", " "))])


class Empty(Words):
    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        yield Batch([])


class Impatient(Words):
    """Takes the first read for the whole file."""

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        yield from super().read(io.BytesIO(stream.read(1 << 20)), shape)


class Seeking(Words):
    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        stream.seek(0)
        yield from super().read(stream, shape)


class Mute(Words):
    def recognise(self, head: Head) -> Recognition | None:
        if head.filename.startswith("rubbish"):
            raise FileRefused("bad", " ")
        return super().recognise(head)


class Greedy(Words):
    def recognise(self, head: Head) -> Recognition | None:
        self.held = b"x" * (80 << 20)
        return super().recognise(head)


def test_a_good_source_passes() -> None:
    check_source(Words(), SAMPLE)
    check_plugin(Plugin("words", "Words", (Words(),)))


@pytest.mark.parametrize(
    "source", [Nothing, Certain, Forgetful, FromZero, Blank, Empty, Impatient, Mute, Greedy]
)
def test_a_broken_promise_is_named(source: type[Words]) -> None:
    with pytest.raises(ContractBroken):
        check_source(source(), SAMPLE)


def test_a_source_that_seeks_fails() -> None:
    with pytest.raises(io.UnsupportedOperation):
        check_source(Seeking(), SAMPLE)


def test_samples_are_needed() -> None:
    with pytest.raises(ContractBroken, match="at least one"):
        check_source(Words(), [])


@pytest.mark.parametrize(
    "plugin", [Plugin("", "No key"), Plugin("twice", "Twice", (Words(), Words())), Plugin("nameless", "")]
)
def test_a_plugin_has_a_name_and_distinct_sources(plugin: Plugin) -> None:
    with pytest.raises(ContractBroken):
        check_plugin(plugin)


@pytest.mark.parametrize(
    "layouts",
    [
        [Layout("a", "A", "contact", [["Name"]], {}), Layout("a", "B", "contact", [["Mail"]], {})],
        [Layout("a", "A", "contact", [], {})],
        [Layout("a", "A", "contact", [["Name"], []], {})],
    ],
)
def test_layouts_have_distinct_keys_and_say_what_they_need(layouts: Sequence[Layout]) -> None:
    with pytest.raises(ContractBroken):
        check_plugin(Plugin("vendor", "Vendor", layouts=layouts))


def test_a_header_fits_a_layout_that_finds_one_name_of_each_group() -> None:
    layout = Layout("a", "A", "contact", [["First Name", "Vorname"], ["E-mail"]], {})
    assert layout.fits(["x", " first  NAME", "e-mail"])
    assert not layout.fits(["First Name", "Vorname"])
    assert not Layout("b", "B", "contact", [], {}).fits(["anything"])
