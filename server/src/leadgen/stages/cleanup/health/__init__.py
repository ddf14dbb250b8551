"""Data health: how much of each field is there, and what about the values is invalid, suspicious or stale.

In: the contacts or the companies of a workspace. Out: counts, each of which is that of a filter, so that a
number opens the records behind it. Tables: none; nothing is kept but for seconds. It registers the terms
`contact_finding` and `company_finding` with the filter language, for what fields and operators cannot say.
"""
