"""Text that JSON can say and a database cannot hold, put into an otherwise sound request."""

import json
import random
from typing import Any

POISONS = (
    "\\u0000", "a\\u0000b", "\\ud800", "\\udc00x", "\\ud83d", "\\udfff\\ud800", "\\ufffe", "\\u202e",
)  # fmt: skip
RAW = (b"\xff\xfe", b"\xed\xa0\x80", b"\x00", b"\xc0\x80", b"\xf4\x90\x80\x80")
_MARK = "@poison@"


def poisoned(body: Any, rng: random.Random) -> bytes:
    """The body's JSON with poison for one of its texts, or in a new member where it has none."""
    places = list(_texts(body))
    if places:
        holder, key = rng.choice(places)
        holder[key] = _MARK
    elif isinstance(body, dict):
        body["name"] = _MARK
    else:
        body = _MARK
    text = json.dumps(body)
    if rng.random() < 0.3:
        return text.encode().replace(_MARK.encode(), rng.choice(RAW))
    return text.replace(_MARK, rng.choice(POISONS)).encode()


def _texts(value: Any) -> Any:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in pairs:
        if isinstance(member, str):
            yield value, key
        else:
            yield from _texts(member)
