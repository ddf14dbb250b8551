"""Which rows are the same person, or the same firm, and how sure that is.

In: columns of normalised values (`Column`), whatever they are about. Out: the pairs at or above a probability
with the weight of each field, and the clusters. Pure: no database, no network, no clock.

`blocks` chooses which pairs are looked at, `comparing` gives each pair a level per column, `model` learns
from the rows themselves what a level weighs (Fellegi-Sunter, EM without examples), `clusters` joins without
chains, `explaining` says why; `engine` is the way in. `reading` makes columns of a file's cells.
"""

from leadgen.stages.cleanup.duplicates.columns import Column
from leadgen.stages.cleanup.duplicates.engine import Found, Settings, find

__all__ = ["Column", "Found", "Settings", "find"]
