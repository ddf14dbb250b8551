"""Duplicates of the base: found by a job, looked at and decided on by people, merged one by one or by rule.

In: the records of a workspace, and what people say of a cluster. Out: clusters with explained weights, merges
(each an operation of the journal) and pairs that are never brought again. Tables: duplicate_scan,
duplicate_cluster, duplicate_member, distinct_pair, duplicate_settings. Jobs: cleanup.scan_duplicates.

`finding` asks the engine in a process of its own (`child`, `asking`); `scanning` is the job; `deciding` and
`merging` are what people do.
"""
