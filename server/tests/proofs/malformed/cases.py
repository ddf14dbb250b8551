"""A file that is put before the reader, and what its answer must be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

# either: any answer in words will do. refused: it holds no table. A number: so many lines, good or rejected.
Expected = Literal["either", "refused"] | int


@dataclass(frozen=True)
class Case:
    """`content` is the file, or `chunks` makes one that is too large to hold."""

    name: str
    label: str  # the kind, for whoever reads a complaint
    content: bytes
    expected: Expected = "either"
    chunks: Callable[[], Iterator[bytes]] | None = None

    def pieces(self) -> Iterator[bytes]:
        """As an upload gives it back."""
        if self.chunks is not None:
            yield from self.chunks()
            return
        for start in range(0, len(self.content), 1 << 18):
            yield self.content[start : start + (1 << 18)]

    def changed(self, content: bytes, *, label: str, name: str | None = None) -> "Case":
        """The same kind, damaged: what it holds now nobody knows."""
        return replace(self, content=content, label=label, name=name or self.name, expected="either")
