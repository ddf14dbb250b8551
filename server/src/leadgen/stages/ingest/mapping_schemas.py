"""A mapping on the wire: what columns fill, and what a person decides of it."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field
from typing_extensions import TypeAliasType

from leadgen.platform.web import Schema, example
from leadgen.records.normalise import values
from leadgen.stages.ingest import contracts, parsing

# Named, so that the client has types of these names.
ImportPolicy = TypeAliasType("ImportPolicy", contracts.Policy)
ColumnSplit = TypeAliasType("ColumnSplit", parsing.Split)
DateOrder = TypeAliasType("DateOrder", values.DateOrder)
DecimalMark = TypeAliasType("DecimalMark", values.DecimalMark)
TagName = Annotated[str, Field(min_length=1, max_length=100)]
Word = Annotated[str, Field(min_length=1, max_length=100)]
FieldKey = Annotated[str, Field(min_length=1, max_length=100)]


class ColumnAlternative(Schema):
    """Another field that the column might fill."""

    field: str = Field(examples=["email_other"])
    confidence: float = Field(ge=0, le=1, examples=[0.4])


class ImportColumn(Schema):
    """One column of the file and the field it fills, with the settings that matter for it."""

    index: int = Field(ge=0, examples=[3])
    header: str = Field(examples=["Email Address"])
    samples: list[str] = Field(description="Up to three distinct cells.", examples=[["ada@example.com"]])
    field: str | None = Field(description="Null: the column is left out.", examples=["email"])
    confidence: float = Field(ge=0, le=1, examples=[0.98])
    reason: str = Field(
        description="Why this field was proposed.", examples=["Header and values are e-mail addresses."]
    )
    policy: ImportPolicy = Field(
        description="What a line may do to a record that exists: fill blanks, overwrite, overwrite what is "
        "older than the file's values (and fill blanks), or nothing."
    )
    alternatives: list[ColumnAlternative] = Field(description="Up to three, the likeliest first.")
    date_order: DateOrder | None = Field(
        description="How a date is read that can be read two ways, as 03/04/2026; null: it holds no dates.",
        examples=["dmy"],
    )
    decimal: DecimalMark | None = Field(
        description="The mark before decimals where a number leaves it open, as 1.234; null: no numbers."
    )
    yes_words: list[str] | None = Field(description="Cells that mean yes; null: it is no yes or no.")
    no_words: list[str] | None = Field(description="Cells that mean no; null: it is no yes or no.")
    sensitive: bool = Field(
        description="Such data is of a kind the law protects, so the column is left out unless you choose it."
    )
    opt_out: bool = Field(
        description="Its cells say who does not want to be written to; they are put on the list of those."
    )
    split: ColumnSplit | None = Field(
        description="What each cell is split into besides its own field; null: it is taken whole."
    )

    @classmethod
    def of(cls, column: contracts.Column) -> "ImportColumn":
        asks = column.asks
        return cls(
            index=column.index,
            header=column.header,
            samples=list(column.samples),
            field=column.field,
            confidence=column.confidence,
            reason=column.reason,
            policy=column.policy,
            alternatives=[ColumnAlternative.model_validate(one) for one in column.alternatives],
            date_order=column.date_order if "date_order" in asks else None,
            decimal=column.decimal if "decimal" in asks else None,
            yes_words=list(column.yes_words) if "yes_no" in asks else None,
            no_words=list(column.no_words) if "yes_no" in asks else None,
            sensitive=column.sensitive,
            opt_out=column.opt_out,
            split=column.split,
        )


class ColumnChoice(Schema):
    """A decision on one column; a setting that is null or not named stays as it was proposed."""

    index: int = Field(ge=0)
    field: FieldKey | None
    policy: ImportPolicy = "fill"
    date_order: DateOrder | None = None
    decimal: DecimalMark | None = None
    yes_words: list[Word] | None = Field(default=None, max_length=50)
    no_words: list[Word] | None = Field(default=None, max_length=50)
    opt_out: bool | None = None
    split: bool | None = Field(default=None, description="False: each cell is taken whole.")


class MappingChoice(Schema):
    """The decisions on all columns and for all lines.

    Columns not named are left out. One that was found to say who opted out still counts: it is left out
    where it is named with `opt_out` false.
    """

    model_config = example(
        {"columns": [{"index": 0, "field": "first_name", "policy": "fill"}], "match": ["email"]}
    )

    columns: list[ColumnChoice] = Field(max_length=1_000)
    match: list[Literal["email", "linkedin", "external"]] = Field(max_length=3)
    remember: bool = Field(
        default=True, description="Propose the same for the next file with the same header."
    )
    tags: list[TagName] = Field(default_factory=list, max_length=20)
    owner_id: UUID | None = None
    note: str = Field(default="", max_length=2_000)
    as_of: AwareDatetime | None = None
    version: int | None = Field(
        default=None,
        description="That of the import you decided on: the answer is 409 where somebody decided since. "
        "Null: whatever it is.",
    )
