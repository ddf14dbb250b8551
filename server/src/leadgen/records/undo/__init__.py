"""Undo: a new operation that does the mirror of an old one, a chunk at a time.

Undoing an undo is a redo by the same code. A step may run twice and does nothing twice: a field whose author
the undone operation no longer is, is not touched. What cannot be put back is listed as a conflict.
"""

from leadgen.records.undo.chain import on_undone, why_not
from leadgen.records.undo.chunks import CHUNK
from leadgen.records.undo.preview import Preview, preview
from leadgen.records.undo.run import TASK, fail, run_here, start, start_part, step
from leadgen.records.undo.words import sentence

__all__ = [
    "CHUNK",
    "TASK",
    "Preview",
    "fail",
    "on_undone",
    "preview",
    "run_here",
    "sentence",
    "start",
    "start_part",
    "step",
    "why_not",
]
