"""Clean up: values that are there read again by the normalisers of today, seen before it is done.

In: a selection of records and rules. Out: a preview of every change, each of which can be left out; then one
operation of kind `cleanup`, undone as one. Nothing is emptied, and what a person wrote stays. Tables:
`cleanup`, a preview; `cleanup_piece`, its records in pieces with what would change. Jobs: cleanup.preview,
cleanup.apply.
"""
