"""The face of records for the floors above: operations, writes, placing, values."""

from leadgen.records.journal import (
    changed_companies,
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
from leadgen.records.placing import (
    company_news,
    find_employers,
    place_companies,
    place_contacts,
    place_employers,
    prepare_incoming,
)
from leadgen.records.projection import Prepared, plain, prepare
from leadgen.records.undo import start as undo

__all__ = [
    "Prepared",
    "changed_companies",
    "company_news",
    "create",
    "current_values",
    "edit",
    "fields_of",
    "find_employers",
    "finish_operation",
    "open_operation",
    "operation_progress",
    "place_companies",
    "place_contacts",
    "place_employers",
    "plain",
    "prepare",
    "prepare_incoming",
    "resolve",
    "undo",
    "write",
]
