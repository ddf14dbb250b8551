"""Why a pair is thought to be one: each column's part in words and bits, which sum up to the whole."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadgen.stages.cleanup.duplicates.comparing import levels_of
from leadgen.stages.cleanup.duplicates.engine import Found

_SMALL = 0.05


@dataclass(frozen=True)
class Reason:
    """`weight` in bits: each doubles, or halves where negative, the odds that the two are one."""

    field: str
    words: str
    weight: float


def reasons(found: Found, pairs: slice) -> list[list[Reason]]:
    """Of these pairs; the weights of one are its `log_odds`, to the rounding."""
    learnt = found.model
    assert learnt is not None, "there are no pairs without a model"
    left, right = found.left[pairs], found.right[pairs]
    levels = levels_of(found.columns, left, right)
    bits, related = learnt.parts(levels, found.columns, left)
    namesakes = found.own_log_odds[pairs] - (learnt.prior + bits.sum(axis=1) + related)
    rest = (part.tolist() for part in (related, namesakes, found.company[pairs]))
    rows = zip(levels.tolist(), bits.tolist(), *rest, strict=True)
    return [_reasons(found, learnt.prior, *row) for row in rows]


def _reasons(
    found: Found,
    prior: float,
    levels: Sequence[int],
    bits: Sequence[float],
    related: float,
    namesakes: float,
    company: float,
) -> list[Reason]:
    told = [Reason("", "any two of these rows are rarely one", prior)]
    for column, level, weight in zip(found.columns, levels, bits, strict=True):
        if level >= 0:
            told.append(Reason(column.name, f"{column.name} is {column.kind.levels[level].words}", weight))
    if related < -_SMALL or not told:
        told.append(Reason("", "two people of one household or firm would share as much", related))
    if namesakes < -_SMALL:
        told.append(
            Reason("", "nothing that is one person's alone is the same: namesakes share as much", namesakes)
        )
    if company > _SMALL:
        told.append(Reason("", "both are like the other rows of their group", company))
    return [Reason(one.field, one.words, round(one.weight, 3)) for one in told]
