"""Names of people: parts, particles, titles, case."""

import pytest

from leadgen.records.normalise import person


@pytest.mark.parametrize(
    ("written", "prefix", "first", "middle", "last", "suffix"),
    [
        ("Ada Loveland", "", "Ada", "", "Loveland", ""),
        ("Ing. Jan Novák, PhD.", "Ing.", "Jan", "", "Novák", "PhD."),
        ("Mgr. Eva Malá", "Mgr.", "Eva", "", "Malá", ""),
        ("MUDr. Petra Nováková CSc.", "MUDr.", "Petra", "", "Nováková", "CSc."),
        ("Dr. med. Eva von Stein", "Dr. med.", "Eva", "", "von Stein", ""),
        ("Dipl.-Ing. Hans Meier", "Dipl.-Ing.", "Hans", "", "Meier", ""),
        ("Ada Loveland, MBA, PMP", "", "Ada", "", "Loveland", "MBA, PMP"),
        ("John Smith Jr.", "", "John", "", "Smith", "Jr."),
        ("Müller, Hans", "", "Hans", "", "Müller", ""),
        ("de la Cruz, Juan", "", "Juan", "", "de la Cruz", ""),
        ("Jan van der Berg", "", "Jan", "", "van der Berg", ""),
        ("José da Silva", "", "José", "", "da Silva", ""),
        ("J. R. R. Thornby", "", "J.", "R. R.", "Thornby", ""),
        ("JAN NOVÁK", "", "Jan", "", "Novák", ""),
        ("JUAN DE LA VEGA", "", "Juan", "", "de la Vega", ""),
        ("jean-pierre o'brien", "", "Jean-Pierre", "", "O'Brien", ""),
        ("Rona MCDONALD", "", "Rona", "", "McDonald", ""),
        ("AJ Smith", "", "AJ", "", "Smith", ""),
        ("Ian MacLeod", "", "Ian", "", "MacLeod", ""),
        ("山田 太郎", "", "太郎", "", "山田", ""),
        ("山田太郎", "", "", "", "山田太郎", ""),
        ("Ada Loveland (She/Her) 🚀", "", "Ada", "", "Loveland", ""),
        ("✅ Ada Loveland | We are hiring!", "", "Ada", "", "Loveland", ""),
        ("van Goor", "", "", "", "van Goor", ""),
        ("Plinta", "", "Plinta", "", "", ""),
        ("Acme s.r.o.", "", "", "", "Acme s.r.o.", ""),
        ("Sales Team", "", "", "", "Sales Team", ""),
        ("info", "", "", "", "info", ""),
    ],
)
def test_a_full_name_is_split(
    written: str, prefix: str, first: str, middle: str, last: str, suffix: str
) -> None:
    found = person.split(written)
    assert (found.prefix, found.first, found.middle, found.last, found.suffix) == (
        prefix, first, middle, last, suffix,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("NOVÁK", "Novák"),
        ("VAN DER BERG", "van der Berg"),
        ("van der Berg", "van der Berg"),
        ("D'ANGELO", "D'Angelo"),
        ("mcdonald", "McDonald"),
        ("MÜLLER-LINDENROTH", "Müller-Lindenroth"),
        ("ВЕРЕТЕЕВ", "Веретеев"),
        ("DeVarro", "DeVarro"),
    ],
)
def test_a_last_name_in_one_case_gets_its_own(written: str, shown: str) -> None:
    assert person.family(written) == shown


def test_an_east_asian_name_keeps_its_order() -> None:
    assert person.split("김 철수").display == "김 철수"
    assert person.tidy({"first": "太郎", "last": "山田"}).display == "山田 太郎"


def test_parts_are_tidied_each_on_its_own() -> None:
    found = person.tidy({"prefix": "Dr.", "first": "EVA", "last": "VON STEIN", "suffix": None})
    assert (found.display, found.key) == ("Eva von Stein", "eva von stein")
