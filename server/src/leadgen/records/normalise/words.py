"""Word lists, written as text in the source."""


def words(text: str) -> frozenset[str]:
    """The words of this text."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases between bars, on one line or many."""
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|")) - {""}
