"""A list of made-up contacts in which some people stand several times, with the traps of such lists.

One seed. Of every 100 people 30 stand twice, 7 three times and 3 five times; each further row is written by
somebody else: letters turned, missed or doubled in a name (20 %), a short form or an initial (12 %), an
accent lost, first and last name exchanged (2 %), a private address instead of that at work (12 %), another
firm since then (8 %), a number written in another way (40 %) or another one (12 %), any cell empty (8 %).
The traps are people who are not one:

- in every fourth firm all have the switchboard for a number, in every fifth some have info@ for an address;
- father and son of one name in one firm, with the same number, told apart by "sr." and "jr." in half of the
  cases, by the address alone in the others (one couple per 400 people);
- man and wife at one number and one street (one couple per 60);
- namesakes in one firm, whose addresses are told apart by a digit (one couple per 400);
- names of a long-tailed distribution: the most frequent first name is that of 1 person in 35, the most
  frequent last name that of 1 in 120.
"""

import random
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace

HEADER = ("first_name", "last_name", "email", "phone", "company", "city", "street", "title")
SEED = 11


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_FIRST = _words(
    """
    James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth William Barbara Richard Susan
    Joseph Jessica Thomas Sarah Christopher Karen Daniel Nancy Matthew Lisa Anthony Margaret Mark Sandra
    Steven Ashley Andrew Emily Paul Donna Joshua Michelle Kenneth Carol Kevin Amanda Brian Dorothy
    George Melissa Timothy Deborah Ronald Stephanie Jan Petr Josef Pavel Martin Jana Marie Eva Hana Anna
    Lenka Katerina Lucie Tomas Klaus Jürgen Günther Ursula Renate Monika Hans Peter Wolfgang Andreas
    François Amélie Étienne Chloé Luca Giulia Matteo Chiara Sofía José Lucía Álvaro Søren Åse Bjørn
    Łukasz Zofia Agnieszka Piotr Ewa
    """
)
_FREQUENCIES = [1 / (place + 20) for place in range(len(_FIRST))]
_SHORT = {
    "James": "Jim", "Robert": "Bob", "John": "Johnny", "Michael": "Mike", "William": "Bill",
    "Elizabeth": "Liz", "Richard": "Dick", "Joseph": "Joe", "Thomas": "Tom", "Christopher": "Chris",
    "Daniel": "Dan", "Matthew": "Matt", "Anthony": "Tony", "Margaret": "Maggie", "Steven": "Steve",
    "Andrew": "Andy", "Joshua": "Josh", "Kenneth": "Ken", "Timothy": "Tim", "Deborah": "Debbie",
    "Ronald": "Ron",
    "Josef": "Pepa", "Katerina": "Katka", "Wolfgang": "Wolf", "José": "Pepe", "Jennifer": "Jen",
    "Susan": "Sue",
}  # fmt: skip
_STEMS = _words(
    """
    Nov Svob Dvor Cern Proch Kuc Vesel Hor Nem Mar Posp Haj Jel Kral Ruz Ben Fial Sed Dol Zem Kol Nav
    Cerm Urb Smit John Will Brow Jon Gar Mill Dav Rod Wil And Tay Mor Lee Per Tho Whi Har San Cla Ram
    Lew Rob Walk Schm Schn Fisch Web Mey Wagn Beck Schul Hoff Koch Baur Richt Klein Wolf Neum Schwar
    Zimm Braun Krug Hart Lang Ross Ferr Bian Rom Col Ric Mart Ber Dub Dur Ler More Sim Laur Lef Mich Gir
    Bon Kowal Wisn Woj Kam Lew Ziel Szym
    """
)
_ENDS = _words(
    """
    ak a sky ova er mann s son ez i o ini ard eau ski ek ic en berg stein ton ley worth feld ner ins au
    """
)
_CITIES = _words(
    """
    Prague Brno Vienna Berlin Munich Hamburg Paris Lyon Milan Rome Madrid Warsaw Oslo London Leeds
    """
)
_STREETS = _words(
    """
    Main High Park Station Church Mill School Garden Castle Market Bridge River Forest Hill Lake
    """
)
_FREE = ("gmail.com", "outlook.com", "yahoo.com", "seznam.cz", "gmx.de")
_TITLES = (
    "CEO",
    "CTO",
    "Sales Manager",
    "Head of Sales",
    "Account Executive",
    "Marketing Manager",
    "Buyer",
    "",
)
_FIRM_WORDS = _words(
    """
    Alpha Nord Blue Cyber Data Eco Fox Green Hyper Iron Jet Kilo Lumen Metro Nova Orbit Prime
    """
)
_FIRM_ENDS = _words(
    """
    tec soft works line trade media build care pack print store lab net flow craft mind cast
    """
)
_FORMS = ("Ltd", "GmbH", "s.r.o.", "Inc.", "S.A.", "")


