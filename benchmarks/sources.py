"""The same made-up people as three systems know them: another kind of dirt than that of `doubles`.

One seed, one column for the whole name. A person is in the sales system (70 %), on the scans of an event
(45 %) and on the newsletter's list (35 %), in one of them at least, and now and then twice in the same.

- Sales: "Dr. Jana Nováková" or "Nováková, Jana", the address at the firm, a number with its country, the
  firm with its legal form, title, postcode. Since then 6 % have moved to another firm.
- Event: capitals or small letters, letters misread (rn for m, 0 for o, 1 for l, 5 for s; 12 %), the firm cut
  to 18 letters, no legal form; an address in half of the cases, every third of those a private one.
- Newsletter: the address, in 45 % a private one, and the name as typed: often without accents, the first
  name alone (10 %) or an initial (8 %), a key slipped (10 %), no name at all (5 %).

Private addresses are what people take: jana.novakova84, j.novakova, a word and the first name; a person has
one. Who is not one: brothers and sisters with one number, father and son of one name ("st." and "ml." in a
third of the cases), two of one name in one firm, colleagues with one number, the front desk's number in
every third firm, office@ and sales@ in every sixth, and many people of the most frequent names with nothing
else in common.
"""

import random
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

HEADER = ("name", "mail", "tel", "organisation", "position", "postcode")
SEED = 23


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SYLLABLES = _words(
    """
    ba be bo da de di dra du fe fi ga gre ha he ho ja je jo ka ke kla ko kra la le li lo ma me mi mo na ne ni
    no pa pe po ra re ri ro sa se si so sta ta te ti to tra va ve vi vo wa we wi za ze zi
    """
)
_ENDINGS = _words("n r s k l t nd rt ng sen ski ova ic er el mann")
_FIRSTS = _words(
    """
    Anna Jana Eva Petra Lucie Tereza Marie Klára Martina Hana Jan Petr Martin Tomáš Jiří Pavel Jakub Lukáš
    Ondřej Marek Julia Laura Lena Sarah Katharina Nina Sabine Claudia Stefan Florian Markus Tobias Jürgen
    Alexander Daniel Felix Emma Olivia Charlotte Amelia Grace Harriet William Robert James Edward Samuel
    Benjamin Nicholas Oliver Camille Hélène Inès Zoé Antoine Benoît Rémi Thibault Lucía María Carmen Álvaro
    Javier Íñigo Giulia Chiara Francesca Alessandro Matteo Søren Astrid Ingrid Håkon Małgorzata Krzysztof
    """
)
_SHORT = {
    "William": "Will", "Robert": "Rob", "James": "Jamie", "Edward": "Ted", "Samuel": "Sam", "Benjamin": "Ben",
    "Nicholas": "Nick", "Alexander": "Alex", "Daniel": "Dan", "Katharina": "Kathi", "Francesca": "Franca",
    "Alessandro": "Sandro", "Charlotte": "Lottie", "Oliver": "Ollie", "Tomáš": "Tom", "Jakub": "Kuba",
}  # fmt: skip
_WORDS = _words(
    "alpha north river solid blue grand prime delta omega swift clear bright iron oak stone amber lumen"
)
_TRADES = _words("logistics software foods textiles optics robotics pharma consulting printing energy tools")
_FORMS = ("GmbH", "AG", "s.r.o.", "a.s.", "Ltd", "Inc.", "SARL", "B.V.", "Sp. z o.o.")
_POSITIONS = (
    "Head of Sales", "Managing Director", "CTO", "Buyer", "Marketing Manager", "Engineer", "Accountant",
    "Office Manager", "Product Owner", "HR Business Partner", "Owner", "Key Account Manager",
)  # fmt: skip
_FREE = ("gmail.com", "gmx.net", "seznam.cz", "outlook.com", "yahoo.fr", "icloud.com")
_FOLDED = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "æ": "ae"})
_MISREAD = (("m", "rn"), ("o", "0"), ("l", "1"), ("s", "5"), ("i", "l"), ("e", "c"))


@dataclass(frozen=True)
class Row:
    """One line; `person` says who it is."""

    person: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class _Firm:
    name: str
    form: str
    host: str
    postcode: str
    desk: str
    shares_desk: bool
    mailbox: str


@dataclass(frozen=True)
class _Person:
    first: str
    last: str
    suffix: str
    firm: _Firm
    work: str
    private: str
    phone: str
    position: str


