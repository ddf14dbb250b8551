"""Which kind of effect a step is."""

from leadgen_sdk.enriching import Terms

FREE, KEYED, PAID = "enrich_free", "enrich_keyed", "enrich_paid"
KINDS = (FREE, KEYED, PAID)


def kind_of(terms: Terms) -> str:
    """A free read is repeated at will, a paid call only where its provider knows it again by its key."""
    if terms.free:
        return FREE
    return KEYED if terms.honours_idempotency else PAID
