"""Another provider is asked what a run asked, to compare: a run of its own that writes nothing to records.

In: a run that has asked, a provider with a model. Out: how often both say the same, and what it costs.
"""
