"""`python -m leadgen.api.export`: the API's document on standard output, the same text on every machine."""

import json
import sys

from leadgen.api.app import describe
from leadgen.pipeline.assembly import build


def export() -> str:
    """The document as JSON. Needs neither database nor settings."""
    return json.dumps(describe(build()).openapi(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(export())
