"""Costs: what runs took, by day, stage, provider, model and member, beside what the providers took.

In: steps as they are settled, with what they charged. Out: sums over a span, the runs behind each of them,
a file. A row holds what one run spent on one day with one model of one provider in one stage: so a month is
read in about as many rows as it had runs, not steps. Its credits are those of the ledger. Table:
enrichment_cost.
"""
