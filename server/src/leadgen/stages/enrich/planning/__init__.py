"""What a run shall find and what it may cost, before it begins.

In: a selection and wanted fields, or a preset. Out: a plan, stage by stage and whom each asks, and a quote
whose ceiling binds. Tables: `enrichment_quote`, `enrichment_setting` (a workspace's switches, order and
conditions).
"""
