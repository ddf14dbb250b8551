"""Cells that a spreadsheet would run: made inert where we write a file, and given back where we read one.

A cell that starts with = + - @ (also in their wide forms, also behind blanks), a tab or a line break is
written with an apostrophe before it. Reading takes one such apostrophe away, so a value comes back exactly,
however often it goes round, and a phone number that somebody else protected so becomes a phone number again.

A spreadsheet set to another country splits our file at semicolons or tabs, and its lines in the middle of a
text: so a formula behind one of those is guarded too, and the whole cell with it, as the sign that it was us.
"""

import re
from collections.abc import Iterable, Sequence

# What spreadsheets take for the begin of a formula (OWASP, "CSV Injection", 2026-11); the wide forms are how
# Japanese, Chinese and Korean keyboards write them.
_FORMULA = "[=+\\-@＝＋－＠﹦﹢﹣﹫]"
_BEGIN = rf"(?:[\t\r\n]|\s*{_FORMULA})"
_AT_BEGIN = re.compile(f"'*{_BEGIN}")
_GUARDED = re.compile(f"'+{_BEGIN}")
_INSIDE = re.compile(rf"([;\t\r\n][\s\"]*)('*{_FORMULA})")
_GUARDED_INSIDE = re.compile(rf"([;\t\r\n][\s\"]*)'('*{_FORMULA})")
# Whatever any spreadsheet might split at.
_NEEDS_QUOTES = re.compile('[,;"\t\r\n|]')


def guarded(value: str) -> str:
    """A value as a cell of a CSV file: `original` gives exactly this value back."""
    if _INSIDE.search(value):
        return "'" + _INSIDE.sub(r"\1'\2", value)
    return "'" + value if _AT_BEGIN.match(value) else value


def typed(value: str) -> str:
    """A value as a cell that says by its type that it is text; `original` gives exactly this value back."""
    return value if original(value) == value else guarded(value)


def inert(cell: str) -> str:
    """A cell of somebody's file as it may stand in one of ours, whether it was guarded before or not."""
    return guarded(original(cell))


def original(cell: str) -> str:
    """The value that a cell holds: without the apostrophes of the others."""
    if not cell.startswith("'"):
        return cell
    if _GUARDED_INSIDE.search(cell):
        return _GUARDED_INSIDE.sub(r"\1\2", cell[1:])
    return cell[1:] if _GUARDED.match(cell) else cell


def csv_lines(rows: Iterable[Sequence[str]]) -> bytes:
    """Lines of CSV: comma, double quotes, CRLF, UTF-8. The cells are guarded already."""
    return "".join(",".join(map(_quoted, row)) + "\r\n" for row in rows).encode()


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _NEEDS_QUOTES.search(cell) else cell
