"""Places in one line: town, region, country."""

import pytest

from leadgen.records.normalise import location


@pytest.mark.parametrize(
    ("written", "city", "region", "country"),
    [
        ("Prague, Czechia", "Prague", None, "CZ"),
        ("Praha 4", "Praha", None, "CZ"),
        ("Brno, South Moravia, Czechia", "Brno", "South Moravia", "CZ"),
        ("Greater London, England, United Kingdom", "London", "England", "GB"),
        ("London, England", "London", "England", "GB"),
        ("San Francisco Bay Area", "San Francisco", None, "US"),
        ("Greater Munich Metropolitan Area", "Munich", None, "DE"),
        ("München, Bayern, Deutschland", "München", "Bayern", "DE"),
        ("Austin, Texas", "Austin", "Texas", "US"),
        ("Austin TX", "Austin", "TX", "US"),
        ("1 Main Street, Springfield, IL 62701", "Springfield", "IL", "US"),
        ("Berlin, DE", "Berlin", None, "DE"),
        ("Wilmington, DE", "Wilmington", "DE", "US"),
        ("Toronto, ON", "Toronto", "ON", "CA"),
        ("Tbilisi, Georgia", "Tbilisi", None, "GE"),
        ("Atlanta, Georgia", "Atlanta", "Georgia", "US"),
        ("Paris, Texas", "Paris", "Texas", "US"),
        ("Vienna (Austria)", "Vienna", None, "AT"),
        ("1010 Wien", "Wien", None, "AT"),
        ("D-80331 München", "München", None, "DE"),
        ("CZ-Brno", "Brno", None, "CZ"),
        ("Germany, Berlin", "Berlin", None, "DE"),
        ("Bavaria, Germany", None, "Bavaria", "DE"),
        ("Bavaria", None, "Bavaria", "DE"),
        ("Rakousko", None, None, "AT"),
        ("Remote, Poland", None, None, "PL"),
        ("Remote", None, None, None),
        ("Singapore", None, None, "SG"),
        ("東京", "東京", None, "JP"),
        ("Littleham", "Littleham", None, None),
        ("n/a", None, None, None),
        ("", None, None, None),
    ],
)
def test_a_place_falls_into_its_parts(
    written: str, city: str | None, region: str | None, country: str | None
) -> None:
    found = location.read(written)
    assert (found.city, found.region, found.country) == (city, region, country)


def test_a_code_that_is_a_state_and_a_country_is_the_one_nearer_to_the_workspace() -> None:
    assert location.read("Winsen, DE", "DE").country == "DE"
    assert location.read("Winsen, DE", "US").country == "US"
