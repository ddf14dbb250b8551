"""Raw cells to stored values and keys, and the sentence why a cell cannot be one.

In: the text of one cell and what is known around it (`Context`). Out: the value as stored, `Bad` with a
sentence for a person, or None for an empty cell. Pure: no database, no network, no clock; data files of the
package and of the libraries are read once. One module per noun; `door` is the way in by a field's normaliser.
"""

from leadgen.records.normalise.door import NORMALISERS, many, normalise_many, normalise_value, spread
from leadgen.records.normalise.keys import keys_of, row_key
from leadgen.records.normalise.values import Bad, Context, Value

__all__ = [
    "NORMALISERS",
    "Bad",
    "Context",
    "Value",
    "keys_of",
    "many",
    "normalise_many",
    "normalise_value",
    "row_key",
    "spread",
]
