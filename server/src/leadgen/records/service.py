"""The face of records for the floors above: operations, writes, placing, values."""

from leadgen.records.journal import (
    changed_companies,
    checked_at,
    create,
    current_values,
    edit,
    fields_of,
    finish_operation,
    names,
    open_operation,
    operation_progress,
    operation_times,
    resolve,
    trusted_days,
    value_authors,
    write,
)
from leadgen.records.merging.relations import register as register_relation
from leadgen.records.merging.run import many as merge_groups
from leadgen.records.merging.run import one as merge_group
from leadgen.records.placing import (
    company_news,
    empty_incoming,
    find_employers,
    has_trash,
    named_companies,
    place_companies,
    place_contacts,
    place_employers,
    prepare_incoming,
    trashed_keys,
)
from leadgen.records.projection import Prepared, plain, prepare
from leadgen.records.undo import start as undo

__all__ = [
    "Prepared",
    "changed_companies",
    "checked_at",
    "company_news",
    "create",
    "current_values",
    "edit",
    "empty_incoming",
    "fields_of",
    "find_employers",
    "finish_operation",
    "has_trash",
    "merge_group",
    "merge_groups",
    "named_companies",
    "names",
    "open_operation",
    "operation_progress",
    "operation_times",
    "place_companies",
    "place_contacts",
    "place_employers",
    "plain",
    "prepare",
    "prepare_incoming",
    "register_relation",
    "resolve",
    "trashed_keys",
    "trusted_days",
    "undo",
    "value_authors",
    "write",
]
