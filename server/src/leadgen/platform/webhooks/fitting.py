"""Keeping what is sent small: pure."""

import json

from leadgen.kernel.json import JSON
from leadgen.platform.webhooks.contracts import Data

MOST_BYTES = 50_000
# The last is longer than any id or path: 500 fields of it are the most there can be.
_LONGEST_TEXTS = (5_000, 500, 150)


def fitting(data: Data) -> Data:
    """The same, its long texts cut where the whole is too much; the API path in it leads to all of it.

    A record may hold megabytes, and each change of it is kept and sent to every address, again and again.
    """
    for longest in _LONGEST_TEXTS:
        if len(json.dumps(data, ensure_ascii=False).encode()) <= MOST_BYTES:
            break
        data = {name: _cut(value, longest) for name, value in data.items()}
    return data


def _cut(value: JSON, longest: int) -> JSON:
    match value:
        case str() if len(value) > longest:
            return value[:longest] + "…"
        case dict():
            return {name: _cut(one, longest) for name, one in value.items()}
        case list():
            return [_cut(one, longest) for one in value]
    return value
