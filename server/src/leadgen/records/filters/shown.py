"""Fields and terms as `GET /fields` shows them, each with what a filter can ask of it."""

from leadgen.records import schemas
from leadgen.records.field import Field
from leadgen.records.filters.operators import TAKES, ops_of, slow
from leadgen.records.filters.tree import Term

_OWN = tuple(name for name in schemas.Field.model_fields if name not in ("id", "operators", "slow_operators"))


def field(known: Field) -> schemas.Field:
    """A field with its operators."""
    members = {name: getattr(known, name) for name in _OWN}
    asked = ops_of(known)
    slowly = [op for op in asked if slow(known, op)]
    own = {"id": known.custom_id, "operators": asked, "slow_operators": slowly}
    return schemas.Field.model_validate({**members, **own})


def operators() -> list[schemas.Operator]:
    """All of them; which of them a field has, the field says."""
    return [schemas.Operator(op=op, takes=takes) for op, takes in TAKES.items()]


def term(known: Term) -> schemas.FilterTerm:
    """A term that a module registered."""
    options = [schemas.FieldOption(value=one.value, label=one.label) for one in known.options]
    return schemas.FilterTerm(
        name=known.name, kinds=sorted(known.kinds), takes=known.takes, options=options or None
    )
