"""Audience: who is meant, by name. Views and segments over the filter language of records.

A view is a saved filter, order and columns of a list; it is shared or somebody's own. A segment is a named
filter whose records are those that match now; the term `in_segment`, registered when the product is
assembled, puts it into any other filter. Tables: `view`, `segment`. No jobs: nothing is kept of what matches.
"""
