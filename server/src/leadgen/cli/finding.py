"""One line of what `leadgen doctor` reports."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the report; `fix` says what to do where it is not ok."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
