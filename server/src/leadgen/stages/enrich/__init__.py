"""Enrichment: fields of records are found by providers, each value with its evidence, at an agreed price.

In: a run, which is records, a plan of stages with providers in their order, and a ceiling. Out: values under
one operation of kind `enrichment`, undone as one; for each field of each record found, unknown, failed or
skipped. A step asks one enricher about one record; it is an effect, so it happens once and is paid once.
Tables: enrichment_run, enrichment_item. Job: enrichment.feed. Effects: enrich_free, enrich_keyed,
enrich_paid.
"""
