"""Facets: the values that the records of a list have in a field, each with how many have it.

In: a filter and fields. Out: values with counts, exact where they can be counted at once, else estimated from
a sample and marked so. A field's own tests are left out of what its values are counted under (`own`), so that
what could be chosen besides stays in sight. Which fields a list offers says the registry.
"""
