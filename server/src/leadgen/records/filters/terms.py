"""The door for what is no field: terms that a module registers when the product is assembled."""

from collections.abc import Sequence

from leadgen.records.field import RecordKind
from leadgen.records.filters.operation import OPERATION
from leadgen.records.filters.tree import Term
from leadgen.records.search.term import SEARCH

_terms: dict[str, Term] = {OPERATION.name: OPERATION, SEARCH.name: SEARCH}


def register(term: Term) -> None:
    """Make a term known in every filter. Again changes nothing; another one of that name takes its place."""
    _terms[term.name] = term


def registered(kind: RecordKind | None = None) -> Sequence[Term]:
    """The terms that records can be asked for, by name; of one kind or of both."""
    return [term for _, term in sorted(_terms.items()) if kind is None or kind in term.kinds]
