"""The layouts of vendors in the host: their fields exist, and the right one is taken."""

import pytest

from leadgen.platform.plugins import service as plugins
from leadgen.records.registry import FIELDS
from leadgen.stages.ingest.layouts import mapping, recognised
from leadgen_sdk import Layout

LAYOUTS = plugins.load().layouts()
NARROW = Layout("narrow", "Narrow", "contact", [["Id"], ["Mail"]], {"Id": "external_id", "Mail": "email"})
WIDE = Layout("wide", "Wide", "contact", [["Mail"]], {"Mail": "email", "Id": "", "Town": "city"})


def test_every_field_that_a_layout_names_is_one_of_its_kind() -> None:
    known = {field.key: field for field in FIELDS if field.importable}
    for layout in LAYOUTS:
        for header, key in layout.columns.items():
            assert not key or key in known, (layout.key, header)
            assert not key or layout.kind == "contact" or known[key].kind == "company", (layout.key, header)


def test_the_layout_that_asks_for_most_is_taken() -> None:
    assert recognised(["ID", "mail", "Town"], [WIDE, NARROW]) == NARROW
    assert recognised(["mail", "Town"], [WIDE, NARROW]) == WIDE
    assert recognised(["Town"], [WIDE, NARROW]) is None


def test_a_layout_maps_by_name_whatever_the_case_and_leaves_out_what_it_says() -> None:
    assert mapping(WIDE, [" town ", "Other", "ID", "MAIL"]) == {0: "city", 2: "", 3: "email"}


@pytest.mark.parametrize(
    ("header", "key"),
    [
        ("First Name|Last Name|Email|Company|# Employees|Apollo Contact Id|Apollo Account Id|Stage",
         "apollo_contacts"),
        ("Vorname|Nachname|Firma|Straße geschäftlich|Straße privat|E-Mail-Adresse", "outlook"),
        ("Name|E-mail|Town", None),
    ],
)  # fmt: skip
def test_a_header_finds_its_vendor_among_all(header: str, key: str | None) -> None:
    found = recognised(header.split("|"), LAYOUTS)
    assert (found.key if found else None) == key
