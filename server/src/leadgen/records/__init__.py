"""Contacts and companies: their fields, their values, and the journal that every write goes through.

In: values by field, from a person, a file or a later stage, always under an operation. Out: rows, pages,
timelines, evidence, and undo. Tables: field, operation, contact, company, contact_point, employment,
record_key, custom_value, tag, record_tag, change, operation_conflict, field_state. Job: records.undo.

`registry` declares the fields, `service` is the face for other floors, `contracts` what goes over it.
"""
