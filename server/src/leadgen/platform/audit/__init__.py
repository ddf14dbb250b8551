"""Who did what in a workspace: acts about access, and the operations that a higher floor adds.

In: `record` in the transaction of the act. Out: one list by time. Table: access_event, append-only.
"""
