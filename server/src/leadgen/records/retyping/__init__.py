"""A field of the workspace's own gets another type: a new field takes over what can be read of the old one.

The old one is archived with all its values, so that nothing is lost; what is read is written under one
operation, whose undo brings the old field back. The walk over many records is that of `records.bulk`.
"""
