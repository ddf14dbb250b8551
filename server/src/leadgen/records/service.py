"""The face of records for the floors above: operations, writes, placing, values."""

from leadgen.records.journal import (
    create,
    current_values,
    edit,
    fields_of,
    finish_operation,
    open_operation,
    operation_progress,
    resolve,
    write,
)
from leadgen.records.placing import place_companies, place_contacts, prepare_incoming
from leadgen.records.projection import Prepared, plain, prepare
from leadgen.records.undo import start as undo

__all__ = [
    "Prepared",
    "create",
    "current_values",
    "edit",
    "fields_of",
    "finish_operation",
    "open_operation",
    "operation_progress",
    "place_companies",
    "place_contacts",
    "plain",
    "prepare",
    "prepare_incoming",
    "resolve",
    "undo",
    "write",
]
