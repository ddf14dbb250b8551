"""What the values of a column look like, whatever its header says."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from leadgen.records.normalise import Bad, Context, email, linkedin, normalise_value, phone
from leadgen.records.normalise import text as plain
from leadgen.records.normalise.words import words

_MOST_CELLS = 200
_PHONE = re.compile(
    r"(?=(?:\D*\d){6,})[+(]?[\d\s()./\-–]{6,30}(?:(?:;|ext|x)[\s.:=]*\d{1,7})?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\.\S+", re.IGNORECASE)
_COURTESY = words(
    "mr mrs ms miss mx dr prof sir herr frau hr fr m mme mlle monsieur madame sr sra srta señor señora sig "
    "signor signora dott ing mgr bc judr mudr phdr rndr pan pani paní slecna dhr mevr doc mag dipl rev hon"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The filled cells of a column's sample, to be asked what share of them is of a kind."""

    cells: tuple[str, ...]

    def share(self, is_one: Callable[[str], bool]) -> float:
        """How much of the filled cells is one, 0 to 1; 0 where none is filled."""
        return sum(map(is_one, self.cells)) / len(self.cells) if self.cells else 0.0


def look(index: int, rows: Sequence[Sequence[str]]) -> Evidence:
    """The evidence of one column."""
    cells = (row[index].strip() for row in rows if index < len(row))
    return Evidence(tuple(cell for cell in cells if not plain.is_nothing_typed(cell))[:_MOST_CELLS])


def is_email(cell: str) -> bool:
    """Is this an e-mail address, or several?"""
    return "@" in cell and not any(
        isinstance(email.normalise(one), Bad) for one in re.split(r"[;,]|:::", cell)
    )


def is_phone(cell: str) -> bool:
    """Is this a phone number by its looks? Without a country most cannot be checked further."""
    return all(_PHONE.fullmatch(one.strip()) for one in re.split(r"[;|]|:::", cell.removeprefix("'")))


def is_international_phone(cell: str) -> bool:
    """Is this a phone number that says its country?"""
    return cell.startswith(("+", "00")) and not isinstance(phone.normalise(cell, None), Bad)


def is_person_page(cell: str) -> bool:
    """Is this the LinkedIn page of a person?"""
    found = linkedin.normalise(cell) if "linkedin.com" in cell.lower() else None
    return isinstance(found, linkedin.Profile) and found.kind == "person"


def is_company_page(cell: str) -> bool:
    """Is this the LinkedIn page of a company?"""
    found = linkedin.normalise(cell) if "linkedin.com" in cell.lower() else None
    return isinstance(found, linkedin.Profile) and found.kind == "company"


def is_web_address(cell: str) -> bool:
    """Is this an address of a web page, with its scheme or www?"""
    return _ADDRESS.fullmatch(cell) is not None


def is_courtesy_title(cell: str) -> bool:
    """Is this a title that stands before a name, and nothing else?"""
    return all(word.strip(".").lower() in _COURTESY for word in re.split(r"[\s,]+", cell) if word.strip("."))


def fits(normaliser: str, cell: str) -> bool:
    """Could this cell be a value of a field with that normaliser?"""
    if normaliser == "phone":
        return is_phone(cell) or is_international_phone(cell)
    if normaliser == "email":
        return is_email(cell)
    return not isinstance(normalise_value(normaliser, cell, Context()), Bad)


# Kinds of values that say what a column is whatever its header says: the question, the field, in words.
VALUE_KINDS: Sequence[tuple[Callable[[str], bool], str, str]] = (
    (is_email, "email", "e-mail addresses"),
    (is_person_page, "linkedin_url", "LinkedIn pages of people"),
    (is_company_page, "company_linkedin_url", "LinkedIn pages of companies"),
    (is_international_phone, "phone_work", "phone numbers"),
)
