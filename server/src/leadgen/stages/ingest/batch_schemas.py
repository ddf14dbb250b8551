"""Batches on the wire."""

from typing import Literal
from uuid import UUID

from pydantic import Field

from leadgen.platform.web import Schema, example
from leadgen.records.schemas import RECORD_ID, RecordDraft
from leadgen.stages.ingest.batch import MOST_RECORDS
from leadgen.stages.ingest.line_schemas import LineVerdict


class Batch(Schema):
    """Records to add, or to bring to those that are there."""

    records: list[RecordDraft] = Field(
        min_length=1, max_length=MOST_RECORDS, description="A value of null says nothing about its field."
    )
    policy: Literal["fill", "overwrite"] = Field(
        default="fill",
        description="What a record that is there takes: only what it has not yet, or every value.",
    )


class ContactBatch(Batch):
    """Contacts to add, or to bring to those that are there; they may name their company."""

    model_config = example(
        {
            "records": [
                {
                    "values": {
                        "full_name": "Ada Example",
                        "email": "ada@example.com",
                        "company_name": "Example Ltd",
                    }
                }
            ],
            "match": ["email", "linkedin", "external"],
            "policy": "fill",
        }
    )

    match: list[Literal["email", "linkedin", "external"]] = Field(
        default=["email", "linkedin", "external"],
        max_length=3,
        description="By which keys a record finds the contact it is about.",
    )


class CompanyBatch(Batch):
    """Companies to add, or to bring to those that are there.

    They are found by domain, register id, LinkedIn page and external id, else by name and country.
    """

    model_config = example(
        {
            "records": [{"values": {"company_name": "Example Ltd", "company_domain": "example.com"}}],
            "policy": "overwrite",
        }
    )


class BatchProblem(Schema):
    """Why nothing was written for a record."""

    model_config = example({"field": "email", "message": "E-mail has no domain"})

    field: str | None = Field(description="Null: the record as a whole.")
    message: str


class BatchRecord(Schema):
    """What became of one record."""

    model_config = example({"index": 0, "verdict": "create", "record_id": RECORD_ID, "problems": []})

    index: int = Field(description="Its place in what was sent, from 0.")
    verdict: LineVerdict = Field(
        description="create: it is new. update: it changed one that was there. duplicate: nothing new was "
        "said. ambiguous: it leads to two or more, so it is written to none. rejected: it has problems. "
        "trash: it is about one that was removed."
    )
    record_id: UUID | None
    problems: list[BatchProblem]


class BatchResult(Schema):
    """A verdict for each record, in the order they were sent."""

    model_config = example(
        {
            "operation_id": "01936f0e-7a10-7000-8000-0000000000a1",
            "results": [{"index": 0, "verdict": "create", "record_id": RECORD_ID, "problems": []}],
        }
    )

    operation_id: UUID | None = Field(
        description="The one operation that wrote them all: undo it to take them back. Null: nothing written."
    )
    results: list[BatchRecord]
