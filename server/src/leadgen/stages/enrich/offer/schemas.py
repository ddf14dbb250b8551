"""The offer profile on the wire."""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints
from pydantic.config import JsonDict

from leadgen.platform.web import Schema, example

_WRITTEN: JsonDict = {
    "about": "Example Tools, a maker of workshop software in Brno since 2014.",
    "products": "Planning software for workshops of 5 to 50 people.",
    "customers": "Heads of production at metal and wood workshops in Central Europe.",
    "proof": "Used by 140 workshops; planning takes a third of the time.",
    "tone": "Plain and short, no superlatives.",
}
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)]


class OfferDraft(Schema):
    """Who we are, what we sell, to whom, what speaks for it, how we write: 2,000 characters go to models."""

    model_config = example(_WRITTEN)

    about: Words = ""
    products: Words = ""
    customers: Words = ""
    proof: Words = ""
    tone: Words = ""


class OfferProfile(OfferDraft):
    """The offer profile; `updated_at` is null where nobody has written one."""

    model_config = example({**_WRITTEN, "updated_at": "2026-01-31T09:00:00+00:00"})

    updated_at: datetime | None
