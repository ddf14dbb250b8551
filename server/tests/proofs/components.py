"""The oracle's union-find: which identities the lines have made one person."""

from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Components(Generic[T]):
    """Sets of things that were named together."""

    def __init__(self) -> None:
        self._parent: dict[T, T] = {}

    def unite(self, things: Sequence[T]) -> None:
        """All of these are one; at least one."""
        first = self.find(things[0])
        for thing in things[1:]:
            self._parent[self.find(thing)] = first

    def find(self, thing: T) -> T:
        """The one that stands for the set `thing` is in."""
        root = self._parent.setdefault(thing, thing)
        while root != self._parent[root]:
            root = self._parent[root]
        self._parent[thing] = root
        return root

    def count(self) -> int:
        """How many sets there are."""
        return sum(thing == parent for thing, parent in self._parent.items())