@dataclass(frozen=True)
class Row:
    """One line; `person` says who it is."""

    person: int
    first: str
    last: str
    email: str
    phone: str
    company: str
    city: str
    street: str
    title: str

    @property
    def cells(self) -> tuple[str, ...]:
        return (
            self.first, self.last, self.email, self.phone, self.company, self.city, self.street, self.title
        )  # fmt: skip


@dataclass(frozen=True)
class _Firm:
    name: str
    domain: str
    city: str
    street: str
    switchboard: str
    one_number: bool
    has_office: bool


class Crowd:
    """Makes people and then their rows."""

    def __init__(self, seed: int = SEED) -> None:
        self.rng = random.Random(seed)
        self.firms: list[_Firm] = []
        self.people: list[Row] = []
        self.addresses: set[str] = set()

    def rows(self, count: int) -> list[Row]:
        """`count` rows in no order, the same ones every time."""
        people = round(count / 1.5)
        self.firms = [self._firm(number) for number in range(max(3, people // 12))]
        while len(self.people) < people:
            self._people()
        written: list[Row] = []
        for person in self.people:
            times = self.rng.choices((1, 2, 3, 5), (60, 30, 7, 3))[0]
            written.append(person)
            written += [self._again(person) for _ in range(times - 1)]
        self.rng.shuffle(written)
        return written[:count]

    def _people(self) -> None:
        person = self._person(self.rng.choice(self.firms))
        self.people.append(person)
        chance = self.rng.random()
        if chance < 1 / 60:
            self.people.append(self._spouse(person))
        elif chance < 1 / 60 + 1 / 400:
            self.people[-1:] = self._father_and_son(person)
        elif chance < 1 / 60 + 2 / 400:
            self.people.append(self._namesake(person))

    def _person(self, firm: _Firm) -> Row:
        rng = self.rng
        first = rng.choices(_FIRST, _FREQUENCIES)[0]
        last = _STEMS[int(rng.random() ** 1.7 * len(_STEMS))] + _ENDS[int(rng.random() ** 1.7 * len(_ENDS))]
        number = len(self.people)
        email = self._address(first, last, firm, number)
        phone = firm.switchboard if firm.one_number else self._phone()
        return Row(number, first, last, email, phone, firm.name, firm.city, firm.street, rng.choice(_TITLES))

    def _address(self, first: str, last: str, firm: _Firm, number: int) -> str:
        if firm.has_office and self.rng.random() < 0.3:
            return f"info@{firm.domain}"
        if self.rng.random() < 0.2:
            return self._private(first, last)
        address = f"{_plain(first)}.{_plain(last)}@{firm.domain}"
        if address in self.addresses:
            address = f"{_plain(first)}.{_plain(last)}{number}@{firm.domain}"
        self.addresses.add(address)
        return address

    def _private(self, first: str, last: str) -> str:
        rng = self.rng
        name = rng.choice((f"{_plain(first)}.{_plain(last)}", f"{_plain(first)[0]}{_plain(last)}"))
        return f"{name}{rng.randrange(10_000)}@{rng.choice(_FREE)}"

    def _phone(self) -> str:
        return f"+4206{self.rng.randrange(10**8):08d}"

    def _firm(self, number: int) -> _Firm:
        rng = self.rng
        name = f"{rng.choice(_FIRM_WORDS)}{rng.choice(_FIRM_ENDS)} {rng.choice(_FIRM_WORDS)} {number % 97}"
        return _Firm(
            f"{name} {_FORMS[number % len(_FORMS)]}".strip(),
            f"{_plain(name)}{number}.example",
            rng.choice(_CITIES),
            f"{rng.choice(_STREETS)} Street {rng.randrange(1, 150)}",
            self._phone(),
            number % 4 == 0,
            number % 5 == 0,
        )

    def _spouse(self, person: Row) -> Row:
        first = self.rng.choice([name for name in _FIRST if name != person.first])
        email = self._private(first, person.last) if person.email else ""
        return replace(person, person=len(self.people), first=first, email=email, title="")

    def _father_and_son(self, father: Row) -> list[Row]:
        said = self.rng.random() < 0.5
        son = replace(father, person=len(self.people), email=self._private(father.first, father.last))
        if not said:
            return [father, son]
        return [
            replace(father, last=f"{father.last} sr."),
            replace(son, last=f"{son.last} jr.", email=self.rng.choice((son.email, ""))),
        ]

    def _namesake(self, person: Row) -> Row:
        local, _, host = person.email.partition("@")
        phone = person.phone if self.rng.random() < 0.5 else self._phone()
        return replace(
            person,
            person=len(self.people),
            email=f"{local}{self.rng.randrange(2, 6)}@{host}",
            phone=phone,
            title=self.rng.choice(_TITLES),
        )

    def _again(self, person: Row) -> Row:
        """As somebody else would write the same person."""
        rng, row = self.rng, person
        if rng.random() < 0.20:
            row = replace(row, last=self._slipped(row.last))
        if rng.random() < 0.12:
            row = replace(row, first=_SHORT.get(row.first, f"{row.first[0]}."))
        if rng.random() < 0.02:
            row = replace(row, first=row.last, last=row.first)
        if rng.random() < 0.10:
            row = replace(row, first=_plain(row.first).title(), last=_plain(row.last).title())
        if rng.random() < 0.12:
            row = replace(row, email=self._private(person.first, person.last))
        if rng.random() < 0.08:
            firm = rng.choice(self.firms)
            row = replace(row, company=firm.name, city=firm.city, street=firm.street, email=row.email)
        if rng.random() < 0.40:
            row = replace(row, phone=row.phone.replace("+420", ""))
        if rng.random() < 0.12:
            row = replace(row, phone=self._phone())
        if rng.random() < 0.3:
            row = replace(row, company=row.company.removesuffix(" Ltd").removesuffix(" GmbH").upper())
        return self._gaps(replace(row, title=rng.choice(_TITLES) if rng.random() < 0.3 else row.title))

    def _gaps(self, row: Row) -> Row:
        names = ("first", "email", "phone", "company", "city", "street", "title")
        gaps = {name: "" for name in names if self.rng.random() < 0.08}
        return Row(**{**asdict(row), **gaps})

    def _slipped(self, text: str) -> str:
        place = self.rng.randrange(max(1, len(text) - 1))
        kind = self.rng.randrange(3)
        if kind == 0:
            return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]
        if kind == 1 and len(text) > 3:
            return text[:place] + text[place + 1 :]
        return text[:place] + text[place] + text[place:]


def _plain(text: str) -> str:
    folded = text.lower().translate(_FOLDED)
    return "".join(character for character in folded if character.isalnum())


_FOLDED = str.maketrans("üéíóáçñæøåłôèàö", "ueioacnaoaloeao")


def people(count: int, seed: int = SEED) -> Sequence[Row]:
    """`count` rows, the same ones every time."""
    return Crowd(seed).rows(count)
