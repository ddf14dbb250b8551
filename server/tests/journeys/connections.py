"""LinkedIn's `Connections.csv`, made up anew for each run, with an oracle that knows what must come of it."""

import csv
import io
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FILENAME = "Connections.csv"
HEADER = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
NOTES = (
    '"When exporting your connection data, you may notice that some of the email addresses are missing."',
    '"You will only see addresses of connections who allow it, ""first-degree"" ones included."',
    '"A note may go on\nover two lines."',
)
FIRST_NAMES = ("Zoë", "Ana", "Łukasz", "Björn", "Chloé", "Miloš", "Søren", "Inês", "Ada", "Theo", "Jürgen")
LAST_NAMES = ("Lindqvist", "Ruiz", "Żak", "Ångström", "Lefèvre", "Novák", "O'Brien", "Brandão", "Smith-Jones")
COMPANIES = (
    ("Hollowfield, Stone & Sons", "hollowfield.example"),
    ("Příkop Logistika", "prikop.example"),
    ('The "Blue" Kiln', "bluekiln.example"),
    ("Quillfern", "quillfern.example"),
    ("Ottermill Ñandú", "ottermill.example"),
    ("Tarnbeck Partners", "tarnbeck.example"),
)
TITLES = ("Head of Sales, Nordics", "Founder & CEO", "Ingénieure logiciel", "VP, Growth", "Buyer")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Person:
    """One connection; `email` may be empty, as it mostly is."""

    first_name: str
    last_name: str
    slug: str
    email: str
    company: str
    title: str
    connected_on: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    @property
    def url(self) -> str:
        return f"https://www.linkedin.com/in/{self.slug}"

    def cells(self) -> list[str]:
        return [
            self.first_name, self.last_name, self.url, self.email, self.company, self.title, self.connected_on
        ]  # fmt: skip


@dataclass(frozen=True)
class Connections:
    """A file, and by each person's name the line of the file that must bring them."""

    content: bytes
    people: dict[str, Person]
    line_of: dict[str, int]
    lines: int
    duplicates: int
    rejected: int

    @property
    def companies(self) -> int:
        """How many firms the people work for."""
        return len({person.company for person in self.people.values()})


def make(dice: random.Random) -> Connections:
    """A file nobody has seen: people once, some again, some lines that no record can be made of."""
    people = _people(dice, dice.randint(30, 60))
    repeated = [person.cells() for person in dice.sample(people, dice.randint(1, 5))]
    rejected = [_nobody(dice), *(_unreadable(dice, number) for number in range(dice.randint(1, 3)))]
    lines = [person.cells() for person in people] + rejected
    dice.shuffle(lines)
    lines += repeated
    preamble = list(_preamble(dice))
    before = sum(1 + text.count("\n") for text in preamble) + 1
    first_seen = {tuple(cells): before + number for number, cells in reversed([*enumerate(lines, 1)])}
    return Connections(
        content=_encode(dice, preamble, lines),
        people={person.name: person for person in people},
        line_of={person.name: first_seen[tuple(person.cells())] for person in people},
        lines=len(lines),
        duplicates=len(repeated),
        rejected=len(rejected),
    )


def _people(dice: random.Random, number: int) -> list[Person]:
    names = [(first, last) for first in FIRST_NAMES for last in LAST_NAMES]
    return [_person(dice, first, last) for first, last in dice.sample(names, number)]


def _person(dice: random.Random, first: str, last: str) -> Person:
    company, domain = dice.choice(COMPANIES)
    plain = _ascii(f"{first}.{last}")
    return Person(
        first_name=first,
        last_name=last,
        slug=f"{plain.replace('.', '-')}-{dice.randrange(16**6):06x}",
        email=f"{plain}@{domain}" if dice.random() < 0.3 else "",
        company=company,
        title=dice.choice(TITLES),
        connected_on=_day(dice),
    )


def _ascii(name: str) -> str:
    """As names are written in addresses."""
    bare = unicodedata.normalize("NFKD", name.casefold().translate({ord("ł"): "l", ord("ø"): "o"}))
    return "".join(letter for letter in bare if letter.isascii() and (letter.isalnum() or letter in ".-"))


def _day(dice: random.Random) -> str:
    return f"{dice.randint(1, 28):02} {dice.choice(MONTHS)} {dice.randint(2012, 2025)}"


def _nobody(dice: random.Random) -> list[str]:
    """LinkedIn keeps the day of somebody who has left."""
    return ["", "", "", "", "", "", _day(dice)]


def _unreadable(dice: random.Random, number: int) -> list[str]:
    slug = f"unreadable-{number}-{dice.randrange(16**6):06x}"
    return ["Mail", "Broken", f"https://www.linkedin.com/in/{slug}", "nobody at nowhere", "", "", _day(dice)]


def _preamble(dice: random.Random) -> Iterator[str]:
    """The note above the header: of any length, and gone in some exports."""
    if dice.random() < 0.2:
        return
    yield "Notes:"
    yield from dice.choices(NOTES, k=dice.randint(0, 4))
    yield ""


def _encode(dice: random.Random, preamble: Sequence[str], lines: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    text.writelines(f"{line}\n" for line in preamble)
    csv.writer(text, lineterminator="\n").writerows([HEADER, *lines])
    ending = dice.choice(("\n", "\r\n"))
    return text.getvalue().replace("\n", ending).encode(dice.choice(("utf-8", "utf-8-sig")))
