"""Cells that a spreadsheet would run: made inert where we write a file, and given back where we read one.

A cell that starts with = + - @ is written with an apostrophe before it. Reading takes one such apostrophe
away, so a value comes back exactly, however often it goes round, and a phone number that somebody else
protected the same way becomes a phone number again.
"""

import re

_RISKY = re.compile(r"[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def inert(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens."""
    return "'" + cell if _RISKY.match(cell) else cell


def original(cell: str) -> str:
    """The cell without the apostrophe of `inert`."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell
