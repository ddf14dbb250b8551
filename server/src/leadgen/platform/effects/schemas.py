"""Effects on the wire."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from pydantic.config import JsonDict

from leadgen.platform.web.schema import Schema, example

_EFFECT: JsonDict = {
    "id": "01936f0e-7a10-8000-8000-0000000000e5",
    "kind": "mail",
    "label": "Letter: invitation",
    "state": "unknown",
    "problem": "The process that called it ended before the answer was written.",
    "created_at": "2026-01-31T09:00:00+00:00",
    "called_at": "2026-01-31T09:00:01+00:00",
}


class Effect(Schema):
    """An act outside: a letter, a message, a paid call."""

    model_config = example(_EFFECT)

    id: UUID
    kind: str
    label: str = Field(description="What it is, in words.")
    state: Literal["reserved", "called", "settled", "failed", "unknown", "released"]
    problem: str | None
    created_at: datetime
    called_at: datetime | None


class EffectPage(Schema):
    """Acts, newest first."""

    model_config = example({"items": [_EFFECT], "next_cursor": None})

    items: list[Effect]
    next_cursor: str | None


class Resolution(Schema):
    """How an act ended, by a person who looked."""

    model_config = example({"outcome": "did_not_happen"})

    outcome: Literal["happened", "did_not_happen"]
