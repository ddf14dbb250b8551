"""What spreadsheet programs find in a CSV file and would run of it: from their behaviour, not from our code.

A program is the set of marks it splits a line at, which its country decides: Excel takes one of comma,
semicolon and tab; LibreOffice offers all three ticked at once. A cell is quoted where it begins with a quote;
what follows its closing quote up to the next mark is taken as it is.
"""

import unicodedata
from collections.abc import Iterator, Mapping

PROGRAMS: Mapping[str, str] = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "all_at_once": ",;\t",
}
_STARTS = frozenset("=+-@")
# Taken away at the begin of a cell by one program or another.
_INVISIBLE = frozenset("\ufeff\u200b\u200c\u200d\u2060\u00ad")


def cells(text: str, marks: str) -> Iterator[str]:
    """The cells of all lines, as a program that splits at any of `marks` takes them."""
    at = 0
    while at < len(text):
        cell, at = _quoted(text, at, marks) if text[at] == '"' else _bare(text, at, marks)
        yield cell


def would_run(cell: str) -> bool:
    """Would the program take it for a formula, or for a number where a text was meant?"""
    begin = "".join(letter for letter in cell if letter not in _INVISIBLE).lstrip()
    return begin != "" and unicodedata.normalize("NFKC", begin[0]) in _STARTS


def _quoted(text: str, at: int, marks: str) -> tuple[str, int]:
    found: list[str] = []
    at += 1
    while at < len(text):
        if text[at] != '"':
            found.append(text[at])
            at += 1
        elif text[at + 1 : at + 2] == '"':
            found.append('"')
            at += 2
        else:
            rest, at = _bare(text, at + 1, marks)
            return "".join(found) + rest, at
    return "".join(found), at


def _bare(text: str, at: int, marks: str) -> tuple[str, int]:
    """Up to the next mark or end of the line, which is passed over."""
    end = at
    while end < len(text) and text[end] not in marks and text[end] not in "\r\n":
        end += 1
    after = end + 2 if text[end : end + 2] == "\r\n" else end + 1
    return text[at:end], after
