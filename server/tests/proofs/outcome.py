"""What a proof is given and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

Size = Literal["tiny", "ci", "full"]


@dataclass(frozen=True)
class Outcome:
    """`counts` are what was seen, in the proof's own words; `held` is whether they keep the promise."""

    counts: Mapping[str, int]
    held: bool


class Proof(Protocol):
    def __call__(self, size: Size, seed: int, planted: bool) -> Outcome: ...
