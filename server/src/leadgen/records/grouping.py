"""Which lines of a chunk are about one new company. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from leadgen.records.contracts import NamedCompany


class Mention(NamedTuple):
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


class Companies:
    """Companies by key and by name, as the base would know them after each line.

    Texts are held as their hashes, companies as numbers: those of a million lines fit in memory.
    """

    def __init__(self) -> None:
        self._by_key: dict[int, int] = {}
        self._by_name: dict[int, list[tuple[str | None, int, int]]] = {}

    def find(self, line: Mention) -> int | None:
        """By key, else by name where neither country nor domain contradict: that of the very same country,
        else the only one there is.
        """
        for key in line.keys:
            if (company := self._by_key.get(hash(key))) is not None:
                return company
        domain = _domain(line)
        possible = [
            (country, company)
            for country, its_domain, company in self._by_name.get(hash(line.name_key or ""), ())
            if (country is None or line.country is None or country == line.country)
            and (_NO_DOMAIN in (domain, its_domain) or domain == its_domain)
        ]
        exact = next((company for country, company in possible if country == line.country), None)
        return possible[0][1] if exact is None and len(possible) == 1 else exact

    def add(self, line: Mention, company: int) -> None:
        """A line made this company."""
        self.add_keys(line.keys, company)
        if line.name_key:
            self._name(line.name_key, line.country, _domain(line), company)

    def add_keys(self, keys: Iterable[str], company: int) -> None:
        """A company has these keys; those that another has stay with it."""
        for key in keys:
            self._by_key.setdefault(hash(key), company)

    def add_named(self, found: NamedCompany) -> None:
        """A company that is in the base."""
        domain = _ANY_DOMAIN if found.has_domain else _NO_DOMAIN
        if found.name_key:
            self._name(found.name_key, found.country, domain, found.id.int)

    def knows_name(self, name_key: str) -> bool:
        """Whether any company of this name was added."""
        return hash(name_key) in self._by_name

    def _name(self, name_key: str, country: str | None, domain: int, company: int) -> None:
        self._by_name.setdefault(hash(name_key), []).append((country, domain, company))


_NO_DOMAIN, _ANY_DOMAIN = 0, -1


def _domain(line: Mention) -> int:
    return hash(line.domain) if line.domain else _NO_DOMAIN


def group(lines: Sequence[Mention], new_id: Callable[[], UUID]) -> list[NewCompany]:
    """The new companies of a chunk, as if its lines had come one by one in this order."""
    known = Companies()
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
