"""A file of made-up contacts as the import bar wants it: 8 columns, 8 % duplicates, 2 % bad, one seed."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "First Name",
    "Last Name",
    "Email",
    "Mobile Phone",
    "Company",
    "Website",
    "Job Title",
    "LinkedIn URL",
)
DUPLICATES = 0.08  # the same person once more, by e-mail
BAD = 0.02  # an e-mail without a domain
SEED = 7

FIRST = ("Ada", "Bela", "Chiara", "Dmitri", "Élodie", "Farid", "Greta", "Hana", "Ivo", "Jana", "Kofi", "Lina")
LAST = (
    "Novák",
    "Müller",
    "Rossi",
    "Smith",
    "Okafor",
    "Dupont",
    "Garcia",
    "Sato",
    "Larsen",
    "O'Brien",
    "Kowalski",
)
TITLES = (
    "CEO",
    "Head of Sales",
    "Marketing Manager",
    "Account Executive",
    "CTO",
    "Office Manager",
    "Founder",
)
SUFFIXES = ("Ltd", "GmbH", "Inc.", "s.r.o.", "S.A.", "AB")

Row = tuple[str, ...]


def rows(count: int) -> Iterator[Row]:
    """`count` lines after the header, the same ones every time."""
    rng = random.Random(SEED)
    companies = max(1, count // 6)
    for number in range(count):
        again = rng.random() < DUPLICATES and number > 0
        yield _row(rng, rng.randrange(number) if again else number, companies)


def write(path: Path, count: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows(count))
    return path


def _row(rng: random.Random, person: int, companies: int) -> Row:
    own = random.Random(person)
    first, last, company = own.choice(FIRST), own.choice(LAST), own.randrange(companies)
    domain = f"firm{company}.example"
    email = f"person{person}" if rng.random() < BAD else f"person{person}@{domain}"
    phone = f"+420 60{own.randrange(10)} {own.randrange(1000):03d} {own.randrange(1000):03d}"
    name = f"Firm {company} {SUFFIXES[company % len(SUFFIXES)]}"
    profile = f"https://www.linkedin.com/in/person-{person}"
    return first, last, email, phone, name, f"https://{domain}", own.choice(TITLES), profile
