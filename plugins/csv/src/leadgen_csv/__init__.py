"""CSV, TSV and other delimited text, whoever wrote it."""

from collections.abc import Iterator
from typing import BinaryIO

from leadgen_sdk import Batch, Head, Plugin, Recognition, Shape
from leadgen_sdk.delimited import read_records, survey

# Any text can be read as a table, so every source with a signature of its own goes first.
_CONFIDENCE = 0.5


class Csv:
    key = "csv"
    label = "CSV file"
    suffixes = (".csv", ".tsv", ".txt")

    def recognise(self, head: Head) -> Recognition | None:
        found = survey(head)
        return Recognition(_CONFIDENCE, found.shape, found.header, problems=found.problems)

    def read(self, stream: BinaryIO, shape: Shape) -> Iterator[Batch]:
        return read_records(stream, shape)


plugin = Plugin(key="csv", name="CSV files", sources=(Csv(),))
