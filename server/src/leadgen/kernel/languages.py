"""The languages people are written to in: ISO 639-1 code → English name; and how they are addressed."""

import re
from collections.abc import Mapping

import pycountry

_BEHIND = re.compile(r"\s*\(.*\)|^Modern ")

LANGUAGES: Mapping[str, str] = dict(
    sorted(
        ((one.alpha_2, _BEHIND.sub("", one.name)) for one in pycountry.languages if hasattr(one, "alpha_2")),
        key=lambda pair: pair[1],
    )
)

# Du or Sie, tu or vous.
ADDRESS_STYLES: Mapping[str, str] = {"formal": "Formal", "informal": "Informal"}
