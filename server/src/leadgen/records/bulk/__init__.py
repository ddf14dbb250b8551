"""Acts on many records: the set is frozen when asked, carried out by chunks, undone as one operation.

In: a selection (a filter, or ids) and an act: edit, tag, list, trash, restore, merge. Table:
operation_target, what is still to do. Job: records.bulk.
"""

from leadgen.records.bulk.run import AT_ONCE, TASK, begin, cancel, fail, remove, start, step

__all__ = ["AT_ONCE", "TASK", "begin", "cancel", "fail", "remove", "start", "step"]
