"""An export of a selection, on the wire."""

from typing import Annotated, Literal

from pydantic import Field as Member
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example
from leadgen.records.bulk.schemas import COMPANY_SELECTION, SELECTION, Selection

_Key = Annotated[str, Member(max_length=100)]
COMPANY_EXPORT: JsonDict = {
    "selection": COMPANY_SELECTION,
    "format": "csv",
    "columns": ["company_name", "company_domain"],
    "sort": "company_name",
}


class ExportDraft(Schema):
    """Which records, as which file, with which columns, in which order."""

    model_config = example(
        {"selection": SELECTION, "format": "csv", "columns": ["full_name", "email"], "sort": "full_name"}
    )

    selection: Selection
    form: Literal["csv", "xlsx"] = Member(
        default="csv", alias="format", description="CSV holds any number of rows and texts of any length."
    )
    columns: list[_Key] | None = Member(
        default=None, max_length=1_000, description="Keys of fields, in order; without it all fields."
    )
    sort: str | None = Member(default=None, max_length=100, description="As in the list.")
