"""The kinds of columns: which levels of likeness each knows, and what they weigh before anything is learnt.

`m` is how often the same person shows a level, `u` how often two others do. They are where learning starts,
and all there is where ten rows are too few to learn from.
"""

from dataclasses import dataclass, replace
from typing import Literal

Compare = Literal["given", "family", "email", "digits", "date", "text", "exact"]


@dataclass(frozen=True, slots=True)
class Level:
    """`words` complete the sentence "The first name is …"."""

    words: str
    m: float
    u: float


@dataclass(frozen=True, slots=True)
class Kind:
    """`levels` from the same to different, by falling likeness. `compare` names who judges them.

    `shared`: two people of one household or firm may well have it in common. `own`: a value is one person's,
    so that it weighs no less where many rows hold it. `excludes`: so many levels, the last ones, are never
    those of one person. `related`: so many levels, the last ones, tell relatives and colleagues from
    strangers, though the values are one's own.
    """

    compare: Compare
    levels: tuple[Level, ...]
    shared: bool = False
    own: bool = False
    excludes: int = 0
    related: int = 0


def _levels(*rows: tuple[str, float, float]) -> tuple[Level, ...]:
    return tuple(Level(*row) for row in rows)


GIVEN = Kind(
    "given",
    _levels(
        ("the same", 0.80, 0.004),
        ("a short form of the other", 0.04, 0.001),
        ("nearly the same", 0.07, 0.004),
        ("an initial of the other", 0.02, 0.01),
        ("similar", 0.02, 0.03),
        ("the other one's family name", 0.01, 0.001),
        ("different", 0.04, 0.95),
    ),
)
FAMILY = Kind(
    "family",
    _levels(
        ("the same", 0.86, 0.001),
        ("a part of the other", 0.02, 0.0005),
        ("nearly the same", 0.06, 0.002),
        ("an initial of the other", 0.005, 0.01),
        ("similar", 0.02, 0.01),
        ("the other one's given name", 0.01, 0.001),
        ("different", 0.025, 0.9755),
    ),
    shared=True,
)
GENERATION = Kind(
    "exact",
    _levels(
        ("the same", 0.97, 0.5),
        ("told of one only, whose address is another", 0.01, 0.01),
        ("different", 0.02, 0.49),
    ),
    excludes=2,
)
EMAIL = Kind(
    "email",
    _levels(
        ("the same", 0.70, 0.00001),
        ("the same name at another host, or has the same long number", 0.06, 0.0002),
        ("one or two letters apart", 0.05, 0.00002),
        ("similar", 0.06, 0.0005),
        ("another one with the same short number", 0.02, 0.001),
        ("another name at the same host", 0.01, 0.002),
        ("different", 0.10, 0.99627),
    ),
    own=True,
    related=2,
)
PHONE = Kind(
    "digits",
    _levels(("the same", 0.75, 0.00005), ("one digit apart", 0.04, 0.00005), ("different", 0.21, 0.9999)),
    shared=True,
)
IDENTITY = Kind(
    "digits",
    _levels(
        ("the same", 0.86, 0.00001),
        ("one character apart", 0.07, 0.00003),
        ("different", 0.07, 0.99996),
    ),
    own=True,
)
DATE = Kind(
    "date",
    _levels(
        ("the same", 0.84, 0.00005),
        ("one digit apart", 0.09, 0.001),
        ("the same in part", 0.02, 0.02),
        ("less than a year apart", 0.01, 0.02),
        ("different", 0.04, 0.95895),
    ),
)
NUMBER = Kind(
    "digits",
    _levels(("the same", 0.80, 0.01), ("one character apart", 0.08, 0.03), ("different", 0.12, 0.96)),
    shared=True,
)
TEXT = Kind(
    "text",
    _levels(
        ("the same", 0.75, 0.02),
        ("nearly the same", 0.10, 0.003),
        ("similar", 0.05, 0.02),
        ("different", 0.10, 0.957),
    ),
    shared=True,
)
TITLE = replace(TEXT, shared=False)
FIRM = Kind(
    "text",
    _levels(
        ("the same", 0.75, 0.002),
        ("nearly the same", 0.08, 0.001),
        ("similar", 0.07, 0.01),
        ("different", 0.10, 0.987),
    ),
    shared=True,
)
SHARED = Kind("exact", _levels(("the same", 0.70, 0.0005), ("different", 0.30, 0.9995)), shared=True)
