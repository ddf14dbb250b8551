"""Which filters make up the health of a kind of record, line by line. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from leadgen.kernel.json import JSON
from leadgen.records.field import Field, RecordKind
from leadgen.records.filters.operators import RECORD_TIMES
from leadgen.stages.cleanup.health import rules
from leadgen.stages.cleanup.health.rules import COMPANY, Level, Rule, Score

LEVELS: tuple[Level, ...] = ("invalid", "suspicious", "stale")
# How people sort their records, and not what they know of them.
_LABELS = ("tags", "lists", "member", "company")


@dataclass(frozen=True)
class Line:
    """A field with what can be wrong with its values; `levels` has the records of any finding of a level."""

    key: str
    label: str
    filled: JSON
    missing: JSON
    levels: Mapping[Level, JSON]
    findings: Sequence[Rule]


@dataclass(frozen=True)
class Sheet:
    """All that is counted about the records of a kind."""

    kind: RecordKind
    score: Score
    lines: Sequence[Line]


def sheet(kind: RecordKind, fields: Sequence[Field]) -> Sheet:
    """The lines of these fields, in the order of the registry; of a contact also its company's."""
    shown = [one for one in fields if one.kind == kind and _is_known(one)]
    found = rules.of(kind, fields)
    named = [(one.key, one.short_label) for one in shown]
    if kind == "contact":
        named.append((COMPANY, "Company"))
    return Sheet(kind, rules.score(kind), [_line(kind, key, label, found) for key, label in named])


def _is_known(field: Field) -> bool:
    return field.about is None and field.type not in _LABELS and field.key not in RECORD_TIMES


def _line(kind: RecordKind, key: str, label: str, found: Sequence[Rule]) -> Line:
    own = [rule for rule in found if rule.field == key]
    levels = {
        level: rules.either(*filters)
        for level in LEVELS
        if (filters := [rule.filter for rule in own if rule.level == level])
    }
    return Line(key, label, rules.filled(kind, key), rules.missing(kind, key), levels, own)


def named(given: JSON) -> str:
    """The same for the same filter."""
    return json.dumps(given, sort_keys=True)


def parts(given: JSON) -> Sequence[JSON]:
    """The filters of which a record has to match one."""
    either = given.get("any") if isinstance(given, dict) else None
    return [leaf for one in either for leaf in parts(one)] if isinstance(either, list) else [given]


def asked(of: Sheet) -> dict[str, JSON]:
    """Every filter that has to be counted, once. What is missing is all the others."""
    return {named(one): one for one in _asked(of)}


def _asked(of: Sheet) -> Iterator[JSON]:
    yield of.score.filter
    yield from (one.filter for one in of.score.obstacles)
    for line in of.lines:
        yield line.filled
        yield from line.levels.values()
        yield from (rule.filter for rule in line.findings)
