"""Delimited text (CSV, TSV and kin) for any source: find the dialect and the header, read the records.

A source of one vendor's files usually calls `survey` to look at the head, decides by the header
whether the file is its own, and delegates reading to `read_records`.
"""

from leadgen_sdk.delimited.dialect import MAX_RECORD_CHARS
from leadgen_sdk.delimited.encoding import ENCODINGS, codec_of
from leadgen_sdk.delimited.records import read_records
from leadgen_sdk.delimited.survey import MAX_COLUMNS, Survey, survey

__all__ = [
    "ENCODINGS",
    "MAX_COLUMNS",
    "MAX_RECORD_CHARS",
    "Survey",
    "codec_of",
    "read_records",
    "survey",
]
