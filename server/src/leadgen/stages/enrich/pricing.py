"""What a step may cost and what it does cost, in thousandths of a credit. Pure.

A price is for all fields of a stage that an enricher can find; each field has an equal share of it. Only the
fields that were found are paid, and each of them once: so the dearest share of each wanted cell is the most
that a run can cost, whoever answers.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from leadgen_sdk.enriching import Enricher

# Their fields are the workspace's own: each is a question in its name and description.
QUESTIONS = frozenset({"company_questions", "contact_questions"})


@dataclass(frozen=True)
class Price:
    """What an enricher takes at most for the fields of a stage that it can find."""

    fields: Collection[str]
    amount: int

    @property
    def share(self) -> Fraction:
        """Of one field."""
        return Fraction(self.amount, len(self.fields)) if self.fields else Fraction(0)


def finds(enricher: Enricher, stage: str, fields: Collection[str]) -> list[str]:
    """Those of a stage's fields that this enricher can find: any question, where it takes questions."""
    if stage in QUESTIONS:
        return list(fields) if enricher.terms.questions else []
    return [field for field in fields if field in enricher.fields]


def charge(price: int, able: int, fields: int) -> int:
    """For so many fields of `able` that the price is for: what those asked may cost, or those found do.

    Rounded down, so that the steps of a record never cost more together than its cells do.
    """
    return price * fields // able if able else 0


def most(prices: Iterable[Price], wanted: Mapping[str, int]) -> int:
    """The most that so many wanted cells of each field can cost, whoever of these answers."""
    known = list(prices)
    total = sum(
        (
            number * max((one.share for one in known if field in one.fields), default=Fraction(0))
            for field, number in wanted.items()
        ),
        Fraction(0),
    )
    return ceil(total)


def likely(asked: Iterable[tuple[Price, Fraction]], wanted: Mapping[str, int]) -> int:
    """What so many wanted cells of each field cost where each of these, asked in this order, finds its share.

    It is asked for what those before it did not find.
    """
    known = list(asked)
    total = Fraction(0)
    for field, number in wanted.items():
        left = Fraction(number)
        for price, share in known:
            if field in price.fields:
                total += left * share * price.share
                left *= 1 - share
    return ceil(total)
