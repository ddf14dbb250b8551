"""Findings: every answer of every enricher with its verdict, kept; and how good they proved to be.

In: what the evidence gate made of an answer. Out: the evidence of enriched values, the sources that disagree,
and accuracy with its interval from people's marks, by field and enricher. Table: `finding`.
"""
