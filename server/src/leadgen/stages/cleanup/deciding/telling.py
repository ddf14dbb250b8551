"""Why two records are thought to be one, in sentences: made on reading, of levels and bits. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from leadgen.kernel.json import JSON
from leadgen.records.registry import registered
from leadgen.stages.cleanup.deciding.parts import COMPANY, NAMESAKES, PRIOR, RELATED
from leadgen.stages.cleanup.deciding.probability import MILLI
from leadgen.stages.cleanup.duplicates import kinds
from leadgen.stages.cleanup.duplicates.kinds import Kind

LevelName = Literal["same", "near", "similar", "different", "prior", "related", "namesakes", "company"]

_GENERATION, _SHARED = ": generation", ": shared by several"
_KINDS: Mapping[str, Kind] = {
    "first_name": kinds.GIVEN,
    "last_name": kinds.FAMILY,
    "name_suffix": kinds.GENERATION,
    "email": kinds.EMAIL,
    "phone_mobile": kinds.PHONE,
    "phone_work": kinds.PHONE,
    "linkedin_url": kinds.IDENTITY,
    "birthday": kinds.DATE,
    "company_name": kinds.FIRM,
    "job_title": kinds.TITLE,
    "street": kinds.TEXT,
    "postal_code": kinds.NUMBER,
    "city": kinds.TEXT,
    "country": kinds.TEXT,
    "company_domain": kinds.IDENTITY,
    "company_linkedin_url": kinds.IDENTITY,
    "register_id": kinds.IDENTITY,
    "phone_company": kinds.PHONE,
    "company_street": kinds.TEXT,
    "company_postal_code": kinds.NUMBER,
    "company_city": kinds.TEXT,
    "company_country": kinds.TEXT,
}
_PARTS: Mapping[str, tuple[LevelName, str]] = {
    PRIOR: ("prior", "Any two records are rarely one"),
    RELATED: ("related", "Two people of one household or firm would share as much"),
    NAMESAKES: ("namesakes", "Nothing that is one person's alone is the same: namesakes share as much"),
    COMPANY: ("company", "Both are like the other records here"),
}
_NAMED: Mapping[str, LevelName] = {
    "the same": "same",
    "similar": "similar",
    "the same in part": "similar",
    "another name at the same host": "similar",
    "different": "different",
}


@dataclass(frozen=True)
class Reason:
    """What a field, or something that is no field (None), says of a pair."""

    field: str | None
    label: str
    level: LevelName
    bits: float
    text: str


def reasons(why: Mapping[str, Sequence[int]]) -> list[Reason]:
    """The weightiest first, what any pair begins with before them. They sum up to the pair's bits."""
    labels = {field.key: field.label for field in registered()}
    told = [_reason(labels, name, level, bits) for name, (level, bits) in why.items()]
    return sorted(told, key=lambda one: (one.level != "prior", -abs(one.bits)))


def read(pair: Sequence[JSON]) -> tuple[int, int, int, Mapping[str, Sequence[int]]]:
    """A pair as it is kept: two places, bits, what each field says."""
    one, other, bits, why = pair
    return cast(int, one), cast(int, other), cast(int, bits), cast(Mapping[str, Sequence[int]], why)


def kind_of(name: str) -> Kind | None:
    """How the column of this name is compared."""
    if name.endswith(_GENERATION):
        return kinds.GENERATION
    return kinds.SHARED if name.endswith(_SHARED) else _KINDS.get(name)


def _reason(labels: Mapping[str, str], name: str, level: int, bits: int) -> Reason:
    if name in _PARTS:
        told, text = _PARTS[name]
        return Reason(None, "", told, bits / MILLI, text)
    key = name.removesuffix(_GENERATION).removesuffix(_SHARED)
    label = "Generation" if name.endswith(_GENERATION) else labels.get(key, key)
    words = _words(name, level)
    text = f"{label} is {words}"
    if name.endswith(_SHARED):
        text += ", but several people have it" if words == "the same" else ", and several people have it"
    return Reason(key, label, _NAMED.get(words, "near"), bits / MILLI, text)


def _words(name: str, level: int) -> str:
    found = kind_of(name)
    return found.levels[level].words if found and level < len(found.levels) else "compared"
