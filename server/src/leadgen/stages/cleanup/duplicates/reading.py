"""From a file's cells to columns that can be compared."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from leadgen.records.field import RecordKind
from leadgen.records.normalise import Bad, company, country, dates, domain, email, linkedin, person
from leadgen.records.normalise import text as plain
from leadgen.stages.cleanup.duplicates import kinds
from leadgen.stages.cleanup.duplicates.columns import Column
from leadgen.stages.cleanup.duplicates.kinds import Kind
from leadgen.stages.cleanup.duplicates.roles import Role, roles
from leadgen.stages.cleanup.duplicates.sounds import sound

_KINDS: Mapping[Role, Kind] = {
    Role.GIVEN: kinds.GIVEN,
    Role.FAMILY: kinds.FAMILY,
    Role.SUFFIX: kinds.GENERATION,
    Role.EMAIL: kinds.EMAIL,
    Role.PHONE: kinds.PHONE,
    Role.PROFILE: kinds.IDENTITY,
    Role.FIRM: kinds.FIRM,
    Role.DOMAIN: kinds.SHARED,
    Role.IDENTITY: kinds.IDENTITY,
    Role.DATE: kinds.DATE,
    Role.NUMBER: kinds.NUMBER,
    Role.COUNTRY: kinds.TEXT,
    Role.TITLE: kinds.TITLE,
    Role.TEXT: kinds.TEXT,
}
_PHONE_DIGITS = 9  # the country's code and the zero before an area's are written or not
_NOT_DIGIT = re.compile(r"\D+")
_EXTENSION = re.compile(r"[a-z#;].*$", re.IGNORECASE | re.DOTALL)
_GENERATIONS = {
    **dict.fromkeys(("jr", "junior", "ml", "mladsi", "ii", "2nd", "mlodszy", "fils"), "younger"),
    **dict.fromkeys(("sr", "senior", "st", "starsi", "i", "1st", "starszy", "pere"), "elder"),
    **dict.fromkeys(("iii", "3rd"), "third"),
}
_WRITTEN_BEHIND = re.compile(r"[\s,]+(jr|sr|junior|senior|ml|st|ii|iii)\.?$")
_WORD = re.compile(r"\w+")
_CHIEFS = {
    "e": "executive",
    "t": "technology",
    "f": "financial",
    "o": "operating",
    "m": "marketing",
    "i": "information",
    "p": "product",
    "r": "revenue",
}
_TITLES = {
    **{f"c{letter}o": f"chief {what} officer" for letter, what in _CHIEFS.items()},
    "vp": "vice president",
    "svp": "senior vice president",
    "evp": "executive vice president",
    "md": "managing director",
    "hr": "human resources",
    "sr": "senior",
    "jr": "junior",
    "mgr": "manager",
}
# Behind so many names an address or a number is no one person's.
_NAMES_SHARED = 3
_MOST_OF = 0.6


def columns_of(
    header: Sequence[str], cells: Sequence[Sequence[str]], fields: Sequence[str | None], kind: RecordKind
) -> list[Column]:
    """Of each column of a file what can be compared; `cells` by column, `fields` as in `roles`.

    A column of which no two rows hold the same, and nobody knows what it is about, is a number of the row.
    """
    found = roles(header, cells, fields, kind)
    made = [
        column
        for title, values, role in zip(header, cells, found, strict=True)
        if role is not Role.LEFT_OUT
        for column in _columns(title, values, role, kind)
    ]
    made = [column for column in made if not _is_row_number(column)]
    return _with_shared_apart(made)


def _columns(title: str, cells: Sequence[str], role: Role, kind: RecordKind) -> Iterator[Column]:
    if role is Role.FULL_NAME:
        yield from _names(title, cells)
        return
    if role is Role.FAMILY:
        behind = [_generation_behind(cell) for cell in cells]
        if any(behind):
            yield Column.of(f"{title}: generation", kinds.GENERATION, behind)
    is_own = kind == "company" and role in (Role.FIRM, Role.DOMAIN)
    clean = _CLEAN[role] if role is not Role.DATE else _date_reader(cells)
    how = kinds.IDENTITY if is_own and role is Role.DOMAIN else _KINDS[role]
    yield Column.of(title, how, _each_once(cells, clean), shared=False if is_own else None)


def _each_once(cells: Sequence[str], clean: Callable[[str], str]) -> list[str]:
    seen = {cell: clean(cell) for cell in set(cells)}
    return [seen[cell] for cell in cells]


def _names(title: str, cells: Sequence[str]) -> Iterator[Column]:
    split = {cell: person.split(cell) for cell in set(cells)}
    yield Column.of(f"{title}: first", kinds.GIVEN, [_name(split[cell].first) for cell in cells])
    yield Column.of(f"{title}: last", kinds.FAMILY, [_name(split[cell].last) for cell in cells])
    suffixes = [_generation(split[cell].suffix) for cell in cells]
    if any(suffixes):
        yield Column.of(f"{title}: generation", kinds.GENERATION, suffixes)


def _name(cell: str) -> str:
    key = plain.key(cell)
    return "" if plain.is_nothing(key) else _WRITTEN_BEHIND.sub("", key).strip(" .,")


def _generation(cell: str) -> str:
    words = plain.key(cell).replace(".", " ").replace(",", " ").split()
    return next((_GENERATIONS[word] for word in words if word in _GENERATIONS), "")


def _generation_behind(cell: str) -> str:
    found = _WRITTEN_BEHIND.search(plain.key(cell))
    return _GENERATIONS[found[1]] if found else ""


def _email(cell: str) -> str:
    found = email.normalise(cell)
    return _typed(cell) if isinstance(found, Bad) else found.key


def _phone(cell: str) -> str:
    return _NOT_DIGIT.sub("", _EXTENSION.sub("", cell)).lstrip("0")[-_PHONE_DIGITS:]


def _profile(cell: str) -> str:
    found = linkedin.normalise(cell)
    return _typed(cell).rstrip("/") if isinstance(found, Bad) else found.key


def _firm(cell: str) -> str:
    found = None if company.is_placeholder(cell) else company.normalise(cell)
    return found.key if found else ""


def _domain(cell: str) -> str:
    found = domain.host(domain.host_of(cell))
    return "" if isinstance(found, Bad) or domain.is_shared(found.domain) else found.domain


def _date_reader(cells: Sequence[str]) -> Callable[[str], str]:
    order = dates.guess_order(cells[:2_000]) or "dmy"

    def read(cell: str) -> str:
        bare = cell.strip()
        if len(bare) == 8 and bare.isascii() and bare.isdigit():
            return bare
        found = dates.normalise(bare, order)
        return _typed(cell) if isinstance(found, Bad) else found.strftime("%Y%m%d")

    return read


def _country(cell: str) -> str:
    found = country.normalise(cell)
    return _typed(cell) if isinstance(found, Bad) else found


def _typed(cell: str) -> str:
    key = plain.key(cell)
    return "" if plain.is_nothing_typed(key) else key


def _number(cell: str) -> str:
    return _typed(cell).replace(" ", "").replace("-", "")


def _text(cell: str) -> str:
    key = plain.key(cell)
    return "" if plain.is_nothing(key) else key


def _title(cell: str) -> str:
    told = (_TITLES.get(word, word) for word in _WORD.findall(_text(cell)))
    return " ".join(word for word in told if word != "of")


_CLEAN: Mapping[Role, Callable[[str], str]] = {
    Role.GIVEN: _name,
    Role.FAMILY: _name,
    Role.SUFFIX: _generation,
    Role.EMAIL: _email,
    Role.PHONE: _phone,
    Role.PROFILE: _profile,
    Role.FIRM: _firm,
    Role.DOMAIN: _domain,
    Role.IDENTITY: _number,
    Role.NUMBER: _number,
    Role.COUNTRY: _country,
    Role.TITLE: _title,
    Role.TEXT: _text,
}


def _is_row_number(column: Column) -> bool:
    """Everything in it is different, and neither an address nor a name: it says nothing of who is who."""
    held = int((column.codes >= 0).sum())
    return (
        column.kind in (kinds.IDENTITY, kinds.NUMBER) and held > _NAMES_SHARED and len(column.values) == held
    )


def _with_shared_apart(columns: list[Column]) -> list[Column]:
    """Addresses of a function, and what is behind several names, are a column that people share."""
    names = _names_of(columns)
    made: list[Column] = []
    for column in columns:
        made.append(column)
        if not column.kind.own:
            continue
        several = _behind_several(column, names)
        office = [email.is_role(value.rpartition("@")[0]) or value in several for value in column.values]
        if any(office):
            cells = [column.values[code] if code >= 0 else "" for code in column.codes.tolist()]
            office_cells = {
                value for value, is_office in zip(column.values, office, strict=True) if is_office
            }
            own = ["" if cell in office_cells else cell for cell in cells]
            theirs = [cell if cell in office_cells else "" for cell in cells]
            made[-1] = Column.of(column.name, column.kind, own)
            made.append(Column.of(f"{column.name}: shared by several", kinds.SHARED, theirs))
    return made


def _names_of(columns: Sequence[Column]) -> list[tuple[str, str]]:
    """By row its given and its family name, roughly."""
    rows = len(columns[0].codes) if columns else 0
    return list(
        zip(_sounds(columns, kinds.GIVEN, 1, rows), _sounds(columns, kinds.FAMILY, 4, rows), strict=True)
    )


def _sounds(columns: Sequence[Column], kind: Kind, length: int, rows: int) -> list[str]:
    column = next((column for column in columns if column.kind is kind), None)
    if column is None:
        return [""] * rows
    sounds = [*(sound(value)[:length] for value in column.values), ""]
    return [sounds[code] for code in column.codes.tolist()]


def _behind_several(column: Column, names: Sequence[tuple[str, str]]) -> set[str]:
    behind: defaultdict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    for code, name in zip(column.codes.tolist(), names, strict=True):
        if code >= 0 and any(name):
            behind[code][name] += 1
    return {column.values[code] for code, found in behind.items() if _are_several(found)}


def _are_several(found: Counter[tuple[str, str]]) -> bool:
    """Are there so many names that cannot be one, and none that most have?"""
    if len(found) < _NAMES_SHARED:
        return False
    different = Counter[tuple[str, str]]()
    for name, count in sorted(found.items(), key=lambda named: (-sum(map(bool, named[0])), -named[1])):
        same = next((one for one in different if _may_be_one(one, name)), name)
        different[same] += count
    return len(different) >= _NAMES_SHARED and max(different.values()) < _MOST_OF * different.total()


def _may_be_one(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Up to what is missing, or written in each other's place."""
    (given, family), (other_given, other_family) = one, other
    straight = _agree(given, other_given) and _agree(family, other_family)
    return straight or (_agree(given, other_family[:1]) and _agree(family[:1], other_given))


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other
