"""The kinds of effects of the assembled product, for those who meet an effect of any kind."""

from collections.abc import Sequence

from leadgen.kernel.json import JSON
from leadgen.platform.effects.contracts import EffectKind, Effects

_kinds: dict[str, EffectKind] = {}


def register(registries: Sequence[Effects]) -> None:
    """Done when the product is assembled; again changes nothing."""
    for effects in registries:
        _kinds.update(effects.kinds)


def named(name: str) -> EffectKind | None:
    """None for a kind that only another release knows."""
    return _kinds.get(name)


def label_of(name: str, payload: JSON) -> str:
    """What an act is, in words."""
    kind = named(name)
    if kind is None or kind.describe is None:
        return name.replace("_", " ").capitalize()
    return kind.describe(payload)
