"""Contacts and companies: their fields, their values, and the journal that every write goes through.

In: values by field, from a person, a file or a later stage, always under an operation. Out: rows, pages,
timelines, evidence, and undo. Tables: field, operation, contact, company, contact_point, employment,
record_key, custom_value, tag, record_tag, list, record_list, change, operation_conflict, operation_target,
field_state. Jobs: records.undo, records.bulk.

`registry` declares the fields, `service` is the face for other floors, `contracts` what goes over it.
"""
