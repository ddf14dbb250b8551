"""Cells to values: several columns into one field, one into several, and the settings of a column."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from leadgen.kernel.json import JSON
from leadgen.records.field import FieldType
from leadgen.records.registry import FIELDS
from leadgen.stages.ingest import columns, settings
from leadgen.stages.ingest.cells import Cells
from leadgen.stages.ingest.contracts import Column, ColumnChoice, MappingRefused
from leadgen.stages.ingest.parsing import Inspection, Split
from leadgen.stages.ingest.splitting import pieces

_TEXT = next(field for field in FIELDS if field.key == "city")
_KINDS: tuple[FieldType, ...] = ("boolean", "decimal", "date")
OWN = [
    replace(_TEXT, key=kind, label=kind, type=kind, normaliser=kind, storage="custom", custom_id=UUID(int=at))
    for at, kind in enumerate(_KINDS, start=1)
]
ALL = [*FIELDS, *OWN]


def column(index: int, field: str | None, **settings: Any) -> Column:
    return replace(Column(index, f"Column {index}", (), field, 1.0, ""), **settings)


def read(cells: Sequence[str], *mapped: Column) -> tuple[dict[str, JSON], list[int | None]]:
    """The values of a line, and the columns with problems."""
    values, problems = Cells(columns.readings(mapped, ALL), "CZ").values(cells)
    return values, [index for index, _, _ in problems]


@pytest.mark.parametrize(
    ("fields", "cells", "values"),
    [
        (["email", "email"], ["a@x.example", "b@x.example"],
         {"email": "a@x.example", "email_other": ["b@x.example"]}),
        (["email", "email"], ["", "b@x.example"], {"email": "b@x.example"}),
        (["email", "email"], ["a@x.example; c@x.example", "A@x.example"],
         {"email": "a@x.example", "email_other": ["c@x.example"]}),
        (["email_other", "email"], ["b@x.example", "a@x.example; c@x.example"],
         {"email": "a@x.example", "email_other": ["b@x.example", "c@x.example"]}),
        (["city", "city"], ["Brno", "Praha"], {"city": "Brno"}),
        (["city", "city"], ["", "Praha"], {"city": "Praha"}),
        (["notes", "notes"], ["one", "two"], {"notes": "one\ntwo"}),
        (["notes", "notes"], ["one", "one"], {"notes": "one"}),
        (["tags", "tags"], ["a, b", "c"], {"tags": ["a", "b", "c"]}),
        (["first_name", "last_name"], ["Ada", "Example"], {"first_name": "Ada", "last_name": "Example"}),
    ],
)  # fmt: skip
def test_several_columns_fill_one_field(fields: list[str], cells: list[str], values: dict[str, JSON]) -> None:
    assert read(cells, *(column(index, field) for index, field in enumerate(fields))) == (values, [])


def test_the_surest_column_counts_and_the_other_stands_in() -> None:
    unsure = column(0, "city", confidence=0.8)
    assert read(["Praha", "Brno"], unsure, column(1, "city"))[0] == {"city": "Brno"}
    assert read(["Praha", ""], unsure, column(1, "city"))[0] == {"city": "Praha"}


def test_a_cell_that_is_not_needed_rejects_nothing() -> None:
    fields = column(0, "company_size"), column(1, "company_size")
    assert read(["50", "nonsense"], *fields)[1] == []
    assert read(["", "nonsense"], *fields)[1] == [1]


def test_problems_come_in_the_order_of_the_columns() -> None:
    first = column(0, "email", confidence=0.5)
    assert read(["bad", "also bad"], first, column(1, "country"))[1] == [0, 1]


@pytest.mark.parametrize(
    ("split", "cell", "found"),
    [
        ("postal_city", "10115 Berlin", {"postal_code": "10115", "city": "Berlin"}),
        ("postal_city", "110 00 Praha 1", {"city": "110 00 Praha 1"}),
        ("postal_city", "110 00 Praha", {"postal_code": "110 00", "city": "Praha"}),
        ("postal_city", "1012 AB Amsterdam", {"postal_code": "1012 AB", "city": "Amsterdam"}),
        ("postal_city", "00-950 Warszawa", {"postal_code": "00-950", "city": "Warszawa"}),
        ("postal_city", "London SW1A 1AA", {"postal_code": "SW1A 1AA", "city": "London"}),
        ("postal_city", "Brno", {"city": "Brno"}),
        ("place", "Prague, Czechia", {"city": "Prague", "country": "Czechia"}),
        ("place", "Austin, TX", {"city": "Austin", "state": "TX"}),
        ("place", "Austin, Texas, United States",
         {"city": "Austin", "state": "Texas", "country": "United States"}),
        ("place", "San Jose, CA", {"city": "San Jose", "state": "CA"}),
        ("place", "Berlin, DE", {"city": "Berlin", "country": "DE"}),
        ("place", "Germany", {"country": "Germany"}),
        ("address", "Main Street 1, 10115 Berlin, Germany",
         {"street": "Main Street 1", "postal_code": "10115", "city": "Berlin", "country": "Germany"}),
        ("address", "1 Main St, Austin, TX 78701, USA",
         {"street": "1 Main St", "city": "Austin", "state": "TX", "postal_code": "78701", "country": "USA"}),
        ("address", "Main Street 1", {"street": "Main Street 1"}),
        ("address", "Main Street 1, back yard", {"street": "Main Street 1, back yard"}),
    ],
)  # fmt: skip
def test_a_cell_is_split_where_it_is_clear_and_stays_whole_else(
    split: Split, cell: str, found: dict[str, str]
) -> None:
    assert pieces(split, cell, "CZ") == found


def test_pieces_go_to_their_fields_and_a_column_of_its_own_knows_better() -> None:
    whole = column(0, "company_street", split="address")
    cell = "Main Street 1, 10115 Berlin, Germany"
    assert read([cell], whole)[0] == {
        "company_street": "Main Street 1", "company_postal_code": "10115", "company_city": "Berlin",
        "company_country": "DE",
    }  # fmt: skip
    assert read([cell, "Potsdam"], whole, column(1, "company_city"))[0]["company_city"] == "Potsdam"


def test_a_choice_of_a_column_reads_its_cells() -> None:
    dated = column(0, "date", date_order="mdy")
    assert read(["03/04/2026"], dated)[0] == {"date": "2026-03-04"}
    assert read(["03/04/2026"], replace(dated, date_order="dmy"))[0] == {"date": "2026-04-03"}
    number = column(0, "decimal", decimal=",")
    assert read(["1.234"], number)[0] == {"decimal": "1234"}
    assert read(["1.234"], replace(number, decimal="."))[0] == {"decimal": "1.234"}
    answer = column(0, "boolean", yes_words=["Jo"], no_words=["ne e"])
    assert [read([cell], answer)[0] for cell in ("jo", "Ne e", "yes")] == [
        {"boolean": True}, {"boolean": False}, {"boolean": True},
    ]  # fmt: skip
    assert read(["jo"], column(0, "boolean"))[1] == [0]


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["1,5", "2"], ","), (["1.5"], "."), (["1.234,50"], ","), (["1,234.50"], "."), (["1.234"], None),
        (["1.234.567"], ","), (["1,234,567"], "."), (["1,5", "1.5"], None), (["12"], None), ([], None),
        (["3,5 Mio. €"], ","), (["$1,200"], None),
    ],
)  # fmt: skip
def test_the_mark_before_decimals_is_seen_in_the_cells(cells: list[str], mark: str | None) -> None:
    assert settings.guess_mark(cells) == mark


def proposed(header: list[str], *rows: list[str], country: str | None = None) -> list[Column]:
    inspection = Inspection("csv", "CSV file", 0.5, {}, header, {}, list(rows), ())
    return columns.proposed(inspection, country, ALL)


def test_only_settings_that_matter_are_asked() -> None:
    header = ["First name", "Connected on", "boolean", "Fee", "Met", "Revenue", "Unsubscribed"]
    rows = [["Ada", "13/01/2026", "ja", "1.234,5", "01/13/2026", "1 000 EUR", "0"],
            ["Bob", "14/01/2026", "nein", "2,5", "01/14/2026", "2 000 EUR", "1"]]  # fmt: skip
    found = proposed(header, *rows, country="US")
    assert [list(one.asks) for one in found] == [
        [], ["date_order"], ["yes_no"], ["decimal"], ["date_order"], ["decimal"], ["yes_no"],
    ]  # fmt: skip
    assert (found[1].date_order, found[4].date_order) == ("dmy", "mdy")
    assert (found[3].decimal, found[5].decimal) == (",", ".")
    assert (found[2].yes_words, found[2].no_words) == (["ja"], ["nein"])
    assert (found[6].yes_words, found[6].no_words, found[6].opt_out) == (["1"], ["0"], True)


@pytest.mark.parametrize(
    ("country", "order", "mark"), [("CZ", "dmy", ","), ("US", "mdy", "."), (None, "dmy", ".")]
)
def test_where_the_cells_leave_it_open_the_country_decides(
    country: str | None, order: str, mark: str
) -> None:
    found = proposed(["First name", "date", "decimal"], ["Ada", "03/04/2026", "1.234"], country=country)
    assert (found[1].date_order, found[2].decimal) == (order, mark)


def test_a_choice_changes_what_it_names_and_nothing_else() -> None:
    found = proposed(["First name", "date", "Unsubscribed"], ["Ada", "03/04/2026", "x"])
    named = [ColumnChoice(0, "first_name", "fill"), ColumnChoice(1, "date", "fill", date_order="mdy")]
    decided = columns.chosen(found, named, ALL)
    assert (decided[1].date_order, decided[1].reason) == ("mdy", found[1].reason)
    assert (decided[2].field, decided[2].opt_out) == (None, True)
    said = columns.chosen(found, [*named, ColumnChoice(2, None, "fill", opt_out=False)], ALL)[2]
    assert (said.opt_out, list(said.opt_out_of), list(said.asks)) == (False, [], [])


def test_a_hand_made_yes_or_no_has_its_words_and_may_be_given_others() -> None:
    found = proposed(["First name", "Fan"], ["Ada", "ano"], ["Bob", "ne"])
    chosen = columns.chosen(
        found, [ColumnChoice(0, "first_name", "fill"), ColumnChoice(1, "boolean", "fill")], ALL
    )
    assert (chosen[1].yes_words, chosen[1].no_words) == (["ano"], ["ne"])
    words = ColumnChoice(1, "boolean", "fill", yes_words=["ne"], no_words=[])
    given = columns.chosen(found, [ColumnChoice(0, "first_name", "fill"), words], ALL)[1]
    assert (given.yes_words, given.no_words) == (["ne"], [])


def test_a_split_is_taken_back_or_asked_for() -> None:
    found = proposed(["E-mail", "PLZ/Ort", "Town"], ["a@x.example", "10115 Berlin", "Brno, Czechia"])
    assert found[1].split == "postal_city"
    email = ColumnChoice(0, "email", "fill")
    whole = columns.chosen(found, [email, ColumnChoice(1, "city", "fill", split=False)], ALL)[1]
    assert whole.split is None
    asked = columns.chosen(found, [email, ColumnChoice(2, "city", "fill", split=True)], ALL)[2]
    assert asked.split == "place"


def test_ids_of_two_systems_do_not_mix() -> None:
    found = proposed(["E-mail", "One", "Two"], ["a@x.example", "1", "2"])
    choices = [ColumnChoice(0, "email", "fill"), *(ColumnChoice(at, "external_id", "fill") for at in (1, 2))]
    with pytest.raises(MappingRefused, match="ids of two systems do not mix"):
        columns.chosen(found, choices, ALL)
