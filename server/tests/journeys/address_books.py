"""Files as people keep them, each with one value that no one can read: an old CSV, a workbook, Google's."""

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import xlsxwriter  # type: ignore[import-untyped]  # ships no types

FIRST_NAMES = ("Žofie", "Řehoř", "Ota", "Přemysl", "Šárka", "Lůca", "Ema", "Zdeňka")
LAST_NAMES = ("Kolář", "Příkopová", "Šťastný", "Dvořáček", "Králíčková")
FIRMS = (
    ("Mlýny Údolí", "mlyny.example"),
    ("Hollow Reed", "hollowreed.example"),
    ("Granitwerk", "granitwerk.example"),
    ("Dílna Pod Věží", "dilna.example"),
)
NO_SUCH_DAY = "31.02.1984"


@dataclass(frozen=True)
class Contact:
    """Somebody of an address book."""

    first_name: str
    last_name: str
    email: str
    firm: str
    born: date

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


@dataclass(frozen=True)
class AddressBook:
    """A file, who is in it, and whose line cannot be read: by which column, and what that holds."""

    filename: str
    content: bytes
    people: Sequence[Contact]
    broken: Contact
    column: str
    bad: str


def make(dice: random.Random) -> tuple[AddressBook, AddressBook, AddressBook]:
    """An old CSV, a workbook and Google's export; nobody is in two of them."""
    people = _people(dice, 24)
    return _old_csv(people[:8], dice), _workbook(people[8:16], dice), _google(people[16:], dice)


def _people(dice: random.Random, number: int) -> list[Contact]:
    names = dice.sample([(first, last) for first in FIRST_NAMES for last in LAST_NAMES], number)
    return [_person(dice, first, last, place) for place, (first, last) in enumerate(names)]


def _person(dice: random.Random, first: str, last: str, place: int) -> Contact:
    firm, domain = dice.choice(FIRMS)
    born = date(dice.randint(1950, 2004), dice.randint(1, 12), dice.randint(1, 28))
    return Contact(first, last, f"person-{dice.randrange(16**6):06x}-{place}@{domain}", firm, born)


def _old_csv(people: Sequence[Contact], dice: random.Random) -> AddressBook:
    """As Excel saves it in Prague: semicolons and the letters of Windows-1250."""
    broken, bad = _with_two_signs(people, dice)
    rows = [[one.first_name, one.last_name, email, one.firm] for one, email in _emails(people, broken, bad)]
    text = _written([["Jméno", "Příjmení", "E-mail", "Firma"], *rows], ";")
    return AddressBook("adresář.csv", text.encode("cp1250"), people, broken, "E-mail", bad)


def _google(people: Sequence[Contact], dice: random.Random) -> AddressBook:
    broken, bad = _with_two_signs(people, dice)
    header = [
        "First Name", "Middle Name", "Last Name", "Nickname", "Organization Name", "Labels",
        "E-mail 1 - Label", "E-mail 1 - Value",
    ]  # fmt: skip
    rows = [
        [one.first_name, "", one.last_name, "", one.firm, "* myContacts", "Work", email]
        for one, email in _emails(people, broken, bad)
    ]
    return AddressBook("contacts.csv", _written([header, *rows], ",").encode(), people, broken, "E-mail", bad)


def _workbook(people: Sequence[Contact], dice: random.Random) -> AddressBook:
    """With real dates, but for one that somebody typed and that does not exist."""
    broken = dice.choice(people)
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Guests")
        sheet.write_row(0, 0, ["First name", "Last name", "E-mail", "Company", "Birthday"])
        for row, one in enumerate(people, 1):
            sheet.write_row(row, 0, [one.first_name, one.last_name, one.email, one.firm])
            if one is broken:
                sheet.write_string(row, 4, NO_SUCH_DAY)
            else:
                sheet.write_datetime(row, 4, one.born, book.add_format({"num_format": "dd.mm.yyyy"}))
    return AddressBook("guests.xlsx", file.getvalue(), people, broken, "Birthday", NO_SUCH_DAY)


def _with_two_signs(people: Sequence[Contact], dice: random.Random) -> tuple[Contact, str]:
    broken = dice.choice(people)
    return broken, broken.email.replace("@", "@@")


def _emails(people: Sequence[Contact], broken: Contact, bad: str) -> Iterator[tuple[Contact, str]]:
    return ((one, bad if one is broken else one.email) for one in people)


def _written(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
