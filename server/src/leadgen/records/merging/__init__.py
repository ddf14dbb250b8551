"""Merge: several records of one kind become one, in one operation whose undo takes them apart again.

In: the records of a group, which of them to keep, whose value to take for a field. Table: merged_record.
`survivorship` decides, for the preview and for the merge alike; `relations` says what moves besides values.
"""
