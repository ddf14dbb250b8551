"""A workspace's own words over the built-in lists: added, given another meaning, or not meant."""

from leadgen.records import derivation
from leadgen.records.normalise import title
from leadgen.records.normalise.own_words import OwnWords, using

OWN = OwnWords(
    seniority=(("vibe lord", "c_level"), ("head", None)),
    department=(("vibes", "operations"), ("marketing", "sales")),
)


def test_an_added_word_counts_only_where_it_is_at_hand() -> None:
    assert title.read("Manager of Vibes").department == "other"
    with using(OWN):
        assert title.read("Manager of Vibes").department == "operations"
        assert title.read("Vibe Lord").seniority == "c_level"
        assert derivation.told({"job_title": "Manager of Vibes"})["department"] == "operations"
    assert title.read("Manager of Vibes").department == "other"
    assert "department" not in derivation.told({"job_title": "Manager of Vibes"})


def test_a_built_in_word_can_mean_something_else_or_nothing() -> None:
    assert title.read("Head of Marketing") == title.Title("Head of Marketing", "head", "marketing")
    with using(OWN):
        assert title.read("Head of Marketing") == title.Title("Head of Marketing", "other", "sales")


def test_a_reading_tells_its_words() -> None:
    with using(OWN):
        assert title.because("Manager of Vibes") == [
            title.Reason("manager", "seniority", "manager"),
            title.Reason("vibes", "department", "operations"),
        ]


def test_the_built_in_lists_name_every_choice() -> None:
    assert list(title.built_in("seniority")) == list(title.SENIORITIES)
    assert list(title.built_in("department")) == list(title.DEPARTMENTS)
    assert "einkauf*" in title.built_in("department")["procurement"]
