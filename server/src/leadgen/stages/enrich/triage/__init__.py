"""Triage: which companies are worth a deeper look. Three answers: pass, fail, ask; unknown is never fail.

In: rules of the workspace in the filter language, in order, each leading to pass (in a tier) or to fail. Out:
the terms `triage` and `triage_tier`, by which lists, segments and conditions of stages ask for the answer as
it is now, and the reason of each. What a person decides stands in the field `triage_decision` and wins; each
such decision is an operation with its reason.
Table: `triage_rule`.
"""
