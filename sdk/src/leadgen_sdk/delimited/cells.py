"""What a cell looks like, judged without knowing its column."""

import re
from typing import Literal

Look = Literal["empty", "number", "email", "url", "date", "phone", "word", "text", "odd"]

_NUMBER = re.compile(
    r"[-+]?[$€£¥]?\s?\d{1,3}(?:[ ,.'\u00a0]\d{3})*(?:[.,]\d+)?\s?[%€$£]?"
    r"|[-+]?\d+(?:[.,]\d+)?(?:[eE][-+]?\d+)?%?"
)
_EMAIL = re.compile(r"[^@\s,;:|^~<>\"]+@[^@\s,;:|^~<>\"]+\.[^@\s,;:|^~<>\"]+")
_URL = re.compile(r"(?:https?://|www\.)[^\s\"]+", re.IGNORECASE)
_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:Z|[-+]\d{2}:?\d{2})?)?"
    r"|\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2})(?:,?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[APap][Mm])?)?"
    r"|\d{1,2}\.?[ -][^\W\d_]{3,10}\.?[ -]\d{4}|[^\W\d_]{3,10}\.? \d{1,2}, \d{4}"
    r"|\d{1,2}:\d{2}(?::\d{2})?"
)
_PHONE = re.compile(r"(?:\+|00|\()?\d[\d ()./-]{5,18}\d")
_WORD = re.compile(r"[\w.&'’/#%?()*@+ -]+", re.UNICODE)
# A separator that prose would follow with a space: its sight inside a cell hints at the wrong dialect.
_TIGHT = re.compile(r"[,;|\t^~](?=\S)|\t|\"")


def look(cell: str) -> Look:
    text = cell.strip()
    if not text:
        return "empty"
    if len(text) <= 40:
        if _NUMBER.fullmatch(text):
            return "number"
        if _DATE.fullmatch(text):
            return "date"
        if _PHONE.fullmatch(text):
            return "phone"
    if _EMAIL.fullmatch(text[:320]):
        return "email"
    if _URL.fullmatch(text[:2000]):
        return "url"
    if _WORD.fullmatch(text[:500]):
        return "word"
    return "odd" if _TIGHT.search(text[:500]) else "text"
