"""The kinds of letters that the floors above have registered."""

from leadgen.platform.mail.contracts import LetterKind

_kinds: dict[str, LetterKind] = {}


def register(kind: LetterKind) -> None:
    """Done when the product is assembled; the same name again replaces the former."""
    _kinds[kind.name] = kind


def named(name: str) -> LetterKind:
    """Raises KeyError for a name that nobody registered."""
    return _kinds[name]


def label_of(name: str) -> str:
    """Its name for people; a kind of a release before or after this one shows as it is called."""
    return _kinds[name].label if name in _kinds else name
