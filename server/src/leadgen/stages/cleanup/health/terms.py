"""The terms `contact_finding` and `company_finding`: what compares two fields, or looks at a text's shape."""

from collections.abc import Mapping

from leadgen.db.engine import WorkspaceSession
from leadgen.kernel.json import JSON
from leadgen.records.field import Option, RecordKind
from leadgen.records.filters import terms
from leadgen.records.filters.errors import Misfit
from leadgen.records.filters.tree import Term
from leadgen.stages.cleanup.health import repository, rules


def _term(kind: RecordKind) -> Term:
    labels = rules.named(kind)

    def read(value: JSON) -> str:
        if not isinstance(value, str) or value not in labels:
            raise Misfit("This takes the name of a finding", allowed=sorted(labels))
        return value

    async def names(session: WorkspaceSession, operands: frozenset[object]) -> Mapping[object, str]:
        return {one: f"“{labels[str(one)]}”" for one in operands}

    return Term(
        name=rules.finding_term(kind),
        kinds=frozenset({kind}),
        takes="the name of a finding of data health",
        read=read,
        condition=repository.found,
        phrase="with the finding {}",
        names=names,
        options=tuple(Option(name, label) for name, label in labels.items()),
    )


def register() -> None:
    """Make the terms known in every filter."""
    for kind in ("contact", "company"):
        terms.register(_term(kind))
