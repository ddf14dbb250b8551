"""The type of what JSON can say, and the fast way to write and read much of it."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias, cast

import orjson

JSON: TypeAlias = bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"] | None


def encode(message: JSON) -> bytes:
    """Compact, in UTF-8. Lone surrogates, which JSON can carry and PostgreSQL cannot, become `?`."""
    try:
        return orjson.dumps(message)
    except TypeError:  # a lone surrogate, or a number of more than 64 bits
        return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def decode(body: bytes) -> JSON:
    """What was encoded. Raises ValueError."""
    return cast(JSON, orjson.loads(body))
