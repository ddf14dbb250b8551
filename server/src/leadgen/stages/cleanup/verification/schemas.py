"""A wish for a check, on the wire."""

from pydantic import Field as Member

from leadgen.platform.web import Schema, example
from leadgen.records.bulk.schemas import MOST_RECORDS, SELECTION, Selection


class Verification(Schema):
    """Whose addresses to check, and how many contacts they are expected to be."""

    model_config = example({"selection": SELECTION, "expected": 5000})

    selection: Selection
    expected: int = Member(
        ge=1,
        le=MOST_RECORDS,
        description="As `…/count` said. Where it is another number by now, nothing is done.",
    )
