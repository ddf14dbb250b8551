"""What a model answered."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadgen_sdk.enriching import Cost


@dataclass(frozen=True)
class Reply:
    """Its text, and whether it was cut off; what it cost in any case."""

    text: str
    model: str
    cut: bool
    costs: Sequence[Cost]
