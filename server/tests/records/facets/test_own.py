"""Which tests of a filter are a facet's own. Pure."""

import pytest

from leadgen.kernel.json import JSON
from leadgen.records.facets.own import chosen, without_own
from leadgen.records.field import RecordKind
from leadgen.records.filters.catalogue import Catalogue, askable
from leadgen.records.filters.parsing import understand

KINDS: tuple[RecordKind, ...] = ("contact", "company")
KNOWN = Catalogue({kind: askable(kind, ()) for kind in KINDS})
CITY: JSON = {"field": "city", "op": "equals", "value": "Brno"}
HAS: JSON = {"field": "city", "op": "contains", "value": "rn"}
AT: JSON = {"field": "country", "op": "in", "value": ["AT"]}
DE: JSON = {"field": "country", "op": "in", "value": ["DE", "CH"]}
STEEL: JSON = {"field": "industry", "op": "in", "value": ["Steel"]}
SMALL: JSON = {"field": "company_size", "op": "overlaps", "value": [1, 9]}

BOTH: JSON = {"all": [STEEL, SMALL]}


@pytest.mark.parametrize(
    ("key", "given", "left", "named"),
    [
        ("country", AT, None, ["AT"]),
        ("country", CITY, CITY, []),
        ("country", {"all": [CITY, {"not": DE}, AT]}, {"all": [CITY]}, ["DE", "CH", "AT"]),
        ("country", {"all": [{"any": [CITY, DE]}]}, {"all": [{"any": [CITY, DE]}]}, []),
        ("city", {"all": [HAS, CITY]}, {"all": [HAS]}, ["Brno"]),
        ("country", {"any": [AT, {"field": "country", "op": "is_empty"}]}, None, ["AT"]),
        ("industry", {"all": [{"company": STEEL}, CITY]}, {"all": [CITY]}, ["Steel"]),
        ("industry", {"all": [{"company": BOTH}]}, {"all": [{"company": BOTH}]}, []),
        ("company_size", {"all": [{"not": {"company": {"any": [SMALL]}}}]}, None, [[1, 9]]),
    ],
)  # fmt: skip
def test_a_facet_is_counted_without_its_own_tests_at_the_top(
    key: str, given: JSON, left: JSON, named: list[JSON]
) -> None:
    field = KNOWN.fields["contact"].get(key) or KNOWN.fields["company"][key]
    node = understand("contact", given, KNOWN)
    wanted = None if left is None else understand("contact", left, KNOWN)
    found = without_own(node, "contact", field)
    assert repr(found) == repr(wanted) or repr(found) == repr(node) == repr(wanted)
    assert chosen(node, "contact", field) == named
