"""The exports of contact books, CRMs and prospecting tools, one TOML file each in `vendors/`.

A file holds the `label` and `kind` of the export, what its header `needs` (a list of groups, one name of each
group must be there), its `columns` (name in the header = field) and the names to `leave` out. Only what is
sure stands there: a column that is not named is mapped by the words of its header.
"""

import tomllib
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import overload

from leadgen_sdk import Layout, Plugin


class Vendors(Sequence[Layout]):
    """The layouts, read when somebody asks for one: a process that only reads lines needs none."""

    @cached_property
    def _layouts(self) -> tuple[Layout, ...]:
        found = files(__package__).joinpath("vendors").iterdir()
        return tuple(_layout(file) for file in sorted(found, key=lambda file: file.name))

    @overload
    def __getitem__(self, index: int) -> Layout: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Layout]: ...
    def __getitem__(self, index: int | slice) -> Layout | Sequence[Layout]:
        return self._layouts[index]

    def __iter__(self) -> Iterator[Layout]:
        return iter(self._layouts)

    def __len__(self) -> int:
        return len(self._layouts)


def _layout(file: Traversable) -> Layout:
    said = tomllib.loads(file.read_text(encoding="utf-8"))
    columns = {**said.get("columns", {}), **dict.fromkeys(said.get("leave", ()), "")}
    return Layout(file.name.removesuffix(".toml"), said["label"], said["kind"], said["needs"], columns)


plugin = Plugin(key="layouts", name="Known exports", layouts=Vendors())
