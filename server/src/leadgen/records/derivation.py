"""What the value of one field says of others: rank and department of a title, the parts of a place. Pure.

Such a field follows its source as long as nobody decided otherwise: it is written where it is blank, or where
it still is what the source said before. Any other value is somebody's own and stays.
"""

from collections.abc import Mapping
from functools import lru_cache

from leadgen.records.held import Held
from leadgen.records.normalise import location, own_words, title
from leadgen.records.normalise.values import Value

# Field of a contact → the field it follows.
FOLLOWS: Mapping[str, str] = {
    "seniority": "job_title",
    "department": "job_title",
    "city": "location",
    "state": "location",
    "country": "location",
}
SOURCES = frozenset(FOLLOWS.values())
# Any country of Europe: places are read as from there and as from overseas, and must be the same.
_EUROPE = "CZ"


def told(values: Mapping[str, Value | None]) -> dict[str, str]:
    """What these values of a contact say of the fields that follow; nothing where they say nothing."""
    found: dict[str, str] = {}
    for source in SOURCES:
        if value := values.get(source):
            found |= _told(source, str(value), own_words.at_hand())
    return found


def completed(values: Mapping[str, Value]) -> dict[str, Value]:
    """A new contact's values, with those that follow where it has none of its own."""
    return {**told(values), **values}


def following(held: Held, written: Mapping[str, Value | None]) -> dict[str, Value | None]:
    """What else is written when these values are: fields that follow a source which becomes another one."""
    changed = {key for key in SOURCES & written.keys() if written[key] != held.values.get(key)}
    if held.kind != "contact" or not changed:
        return {}
    before, after = told(held.values), told({key: written[key] for key in changed})
    return {
        key: after.get(key)
        for key, source in FOLLOWS.items()
        if source in changed and key not in written and _is_free(held, key, source, before.get(key))
    }


def follows(values: Mapping[str, Value | None], key: str) -> bool:
    """Is the value of this field what its source says?"""
    return key in FOLLOWS and values.get(key) is not None and values[key] == told(values).get(key)


def _is_free(held: Held, key: str, source: str, told_before: str | None) -> bool:
    """Has nobody decided on this field? One that somebody emptied stays empty."""
    value = held.values.get(key)
    if value is None:
        return key not in held.authors or held.author(key) == held.author(source)
    return value == told_before


@lru_cache(maxsize=65_536)
def _told(source: str, value: str, own: own_words.OwnWords) -> Mapping[str, str]:
    if source == "job_title":
        said = title.read(value)
        both = {"seniority": said.seniority, "department": said.department}
        return {key: one for key, one in both.items() if one != "other"}
    near, far = location.read(value), location.read(value, _EUROPE)
    if near.country != far.country:
        return {}
    parts = {"city": near.city, "state": near.region, "country": near.country}
    return {key: one for key, one in parts.items() if one} if near.country else {}
