"""What can be wrong with a filter."""

from collections.abc import Sequence
from dataclasses import dataclass

from leadgen.kernel.errors import Invalid


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place; `pointer` is a JSON pointer (RFC 6901) into the filter."""

    pointer: str
    message: str
    allowed: Sequence[str] = ()


class InvalidFilter(Invalid):
    """The filter cannot be understood; each place that is wrong is named by its JSON pointer."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        first = faults[0]
        self.faults = faults
        where = f" at {first.pointer}" if first.pointer else ""
        super().__init__(
            f"Nothing was looked for: in the filter{where}, {_continued(first.message)}",
            errors=[{"field": fault.pointer, "message": fault.message} for fault in faults],
            allowed=list(first.allowed),
        )


def _continued(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


class Misfit(Exception):
    """A value that does not fit; `path` leads to it from the test's `value`."""

    def __init__(self, message: str, *path: int, allowed: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.message, self.path, self.allowed = message, path, allowed
