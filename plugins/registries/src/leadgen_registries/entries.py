"""One firm as a register tells it: facts, each with the places in the answer where it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from leadgen_sdk import JSON
from leadgen_sdk.enriching import Evidence, Page
from leadgen_sdk.reading import at, plain, quoted

ACTIVE, LIQUIDATION, INSOLVENT, DISSOLVED = "active", "in_liquidation", "insolvent", "dissolved"


@dataclass(frozen=True)
class Fact:
    """A value, and the JSON pointers that it is read from."""

    value: JSON
    pointers: Sequence[str]
    why: str = ""


@dataclass(frozen=True)
class Entry:
    """A firm of a register. `names` are all that it goes by, the legal one first."""

    facts: Mapping[str, Fact]
    names: Sequence[str]
    page: Page
    data: JSON = field(repr=False)
    vat: str = ""  # the VAT number to ask VIES about
    personal: bool = False  # the firm is a person

    def text(self, key: str) -> str:
        """The fact as text; "" where it is not told."""
        fact = self.facts.get(key)
        return plain(fact.value) if fact else ""

    def evidence(self, fact: Fact) -> Sequence[Evidence]:
        """A quote for each place; none at all where one of them holds nothing."""
        found = [quoted(self.page, self.data, pointer) for pointer in fact.pointers]
        return [one for one in found if one is not None] if all(found) else []


class Told:
    """Reads facts below one place of an answer."""

    def __init__(self, page: Page, data: JSON, pointer: str) -> None:
        self.page = page
        self.data = data
        self._pointer = pointer
        self.facts: dict[str, Fact] = {}

    def text(self, path: str) -> str:
        """The single value there; "" where there is none, or where it says that it is none."""
        value = plain(at(self.data, self._pointer + path))
        return "" if value in ("---", "null", "[ND]") else value

    def count(self, path: str) -> int:
        """How many stand in the list there."""
        value = at(self.data, self._pointer + path)
        return len(value) if isinstance(value, Sequence) and not isinstance(value, str) else 0

    def first(self, *paths: str) -> str:
        """The first path with a value; "" where none has one."""
        return next((path for path in paths if self.text(path)), "")

    def note(self, key: str, *paths: str, value: JSON = None, why: str = "") -> None:
        """A fact, where all paths have a value: theirs joined by a space unless another one is given."""
        texts = [self.text(path) for path in paths]
        if paths and all(paths) and all(texts):
            pointers = [self._pointer + path for path in paths]
            self.facts[key] = Fact(" ".join(texts) if value is None else value, pointers, why)

    def name(self, *paths: str) -> None:
        """The legal name, which is the name where the record has none."""
        path = self.first(*paths)
        self.note("legal_name", path)
        self.note("company_name", path)

    def year(self, *paths: str) -> None:
        """The year in which it was founded, from the first of the dates."""
        path = self.first(*paths)
        if (year := self.text(path)[:4]).isdigit() and len(year) == 4:
            self.note("founded_year", path, value=int(year), why=f"The year of {self.text(path)[:10]}.")

    def entry(self, *names: str, vat: str = "", personal: bool = False) -> Entry | None:
        """What was noted; None where it has no name or no id."""
        known = list(dict.fromkeys(name for name in names if name))
        if not known or ("register_id" not in self.facts and "lei" not in self.facts):
            return None
        return Entry(self.facts, known, self.page, self.data, vat, personal)
