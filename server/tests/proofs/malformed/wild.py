"""Files that other people's programs stumbled over, where the measurement data is at hand."""

import os
from collections.abc import Iterator
from pathlib import Path

from tests.proofs.malformed.cases import Case

_TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".xlsb", ".ods", ".vcf", ".conf")


def wild() -> Iterator[Case]:
    """One at a time, in the order of their names; what they hold nobody promises."""
    root = os.environ.get("LEADGEN_MEASURE_DATA")
    files = sorted(Path(root).rglob("*")) if root else []
    for file in files:
        if file.suffix.lower() in _TABLES:
            yield Case(file.name, f"wild {file.suffix.lower()}", file.read_bytes())