class Crowd:
    """Makes firms, people and what each system wrote of them."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.taken: set[str] = set()

    def rows(self, count: int) -> list[Row]:
        """`count` rows in no order, the same ones every time."""
        rng = self.rng
        self.lasts = sorted({self._surname() for _ in range(6_000)})
        rng.shuffle(self.lasts)
        self.firms = [self._firm(number) for number in range(max(3, count // 18))]
        written: list[Row] = []
        number = 0
        while len(written) < count:
            for person in self._group():
                written += [Row(number, cells) for cells in self._records(person)]
                number += 1
        rng.shuffle(written)
        return written[:count]

    def _group(self) -> list[_Person]:
        """One person, sometimes with somebody who is easily taken for the same."""
        rng = self.rng
        one = self._person(rng.choice(self.firms))
        chance = rng.random()
        if chance < 0.02:
            return [one, self._person(rng.choice(self.firms), last=one.last, phone=one.phone)]
        if chance < 0.024:
            told = rng.random() < 0.35
            father = self._person(one.firm, one.first, one.last, one.phone, "st." if told else "")
            return [father, self._person(one.firm, one.first, one.last, one.phone, "ml." if told else "")]
        if chance < 0.028:
            return [one, self._person(one.firm, one.first, one.last)]
        if chance < 0.034:
            return [one, self._person(one.firm, phone=one.phone)]
        return [one]

    def _person(
        self, firm: _Firm, first: str = "", last: str = "", phone: str = "", suffix: str = ""
    ) -> _Person:
        rng = self.rng
        first = first or _FIRSTS[int(rng.random() ** 1.6 * len(_FIRSTS))]
        last = last or self.lasts[int(rng.random() ** 2.2 * len(self.lasts))]
        work = self._free(_plain(rng.choice((f"{first}.{last}", f"{first[0]}{last}", last))), firm.host)
        if firm.mailbox and rng.random() < 0.25:
            work = f"{firm.mailbox}@{firm.host}"
        desk = firm.desk if firm.shares_desk else ""
        position = rng.choice(_POSITIONS)
        private = self._private(first, last)
        return _Person(first, last, suffix, firm, work, private, phone or desk or self._phone(), position)

    def _private(self, first: str, last: str) -> str:
        rng = self.rng
        style = rng.choice(
            (f"{first}.{last}", f"{first[0]}.{last}", f"{last}{first}", f"{rng.choice(_WORDS)}{first}")
        )
        return self._free(_plain(style) + rng.choice(("", str(rng.randrange(60, 99)))), rng.choice(_FREE))

    def _free(self, name: str, host: str) -> str:
        """The address, or the next that nobody has."""
        address, number = f"{name}@{host}", 1
        while address in self.taken:
            number += 1
            address = f"{name}{number}@{host}"
        self.taken.add(address)
        return address

    def _records(self, person: _Person) -> list[tuple[str, ...]]:
        rng = self.rng
        systems = [
            system
            for system, share in ((self._sales, 0.70), (self._event, 0.45), (self._newsletter, 0.35))
            for _ in range(1 + (rng.random() < 0.04))
            if rng.random() < share
        ]
        return [system(person) for system in systems or [self._sales]]

    def _sales(self, person: _Person) -> tuple[str, ...]:
        rng, firm = self.rng, person.firm
        last = f"{person.last} {person.suffix}".strip()
        name = rng.choice((f"{person.first} {last}",) * 5 + (f"{last}, {person.first}",))
        name = rng.choice(("",) * 12 + ("Dr. ", "Ing. ")) + name
        position, work = person.position, person.work
        if rng.random() < 0.06:
            firm, position = rng.choice(self.firms), rng.choice(_POSITIONS)
        phone = person.phone if rng.random() < 0.85 else ""
        return name, work, phone, f"{firm.name} {firm.form}", position, firm.postcode

    def _event(self, person: _Person) -> tuple[str, ...]:
        rng = self.rng
        name = (
            f"{_SHORT.get(person.first, person.first) if rng.random() < 0.3 else person.first} {person.last}"
        )
        name = self._misread(f"{name} {person.suffix}".strip())
        mail = rng.choice((person.work, person.work, person.private)) if rng.random() < 0.5 else ""
        firm = person.firm.name[:18]
        how = rng.choice((str.upper, str.lower, str.title))
        phone = person.phone.replace(" ", "").removeprefix("+420") if rng.random() < 0.3 else ""
        return how(name), mail, phone, how(firm), rng.choice((person.position, "")), ""

    def _newsletter(self, person: _Person) -> tuple[str, ...]:
        rng = self.rng
        first, last = person.first, person.last
        if rng.random() < 0.4:
            first, last = _plain(first).title(), _plain(last).title()
        if rng.random() < 0.10:
            last = self._slipped(last)
        chance = rng.random()
        shown = (
            "" if chance < 0.05
            else first if chance < 0.15
            else f"{first[0]}. {last}" if chance < 0.23
            else f"{first} {last}"
        )  # fmt: skip
        mail = person.private if rng.random() < 0.45 else person.work
        return shown, mail, "", person.firm.name if rng.random() < 0.3 else "", "", ""

    def _misread(self, text: str) -> str:
        if self.rng.random() < 0.12:
            seen, read = self.rng.choice(_MISREAD)
            return text.replace(seen, read, 1)
        return text

    def _slipped(self, text: str) -> str:
        place = self.rng.randrange(1, max(2, len(text) - 1))
        near = self.rng.choice("asdfghjklqwertzuiopyxcvbnm")
        return self.rng.choice((text[:place] + near + text[place:], text[:place] + near + text[place + 1 :]))

    def _surname(self) -> str:
        rng = self.rng
        return ("".join(rng.choices(_SYLLABLES, k=rng.choice((1, 2, 2, 2)))) + rng.choice(_ENDINGS)).title()

    def _phone(self) -> str:
        dice = self.rng.randrange
        return f"+420 {dice(600, 780)} {dice(1000):03d} {dice(1000):03d}"

    def _firm(self, number: int) -> _Firm:
        rng = self.rng
        name = f"{rng.choice(_WORDS).title()} {self._surname()} {rng.choice(_TRADES).title()}"
        return _Firm(
            name,
            rng.choice(_FORMS),
            f"{_plain(name.split()[1])}{number}.example",
            f"{rng.randrange(100, 800)} {rng.randrange(100):02d}",
            self._phone(),
            number % 3 == 0,
            rng.choice(("office", "sales")) if number % 6 == 0 else "",
        )


def _plain(text: str) -> str:
    """In letters that an address may have."""
    parts = unicodedata.normalize("NFKD", text.lower().translate(_FOLDED))
    return "".join(one for one in parts if one.isascii() and (one.isalnum() or one == "."))


def people(count: int, seed: int = SEED) -> Sequence[Row]:
    """`count` rows, the same ones every time."""
    return Crowd(seed).rows(count)
