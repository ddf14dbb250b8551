"""Tags on the wire."""

from uuid import UUID

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.schemas import Total

_TAG: JsonDict = {
    "id": "01936f0e-7a10-7000-8000-0000000000d2",
    "name": "Fair 2026",
    "count": {"value": 128, "exact": True},
}


class Tag(Schema):
    """A word that contacts are labelled with."""

    model_config = example(_TAG)

    id: UUID
    name: str
    count: Total = Member(description="Contacts that have it; at least so many, where it is not exact.")


class Tags(Schema):
    """All tags by name, up to 2,000."""

    model_config = example({"items": [_TAG]})

    items: list[Tag]


class TagChange(Schema):
    """Another name for a tag."""

    model_config = example({"name": "Fair autumn 2026"})

    name: str = Member(min_length=1, max_length=200, pattern=r"\S", description="Its name from now on.")


class TagMerge(Schema):
    """The tag that takes the place of this one."""

    model_config = example({"into": "Fair"})

    into: str = Member(
        min_length=1, max_length=200, pattern=r"\S", description="Its name; one that is not there is made."
    )


class Cleaned(Schema):
    """How many tags were forgotten."""

    model_config = example({"removed": 3})

    removed: int
