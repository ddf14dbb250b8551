"""Phones without a country code, in a workspace without a country: which country the file speaks for. Pure.

It is only ever said, never used: a number read as of a wrong country reaches a stranger.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, by_key
from leadgen.records.normalise import country as countries
from leadgen.records.normalise import phone
from leadgen.records.normalise.phone import Phone
from leadgen.stages.ingest.contracts import Column

_WITH_CODE = ("+", "00")
_LONG = 11  # digits, more than most countries give to one number
_AGREED = 0.8  # of the numbers that tell a country


def doubts(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], country: str | None, fields: Sequence[Field]
) -> list[Mapping[str, JSON]]:
    """What a person is told of the file's first rows; nothing where the workspace has a country."""
    numbers = [] if country else list(_numbers(columns, rows, by_key(fields)))
    unread = [number for number in numbers if not number.startswith(_WITH_CODE)]
    if not unread:
        return []
    likely = countries.name(likely_country(numbers))
    looks = f"The numbers look like those of {likely}. " if likely else ""
    detail = (
        f"{len(unread)} of the first {len(numbers)} phones have no country code such as +420. {looks}"
        "Choose the country of this workspace, or the lines with such numbers are rejected."
    )
    return [{"code": "phones_without_country", "detail": detail, "line_no": None}]


def likely_country(numbers: Iterable[str]) -> str | None:
    """Of the numbers that tell: by their code, or by one whose plus a spreadsheet took away."""
    told = Counter(found for number in numbers if (found := _country_of(number)) is not None)
    best = told.most_common(1)
    if not best or best[0][1] < _AGREED * told.total():
        return None
    return best[0][0]


def _country_of(number: str) -> str | None:
    """Without a plus only a number too long to be one of a single country tells: code and all the rest."""
    found = phone.normalise(number if number.startswith(_WITH_CODE) else f"+{number}", None)
    if not isinstance(found, Phone):
        return None
    digits = sum(one.isdigit() for one in number)
    return found.country if number.startswith(_WITH_CODE) or digits >= _LONG else None


def _numbers(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], fields: Mapping[str, Field]
) -> Iterable[str]:
    indexes = [column.index for column in columns if column.field and fields[column.field].type == "phone"]
    cells = (row[index].strip() for row in rows for index in indexes if index < len(row))
    return (cell for cell in cells if sum(one.isdigit() for one in cell) > 6)
