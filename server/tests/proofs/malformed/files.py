"""Malformed files of every format, made from a seed: the same number gives the same file."""

import random
from collections.abc import Callable, Iterator, Sequence

from tests.proofs.malformed import cards, texts, workbooks
from tests.proofs.malformed.cases import Case

_MAKERS: Sequence[Callable[[random.Random], Case]] = (*texts.MAKERS, *workbooks.MAKERS, *cards.MAKERS)
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".vcf", "", ".exe")


def malformed(count: int, seed: int) -> Iterator[Case]:
    """So many files, every kind in turn; of each some are damaged further or called something else."""
    for number in range(count):
        rng = random.Random(seed * 1_000_003 + number)
        case = _MAKERS[number % len(_MAKERS)](rng)
        yield _damaged(case, rng) if number >= len(_MAKERS) else case


def _damaged(case: Case, rng: random.Random) -> Case:
    kind = rng.choice(("none", "none", "cut", "flipped", "renamed"))
    if kind == "none" or case.chunks is not None or not case.content:
        return case
    if kind == "renamed":
        return case.changed(case.content, name=f"file{rng.choice(_SUFFIXES)}", label=f"{case.label}, renamed")
    if kind == "cut":
        return case.changed(case.content[: rng.randrange(len(case.content))], label=f"{case.label}, cut off")
    content = bytearray(case.content)
    for _ in range(rng.choice((1, 3, 30))):
        content[rng.randrange(len(content))] = rng.randrange(256)
    return case.changed(bytes(content), label=f"{case.label}, changed")
