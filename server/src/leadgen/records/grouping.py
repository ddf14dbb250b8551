"""Which lines of a chunk are about one new company. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Mention:
    """A line that names a company which does not exist yet; keys strongest first."""

    line_no: int
    keys: Sequence[str]
    name_key: str | None
    country: str | None

    @property
    def domain(self) -> str | None:
        """The domain key, if the line gives one."""
        return next((key for key in self.keys if key.startswith("domain:")), None)


@dataclass(frozen=True)
class NewCompany:
    """A company to make from the values of its first line; the other lines found it in the same chunk."""

    id: UUID
    first_line: int
    lines: Sequence[int]
    keys: Sequence[str]


class _Known:
    """The companies of the chunk so far, as the base would know them after each line."""

    def __init__(self) -> None:
        self._by_key: dict[str, int] = {}
        self._by_name: dict[tuple[str, str | None], list[tuple[str | None, int]]] = {}

    def find(self, line: Mention) -> int | None:
        """By key, else by name and country where the domains do not contradict."""
        for key in line.keys:
            if key in self._by_key:
                return self._by_key[key]
        for domain, company in self._by_name.get((line.name_key or "", line.country), []):
            if line.domain is None or domain is None or domain == line.domain:
                return company
        return None

    def add(self, line: Mention, company: int) -> None:
        for key in line.keys:
            self._by_key.setdefault(key, company)
        if line.name_key:
            self._by_name.setdefault((line.name_key, line.country), []).append((line.domain, company))


def group(lines: Sequence[Mention], new_id: Callable[[], UUID]) -> list[NewCompany]:
    """The new companies of a chunk, as if its lines had come one by one in this order."""
    known = _Known()
    members: list[list[Mention]] = []
    for line in lines:
        company = known.find(line)
        if company is None:
            company = len(members)
            members.append([])
            known.add(line, company)
        members[company].append(line)
    return [
        NewCompany(
            new_id(),
            group_lines[0].line_no,
            [line.line_no for line in group_lines],
            group_lines[0].keys,
        )
        for group_lines in members
    ]
