"""Search: records by any part of their names, addresses, job, company and domain.

In: what people type. Out: records by rank (`service`), and the term `search` of every filter (`term`). The
text of each living record stands in `search_entry`; the database notes in `search_pending` what was written,
and the `keeper`, a loop of every worker, makes those texts anew within seconds of the commit. Which fields
are searched says the registry.
"""
