"""How far a register speaks for a firm, 0 to 100: a pure sum of what it tells, each with its words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leadgen_registries.entries import ACTIVE, DISSOLVED, Entry
from leadgen_registries.matching import agrees
from leadgen_sdk.enriching import Subject

_REGISTERED, _ACTIVE, _VAT, _ADDRESS = 30, 30, 15, 10
_AGES = ((10, 15), (3, 10), (1, 5))
_MOST = {DISSOLVED: 5, "in_liquidation": 20, "insolvent": 20}
_STATES = {
    ACTIVE: "active",
    DISSOLVED: "dissolved",
    "in_liquidation": "in liquidation",
    "insolvent": "insolvent",
}


@dataclass(frozen=True)
class Credibility:
    """Points, the sentence that explains them, and the facts they stand on."""

    points: int
    why: str
    facts: Sequence[str]


def judge(subject: Subject, entry: Entry, vat_valid: bool | None) -> Credibility:
    """`vat_valid`: what VIES said; None where it was not asked or could not tell."""
    lines: list[tuple[int, str, str]] = [(_REGISTERED, "registered", _identity(entry))]
    state = entry.text("register_status")
    if state:
        lines.append((_ACTIVE if state == ACTIVE else 0, _STATES.get(state, state), "register_status"))
    if (age := _age(entry)) is not None:
        points = next((points for years, points in _AGES if age >= years), 0)
        lines.append((points, f"{age} years old" if age != 1 else "1 year old", "founded_year"))
    if vat_valid is not None:
        lines.append((_VAT if vat_valid else -_VAT, f"VAT number {'' if vat_valid else 'in'}valid", ""))
    if agrees(subject, entry):
        lines.append((_ADDRESS, "address agrees", "company_street"))
    total = min(max(sum(points for points, _, _ in lines), 0), _MOST.get(state, 100))
    why = ", ".join(f"{words} {points:+d}" for points, words, _ in lines)
    return Credibility(total, f"{why[:1].upper()}{why[1:]}.", [key for _, _, key in lines if key])


def _identity(entry: Entry) -> str:
    return "register_id" if "register_id" in entry.facts else "lei"


def _age(entry: Entry) -> int | None:
    """Whole years on the day of reading, not of today: a replay says the same."""
    fact = entry.facts.get("founded_year")
    if fact is None or not isinstance(fact.value, int):
        return None
    today: date = entry.page.retrieved_at.date()
    return max(today.year - fact.value, 0)
