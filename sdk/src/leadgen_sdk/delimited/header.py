"""Which row names the columns: after any preamble, and only if it does not look like data."""

import re
from collections.abc import Sequence

from leadgen_sdk.delimited.cells import look
from leadgen_sdk.delimited.dialect import Row

_MAX_NAME_CHARS = 200
_MAX_LABEL_CHARS = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATA_LOOKS = frozenset({"number", "email", "url", "date", "phone"})


def table_start(rows: Sequence[Row]) -> int | None:
    """Index of the first row of the table: the header, or the first record when there is none."""
    width = _usual_width(rows)
    for index, row in enumerate(rows):
        filled = sum(1 for cell in row.cells if cell.strip())
        if filled and (width == 1 or (len(row.cells) > 1 and _wide_enough(row, filled, rows[index + 1 :]))):
            return index
    return next((index for index, row in enumerate(rows) if any(c.strip() for c in row.cells)), None)


def is_header(cells: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Names rather than values: no e-mail or link among them, and unlike the columns below."""
    looks = ["word" if _names_a_year(index, cell, body) else look(cell) for index, cell in enumerate(cells)]
    if "email" in looks or "url" in looks:
        return False
    filled = sum(1 for one in looks if one != "empty")
    data = sum(1 for one in looks if one in _DATA_LOOKS)
    if data == 0:
        return True
    if data * 2 > filled:
        return False
    # Some names are numbers; then another column must tell by its values that its name is a name.
    return any(_names_its_column(index, looks[index], body) for index in range(len(cells)))


def is_heading(rows: Sequence[Row], index: int) -> bool:
    """Is this a row of headings over groups of columns, and the next one the header? Then it has gaps, the
    next one has none and is wider, and below come data: `Person,,Company,` over `Name,E-mail,Name,Site`."""
    if index + 2 >= len(rows) or rows[index + 1].line_no != rows[index].next_line_no:
        return False
    over, header = rows[index].cells, rows[index + 1].cells
    filled = [cell for cell in header if cell.strip()]
    return (
        sum(1 for cell in over if cell.strip()) * 3 <= 2 * len(filled)
        and len(filled) == len(header) > 2
        and len(over) == len(header)
        and "" in over[1:]
        and is_header(over, ())
        and all(look(cell) in ("word", "text") and len(cell) <= _MAX_LABEL_CHARS for cell in header)
        and any(look(cell) in _DATA_LOOKS for row in rows[index + 2 :] for cell in row.cells)
    )


def names(cells: Sequence[str], width: int, groups: Sequence[str] = ()) -> list[str]:
    """A distinct name for each column: `column 3` where the header is blank, `Email (2)` for a second one,
    `Company Name` for a second `Name` that stands under the heading `Company`."""
    found: list[str] = []
    seen: set[str] = set()
    group = ""
    for index in range(width):
        name = " ".join(cells[index].split())[:_MAX_NAME_CHARS] if index < len(cells) else ""
        group = groups[index].strip()[:_MAX_NAME_CHARS] if index < len(groups) and groups[index] else group
        if group and name in seen:
            name = f"{group} {name}"
        base = name = name or f"column {index + 1}"
        again = 2
        while name in seen:
            name = f"{base} ({again})"
            again += 1
        seen.add(name)
        found.append(name)
    return found


def filled_width(cells: Sequence[str]) -> int:
    """Up to the last cell that is not blank."""
    return max((index + 1 for index, cell in enumerate(cells) if cell.strip()), default=0)


def _usual_width(rows: Sequence[Row]) -> int:
    widths = [width for row in rows if (width := filled_width(row.cells))]
    return _most_telling(widths) if widths else 1


def _most_telling(widths: Sequence[int]) -> int:
    """The width of the table: frequent, and of two equally frequent ones the wider; prose is narrow."""
    return max(set(widths), key=lambda width: (widths.count(width) * min(width, 5), width))


def _wide_enough(row: Row, filled: int, below: Sequence[Row]) -> bool:
    """A title line padded with commas fills one cell; a header fills about as many as the rows below."""
    widths = [width for other in below if (width := filled_width(other.cells))]
    if not widths:
        return True
    usual = _most_telling(widths)
    if len(row.cells) < usual and not _is_short_header(row, usual, below):
        return False
    return (filled > 1 and filled * 3 >= len(row.cells)) or (len(row.cells) == 2 and usual == 2)


def _is_short_header(row: Row, usual: int, below: Sequence[Row]) -> bool:
    """A header may name fewer columns than its records have; a title is followed by a header, not by data."""
    if sum(1 for other in below if len(other.cells) <= len(row.cells)) * 2 >= len(below):
        return True
    following = next((other for other in below if any(cell.strip() for cell in other.cells)), None)
    return len(row.cells) * 3 >= usual * 2 and following is not None and not is_header(following.cells, ())


def _names_a_year(index: int, cell: str, body: Sequence[Sequence[str]]) -> bool:
    """2023 above figures is a name, above other years a value."""
    below = [row[index].strip() for row in body[:50] if index < len(row) and row[index].strip()]
    return bool(_YEAR.fullmatch(cell.strip()) and below) and not any(_YEAR.fullmatch(one) for one in below)


def _names_its_column(index: int, own_look: str, body: Sequence[Sequence[str]]) -> bool:
    if own_look not in ("word", "text"):
        return False
    below = [look(row[index]) for row in body[:50] if index < len(row) and row[index].strip()]
    return bool(below) and sum(1 for one in below if one in _DATA_LOOKS) * 2 > len(below)
