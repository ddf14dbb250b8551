"""Normalisers: rows a second beside the bare libraries, and how often they are right.

A column of each kind with a fixed seed, as they come in lists of contacts: nearly every e-mail and phone is
another one, firms, titles, places and first names repeat. Caches are emptied before each round. The accuracy
is against the measurement data, whose words for ranks and departments are translated by the tables below; a
row is only scored where the source says something, and each disagreement is listed.
"""

import csv
import json
import os
import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import email_validator
import phonenumbers
from nameparser import HumanName
from publicsuffixlist import PublicSuffixList

from benchmarks import harness
from benchmarks.harness import Contender
from benchmarks.report import Demand, report
from leadgen.records.normalise import Context, company, domain, email, location, many, person, title
from leadgen.records.normalise.values import Bad

_ROWS = {"ci": 5_000, "full": 100_000}
_FASTER = 10.0
_SENIORITY_AT_LEAST, _DEPARTMENT_AT_LEAST = 0.95, 0.90
_CZ = Context(country="CZ")

# The source mixes vocabularies: one of large letters, which has no senior and no intern; one of small
# letters, which has no head either; and single words. What each of its words may be in ours:
SENIORITIES: Mapping[str, frozenset[str]] = {
    "C_LEVEL": frozenset({"c_level"}),
    "c_level": frozenset({"c_level"}),
    "OWNER": frozenset({"founder"}),
    "Founder": frozenset({"founder"}),
    "VP": frozenset({"vp"}),
    "vp": frozenset({"vp"}),
    "HEAD": frozenset({"head"}),
    "Head of": frozenset({"head"}),
    "DIRECTOR": frozenset({"director"}),
    "director": frozenset({"director"}),
    "MANAGER": frozenset({"manager"}),
    "manager": frozenset({"manager", "head"}),
    "Manager": frozenset({"manager"}),
    "LEAD": frozenset({"manager", "senior", "head"}),
    "IC": frozenset({"individual_contributor", "senior", "intern"}),
    "ic": frozenset({"individual_contributor", "senior", "intern"}),
    "senior": frozenset({"senior"}),
    "Senior": frozenset({"senior"}),
    "mid": frozenset({"individual_contributor"}),
    "junior": frozenset({"individual_contributor", "intern"}),
    "Junior": frozenset({"individual_contributor", "intern"}),
    "UNKNOWN": frozenset({"other"}),
}
DEPARTMENTS: Mapping[str, frozenset[str]] = {
    "finance": frozenset({"finance"}),
    "FINANCE": frozenset({"finance"}),
    "ADMIN": frozenset({"operations"}),
    "engineering": frozenset({"engineering"}),
    "ENGINEERING": frozenset({"engineering"}),
    "data": frozenset({"engineering"}),
    "DevOps / SRE": frozenset({"engineering"}),
    "SALES": frozenset({"sales"}),
    "Sales": frozenset({"sales"}),
    "BUSINESS_DEVELOPMENT": frozenset({"sales"}),
    "GROWTH": frozenset({"marketing"}),
    "IT": frozenset({"it"}),
    "EXECUTIVE": frozenset({"executive"}),
    "executive": frozenset({"executive"}),
    "Product": frozenset({"product"}),
}
# isemail's categories of addresses that can be delivered to, and of those that are none. What lies between
# (comments, quoted parts, address literals) is an address by the letter that we refuse; it is not scored.
_GOOD = frozenset({"ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"})
_WRONG = frozenset({"ISEMAIL_ERR"})
_AROUND = " \r\n\t\"'()<>[].,;"
_LANDS = frozenset(
    {
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
    }
    | {"LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "GB", "US", "CH", "NO"}
)


@dataclass(frozen=True)
class Accuracy:
    """How many of the scored rows are as the source says."""

    name: str
    right: int
    scored: int
    at_least: float | None = None

    @property
    def share(self) -> float:
        return self.right / self.scored if self.scored else 1.0

    @property
    def holds(self) -> bool:
        return self.at_least is None or self.share >= self.at_least


def main(size: str, rows: int | None) -> bool:
    accurate = [_told(one) for one in _accuracies()]
    contenders, demands = _race(columns(rows or _ROWS[size]))
    fast = report("normalise", size, harness.measure(contenders, contenders[0].name), demands)
    return fast and all(accurate)


def columns(rows: int) -> dict[str, list[str]]:
    """Kind → a column of so many cells."""
    rng = random.Random(7)
    firsts = [a + b for a in words("Ad Be Ce Da El Fi Ga Ha Iv Ja") for b in words("a an el ina oš ra")]
    lasts = [
        a + b + c
        for a in words("Nov Mar Dvo Hor Ber Kra Sva Lin")
        for b in words("a e i o")
        for c in words("k l ska ček mann son")
    ]
    forms = ["s.r.o.", "a.s.", "GmbH", "Ltd", "Inc.", "SARL", "B.V.", "sp. z o.o."]
    firms = [f"{rng.choice(lasts)} {rng.choice(lasts)} {rng.choice(forms)}" for _ in range(rows // 6)]
    hosts = [f"{_ascii(firm.split()[0]).lower()}{index}.example.com" for index, firm in enumerate(firms)]
    return {
        "email": [
            f"{_ascii(rng.choice(firsts))}.{rng.randrange(10**6)}@{rng.choice(hosts)}" for _ in range(rows)
        ],
        "phone": [_phone(rng) for _ in range(rows)],
        "person": [f"{rng.choice(firsts)} {rng.choice(lasts)}" for _ in range(rows)],
        "domain": [f"https://www.{rng.choice(hosts)}/contact" for _ in range(rows)],
        "company": [rng.choice(firms) for _ in range(rows)],
        "title": [_title(rng) for _ in range(rows)],
        "location": [rng.choice(_PLACES) for _ in range(rows)],
    }


def words(text: str) -> list[str]:
    return sorted(text.split())


def _ascii(text: str) -> str:
    return text.encode("ascii", "ignore").decode()


_PLACES = (
    *("Prague, Czechia", "Brno", "Berlin, Germany", "Austin, TX", "London Area, United Kingdom", "Wien"),
    *("Kraków, Poland", "Greater Paris Metropolitan Region", "Remote", "Milano, Lombardia, Italia"),
)


# Beginnings that people in Czechia and its neighbours have.
_DIALLED = (
    *(
        "+420 602",
        "+420 605",
        "+420 608",
        "+420 723",
        "+420 732",
        "+420 737",
        "+420 774",
        "+420 776",
        "+420 777",
    ),
    *("+421 905", "+421 911", "+421 948", "+49 151 2", "+49 170 ", "+43 664 ", "+48 601", "+48 512"),
)


def _phone(rng: random.Random) -> str:
    """As people write them, a third of the Czech ones without the code; hardly two are alike."""
    written = f"{rng.choice(_DIALLED)} {rng.randrange(1000):03d} {rng.randrange(1000):03d}".replace("  ", " ")
    return written.removeprefix("+420 ") if rng.random() < 0.3 else written


def _title(rng: random.Random) -> str:
    level = rng.choice(["Head of", "Senior", "Chief", "VP", "Junior", "Director of", "Leiter", "Responsable"])
    work = rng.choice(["Sales", "Marketing", "IT", "Finance", "HR", "Einkauf", "Product", "Operations"])
    return f"{level} {work} {rng.choice(['', 'Manager', 'EMEA', 'Specialist', 'Officer'])}".strip()


def _race(cells: Mapping[str, Sequence[str]]) -> tuple[list[Contender], list[Demand]]:
    contenders: list[Contender] = []
    for kind, ours in _OURS.items():
        if kind in _LIBRARIES:
            contenders.append(Contender(_NAMES[kind], _all(_LIBRARIES[kind], cells[kind])))
        contenders.append(Contender(f"{kind}: ours", partial(_column, ours, cells[kind]), prepare=_forget))
    demands = [Demand(name, f"{kind}: ours", at_least=_FASTER) for kind, name in _NAMES.items()]
    return contenders, demands


def _column(ours: Callable[[Sequence[str]], object], cells: Sequence[str]) -> None:
    ours(cells)


def _all(library: Callable[[str], object], cells: Sequence[str]) -> Callable[[], None]:
    def run() -> None:
        for cell in cells:
            library(cell)

    return run


def _forget() -> None:
    """Rounds start as a process does."""
    person.split.cache_clear()
    company.forget()
    title.forget()
    location.read.cache_clear()
    domain.host.cache_clear()


_SUFFIXES = PublicSuffixList()


def _email_library(cell: str) -> str:
    return email_validator.validate_email(cell, check_deliverability=False).normalized


def _phone_library(cell: str) -> str | None:
    number = phonenumbers.parse(cell, "CZ")
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


_LIBRARIES: Mapping[str, Callable[[str], object]] = {
    "email": _email_library,
    "phone": _phone_library,
    "person": lambda cell: str(HumanName(cell)),
    "domain": lambda cell: _SUFFIXES.privatesuffix(urlsplit(cell).hostname or ""),
}
_NAMES = {
    "email": "email: email-validator",
    "phone": "phone: phonenumbers",
    "person": "person: nameparser",
    "domain": "domain: publicsuffixlist",
}
_OURS: Mapping[str, Callable[[Sequence[str]], object]] = {
    "email": lambda cells: many("email", cells, _CZ),
    "phone": lambda cells: many("phone", cells, _CZ),
    "person": lambda cells: many("person", cells, _CZ),
    "domain": lambda cells: many("domain", cells, _CZ),
    "company": lambda cells: [company.normalise(cell) for cell in cells],
    "title": lambda cells: [title.read(cell) for cell in cells],
    "location": lambda cells: [location.read(cell) for cell in cells],
}


def _told(one: Accuracy) -> bool:
    wanted = f", demanded {one.at_least:.0%}" if one.at_least is not None else ""
    print(f"{one.name:32} {one.right} of {one.scored}: {one.share:.1%}{wanted}")
    print(json.dumps({"bench": "normalise", "accuracy": one.name, "share": round(one.share, 4)}))
    return one.holds


def _accuracies() -> Iterator[Accuracy]:
    folder = Path(os.environ.get("LEADGEN_MEASURE_DATA") or "/nowhere") / "normalise"
    if not folder.is_dir():
        print(json.dumps({"bench": "normalise", "skipped": "accuracy: no measurement data"}))
        return
    yield from _titles(folder / "titles" / "titles.csv")
    yield from _emails(folder / "email_vectors" / "tests.xml")
    yield from _legal_forms(next((folder / "legal_forms").glob("*.csv")))


def _titles(path: Path) -> Iterator[Accuracy]:
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    ranks = [(one["title"], one["seniority"], title.read(one["title"]).seniority) for one in rows]
    parts = [(one["title"], one["department"], title.read(one["title"]).department) for one in rows]
    yield _scored("title: seniority", ranks, SENIORITIES, _SENIORITY_AT_LEAST)
    yield _scored("title: department", parts, DEPARTMENTS, _DEPARTMENT_AT_LEAST)


def _scored(
    name: str,
    found: Sequence[tuple[str, str, str]],
    mapping: Mapping[str, frozenset[str]],
    at_least: float,
) -> Accuracy:
    print(f"{name}, the source's words in ours:")
    for said, meant in mapping.items():
        print(f"    {said:24} {', '.join(sorted(meant))}")
    scored = [one for one in found if one[1]]
    wrong = [one for one in scored if one[2] not in mapping[one[1]]]
    for written, said, ours in wrong:
        print(f"    disagreement: {written:40} source {said:24} ours {ours}")
    return Accuracy(name, len(scored) - len(wrong), len(scored), at_least)


def _emails(path: Path) -> Iterator[Accuracy]:
    right = scored = cleaned = 0
    for test in ElementTree.parse(path).getroot().iter("test"):
        category = (test.findtext("category") or "").strip()
        written = _with_controls(test.findtext("address") or "")
        found = email.normalise(written)
        accepted = not isinstance(found, Bad)
        if category in _WRONG and accepted and written.strip(_AROUND) != written:
            cleaned += 1
        elif category in _GOOD | _WRONG:
            scored += 1
            right += accepted == (category in _GOOD)
            if accepted != (category in _GOOD):
                said = test.findtext("diagnosis") or category
                print(f"    disagreement: {written!r:60.60} source {said.strip():32} ours {accepted}")
    print(f"    {cleaned} wrong ones were a right address between stray marks, which are taken off")
    yield Accuracy("email: good and wrong addresses", right, scored)


def _with_controls(text: str) -> str:
    """The vectors show control characters by their pictures."""
    return "".join(chr(ord(one) - 0x2400) if 0x2400 <= ord(one) <= 0x2420 else one for one in text)


def _legal_forms(path: Path) -> Iterator[Accuracy]:
    """Short and long forms of the countries we promise: is a name the same with and without one?"""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = [
            row for row in csv.DictReader(lines)
            if row["Country Code (ISO 3166-1)"] in _LANDS and row["ELF Status ACTV/INAC"] == "ACTV"
        ]  # fmt: skip
    yield _forms("legal forms: abbreviations", rows, "Abbreviations Local language")
    yield _forms("legal forms: whole words", rows, "Entity Legal Form name Local name")


def _forms(name: str, rows: Sequence[Mapping[str, str]], column: str) -> Accuracy:
    found = {
        (row["Country Code (ISO 3166-1)"], form.strip())
        for row in rows
        for form in row[column].split(";")
        if form.strip()
    }
    missed = sorted(
        one for one in found if (made := company.normalise(f"Qwxyz {one[1]}")) and made.key != "qwxyz"
    )
    for land in sorted({land for land, _ in missed}):
        forms = " | ".join(form for where, form in missed if where == land)
        print(f"    {name}, not known, {land}: {forms}")
    return Accuracy(name, len(found) - len(missed), len(found))
